#include "grdp/io/sweep_store.hpp"

#include <algorithm>
#include <new>

#include "array_source.hpp"
#include "arrays_to_run.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "grdp/io/seal.hpp"
#include "grdp/io/sealed_file.hpp"
#include "sweep_columns.hpp"
#include "sweep_reader.hpp"

namespace grdp::io {

Result<std::string> encode_sweep(const StoredSweep& sweep) {
    auto image = encode_hdf5_parts([&](ArrayReceiver& receiver) {
        RowsInMemory rows(sweep.result.rows);
        sweep_to_arrays(sweep, rows, receiver);
    });
    if (!image) return image.diagnostics();
    return sealed(std::move(*image));
}

Status write_sweep(const std::string& path, const StoredSweep& sweep, FileOperations& files) {
    RowsInMemory rows(sweep.result.rows);
    return write_sweep(path, sweep, rows, files);
}

Status write_sweep(const std::string& path, const StoredSweep& sweep, SweepRows& rows, FileOperations& files) {
    return write_file_atomically(path, [&](FileOperations& system, int file) { return write_sealed(system, file, [&](ArrayReceiver& receiver) { sweep_to_arrays(sweep, rows, receiver); }); }, files);
}

Status write_part(const std::string& path, const StoredPart& part, FileOperations& files) {
    RowsInMemory rows(part.sweep.result.rows);
    return write_part(path, part, rows, files);
}

Status write_part(const std::string& path, const StoredPart& part, SweepRows& rows, FileOperations& files) {
    return write_file_atomically(path, [&](FileOperations& system, int file) { return write_sealed(system, file, [&](ArrayReceiver& receiver) { part_to_arrays(part, rows, receiver); }); }, files);
}

namespace {

Diagnostic not_a_sweep(std::uint16_t code, const std::string& path, std::string message, std::string hint = {}) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = "a sweep file written by grdp", .hint = std::move(hint), .notes = {}, .file = path};
}

Diagnostic not_a_part(const std::string& path, std::string message) {
    return {.code = Code{5001}, .where = {}, .message = std::move(message), .expected = "a part written by grdp sweep --shard or grdp merge --partial", .hint = {}, .notes = {}, .file = path};
}

/// Throws where the arrays are none of these.
void demand_format(ArraySource& arrays, const std::string& path, bool of_part) {
    LabelledArrays named;
    named.attributes = arrays.attributes();
    const auto found = text_attribute(named, "format");
    if (found == kPartFormat && !of_part) throw ReadFault{not_a_sweep(5001, path, "this is a part of a sweep", "join all parts with grdp merge")};
    if (found == kSweepFormat && of_part) throw ReadFault{not_a_part(path, "this sweep is whole already")};
    if (found != kPartFormat && found != kSweepFormat) throw ReadFault{of_part ? not_a_part(path, "this is no part of a sweep") : not_a_sweep(5001, path, "this is not a sweep file")};
    const auto version = attribute<std::int32_t>(named, "format_version");
    if (version > kSweepFormatVersion) throw ReadFault{not_a_sweep(5004, path, fmt::format("the file has format version {}, this program knows {}", version, kSweepFormatVersion), "read it with a newer grdp")};
}

/// What is wrong with the arrays becomes a diagnostic.
template <class Read>
auto guarded_read(const std::string& path, Read&& read) -> Result<decltype(read())> {
    try {
        return read();
    } catch (const ReadFault& fault) {
        return fault.diagnostic;
    } catch (const ContentFault& fault) {
        return not_a_sweep(5005, path, "the sweep file contradicts its format: " + fault.message);
    } catch (const std::bad_alloc&) {
        return not_a_sweep(5007, path, "the file needs more memory than there is");
    }
}

Result<StoredPart> read_arrays(const LabelledArrays& arrays, const std::string& path, bool of_part) {
    return guarded_read(path, [&] {
        ArraysInMemory source(arrays);
        demand_format(source, path, of_part);
        SweepReader reader(source);
        auto part = reader.head(of_part);
        part.sweep.result.rows = reader.rows(0, reader.size());
        return part;
    });
}

Result<StoredPart> read_whole(Result<SweepFile> file) {
    if (!file) return file.diagnostics();
    std::vector<analysis::SweepRow> rows;
    rows.reserve(file->size());
    const auto read = file->visit([&](analysis::SweepRow&& row) -> Status {
        rows.push_back(std::move(row));
        return Done{};
    });
    if (!read) return read.diagnostics();
    auto part = (*std::move(file)).take_head();
    part.sweep.result.rows = std::move(rows);
    return part;
}

Result<StoredSweep> sweep_of(Result<StoredPart> part) {
    if (!part) return part.diagnostics();
    return std::move(part->sweep);
}

}  // namespace

struct SweepFile::Open {
    Open(std::string name, SealedImage sealed) : path(std::move(name)), image(std::move(sealed)), arrays(image, path), reader(arrays) {}

    std::string path;
    SealedImage image;
    Hdf5Arrays arrays;
    SweepReader reader;
    StoredPart head;
};

SweepFile::SweepFile(std::unique_ptr<Open> open) : open_(std::move(open)) {}
SweepFile::SweepFile(SweepFile&& other) noexcept = default;
SweepFile& SweepFile::operator=(SweepFile&& other) noexcept = default;
SweepFile::~SweepFile() = default;

Result<SweepFile> SweepFile::open(const std::string& path, bool of_part) {
    auto image = SealedImage::open(path, kSweepFileLimit);
    if (!image) return image.diagnostics();
    return guarded_read(path, [&] {
        auto opened = std::make_unique<Open>(path, *std::move(image));
        demand_format(opened->arrays, path, of_part);
        opened->head = opened->reader.head(of_part);
        return SweepFile(std::move(opened));
    });
}

Result<SweepFile> SweepFile::open_sweep(const std::string& path) { return open(path, false); }
Result<SweepFile> SweepFile::open_part(const std::string& path) { return open(path, true); }

const StoredPart& SweepFile::head() const { return open_->head; }
StoredPart SweepFile::take_head() && { return std::move(open_->head); }
std::size_t SweepFile::size() const { return open_->reader.size(); }
std::uint64_t SweepFile::bytes() const { return open_->image.file_size(); }

Status SweepFile::visit(const std::function<Status(analysis::SweepRow&&)>& see) {
    const std::size_t at_once = open_->reader.rows_at_once();
    for (std::size_t begin = 0; begin < size(); begin += at_once) {
        auto rows = guarded_read(open_->path, [&] { return open_->reader.rows(begin, std::min(size(), begin + at_once)); });
        if (!rows) return rows.diagnostics();
        for (auto& row : *rows) {
            if (auto seen = see(std::move(row)); !seen) return seen;
        }
    }
    return open_->image.check_unchanged();
}

Result<StoredSweep> sweep_from_arrays(const LabelledArrays& arrays, const std::string& path) { return sweep_of(read_arrays(arrays, path, false)); }

Result<StoredPart> part_from_arrays(const LabelledArrays& arrays, const std::string& path) { return read_arrays(arrays, path, true); }

Result<StoredSweep> read_sweep(const std::string& path) { return sweep_of(read_whole(SweepFile::open_sweep(path))); }

Result<StoredPart> read_part(const std::string& path) { return read_whole(SweepFile::open_part(path)); }

bool is_sweep_file(const std::string& path) { return static_cast<bool>(SweepFile::open_sweep(path)); }

}  // namespace grdp::io
