#include "compiled.hpp"

using namespace grdp::model;
using test::compiled;
using test::value;

namespace {

const std::string kModel =
    "frequency annual\nset k = u | v\nexog x : %\nexog d[k] : 1\nparam p : % = 1 source \"x\"\nbehave y : bn_vnd "
    "growth(y) = x + p + sum(k: as(d[k], %))\n"
    "behave q : bn_vnd log(q) = log(q(-1)) + x/100\nidentity total : bn_vnd total = y + q\nreport g : % "
    "growth(total)\n";
const std::string kBase =
    "horizon 2023..2025\n2022 y = 100\n2022 q = 50\n2023..2025 x = 1 2 3\n2023..2025 d[u] = 5\n2023..2025 d[v] = 6\n";

CompiledModel with(const std::string& statements, const std::vector<std::string>& overrides = {}) {
    return compiled({kModel, kBase + statements, {}, {}, overrides});
}

}  // namespace

TEST_CASE("scenario: later lines override earlier ones, changes see the value before") {
    const auto model = with("2024..2025 x = 7\n2024 x += 1\n2025 x *= 2\n2023 x -= 0.5\n");
    CHECK(value(model, "x", "2023") == 0.5);
    CHECK(value(model, "x", "2024") == 8);
    CHECK(value(model, "x", "2025") == 14);
}

TEST_CASE("scenario: %= grows on the period before and compounds over its range") {
    const auto model = with("2022 d[u] = 100\n2023..2025 d[u] %= 10 20 50\n2024..2025 d[v] %= 100\n");
    CHECK(value(model, "d[u]", "2023") == Approx(110));
    CHECK(value(model, "d[u]", "2024") == Approx(132));
    CHECK(value(model, "d[u]", "2025") == Approx(198));
    CHECK(value(model, "d[v]", "2024") == Approx(12));
    CHECK(value(model, "d[v]", "2025") == Approx(24));
}

TEST_CASE("scenario: a fix holds a behavioural series in its period, in levels or in the form of its equation") {
    const auto model =
        with("2024 fix growth(y) = 5\n2023..2024 fix q = 51 52\n2024 fix y = 120\n2025 fix log(q) = 4\n");
    REQUIRE(model.fixes.size() == 4);
    const auto y = model.find_series("y");
    const auto q = model.find_series("q");
    CHECK(model.fixes[0].series == q);
    CHECK(model.fixes[0].value == 51);
    CHECK(model.fixes[1].series == y);
    CHECK(model.fixes[1].period == model.grid.periods.index(grdp::accounts::Period::annual(2024)));
    CHECK(model.fixes[1].form == LeftForm::level);
    CHECK(model.fixes[1].value == 120);
    CHECK(model.fixes[3].form == LeftForm::log);
}

TEST_CASE("scenario: add-factors stand per period, the last one counts") {
    const auto model = with("2023..2025 add y = 0.1 0.2 0.3\n2024 add y = 9\n");
    REQUIRE(model.add_factors.size() == 3);
    CHECK(model.add_factors[1].value == 9);
    CHECK(model.add_factors[2].value == 0.3);
}

TEST_CASE("scenario: the command line is applied last, over the whole horizon where it names no period") {
    const auto model = with("", {"x = 4", "p = 2.5", "2025 x += 1", "fix y = 1 2 3", "2023 add q = 0.5"});
    CHECK(value(model, "x", "2023") == 4);
    CHECK(value(model, "x", "2025") == 5);
    CHECK(model.parameters[0].value == 2.5);
    CHECK(model.fixes.size() == 3);
    CHECK(model.add_factors.size() == 1);
    CHECK(model.inputs.back().role == "override");
    CHECK(model.inputs.back().text == "2023 add q = 0.5");
}

TEST_CASE("scenario: a child changes what its parent says, name by name") {
    const std::string base =
        "scenario base \"Base\"\nmodel \"m.model\"\n" + kBase +
        "p = 3\ntargets plan cases low, high\n2023 g 9 10\nevent e at(2023: g >= 8)\nevent f at(2023: g >= 7)\n";
    const std::string child =
        "scenario child extends base \"Child\"\n2023 x += 1\np *= 2\ntargets plan cases only\n2024 g 5\nevent e "
        "at(2024: g >= 6) \"New\"\n";
    const auto result = grdp::test::compile_files(
        {{"main.scenario", child}, {"base.scenario", base}, {"m.model", "model m\n" + kModel}});
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model.has_value());
    const auto& model = *result.model;
    CHECK(model.scenario_name == "child");
    CHECK(model.scenario_label.en == "Child");
    CHECK(value(model, "x", "2023") == 2);
    CHECK(model.parameters[0].value == 6);
    REQUIRE(model.target_sets.size() == 1);
    CHECK(model.target_sets[0].cases == std::vector<std::string>{"only"});
    REQUIRE(model.events.size() == 3);
    CHECK(model.events[1].name == "e");
    CHECK(model.events[1].label.en == "New");
    CHECK(model.events[2].name == "f");
    REQUIRE(model.inputs.size() == 3);
    CHECK(model.inputs[0].path == "main.scenario");
    CHECK(model.inputs[1].path == "base.scenario");
    CHECK(model.inputs[2].role == "model");
    CHECK(model.inputs[2].sha256.size() == 64);
}

TEST_CASE("scenario: a child may shorten the horizon; inherited paths are cut without a word") {
    const std::string base = "scenario base\nmodel \"m.model\"\n" + kBase;
    const auto result =
        grdp::test::compile_files({{"main.scenario", "scenario child extends base\nhorizon 2023..2024\n"},
                                   {"base.scenario", base},
                                   {"m.model", "model m\n" + kModel}});
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model.has_value());
    CHECK(result.diagnostics.items().empty());
    CHECK(result.model->grid.periods.last == grdp::accounts::Period::annual(2024));
    CHECK(value(*result.model, "x", "2024") == 2);
}
