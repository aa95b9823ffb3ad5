#include "grdp/engine/sampling.hpp"

#include <limits>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

TEST_CASE("sampling: options out of range are refused together") {
    const test::P1 p1 = test::problem_one();
    engine::Sampling sampling;
    sampling.draws = 1;
    sampling.dispersion = -1;
    sampling.probabilities = {0.5, 1.0};
    sampling.first_path = 5;
    const auto run = engine::simulate(p1.model, sampling, {});
    REQUIRE_FALSE(run);
    CHECK(run.diagnostics().error_count() == 4);
    for (const Diagnostic& diagnostic : run.diagnostics().items()) CHECK(diagnostic.code == Code{4003});
    sampling = {};
    sampling.dispersion = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(engine::simulate(p1.model, sampling, {}));
}

TEST_CASE("sampling: keeping paths beyond the memory limit is refused before anything runs") {
    const test::P1 p1 = test::problem_one();
    engine::Outputs outputs = engine::Outputs::all(p1.model);
    outputs.keep_paths = true;
    engine::Sampling sampling;
    sampling.draws = std::uint64_t{1} << 40;
    const auto run = engine::simulate(p1.model, sampling, outputs);
    REQUIRE_FALSE(run);
    CHECK(run.diagnostics().items()[0].code == Code{4004});
}

TEST_CASE("sampling: an instruction set is one that the processor has") {
    CHECK(engine::resolve_isa(engine::Isa::baseline) == engine::Isa::baseline);
    CHECK(engine::resolve_isa(engine::Isa::automatic) != engine::Isa::automatic);
    CHECK(engine::isa_name(engine::resolve_isa(engine::Isa::avx2)) != "avx512");
    CHECK(engine::isa_name(engine::Isa::automatic) == "auto");
    CHECK(engine::isa_name(engine::Isa::avx512) == "avx512");
}

}  // namespace
}  // namespace grdp
