#include "grdp/io/row_pile.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "grdp/io/file_bytes.hpp"
#include "grdp/io/sweep_record.hpp"

namespace grdp::io {
namespace {

constexpr std::size_t kWrittenAtOnce = std::size_t{1} << 20;
constexpr int kMostNames = 10000;

std::size_t size_in_memory(const analysis::SweepRow& row) {
    return sizeof(row) + row.reason.size() + row.events.size() * sizeof(analysis::SweepEvent) + row.cells.size() * sizeof(analysis::SweepCell);
}

}  // namespace

Diagnostic RowPile::refused(std::string_view what, int result) const {
    return {.code = Code{1008}, .where = {}, .message = fmt::format("{}: {}", what, system_reason(-result)), .expected = {},
            .hint = result == -ENOSPC || result == -EDQUOT ? "as much space again as the merged file takes is needed beside it while it is made" : "", .notes = {}, .file = path_};
}

Status RowPile::open_file() {
    auto folder = std::filesystem::path(path_).parent_path().string();
    if (folder.empty()) folder = ".";
    int number = -EEXIST;
    std::string name;
    for (int attempt = 0; attempt < kMostNames && (number == -EEXIST || number == -EINTR); ++attempt) {
        name = fmt::format("{}/.grdp-{}-{}.tmp", folder, ::getpid(), attempt);
        number = files_->open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    }
    if (number < 0) return refused("no file can be created in its folder", number);
    file_ = OpenFile(*files_, number);
    if (const int result = files_->remove(name); result != 0) return refused("a file of the merge cannot be removed", result);
    return Done{};
}

Status RowPile::write_out() {
    if (const int result = write_whole(*files_, file_.number(), waiting_.data(), waiting_.size(), end_); result != 0) return refused("the scenarios cannot be put down beside the file", result);
    end_ += waiting_.size();
    waiting_.clear();
    return Done{};
}

Status RowPile::put_down(const analysis::SweepRow& row) {
    const auto record = encode_row(std::string(32, '\0'), {}, row);
    places_.push_back({end_ + waiting_.size(), static_cast<std::uint32_t>(record.size()), static_cast<std::uint32_t>(row.row)});
    waiting_ += record;
    return waiting_.size() >= kWrittenAtOnce ? write_out() : Status(Done{});
}

Status RowPile::add(const analysis::SweepRow& row) {
    if (file_.valid()) return put_down(row);
    bytes_ += size_in_memory(row);
    held_.push_back(row);
    if (bytes_ <= most_) return Done{};
    if (auto opened = open_file(); !opened) return opened;
    for (const auto& one : held_) {
        if (auto written = put_down(one); !written) return written;
    }
    held_ = {};
    return Done{};
}

Result<std::unique_ptr<SweepRows>> RowPile::rows(const analysis::SweepFrame& frame) {
    if (!file_.valid()) {
        std::sort(held_.begin(), held_.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
        return std::unique_ptr<SweepRows>(std::make_unique<RowsInMemory>(held_));
    }
    if (auto written = write_out(); !written) return written.diagnostics();
    return std::unique_ptr<SweepRows>(std::make_unique<RowsOfRecords>(*files_, file_.number(), path_, frame, std::move(places_)));
}

}  // namespace grdp::io
