#include "grdp/io/journal.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "bytes.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/file_bytes.hpp"
#include "journal_scan.hpp"

namespace grdp::io {
namespace {

constexpr int kMostAttempts = 100;

Diagnostic journal_fault(std::uint16_t code, const std::string& path, std::string message, std::string expected = {}, std::string hint = {}) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = std::move(expected), .hint = std::move(hint), .notes = {}, .file = path};
}

Diagnostic journal_refused(const std::string& path, std::string_view what, int result) {
    return journal_fault(1008, path, fmt::format("{}: {}", what, system_reason(-result)), {},
                         result == -ENOSPC || result == -EDQUOT ? "free some space; the same command goes on where it stopped"
                         : result == -EFBIG                     ? "raise the limit on file sizes (ulimit -f); the same command goes on where it stopped"
                                                                : "");
}

std::string writer_text() {
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
    return fmt::format("process {} on {}", ::getpid(), host[0] == '\0' ? "this machine" : host.data());
}

/// Who wrote last, as far as the file tells.
std::string last_writer(FileOperations& files, int file, const std::string& path) {
    std::string writer;
    const auto state = scan_journal(files, file, path, [&](RecordKind kind, std::string_view content, std::uint64_t) {
        if (kind == RecordKind::writer) writer = std::string(content.substr(0, 300));
        return true;
    });
    return state && !writer.empty() ? writer : "another process";
}

Result<std::uint64_t> size_of(int file, const std::string& path) {
    struct stat status {};
    if (::fstat(file, &status) != 0) return journal_refused(path, "the journal cannot be examined", -errno);
    if (!S_ISREG(status.st_mode)) return journal_fault(1002, path, "what stands there is no regular file", "a journal or a new name");
    return static_cast<std::uint64_t>(status.st_size);
}

/// Whether the open file is still the one of that name.
bool is_named(int file, const std::string& path) {
    struct stat opened {};
    struct stat named {};
    return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

int lock_through_interruptions(FileOperations& files, int file) {
    int result = files.lock(file);
    while (result == -EINTR) result = files.lock(file);
    return result;
}

int data_durable(FileOperations& files, int file) {
    int result = files.synchronise_data(file);
    while (result == -EINTR) result = files.synchronise_data(file);
    return result;
}

/// The writer that ends removes the name while another may wait for the lock: then that file is not the journal any more.
Result<OpenFile> open_locked(const std::string& path, FileOperations& files) {
    for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
        const int number = files.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0666);
        if (number == -EINTR) continue;
        if (number < 0) return journal_refused(path, "the journal cannot be opened", number);
        OpenFile file(files, number);
        if (const auto size = size_of(number, path); !size) return size.diagnostics();
        const int locked = lock_through_interruptions(files, number);
        if (locked == -EWOULDBLOCK) {
            return journal_fault(5011, path, fmt::format("{} is writing this sweep", last_writer(files, number, path)), {},
                                 "wait until it ends, or end it; nothing of what it finished is lost");
        }
        if (locked != 0) return journal_refused(path, "the journal cannot be locked", locked);
        if (is_named(number, path)) return file;
    }
    return journal_fault(5011, path, "other processes begin and end this sweep all the time");
}

int folder_durable(const std::string& path, FileOperations& files) {
    const auto parent = std::filesystem::path(path).parent_path().string();
    int number = -EINTR;
    while (number == -EINTR) number = files.open(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY, 0);
    if (number < 0) return -number;
    const OpenFile folder(files, number);
    return make_folder_durable(files, number);
}

/// The contents of a group, each preceded by its size.
bool visit_group(std::string_view group, std::uint64_t offset, const RecordVisitor& visit, bool& go_on) {
    ByteReader reader(group);
    while (!reader.at_end()) {
        const auto content = reader.take_text();
        if (!reader.sound()) return false;
        go_on = go_on && visit(RecordKind::content, content, offset + kRecordHead + group.size() - reader.left() - content.size());
    }
    return true;
}

}  // namespace

