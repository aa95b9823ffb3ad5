#include "grdp/analysis/swing.hpp"

#include "catch.hpp"
#include "memory_loader.hpp"

using namespace grdp;

TEST_CASE("swing: a parameter and a shock move the result by their deviations, longest first") {
    const auto compiled = test::compile_files({{"m.model", R"(model m "M"
frequency annual
param factor : % = 2 sd 0.5 judgement "test"
param certain : % = 1 judgement "test"
behave y : bn_vnd_2010  growth(y) = factor + certain
shock y ~ normal(sd = 3)
report growth_y : % growth(y) "Growth"
)"}, {"main.scenario", R"(scenario s "S"
model "m.model"
horizon 2023..2024
2022 y = 100
event e growth_y >= 2 in 2023
)"}});
    REQUIRE(compiled.model);
    const auto& model = *compiled.model;
    const auto found = analysis::swings(model, model.find_series("growth_y"), model.first_horizon_index());
    REQUIRE(found.size() == 2);
    CHECK(found[0].is_shock);
    CHECK(found[0].at_low == Approx(0));
    CHECK(found[0].at_high == Approx(6));
    CHECK_FALSE(found[1].is_shock);
    CHECK(found[1].at_low == Approx(2.5));
    CHECK(found[1].at_high == Approx(3.5));
    CHECK(analysis::swings(model, model.find_series("growth_y"), model.first_horizon_index(), 1).empty());
}
