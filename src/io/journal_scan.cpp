#include "journal_scan.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "bytes.hpp"
#include "grdp/io/crc32c.hpp"
#include "grdp/io/file_bytes.hpp"

namespace grdp::io {
namespace {

constexpr std::size_t kChecked = 12;  // marker, size, kind
constexpr std::size_t kWindow = std::size_t{1} << 20;

class Scanner {
  public:
    Scanner(FileOperations& files, int file, std::uint64_t size) : files_(files), file_(file), size_(size) {}

    /// 0 or -errno.
    int run(const RecordVisitor& visit, JournalState& state) {
        state.size = size_;
        std::uint64_t offset = 0;
        bool intact = true, wanted = true;
        while (offset < size_ && error_ == 0) {
            if (const auto kind = record_at(offset)) {
                if (!intact && offset - *damage_begins_ != kRecordHead) state.damaged.push_back(*damage_begins_);  // only a mark is as short
                intact = true;
                wanted = wanted && visit(*kind, content_, offset);
                offset += kRecordHead + content_.size();
                ++state.records;
                if (state.damaged.empty()) state.sound_bytes = offset;
                continue;
            }
            if (intact) damage_begins_ = offset;
            intact = false;
            offset = next_marker(offset + 1);
        }
        return error_;
    }

  private:
    std::optional<RecordKind> record_at(std::uint64_t offset) {
        std::string head(kRecordHead, '\0');
        if (!fetch(head, offset) || head.size() < kRecordHead || !std::string_view(head).starts_with(kJournalMarker)) return std::nullopt;
        ByteReader reader(std::string_view(head).substr(kJournalMarker.size()));
        const auto size = reader.take<std::uint32_t>();
        const auto kind = reader.take<std::uint32_t>();
        const auto checksum = reader.take<std::uint32_t>();
        const bool possible = size <= kLongestRecord && size <= size_ - offset - kRecordHead && kind >= 1 && kind <= 4;
        // Sizes that lie could make a hostile file cost the square of its length.
        if (!possible || spent_ > 16 * size_ + kWindow) return std::nullopt;
        content_.resize(size);
        spent_ += size;
        if (!fetch(content_, offset + kRecordHead) || content_.size() < size) return std::nullopt;
        if (record_checksum(head, content_) != checksum) return std::nullopt;
        return static_cast<RecordKind>(kind);
    }

    /// Where the next marker stands at or after `from`, or the end of the file. The window stays, so that many false markers are cheap.
    std::uint64_t next_marker(std::uint64_t from) {
        while (from < size_ && error_ == 0) {
            const bool held = from >= window_begins_ && from < window_begins_ + window_.size();
            if (!held) {
                window_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kWindow, size_ - from)));
                window_begins_ = from;
                if (!fetch(window_, from) || window_.empty()) break;
            }
            const std::size_t found = window_.find(kJournalMarker, static_cast<std::size_t>(from - window_begins_));
            if (found != std::string::npos) return window_begins_ + found;
            const std::uint64_t end = window_begins_ + window_.size();
            if (end >= size_) break;
            from = std::max(from + 1, end - (kJournalMarker.size() - 1));
            window_.clear();  // a marker may straddle the end
        }
        return size_;
    }

    bool fetch(std::string& bytes, std::uint64_t offset) {
        error_ = read_whole(files_, file_, bytes, offset);
        return error_ == 0;
    }

    FileOperations& files_;
    int file_;
    std::uint64_t size_;
    std::uint64_t spent_ = 0;
    int error_ = 0;
    std::string content_;
    std::string window_;
    std::uint64_t window_begins_ = 0;
    std::optional<std::uint64_t> damage_begins_;
};

}  // namespace

std::uint32_t record_checksum(std::string_view head, std::string_view content) { return crc32c(content, crc32c(head.substr(0, kChecked))); }

bool could_be_begun(FileOperations& files, int file) {
    std::string beginning(kWindow, '\0');
    if (read_whole(files, file, beginning, 0) != 0) return false;
    const bool blank = std::all_of(beginning.begin(), beginning.end(), [](char c) { return c == '\0'; });
    const std::size_t common = std::min(beginning.size(), kJournalMarker.size());
    return blank || beginning.substr(0, common) == kJournalMarker.substr(0, common);
}

Result<JournalState> scan_journal(FileOperations& files, int file, const std::string& path, const RecordVisitor& visit) {
    struct stat status {};
    const int examined = ::fstat(file, &status) == 0 ? 0 : -errno;
    JournalState state;
    const int result = examined != 0 ? examined : Scanner(files, file, static_cast<std::uint64_t>(status.st_size)).run(visit, state);
    if (result == 0) return state;
    return Diagnostic{.code = Code{1001}, .where = {}, .message = fmt::format("the journal cannot be read: {}", system_reason(-result)),
                      .expected = {}, .hint = {}, .notes = {}, .file = path};
}

}  // namespace grdp::io
