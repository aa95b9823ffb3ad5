#include "grdp/analysis/mean_stability.hpp"

#include <utility>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

struct Sampled {
    engine::Cell normal, ratio, certain;
};

/// A normal variable, the ratio of two (Cauchy's law) and a constant.
Sampled sample(std::uint64_t draws, std::uint64_t seed) {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t u = b.behave("u", model::LeftForm::level, 1000.0);
    const std::uint32_t v = b.behave("v", model::LeftForm::level, 0.0);
    b.shock(u, {stats::Law::normal, {1.0, 0, 0, 0}});
    b.shock(v, {stats::Law::normal, {1.0, 0, 0, 0}});
    const std::uint32_t ratio = b.report("ratio", (b.of(u) - 1000.0) / b.of(v));
    const std::uint32_t certain = b.report("certain", 3.0);
    engine::Sampling sampling;
    sampling.draws = draws;
    sampling.seed = seed;
    engine::Outputs outputs;
    outputs.series = {u, ratio, certain};
    const auto run = engine::simulate(b.build(), sampling, outputs);
    REQUIRE(run);
    return {run->cell(0, 0), run->cell(1, 0), run->cell(2, 0)};
}

TEST_CASE("mean stability: a normal variable has a stable mean for any number of paths") {
    for (const std::uint64_t draws : {std::uint64_t{2}, std::uint64_t{30}, std::uint64_t{1000}, std::uint64_t{100'000}}) {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) CHECK(analysis::mean_is_stable(sample(draws, seed).normal));
    }
    CHECK(analysis::mean_is_stable(sample(1000, 1).certain));
}

TEST_CASE("mean stability: a ratio whose denominator comes near zero has none, on either side") {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        engine::Cell cell = sample(100'000, seed).ratio;
        CHECK_FALSE(analysis::mean_is_stable(cell));
        cell.mean = -cell.mean;
        cell.minimum = -cell.minimum;
        cell.maximum = -cell.maximum;
        std::swap(cell.minimum, cell.maximum);
        CHECK_FALSE(analysis::mean_is_stable(cell));
    }
}

}  // namespace
}  // namespace grdp
