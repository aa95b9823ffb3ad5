// The generator that a run names: which words it draws, by whatever means the processor has.
#include <bit>
#include <cmath>
#include <initializer_list>

#include "catch.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/response.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

engine::Sampling with_ars(std::uint64_t draws) {
    engine::Sampling sampling;
    sampling.draws = draws;
    sampling.generator = stats::Generator::ars;
    return sampling;
}

engine::Outputs kept(std::uint32_t series) {
    engine::Outputs outputs;
    outputs.series = {series};
    outputs.keep_paths = true;
    return outputs;
}

TEST_CASE("generator: ARS gives the same paths on every instruction set, with and without the processor's AES") {
    const test::P1 p1 = test::problem_one();
    engine::Sampling sampling = with_ars(10'003);
    sampling.isa = engine::Isa::baseline;
    const auto portable = engine::simulate(p1.model, sampling, kept(p1.growth));
    REQUIRE(portable);
    for (const engine::Isa isa : {engine::Isa::avx2, engine::Isa::avx512, engine::Isa::automatic}) {
        sampling.isa = isa;
        const auto run = engine::simulate(p1.model, sampling, kept(p1.growth));
        REQUIRE(run);
        CHECK(run->paths == portable->paths);
    }
}

TEST_CASE("generator: a path of ARS is replayed by its number, and is another one than Philox draws") {
    const test::P1 p1 = test::problem_one();
    const engine::Sampling sampling = with_ars(1'000);
    const auto run = engine::simulate(p1.model, sampling, kept(p1.growth));
    engine::Sampling philox = sampling;
    philox.generator = stats::Generator::philox;
    const auto other = engine::simulate(p1.model, philox, kept(p1.growth));
    REQUIRE(run);
    REQUIRE(other);
    std::size_t equal = 0;
    for (std::size_t path = 0; path < 1'000; ++path) equal += run->paths[path] == other->paths[path];
    CHECK(equal == 0);
    const std::size_t year = p1.model.first_horizon_index();
    for (const std::size_t path : std::initializer_list<std::size_t>{0, 7, 255, 256, 999}) {
        const engine::Projection replayed = engine::replay(p1.model, sampling, path);
        CHECK(std::bit_cast<std::uint64_t>(replayed.value(p1.growth, year)) == std::bit_cast<std::uint64_t>(run->paths[path]));
    }
}

TEST_CASE("generator: the coordinates of a path are its normals under either generator") {
    const test::P1 p1 = test::problem_one();
    const auto year = static_cast<std::uint32_t>(p1.model.first_horizon_index());
    const engine::Response response(p1.model, {engine::Quantity::cell(p1.growth, year)});
    for (const stats::Generator generator : {stats::Generator::philox, stats::Generator::ars}) {
        engine::Sampling sampling = with_ars(2);
        sampling.generator = generator;
        const double value = engine::replay(p1.model, sampling, 41).value(p1.growth, year);
        CHECK(response.at(response.of_path(sampling.seed, 41, generator))[0] == value);
    }
}

TEST_CASE("generator: P1 by ARS has its closed-form mean and band") {
    const test::P1 p1 = test::problem_one();
    const auto run = engine::simulate(p1.model, with_ars(1'000'000), [&] { engine::Outputs o; o.series = {p1.growth}; return o; }());
    REQUIRE(run);
    CHECK(test::within_5_standard_errors(run->cell(0, 0).mean, 10.0425, 1.427224579 / 1000));
    CHECK(test::binomial_check(run->events[0].within, 1'000'000, 0.136189533805));
}

}  // namespace
}  // namespace grdp
