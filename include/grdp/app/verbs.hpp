// One verb, one question. The table is the single source of parsing, help and completion.
#pragma once

#include <string_view>
#include <vector>

#include "grdp/app/options.hpp"
#include "grdp/app/terminal.hpp"

namespace grdp::app {

struct Example {
    std::string_view command;
    Wording says;
};

struct Verb {
    std::string_view name;
    Wording summary;
    ArgumentSpec argument;
    std::vector<OptionSpec> options;
    std::vector<Example> examples;
    ExitCode (*run)(const Options& options, Terminal& terminal);
};

/// Arrivals, stress, tilt and weigh; `common` are the options of every verb that draws.
[[nodiscard]] std::vector<Verb> judgement_verbs(const std::vector<OptionSpec>& common);

/// `sweep`, with the options of a run, `merge` and `store`.
[[nodiscard]] std::vector<Verb> sweep_verbs(const std::vector<OptionSpec>& of_a_run, const OptionSpec& language, const OptionSpec& json, const OptionSpec& help);
/// What `show` and `export` take too, for the file of a sweep.
[[nodiscard]] std::vector<OptionSpec> sweep_questions();

/// Compare and sensitivity; `common` are the options of every verb that draws.
[[nodiscard]] std::vector<Verb> comparison_verbs(const std::vector<OptionSpec>& common);

/// `report`.
[[nodiscard]] Verb report_verb(const OptionSpec& language, const OptionSpec& json, const OptionSpec& help);

/// In the order of the help.
[[nodiscard]] const std::vector<Verb>& all_verbs();
[[nodiscard]] const Verb* find_verb(std::string_view name);

// The verbs, each in the file of its name.
[[nodiscard]] ExitCode check(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode project(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode simulate(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode audit(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode scorecard(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode arrivals(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode stress(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode tilt(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode compare(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode sensitivity(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode weigh(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode require(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode sweep(const Options& options, Terminal& terminal);
/// What every rank but the first does for the sweep of the first.
void help_sweep(const Options& options, parallel::Messenger& others);
[[nodiscard]] ExitCode merge(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode store(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode show(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode report_run(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode export_csv(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode init(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode completion(const Options& options, Terminal& terminal);
[[nodiscard]] ExitCode version(const Options& options, Terminal& terminal);

}  // namespace grdp::app
