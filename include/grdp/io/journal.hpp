// An append-only file of records that survives a kill at any moment: docs/adr/0008-sweep-journal.md.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/io/file_operations.hpp"
#include "grdp/io/sweep_rows.hpp"

namespace grdp::io {

/// Each record: "GRDJ", size of the content (u32), kind (u32), CRC-32C of size, kind and content (u32), content. Numbers are
/// little-endian. The first record is the header. A mark, without content, follows what has become durable: a bad record before
/// a mark was announced and is damage, one at the end without a mark was never finished.
enum class RecordKind : std::uint32_t { header = 1, writer = 2, content = 3, mark = 4 };
inline constexpr std::size_t kRecordHead = 16;
inline constexpr std::uint32_t kLongestRecord = std::uint32_t{1} << 28;

/// One record as bytes. Contract: content of at most kLongestRecord bytes.
[[nodiscard]] std::string journal_record(RecordKind kind, std::string_view content);

/// What a journal holds, in its order. False stops the reading.
using RecordVisitor = std::function<bool(RecordKind kind, std::string_view content, std::uint64_t offset)>;

/// How far the records of a file are sound.
struct JournalState {
    std::uint64_t records = 0;       ///< sound ones, the header among them
    std::uint64_t sound_bytes = 0;   ///< up to the end of the last sound record that only sound ones precede
    std::uint64_t size = 0;          ///< of the file
    std::vector<std::uint64_t> damaged;  ///< offsets where a record should begin and none is sound, sound ones following
    [[nodiscard]] bool torn() const { return damaged.empty() && sound_bytes < size; }
};

/// Reads a journal record by record, never more than one of them in memory. After a damaged place the next sound record is looked for.
/// Errors: E1001, E1002 of a file that cannot be read.
[[nodiscard]] Result<JournalState> scan_journal(FileOperations& files, int file, const std::string& path, const RecordVisitor& visit);

/// A journal open for writing, locked against any other writer.
class Journal {
  public:
    /// Opens or makes the journal. A new one is durable, with its header and its name in the folder, when this returns. Of an old one
    /// every sound content record is visited, an unfinished end is cut off (W5014), and what stays is durable.
    /// Errors: E1008 the system refuses, E5011 another process writes it, E5012 another header, E5013 damage before sound records,
    /// E5015 no journal.
    [[nodiscard]] static Result<Journal> open(const std::string& path, std::string_view header, const RecordVisitor& visit, FileOperations& files = system_files());

    /// All contents durable, or (E1008) none of them counted and the file cut to where it was, as far as the system lets us.
    [[nodiscard]] Status append(const std::vector<std::string>& contents);

    /// Visits the content records from the start, `offset` being where the content itself begins. Errors: E1008, E5013.
    [[nodiscard]] Status read(const RecordVisitor& visit) const;
    /// Scenarios that read() has visited, as they stand in the journal, which must outlive this.
    [[nodiscard]] RowsOfRecords rows(const analysis::SweepFrame& frame, std::vector<RecordPlace> places) const { return {*files_, file_.number(), path_, frame, std::move(places)}; }

    /// Ends the journal's life: the file is gone, durably.
    [[nodiscard]] Status remove();

  private:
    Journal(std::string path, FileOperations& files, OpenFile file) : path_(std::move(path)), files_(&files), file_(std::move(file)) {}
    Status begin(std::string_view header);
    Status take_over(std::string_view header, const RecordVisitor& visit, Diagnostics& warnings);
    [[nodiscard]] Status put(std::string_view bytes);

    std::string path_;
    FileOperations* files_;
    OpenFile file_;
    std::uint64_t end_ = 0;
};

/// What `store check` says of a journal.
struct JournalReport {
    JournalState state;
    std::uint64_t contents = 0;  ///< sound content records
    bool has_header = false;
    std::string header;
};
[[nodiscard]] Result<JournalReport> check_journal(const std::string& path, FileOperations& files = system_files());
/// The same, and visits the sound content records; nothing is locked or changed.
[[nodiscard]] Result<JournalReport> read_journal(const std::string& path, const RecordVisitor& visit, FileOperations& files = system_files());

/// Copies every sound record to a new journal. Errors: those of check_journal, E5015 the header is lost, E1008, E6010 `to` exists.
[[nodiscard]] Result<JournalReport> repair_journal(const std::string& from, const std::string& to, FileOperations& files = system_files());

}  // namespace grdp::io
