#include <limits>

#include "compiled.hpp"

using namespace grdp::model;
using test::codes;
using test::compiled;

namespace {

const std::string kModel =
    "frequency annual\nset s = a \"Farms\" vi \"Nông nghiệp\" | b\nexog x : %\nbehave y[s] : bn_vnd growth(y[s]) = x "
    "\"Output\" vi \"Sản lượng\"\n"
    "identity total : bn_vnd total = sum(s: y[s]) \"Total\"\nreport g : % growth(total)\n";
const std::string kScenario = "horizon 2023..2025\n2023..2025 x = 1\n2022 y[a] = 1\n2022 y[b] = 1\n";
constexpr double kInfinity = std::numeric_limits<double>::infinity();

CompiledModel with(const std::string& statements) {
    return compiled({kModel, kScenario + statements});
}

}  // namespace

TEST_CASE("targets: values stand per case in the order printed, one value for all") {
    const auto model = with(
        "targets plan \"Plan\" vi \"Kế hoạch\" cases low, high source \"resolution 12\"\n2023 y[a] 8.93 8.84\n2023 "
        "total 43000 \"Sum\" vi \"Tổng\"\n");
    REQUIRE(model.target_sets.size() == 1);
    const auto& set = model.target_sets[0];
    CHECK(set.source == "resolution 12");
    CHECK(set.label.vi == "Kế hoạch");
    REQUIRE(set.targets.size() == 2);
    CHECK(set.targets[0].cases == std::vector<double>{8.93, 8.84});
    CHECK(set.targets[0].label.en == "Output: Farms");
    CHECK(set.targets[0].label.vi == "Sản lượng: Nông nghiệp");
    CHECK(set.targets[1].cases == std::vector<double>{43000, 43000});
    CHECK(set.targets[1].label.en == "Sum");
    CHECK(set.targets[1].unit == "bn_vnd");
}

TEST_CASE("targets: each with a model line is a band event as well, from the lowest to the highest case") {
    const auto model =
        with("targets plan cases low, high\n2023 y[a] 8.93 8.84\n2024 growth(total) >= 9 10\n2025 g <= 5 7\n");
    REQUIRE(model.events.size() == 3);
    CHECK(model.events[0].name == "plan: y[a]");
    CHECK(model.events[0].low == 8.84);
    CHECK(model.events[0].high == 8.93);
    CHECK(model.events[1].name == "plan: growth(total)");
    CHECK(model.events[1].unit == "%");
    CHECK(model.events[1].low == 9);
    CHECK(model.events[1].high == kInfinity);
    CHECK(model.events[1].period_text == "2024");
    CHECK(model.events[2].low == -kInfinity);
    CHECK(model.events[2].high == 7);
    CHECK(model.events[2].target == 2);
    CHECK(model.events[2].is_band);
}

TEST_CASE("targets: values are nodes of absolute periods on the grid") {
    const auto model = with("targets plan cases low\n2024 growth(y[b]) 5\n");
    CHECK(expression_text(model, model.events[0].value) == "100*(y[b]@2024/y[b]@2023 - 1)");
    const auto& root = model.nodes[model.events[0].value];
    CHECK(root.op == Op::mul);
    CHECK(model.target_sets[0].targets[0].period == model.grid.periods.index(grdp::accounts::Period::annual(2024)));
}

TEST_CASE("targets: a monitored indicator has no model line, may lie outside the horizon and have any unit text") {
    const auto model = with(
        "targets plan cases low, high\n2023 monitor urban : % 74 \"Urban\" vi \"Đô thị\"\n2030 monitor doctors : "
        "\"1/10 000\" >= 18\n");
    const auto& targets = model.target_sets[0].targets;
    REQUIRE(targets.size() == 2);
    CHECK(targets[0].value == kNone);
    CHECK(targets[0].label.vi == "Đô thị");
    CHECK(targets[0].period != kNone);
    CHECK(targets[1].period == kNone);
    CHECK(targets[1].period_text == "2030");
    CHECK(targets[1].unit == "1/10 000");
    CHECK(targets[1].sense == Sense::at_least);
    CHECK(model.events.empty());
}

TEST_CASE("targets: those of a parent behind the child's shorter horizon are dropped with a warning") {
    const std::string base = "scenario base\nmodel \"m.model\"\n" + kScenario +
                             "2025 add y[a] = 1\n2025 fix y[b] = 1\ntargets plan cases low\n2023 g 5\n2025 g 6\nevent "
                             "late at(2025: g > 1)\n";
    const auto result =
        grdp::test::compile_files({{"m.model", "model m\n" + kModel},
                                   {"base.scenario", base},
                                   {"main.scenario", "scenario main extends base\nhorizon 2023..2024\n"}});
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model.has_value());
    CHECK(result.model->target_sets[0].targets.size() == 1);
    CHECK(result.model->events.size() == 1);
    CHECK(result.model->fixes.empty());
    CHECK(result.diagnostics.items().size() == 4);
    for (const auto& item : result.diagnostics.items())
        CHECK(code_text(item.code) == "W2632");
}
