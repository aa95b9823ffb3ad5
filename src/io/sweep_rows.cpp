#include "grdp/io/sweep_rows.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>

#include "grdp/io/file_bytes.hpp"
#include "grdp/io/sweep_record.hpp"

namespace grdp::io {

Status RowsInMemory::visit(std::size_t begin, std::size_t end, RowParts, const See& see) {
    for (std::size_t place = begin; place < end; ++place) see(rows_[place]);
    return Done{};
}

RowsOfRecords::RowsOfRecords(FileOperations& files, int file, std::string path, const analysis::SweepFrame& frame, std::vector<RecordPlace> places)
    : files_(files), file_(file), path_(std::move(path)), frame_(frame), places_(std::move(places)) {
    std::sort(places_.begin(), places_.end(), [](const RecordPlace& a, const RecordPlace& b) { return a.row < b.row; });
}

int RowsOfRecords::fetch(const RecordPlace& place, std::size_t size, std::string& bytes) const {
    bytes.resize(size);
    return read_whole(files_, file_, bytes, place.offset);
}

Status RowsOfRecords::visit(std::size_t begin, std::size_t end, RowParts parts, const See& see) {
    const std::size_t cells = cell_bytes(frame_);
    analysis::SweepRow row;
    std::string bytes;
    for (std::size_t i = begin; i < end; ++i) {
        const RecordPlace& place = places_[i];
        int result = 0;
        bool sound = true;
        if (parts == RowParts::number) {
            row.row = place.row;
        } else {
            const bool cut = parts == RowParts::events && place.size > cells;
            result = fetch(place, cut ? place.size - cells : place.size, bytes);
            sound = result == 0 && decode_row(bytes, frame_, cut ? RowParts::events : RowParts::all, row);
            if (!sound && cut && result == 0) {  // a failed scenario has no cells
                result = fetch(place, place.size, bytes);
                sound = result == 0 && decode_row(bytes, frame_, RowParts::all, row);
            }
            sound = sound && row.row == place.row;
        }
        if (result != 0) {
            return Diagnostic{.code = Code{1008}, .where = {}, .message = fmt::format("the file cannot be read: {}", system_reason(-result)), .expected = {}, .hint = {}, .notes = {}, .file = path_};
        }
        if (!sound) return Diagnostic{.code = Code{5013}, .where = {}, .message = "the file changed under our hands", .expected = {}, .hint = "run the same command again", .notes = {}, .file = path_};
        see(row);
    }
    return Done{};
}

}  // namespace grdp::io
