#include "grdp/analysis/path_sample.hpp"

#include <cmath>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

TEST_CASE("path sample: a path that misses what was observed has no numbers, as in a simulation") {
    // Where three shocks are high at once the observed sum is another one; no probe goes there.
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", model::LeftForm::level, 1.0, {1});
    b.shock(x, {stats::Law::normal, {3, 0, 0, 0}});
    std::vector<std::uint32_t> u;
    for (const char* name : {"u", "v", "w"}) {
        u.push_back(b.behave(name, model::LeftForm::level, 0.0, {0}));
        b.shock(u.back(), {stats::Law::normal, {1, 0, 0, 0}});
    }
    const auto least = b.call(model::Op::min, b.call(model::Op::min, b.at(u[0], 0), b.at(u[1], 0)), b.at(u[2], 0));
    b.observe("bent", b.at(x, 0) + b.call(model::Op::max, least, 1.5), 0, 5);
    const auto model = b.build();
    engine::Sampling sampling;
    sampling.draws = 50'000;
    engine::SerialExecutor executor;
    const auto sample = analysis::sample_paths(engine::Response(model, {engine::Quantity::cell(x, 1)}), sampling, executor);
    REQUIRE(sample);
    std::uint64_t failed = 0;
    for (std::size_t k = 0; k < sample->draws; ++k) failed += std::isfinite(sample->of(0)[k]) ? 0u : 1u;
    const auto ensemble = engine::simulate(model, sampling, engine::Outputs::explained(model));
    REQUIRE(ensemble);
    CHECK(failed > 0);
    CHECK(failed == ensemble->failed_paths);
}

}  // namespace
}  // namespace grdp
