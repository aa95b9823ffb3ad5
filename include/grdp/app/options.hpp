// The command line as typed, checked and turned into values. No verb reads a raw argument.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/analysis/audit.hpp"
#include "grdp/analysis/sweep_shard.hpp"
#include "grdp/base/result.hpp"
#include "grdp/analysis/event_estimate.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/parallel/messenger.hpp"
#include "grdp/report/language.hpp"

namespace grdp::app {

struct Wording {
    std::string_view en;
    std::string_view vi;

    [[nodiscard]] std::string_view in(report::Language language) const {
        return language == report::Language::vi ? vi : en;
    }
};

/// What an option's value is; completion offers files, folders or choices.
enum class Value : unsigned char { none, text, number, file, choice };

struct OptionSpec {
    std::string_view name;  ///< without the dashes
    Value value = Value::none;
    std::string_view shown;  ///< "N", "FILE.h5"; the choices "en|vi"
    Wording help;
    bool repeatable = false;
};

/// What a verb takes beside options.
struct ArgumentSpec {
    std::string_view name;  ///< "SCENARIO"; empty: none
    Value value = Value::file;
    std::string_view choices = {};
    bool required = true;
    bool several = false;  ///< any number of them
};

/// What only sweeps and their files are asked.
struct SweepOptions {
    std::vector<std::string> grid;          ///< --grid AXIS=VALUES
    std::vector<std::string> one;           ///< --one AXIS=VALUES
    std::vector<std::string> range;         ///< --range AXIS=LOW..HIGH
    std::vector<std::string> alternatives;  ///< --alternative FACTOR=LEVEL: STATEMENTS
    std::vector<std::string> lists;         ///< --list FILE.csv
    std::optional<std::uint64_t> latin;     ///< --latin N
    std::optional<std::uint64_t> sobol;     ///< --sobol N
    bool independent = false;
    bool events_only = false;               ///< --events-only
    bool announce = false;
    bool digests = false;
    std::vector<std::string> events;        ///< --event
    std::optional<double> reach;            ///< --reach P
    std::vector<std::string> heat;          ///< --heat AXIS,AXIS
    std::vector<std::string> at;            ///< --at AXIS=VALUE
    std::optional<std::string> svg;         ///< --svg: the map of --heat as a picture
    std::optional<std::string> into;        ///< --into of store
    std::optional<analysis::SweepShard> shard;  ///< --shard K/N
    bool partial = false;                   ///< --partial of merge
    bool check = false;                     ///< --check of merge
};

/// Everything that any verb can be told.
struct Options {
    std::string argument;  ///< the scenario, run file, folder or shell
    std::vector<std::string> arguments;  ///< all of them, where a verb takes several
    report::Language language = report::Language::en;
    bool json = false;
    bool expand = false;
    bool help = false;
    std::vector<std::string> overrides;
    std::vector<std::string> only;  ///< names or stems of series
    engine::Sampling sampling;
    analysis::Estimator estimator = analysis::Estimator::automatic;
    double until_se = 1e-4;
    std::size_t threads = 0;  ///< 0: all processors
    std::optional<std::string> out;
    bool keep_paths = false;
    bool vietnamese_csv = false;
    bool wide = false;
    bool strict = false;            ///< a "no" is an exit code
    analysis::AuditOptions audit;
    std::vector<std::string> views;   ///< --view of tilt
    std::optional<std::string> miss;  ///< --miss of stress
    std::optional<std::string> hit;   ///< --hit of stress
    std::vector<std::string> goals;          ///< --for of require
    std::vector<std::string> known;          ///< --known
    std::vector<std::string> solve;          ///< --solve
    std::vector<std::string> vary;           ///< --vary
    std::vector<std::string> within;         ///< --within, one per --vary
    std::vector<std::string> values;         ///< --value
    std::vector<std::string> probabilities;  ///< --probability
    std::string by;                          ///< --by of compare: item, name, group; empty: as many as can be told apart
    std::vector<std::string> events;         ///< --event of sensitivity
    std::vector<std::string> alternatives;   ///< --alternative
    std::vector<std::string> formats;        ///< --format of report
    std::vector<std::string> sections;       ///< --sections
    std::string title;                       ///< --title
    std::string date;                        ///< --date
    std::optional<std::string> reference;    ///< --reference-doc
    SweepOptions sweep;
    parallel::Messenger* others = nullptr;   ///< of which this process is one; null: it is alone
    std::vector<std::string> command_line;  ///< as typed, after the program's name
};

/// Reads the arguments that follow the verb. All faults that can be seen together are reported together (E60xx).
[[nodiscard]] Result<Options> parse_options(std::string_view verb, const std::vector<OptionSpec>& specs,
                                            const ArgumentSpec& argument, const std::vector<std::string>& arguments);

/// "1e6", "1_000_000", "250000": a whole number from 1 to `most`. Nothing if it is none.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text, std::uint64_t most);

/// Splits at the commas outside brackets: "growth_grdp,elasticity[industry,fdi]".
[[nodiscard]] std::vector<std::string> split_names(std::string_view text);

}  // namespace grdp::app
