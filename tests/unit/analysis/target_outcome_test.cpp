#include "grdp/analysis/target_outcome.hpp"

#include <cmath>

#include "catch.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

model::Target target(model::Sense sense, std::vector<double> cases, model::NodeId value) {
    model::Target made;
    made.sense = sense;
    made.cases = std::move(cases);
    made.value = value;
    return made;
}

TEST_CASE("target outcome: bands, floors, ceilings and monitored targets each have their verdict") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.exogenous("x", {1, 8.9});
    for (int i = 0; i < 4; ++i) b.band("t: x", b.at(x, 0), 0, 1);
    model::CompiledModel model = b.build();
    const model::NodeId node = model.events[0].value;
    model::TargetSet set;
    set.targets = {target(model::Sense::band, {8.93, 8.84}, node), target(model::Sense::band, {9.5, 10}, node),
                   target(model::Sense::at_least, {8}, node), target(model::Sense::at_most, {8}, node),
                   target(model::Sense::band, {74}, model::kNone)};
    model.target_sets = {set};
    for (std::uint32_t i = 0; i < 4; ++i) {
        model.events[i].target_set = 0;
        model.events[i].target = i;
    }
    const auto path = engine::project(model);
    REQUIRE(path);
    const auto outcomes = analysis::target_outcomes(*path, model);
    REQUIRE(outcomes.size() == 5);
    CHECK(outcomes[0].verdict == analysis::Verdict::within);
    CHECK(outcomes[0].met);
    CHECK(outcomes[0].low == 8.84);
    CHECK(outcomes[1].verdict == analysis::Verdict::below);
    CHECK_FALSE(outcomes[1].met);
    CHECK(outcomes[2].met);
    CHECK_FALSE(outcomes[3].met);
    CHECK(outcomes[3].verdict == analysis::Verdict::above);
    CHECK(outcomes[4].verdict == analysis::Verdict::monitored);
    CHECK(std::isnan(outcomes[4].value));
}

}  // namespace
}  // namespace grdp
