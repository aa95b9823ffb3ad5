// Where the scenarios of a running sweep are kept: in the journal beside the output, or in memory where no output is wanted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grdp/app/terminal.hpp"
#include "grdp/io/journal.hpp"
#include "grdp/io/sweep_store.hpp"
#include "sweep_plan.hpp"

namespace grdp::app {

[[nodiscard]] std::string journal_path(const std::string& out);

class SweepKeeper {
  public:
    /// Opens or resumes the journal. Errors: those of Journal::open, E5013 a record that is none of this sweep's scenarios.
    [[nodiscard]] static Result<SweepKeeper> open(const SweepJob& job, const Options& options, Terminal& terminal);

    /// Scenarios without a record, ascending.
    [[nodiscard]] std::vector<std::uint64_t> missing() const;
    /// Durable first, then announced.
    [[nodiscard]] Status keep(std::vector<analysis::SweepRow> rows);
    /// Seals the file, then removes the journal. Contract: nothing is missing.
    [[nodiscard]] Result<io::StoredSweep> finish();

  private:
    SweepKeeper(const SweepJob& job, const Options& options, Terminal& terminal)
        : job_(&job), options_(&options), terminal_(&terminal), held_(job.plan.design.rows(), false) {}
    /// Nothing if the record is none of this sweep's.
    [[nodiscard]] std::optional<analysis::SweepRow> row_of(std::string_view record) const;
    [[nodiscard]] std::string key_of(std::uint64_t row) const;
    [[nodiscard]] Diagnostic foreign_record() const;

    const SweepJob* job_;
    const Options* options_;
    Terminal* terminal_;
    std::optional<io::Journal> journal_;
    std::vector<bool> held_;
    std::vector<analysis::SweepRow> rows_;  ///< without a journal
};

}  // namespace grdp::app
