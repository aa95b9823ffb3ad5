// What `sweep`, `show` and `export` print of a sweep.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/sweep_answers.hpp"
#include "grdp/analysis/sweep_sharing.hpp"
#include "grdp/app/options.hpp"
#include "grdp/app/terminal.hpp"
#include "grdp/io/sweep_store.hpp"
#include "grdp/report/json.hpp"

namespace grdp::app {

/// --event, --heat and --at name what is there. Error: E7209.
[[nodiscard]] Status check_questions(const Options& options, const analysis::SweepFrame& frame, const std::vector<analysis::SweepAxis>& axes);

/// What of a scenario the answer is made from, so that nothing else need stay in memory: everything for --json, the events asked about for the
/// text, whether it failed and why where nothing is printed.
class AnswerRows {
  public:
    /// Whether they failed and why, nothing else.
    AnswerRows() = default;
    /// Nothing of the events where check_questions() does not pass.
    AnswerRows(const Options& options, const analysis::SweepFrame& frame);
    [[nodiscard]] analysis::SweepRow of(const analysis::SweepRow& row) const;
    /// The frame of such rows.
    [[nodiscard]] analysis::SweepFrame frame(const analysis::SweepFrame& whole) const;

  private:
    bool all_ = false;
    std::vector<std::size_t> events_;  ///< ascending
};

/// A file as the answer wants it: its rows and frame those of `rows`.
[[nodiscard]] Result<io::StoredPart> read_for_answer(Result<io::SweepFile> file, const std::function<AnswerRows(const analysis::SweepFrame&)>& rows);

/// The text, or the JSON document; `sharing` where this command computed scenarios with --events-only.
[[nodiscard]] Result<std::string> sweep_answer(const Options& options, const Terminal& terminal, const analysis::SweepResult& result,
                                               const std::optional<analysis::SweepSharing>& sharing = std::nullopt);

[[nodiscard]] report::PartSummary summary_of(const io::StoredPart& part);
/// Which shards are held and which are missing.
[[nodiscard]] ExitCode print_part(const report::PartSummary& part, const Options& options, Terminal& terminal);
/// The same, then the exit code of its scenarios.
[[nodiscard]] ExitCode answer_part(const io::StoredPart& part, const Options& options, Terminal& terminal);

/// Done, or E7210 with the first reasons and its exit code.
[[nodiscard]] ExitCode failed_scenarios(const analysis::SweepResult& result, const Options& options, Terminal& terminal);

/// Whether the beginning of a file says that it is a sweep; reading it tells for sure.
[[nodiscard]] bool looks_like_sweep(const std::string& path);
[[nodiscard]] bool looks_like_part(const std::string& path);

}  // namespace grdp::app
