#include "grdp/engine/outputs.hpp"

#include "catch.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

TEST_CASE("outputs: explained series come first, exogenous ones last") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t k = b.exogenous("k", {1, 1});
    const std::uint32_t x = b.identity("x", b.of(k));
    const model::CompiledModel model = b.build();
    CHECK(engine::Outputs::explained(model).series == std::vector<std::uint32_t>{x});
    CHECK(engine::Outputs::all(model).series == std::vector<std::uint32_t>{x, k});
}

}  // namespace
}  // namespace grdp