std::string journal_record(RecordKind kind, std::string_view content) {
    GRDP_EXPECTS(content.size() <= kLongestRecord);
    std::string record(kJournalMarker);
    put_number(record, static_cast<std::uint32_t>(content.size()));
    put_number(record, static_cast<std::uint32_t>(kind));
    put_number(record, record_checksum(record, content));
    record += content;
    return record;
}

Status Journal::put(std::string_view bytes) {
    const auto refused = [&](std::string_view what, int result) -> Status {
        static_cast<void>(files_->truncate(file_.number(), end_));  // best effort: an unfinished end is cut off at the next start anyway
        return journal_refused(path_, what, result);
    };
    constexpr std::string_view kNotWritten = "the journal cannot be written";
    if (const int result = write_whole(*files_, file_.number(), bytes.data(), bytes.size(), end_); result != 0) return refused(kNotWritten, result);
    if (const int result = data_durable(*files_, file_.number()); result != 0) return refused("the journal cannot be made durable", result);
    // not waited for: it becomes durable with the next record, and survives the process in any case
    const std::string mark = journal_record(RecordKind::mark, {});
    if (const int result = write_whole(*files_, file_.number(), mark.data(), mark.size(), end_ + bytes.size()); result != 0) return refused(kNotWritten, result);
    end_ += bytes.size() + mark.size();
    return Done{};
}

Status Journal::begin(std::string_view header) {
    if (const int result = files_->truncate(file_.number(), 0); result != 0) return journal_refused(path_, "the journal cannot be written", result);
    if (auto written = put(journal_record(RecordKind::header, header) + journal_record(RecordKind::writer, writer_text())); !written) return written;
    if (const int error = folder_durable(path_, *files_); error != 0) return journal_refused(path_, "the folder of the journal cannot be made durable", -error);
    return Done{};
}

Status Journal::take_over(std::string_view header, const RecordVisitor& visit, Diagnostics& warnings) {
    std::string held;
    bool has_header = false, go_on = true, sound = true;
    const auto state = scan_journal(*files_, file_.number(), path_, [&](RecordKind kind, std::string_view content, std::uint64_t offset) {
        if (kind == RecordKind::header && !has_header) {
            has_header = true;
            held = std::string(content);
            go_on = held == header;  // records of another sweep are not visited
        }
        if (kind == RecordKind::content) sound = sound && visit_group(content, offset, visit, go_on);
        return true;
    });
    if (!state) return state.diagnostics();
    if (state->records == 0) {
        if (!could_be_begun(*files_, file_.number())) return journal_fault(5015, path_, "this file is no journal and is not overwritten", "a journal, or no file of this name", "name another file with --out");
        return begin(header);
    }
    if (has_header && held != header) {
        return journal_fault(5012, path_, "this journal belongs to another sweep: design, scenario, model, data, settings or version differ", "the command that began it",
                             "finish that sweep with its own command, name another file with --out, or delete the journal");
    }
    if (!state->damaged.empty() || !has_header || !sound) {
        const std::uint64_t place = state->damaged.empty() ? 0 : state->damaged.front();
        return journal_fault(5013, path_, fmt::format("the journal is damaged at byte {}; sound records follow", place), {},
                             fmt::format("keep what is sound: grdp store repair {} --into NEW", path_));
    }
    end_ = state->sound_bytes;
    if (state->torn()) {
        warnings.add(journal_fault(5014, path_, fmt::format("the last {} bytes of the journal were never finished and are cut off", state->size - state->sound_bytes)));
        if (const int result = files_->truncate(file_.number(), end_); result != 0) return journal_refused(path_, "the journal cannot be cut to its sound part", result);
    }
    return put(journal_record(RecordKind::writer, writer_text()));  // what was read becomes durable with it
}

