#include "compiled.hpp"

using namespace grdp::model;
using test::codes;
using test::compiled;

namespace {

const std::string kModel =
    "frequency annual\nset s = a | b\nexog x : %\nbehave y[s] : bn_vnd growth(y[s]) = x\n"
    "identity total : bn_vnd total = sum(s: y[s])\nreport g : % growth(total)\nshock y[s] ~ normal(sd = 1)\n";
const std::string kScenario = "horizon 2023..2025\n2023..2025 x = 1\n2022 y[a] = 1\n2022 y[b] = 1\n";

CompiledModel with(const std::string& statements, std::vector<std::string> overrides = {}) {
    return compiled({kModel, kScenario + statements, {}, {}, std::move(overrides)});
}

std::string codes_with(const std::string& statements) {
    return codes({kModel, kScenario + statements});
}

}  // namespace

TEST_CASE("observed: one number, in the unit of what was observed") {
    const auto model = with("observed 2024 growth(y[a]) = 13.5\n");
    REQUIRE(model.observed.size() == 1);
    const auto& observed = model.observed[0];
    CHECK(observed.subject == "growth(y[a])");
    CHECK(observed.unit == "%");
    CHECK(observed.number == 13.5);
    CHECK(model.grid.periods.at(observed.period).text() == "2024");
    CHECK(expression_text(model, observed.value) == "100*(y[a]@2024/y[a]@2023 - 1)");
}

TEST_CASE("observed: several periods take a number each, or one for all, in order of time") {
    const auto model = with("observed 2024..2025 total = 2.1 2.2\nobserved 2023..2024 g = 4\n");
    REQUIRE(model.observed.size() == 4);
    CHECK(model.observed[0].subject == "g");
    CHECK(model.observed[0].unit == "%");
    CHECK(model.observed[1].subject == "total");
    CHECK(model.observed[1].number == 2.1);
    CHECK(model.observed[2].number == 4);
    CHECK(model.observed[3].number == 2.2);
}

TEST_CASE("observed: a later scenario and the command line replace what they repeat") {
    const auto text = "scenario main extends base\nobserved 2023 g = 5\n";
    const std::string base = "scenario base\nmodel \"m.model\"\n" + kScenario + "observed 2023..2024 g = 4 6\n";
    const auto result = grdp::test::compile_files({{"m.model", "model m\n" + kModel}, {"main.scenario", text}, {"base.scenario", base}},
                                                  {{"observed 2024 g = 7", "observed 2025 g = 8"}});
    REQUIRE(result.model.has_value());
    REQUIRE(result.model->observed.size() == 3);
    CHECK(result.model->observed[0].number == 5);
    CHECK(result.model->observed[1].number == 7);
    CHECK(result.model->observed[2].number == 8);
}

TEST_CASE("observed: check --expand prints it") {
    CHECK(expand(with("observed 2024 growth(y[a]) = 13.5\n")).find("observed 2024 growth(y[a]) = 13.5\n") != std::string::npos);
}

TEST_CASE("observed: outside the horizon is an error (E2640), twice the same too (E2641)") {
    CHECK(codes_with("observed 2022 g = 4\n") == "E2640");
    CHECK(codes_with("observed 2025..2026 g = 4\n") == "E2640");
    CHECK(codes_with("observed 2023 g = 4\nobserved 2023..2024 g = 5\n") == "E2641");
    CHECK(codes_with("observed 2023 g = 4\nobserved 2024 g = 5\n").empty());
}

TEST_CASE("observed: an inherited observation outside the horizon is a warning (W2632)") {
    const std::string base = "scenario base\nmodel \"m.model\"\nhorizon 2023..2025\n2023..2025 x = 1\n2022..2023 y[a] = 1\n2022..2023 y[b] = 1\n";
    auto files = std::map<std::string, std::string>{
        {"m.model", "model m\n" + kModel},
        {"main.scenario", "scenario main extends base\nhorizon 2024..2025\n"},
        {"base.scenario", "scenario base\nmodel \"m.model\"\n2024..2025 x = 1\n2023 y[a] = 1\n2023 y[b] = 1\nobserved 2023 g = 4\n"}};
    const auto result = grdp::test::compile_files(files);
    REQUIRE(result.model.has_value());
    CHECK(result.model->observed.empty());
    REQUIRE(result.diagnostics.items().size() == 1);
    CHECK(result.diagnostics.items()[0].code.number == 2632);
}

TEST_CASE("observed: names, units, periods and missing data are checked as everywhere") {
    CHECK(codes_with("observed 2023 growth(z) = 4\n") == "E2201");
    CHECK(codes_with("observed 2023Q1 g = 4\n") == "E2605");
    CHECK(codes_with("observed 2023 (g + total) = 4\n") == "E2302");
    CHECK(codes_with("observed 2023 y = 4\n") == "E2205");
    CHECK(codes_with("observed 2023 total(-2) = 4\n") == "E2802");
}
