// All forms of one run: what a reader waits for between the run file and the papers.
#include <benchmark/benchmark.h>

#include <variant>

#include "grdp/analysis/band_probability.hpp"
#include "grdp/analysis/target_outcome.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/report/briefing.hpp"
#include "grdp/report/document_csv.hpp"
#include "grdp/report/docx.hpp"
#include "grdp/report/html.hpp"
#include "grdp/report/markdown.hpp"
#include "grdp/report/svg.hpp"
#include "grdp/report/xlsx.hpp"
#include "scenario.hpp"

namespace grdp {
namespace {

report::RunContent content() {
    report::RunContent run;
    run.model = benchmarks::compiled(benchmarks::kFull);
    run.projection = *engine::project(run.model);
    run.targets = analysis::target_outcomes(run.projection, run.model);
    engine::Sampling sampling;
    sampling.draws = 20'000;
    run.ensemble = *engine::simulate(run.model, sampling, {});
    run.answers = analysis::band_probabilities(*run.ensemble, run.model);
    return run;
}

void all_formats_of_one_run(benchmark::State& state) {
    const std::vector<report::RunContent> runs{content()};
    for (auto _ : state) {
        const auto document = report::briefing(runs, report::Language::vi);
        benchmark::DoNotOptimize(report::docx(document));
        benchmark::DoNotOptimize(report::xlsx(document));
        benchmark::DoNotOptimize(report::html(document));
        benchmark::DoNotOptimize(report::markdown(document, "./"));
        benchmark::DoNotOptimize(report::latex(document, "./"));
        benchmark::DoNotOptimize(report::document_csv(document, true));
        for (const auto& block : document.blocks) {
            if (const auto* figure = std::get_if<report::doc::FigureBlock>(&block))
                benchmark::DoNotOptimize(report::svg_file(figure->chart, document.language, {figure->id, figure->caption, figure->alt}));
        }
    }
}

BENCHMARK(all_formats_of_one_run)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace grdp