Result<Journal> Journal::open(const std::string& path, std::string_view header, const RecordVisitor& visit, FileOperations& files) {
    auto file = open_locked(path, files);
    if (!file) return file.diagnostics();
    const auto size = size_of(file->number(), path);
    if (!size) return size.diagnostics();
    Journal journal(path, files, *std::move(file));
    Diagnostics warnings;
    const auto ready = *size == 0 ? journal.begin(header) : journal.take_over(header, visit, warnings);
    if (!ready) return ready.diagnostics();
    return {std::move(journal), std::move(warnings)};
}

Status Journal::append(const std::vector<std::string>& contents) {
    std::string group;
    for (const std::string& content : contents) put_text(group, content);
    return put(journal_record(RecordKind::content, group));
}

Status Journal::read(const RecordVisitor& visit) const {
    bool go_on = true, sound = true;
    const auto state = scan_journal(*files_, file_.number(), path_, [&](RecordKind kind, std::string_view content, std::uint64_t offset) {
        if (kind == RecordKind::content) sound = sound && visit_group(content, offset, visit, go_on);
        return true;
    });
    if (!state) return state.diagnostics();
    if (sound && state->damaged.empty() && state->sound_bytes == end_) return Done{};
    return journal_fault(5013, path_, fmt::format("the journal changed under our hands: {} bytes are sound, {} were written", state->sound_bytes, end_), {},
                         "run the same command again");
}

Status Journal::remove() {
    if (const int result = files_->remove(path_); result != 0 && result != -ENOENT) return journal_refused(path_, "the journal of the finished sweep cannot be removed", result);
    if (const int error = folder_durable(path_, *files_); error != 0) return journal_refused(path_, "the folder of the journal cannot be made durable", -error);
    return Done{};
}

Result<JournalReport> check_journal(const std::string& path, FileOperations& files) {
    return read_journal(path, [](RecordKind, std::string_view, std::uint64_t) { return true; }, files);
}

Result<JournalReport> read_journal(const std::string& path, const RecordVisitor& visit, FileOperations& files) {
    const int number = files.open(path, O_RDONLY | O_NONBLOCK, 0);
    if (number < 0) return journal_fault(1001, path, fmt::format("the journal cannot be read: {}", system_reason(-number)));
    const OpenFile file(files, number);
    if (const auto size = size_of(number, path); !size) return size.diagnostics();
    JournalReport report;
    bool sound = true;
    const auto count = [&](RecordKind kind, std::string_view content, std::uint64_t offset) {
        ++report.contents;
        return visit(kind, content, offset);
    };
    const auto state = scan_journal(files, number, path, [&](RecordKind kind, std::string_view content, std::uint64_t offset) {
        bool go_on = true;
        if (kind == RecordKind::header && offset == 0) {
            report.has_header = true;
            report.header = std::string(content);
        }
        if (kind == RecordKind::content) sound = sound && visit_group(content, offset, count, go_on);
        return true;
    });
    if (!state) return state.diagnostics();
    if (state->records == 0 || !sound) return journal_fault(5015, path, "this is no journal of a sweep", "a file RUN.h5.journal that grdp sweep wrote");
    report.state = *state;
    return report;
}

Result<JournalReport> repair_journal(const std::string& from, const std::string& to, FileOperations& files) {
    auto report = check_journal(from, files);
    if (!report) return report;
    if (!report->has_header) return journal_fault(5015, from, "the header of the journal is lost, and with it which sweep it belongs to", {}, "run the sweep again");
    if (std::filesystem::exists(to)) return journal_fault(6010, to, "this file exists and would be overwritten", {}, "name a new file with --into");
    const int source = files.open(from, O_RDONLY | O_NONBLOCK, 0);
    if (source < 0) return journal_fault(1001, from, fmt::format("the journal cannot be read: {}", system_reason(-source)));
    const OpenFile original(files, source);
    std::string kept;
    const auto state = scan_journal(files, source, from, [&](RecordKind kind, std::string_view content, std::uint64_t) {
        kept += journal_record(kind, content);
        return true;
    });
    if (!state) return state.diagnostics();
    if (auto written = write_file_atomically(to, kept, files); !written) return written.diagnostics();
    return report;
}

}  // namespace grdp::io
