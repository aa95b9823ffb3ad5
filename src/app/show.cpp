#include <fmt/format.h>

#include <algorithm>

#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/report/json.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/simulation_text.hpp"
#include "show_sweep.hpp"

namespace grdp::app {
namespace {

Status all_held(const io::StoredRun& run, const std::vector<std::uint32_t>& wanted) {
    Diagnostics diagnostics;
    if (!run.ensemble) return Done{};
    for (const auto id : wanted) {
        const auto& held = run.ensemble->series;
        if (std::find(held.begin(), held.end(), id) != held.end()) continue;
        diagnostics.add({.code = Code{6009},
                         .where = {},
                         .message = fmt::format("the run holds no statistics of {}", run.model.series[id].name),
                         .expected = {},
                         .hint = "simulate again with --only that names it"});
    }
    return diagnostics.has_errors() ? Status(diagnostics) : Status(Done{});
}

// The cells of the wanted series alone.
engine::Ensemble narrowed(const engine::Ensemble& whole, const std::vector<std::uint32_t>& wanted) {
    engine::Ensemble part = whole;
    part.series.clear();
    part.cells.clear();
    part.paths.clear();
    for (std::size_t output = 0; output < whole.series.size(); ++output) {
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), whole.series[output]) == wanted.end()) continue;
        part.series.push_back(whole.series[output]);
        for (std::size_t p = 0; p < whole.periods.size(); ++p)
            part.cells.push_back(whole.cell(output, p));
    }
    return part;
}

std::string shown(const io::StoredRun& run, const std::vector<std::uint32_t>& wanted, const Options& options,
                  report::Style style) {
    if (!run.ensemble) {
        const report::ProjectionReport report{run.model, run.projection, run.targets, wanted, run.tables};
        return options.json ? report::projection_json(report, options.language, {}, {})
                            : report::projection_text(report, options.language, style);
    }
    const auto ensemble = narrowed(*run.ensemble, wanted);
    auto tables = run.tables;  // the scorecard stands in the file for other readers; `simulate` did not print it
    std::erase_if(tables, [](const auto& table) { return table.name.starts_with("scorecard_"); });
    const report::SimulationReport report{run.model, ensemble, run.answers, run.projection, options.only.empty(), tables};
    return options.json ? report::simulation_json(report, options.language, {}, {})
                        : report::simulation_text(report, options.language, style);
}

}  // namespace

ExitCode show(const Options& options, Terminal& terminal) {
    if (names_sweep(options)) return show_sweep(options, terminal);
    const auto run = io::read_run(options.argument);
    if (!run) return fail("show", options, terminal, run.diagnostics());
    const auto wanted = find_wanted(run->model, options.only);
    if (!wanted) return fail("show", options, terminal, wanted.diagnostics());
    if (const auto held = all_held(*run, *wanted); !held) return fail("show", options, terminal, held.diagnostics());
    return terminal.print(shown(*run, *wanted, options, terminal.style()));
}

}  // namespace grdp::app
