// Where the scenarios of a running sweep are kept: in the journal beside the output, or in memory where no output is wanted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grdp/app/terminal.hpp"
#include "grdp/io/journal.hpp"
#include "grdp/io/sweep_store.hpp"
#include "sweep_answer.hpp"
#include "sweep_plan.hpp"

namespace grdp::app {

[[nodiscard]] std::string journal_path(const std::string& out);

/// A scenario as a record of the journal.
[[nodiscard]] std::string record_of(const SweepJob& job, const analysis::SweepRow& row);

/// As the file of a shard holds it. Contract: --shard was given.
[[nodiscard]] io::StoredPart part_of(const SweepJob& job, const Options& options, io::StoredSweep sweep);

class SweepKeeper {
  public:
    /// Opens or resumes the journal. Errors: those of Journal::open, E5013 a record that is none of this sweep's scenarios.
    [[nodiscard]] static Result<SweepKeeper> open(const SweepJob& job, const Options& options, Terminal& terminal);

    /// Scenarios of the shard without a record, ascending.
    [[nodiscard]] std::vector<std::uint64_t> missing() const;
    /// How many the shard has.
    [[nodiscard]] std::uint64_t all() const { return own_.size(); }
    /// What another rank made. Error: E5013 a record that is none of this sweep's scenarios.
    [[nodiscard]] Result<std::vector<analysis::SweepRow>> rows_of(const std::vector<std::string>& records) const;
    /// Durable first, then announced.
    [[nodiscard]] Status keep(std::vector<analysis::SweepRow> rows);
    /// Seals the file, then removes the journal. The rows that come back, and their frame, are those of AnswerRows; of a shard the rest is empty.
    /// Contract: nothing is missing.
    [[nodiscard]] Result<io::StoredSweep> finish();

  private:
    SweepKeeper(const SweepJob& job, const Options& options, Terminal& terminal);
    /// From the journal, read row by row where it is large.
    [[nodiscard]] Status seal(io::StoredSweep& sweep);
    [[nodiscard]] Status write(io::StoredSweep& sweep, io::SweepRows& rows) const;
    /// Nothing if the record is none of this sweep's.
    [[nodiscard]] std::optional<analysis::SweepRow> row_of(std::string_view record) const;
    [[nodiscard]] Diagnostic foreign_record() const;

    const SweepJob* job_;
    const Options* options_;
    Terminal* terminal_;
    std::optional<io::Journal> journal_;
    std::vector<std::uint64_t> own_;  ///< scenarios of the shard, ascending; all without --shard
    std::vector<bool> held_;
    AnswerRows answer_;
    std::vector<analysis::SweepRow> rows_;  ///< as the answer wants them
};

}  // namespace grdp::app
