// Parsing alone: the shipped model, and how much text a second.
#include <benchmark/benchmark.h>

#include "grdp/model/parse.hpp"
#include "scenario.hpp"

namespace grdp {
namespace {

void parse_model(benchmark::State& state) {
    io::FileLoader loader;
    const auto text = loader.load(GRDP_SOURCE_DIR "/models/four_component.model", "");
    if (!text) {
        state.SkipWithError("the model cannot be read");
        return;
    }
    SourceSet sources;
    const SourceId id = sources.add(*text);
    for (auto _ : state) {
        Diagnostics diagnostics;
        auto model = model::parse_model(sources, id, diagnostics);
        if (diagnostics.has_errors()) state.SkipWithError("the model has errors");
        benchmark::DoNotOptimize(model);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text->text.size()));
}

BENCHMARK(parse_model)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace grdp
