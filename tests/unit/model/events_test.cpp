#include <limits>

#include "compiled.hpp"

using namespace grdp::model;
using test::compiled;

namespace {

const std::string kModel =
    "frequency annual\nexog x : %\nbehave y : bn_vnd growth(y) = x\nreport g : % growth(y)\nparam limit : % = 3 source "
    "\"x\"\n";
const std::string kScenario = "horizon 2023..2025\n2023..2025 x = 1\n2022 y = 1\n";
constexpr double kInfinity = std::numeric_limits<double>::infinity();

CompiledModel with(const std::string& statements) {
    return compiled({kModel, kScenario + statements});
}

Event only(const CompiledModel& model) {
    REQUIRE(model.events.size() == 1);
    return model.events[0];
}

}  // namespace

TEST_CASE("events: a number between two bounds is a band") {
    const auto model = with("event e mean(2023..2025: g) between 9.5 and 10 \"Average\" vi \"Bình quân\"\n");
    const auto event = only(model);
    CHECK(event.is_band);
    CHECK(event.low == 9.5);
    CHECK(event.high == 10);
    CHECK(event.unit == "%");
    CHECK(event.period_text == "2023..2025");
    CHECK(event.label.vi == "Bình quân");
    CHECK(expression_text(model, event.value) == "(g@2023 + g@2024 + g@2025)/3");
}

TEST_CASE("events: the short form with a period and one-sided bounds are bands too") {
    const auto short_form = only(with("event e g between -1 and 10 in 2024\n"));
    CHECK(short_form.is_band);
    CHECK(short_form.low == -1);
    CHECK(short_form.period_text == "2024");
    const auto at_least = only(with("event e at(2023: y >= 5)\n"));
    CHECK(at_least.is_band);
    CHECK(at_least.low == 5);
    CHECK(at_least.high == kInfinity);
    CHECK(at_least.unit == "bn_vnd");
    const auto at_most = only(with("event e max(2023..2025: g) <= 12\n"));
    CHECK(at_most.is_band);
    CHECK(at_most.low == -kInfinity);
    CHECK(at_most.high == 12);
}

TEST_CASE("events: anything else is a condition that is true or false on a path") {
    const auto model = with(
        "event every all(2023..2024: g >= 8)\nevent some any(2024..2025: g < 0 or y > 5)\nevent one at(2023: g >= 9.5 "
        "and growth(y) >= limit)\n"
        "event strict at(2023: g > 9.5)\nevent two min(2023..2024: g) > max(2024..2025: x)\nevent bound at(2023: x "
        "between limit and 9)\n");
    REQUIRE(model.events.size() == 6);
    for (const auto& event : model.events)
        CHECK_FALSE(event.is_band);
    CHECK(expression_text(model, model.events[0].condition) == "g@2023 >= 8 and g@2024 >= 8");
    CHECK(expression_text(model, model.events[1].condition) ==
          "g@2024 < 0 or y@2024 > 5 or (g@2025 < 0 or y@2025 > 5)");
    CHECK(expression_text(model, model.events[2].condition) == "g@2023 >= 9.5 and 100*(y@2023/y@2022 - 1) >= limit");
    CHECK(expression_text(model, model.events[4].condition) == "min(g@2023, g@2024) > max(x@2024, x@2025)");
    CHECK(model.events[4].period_text == "2023..2025");
    CHECK(expression_text(model, model.events[5].condition) == "x@2023 >= limit and x@2023 <= 9");
}

TEST_CASE("events: all and any of a target set join the bands of its model lines") {
    const auto model = with(
        "targets plan cases low, high\n2023 g 9.5 10\n2024 y >= 5\n2023 monitor urban : % 74\nevent both "
        "all(plan)\nevent either any(plan) or at(2025: g > 3)\n");
    REQUIRE(model.events.size() == 4);
    CHECK(expression_text(model, model.events[2].condition) == "g@2023 >= 9.5 and g@2023 <= 10 and y@2024 >= 5");
    CHECK(model.events[2].period_text == "2023, 2024");
    CHECK(expression_text(model, model.events[3].condition) ==
          "g@2023 >= 9.5 and g@2023 <= 10 or y@2024 >= 5 or g@2025 > 3");
}

TEST_CASE("events: lags and growth inside a period reach back into history") {
    const auto model = with("event e at(2023: y(-1) > 0)\n");
    CHECK(expression_text(model, only(model).condition) == "y@2022 > 0");
}
