#include "grdp/analysis/inverse.hpp"

#include <cmath>

#include "answer_tables.hpp"
#include "catch.hpp"
#include "grdp/analysis/event_estimate.hpp"
#include "grdp/stats/elementary.hpp"
#include "memory_loader.hpp"

namespace grdp {
namespace {

/// Total 0.4 a + 0.6 b of two normals with sd 1 and 2, correlation 0.5: variance 0.16 + 1.44 + 2*0.24*2*0.5 = 2.08.
constexpr const char* kModel = R"(model m
frequency annual
exog ma, mb : %
exog idle : %
param shift : % = 0          sd 0.1   judgement "x"
param unused : % = 1                  judgement "x"
param wide = 2                        judgement "x"
behave a : %  a = ma
behave b : %  b = mb + shift
shock a ~ normal(sd = 1)
shock b ~ normal(sd = wide)
correlation pearson a,b = 0.5
report total : %  0.4*a + 0.6*b
report aside : %  idle
)";
constexpr const char* kScenario =
    "scenario main\nmodel \"m.model\"\nhorizon 2023..2023\n2023 ma = 5\n2023 mb = 8\n2023 idle = 1\n"
    "event band total between 6 and 7 in 2023\nevent floor total >= 7 in 2023\n";
const double kSd = std::sqrt(2.08 + 0.36 * 0.01);

model::Compilation compile(const std::vector<std::string>& overrides = {}) {
    model::CompileOptions options;
    options.overrides = overrides;
    return test::compile_files({{"main.scenario", kScenario}, {"m.model", kModel}}, options);
}

model::CompiledModel compiled() {
    auto result = compile();
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model);
    return std::move(*result.model);
}

analysis::Phrase phrase(const std::string& text) {
    auto read = analysis::parse_phrase(text, 0);
    REQUIRE(read);
    return *read;
}

analysis::Assumption assumption(const model::CompiledModel& model, const std::string& text) {
    auto found = analysis::find_assumption(model, phrase(text));
    REQUIRE(found);
    return *found;
}

std::optional<analysis::Estimate> estimated(const model::CompiledModel& model, std::uint32_t event, analysis::EventSide side) {
    engine::SerialExecutor executor;
    const auto found = analysis::estimate_event(model, event, {}, executor);
    return side == analysis::EventSide::within ? found.within : side == analysis::EventSide::below ? found.below : found.at_least;
}

analysis::Variation variation(const model::CompiledModel& model, const std::vector<std::string>& names) {
    std::vector<analysis::Assumption> varied;
    for (const auto& name : names) varied.push_back(assumption(model, name));
    return {model, varied, [](const std::vector<std::string>& statements) { return compile(statements).model; }};
}

analysis::Wanted number(const model::CompiledModel& model, const std::string& text) {
    auto wanted = analysis::wanted_numbers(model, phrase(text));
    REQUIRE(wanted);
    return wanted->front();
}

analysis::Wanted chance(const model::CompiledModel& model, const std::string& text) {
    auto wanted = analysis::wanted_probabilities(model, phrase(text));
    REQUIRE(wanted);
    return wanted->front();
}

analysis::Inverse invert(const model::CompiledModel& model, const std::string& varied, const analysis::Wanted& wanted, double low, double high) {
    return analysis::invert(variation(model, {varied}), wanted, {low, high}, false, estimated);
}

std::string code_of(const Diagnostics& found) { return code_text(found.items().front().code); }

}  // namespace

TEST_CASE("inverse: a datum, a parameter and a held series give a number of the projection") {
    const auto model = compiled();
    const auto wanted = number(model, "total@2023=7.4");
    CHECK(invert(model, "mb@2023", wanted, 0, 20).answers.at(0).values[0] == Approx((7.4 - 2) / 0.6).epsilon(1e-12));
    CHECK(invert(model, "shift", wanted, -5, 5).answers.at(0).values[0] == Approx((7.4 - 2) / 0.6 - 8).epsilon(1e-10));
    CHECK(invert(model, "a@2023", wanted, 0, 20).answers.at(0).values[0] == Approx((7.4 - 4.8) / 0.4).epsilon(1e-12));
    const auto answer = invert(model, "mb@2023", wanted, 0, 20).answers.at(0);
    CHECK(answer.standard_errors[0] == 0);
    REQUIRE(answer.probability);
    CHECK(answer.probability->value == Approx(0.5).margin(1e-6));
}

TEST_CASE("inverse: the answer put back as a statement gives the target") {
    const auto model = compiled();
    for (const char* name : {"mb@2023", "shift"}) {
        const auto found = invert(model, name, number(model, "total@2023=7.4"), -20, 20);
        const auto again = compile({analysis::statement(assumption(model, name), found.answers.at(0).values[0])});
        REQUIRE(again.model);
        const auto measured = analysis::measure(*again.model, number(*again.model, "total@2023=7.4"), estimated);
        CHECK(measured->value == Approx(7.4).epsilon(1e-12));
    }
}

TEST_CASE("inverse: the chance of a band is a hump in a mean: two answers, known in closed form") {
    const auto model = compiled();
    const double p = 0.2;
    const auto found = invert(model, "mb@2023", chance(model, "band=0.2"), 0, 20);
    REQUIRE(found.answers.size() == 2);
    for (const auto& answer : found.answers) {
        const double mean = 2 + 0.6 * answer.values[0];
        CHECK(stats::normal_cdf((7 - mean) / kSd) - stats::normal_cdf((6 - mean) / kSd) == Approx(p).epsilon(1e-6));
        CHECK(answer.reached[0] == Approx(p).epsilon(1e-6));
    }
    CHECK((found.answers[0].values[0] + found.answers[1].values[0]) / 2 == Approx(4.5 / 0.6).epsilon(1e-6));  // about 6.5
    const auto peak = invert(model, "mb@2023", chance(model, "band=0.5"), 0, 20);
    CHECK(peak.answers.empty());
    CHECK(peak.status == analysis::InverseStatus::above_highest);
    CHECK(*peak.peak == Approx(4.5 / 0.6).margin(1e-2));
    CHECK(peak.highest->value == Approx(2 * stats::normal_cdf(0.5 / kSd) - 1).epsilon(1e-6));
}

TEST_CASE("inverse: one answer for a floor, and a spread, a correlation and an uncertainty are assumptions too") {
    const auto model = compiled();
    const auto mean = invert(model, "mb@2023", chance(model, "at_least(floor)=0.9"), 0, 30);
    REQUIRE(mean.answers.size() == 1);
    CHECK(mean.answers[0].values[0] == Approx((7 - 2 + 1.2815515655446004 * kSd) / 0.6).epsilon(1e-6));
    // P(total >= 7) = 0.45 with mean 6.8: sd = 0.2/0.12566.
    const double sd = 0.2 / 0.12566134685507402;
    const auto spread = invert(model, "sd(b)", chance(model, "floor=0.45"), 0.1, 10);
    REQUIRE(spread.answers.size() == 1);
    const double b = spread.answers[0].values[0];
    CHECK(0.16 + 0.36 * b * b + 0.24 * b + 0.0036 == Approx(sd * sd).epsilon(1e-6));
    const auto correlation = invert(model, "corr(a,b)", chance(model, "floor=0.45"), -1, 1);
    REQUIRE(correlation.answers.size() == 1);
    CHECK(1.6 + 0.96 * correlation.answers[0].values[0] + 0.0036 == Approx(sd * sd).epsilon(1e-6));
    const auto uncertainty = invert(model, "sd(shift)", chance(model, "floor=0.45"), 0, 10);
    REQUIRE(uncertainty.answers.size() == 1);
    CHECK(2.08 + 0.36 * std::pow(uncertainty.answers[0].values[0], 2) == Approx(sd * sd).epsilon(1e-5));
    CHECK(analysis::statement(assumption(model, "sd(b)"), 1).empty());
}

TEST_CASE("inverse: a parameter that a spread is computed from is compiled anew") {
    const auto model = compiled();
    const double sd = 0.2 / 0.12566134685507402;
    const auto found = invert(model, "wide", chance(model, "floor=0.45"), 0.1, 10);
    REQUIRE(found.answers.size() == 1);
    const double b = found.answers[0].values[0];
    CHECK(0.16 + 0.36 * b * b + 0.24 * b + 0.0036 == Approx(sd * sd).epsilon(1e-6));
}

TEST_CASE("inverse: what does not act, what no value reaches, and a range that grows") {
    const auto model = compiled();
    CHECK(invert(model, "idle@2023", number(model, "total@2023=7"), 0, 20).status == analysis::InverseStatus::does_not_act);
    CHECK(invert(model, "unused", chance(model, "band=0.2"), 0, 20).status == analysis::InverseStatus::does_not_act);
    const auto low = invert(model, "mb@2023", number(model, "total@2023=1"), 0, 20);
    CHECK(low.status == analysis::InverseStatus::below_lowest);
    CHECK(low.lowest->value == Approx(2));
    CHECK(*low.trough == 0);
    const auto grown = analysis::invert(variation(model, {"mb@2023"}), number(model, "total@2023=100"), {0, 20}, true, estimated);
    REQUIRE(grown.answers.size() == 1);
    CHECK(grown.answers[0].values[0] == Approx(98 / 0.6));
    CHECK(grown.within[0].high > 163);
}

TEST_CASE("inverse: the closed form of benchmark P1 has its peak of 0.139 at 10.0 for services") {
    const std::string text = "model p1\nfrequency annual\nexog services : %\nbehave x : % x = 4.451 + 0.53*services\nshock x ~ normal(sd = 1.427224579)\n";
    auto result = test::compile_files({{"m.model", text}, {"main.scenario", "scenario main\nmodel \"m.model\"\nhorizon 2023..2023\n2023 services = 10.55\nevent band x between 9.5 and 10 in 2023\n"}});
    REQUIRE(result.model);
    const auto& model = *result.model;
    const auto here = analysis::measure(model, chance(model, "band=0.3"), estimated);
    CHECK(here->value == Approx(0.136189533805).epsilon(1e-7));
    const auto none = analysis::invert(variation(model, {"services@2023"}), chance(model, "band=0.3"), {0, 20}, true, estimated);
    CHECK(none.status == analysis::InverseStatus::above_highest);
    CHECK(*none.peak == Approx(10.0).margin(0.01));
    CHECK(none.highest->value == Approx(0.139).margin(0.0005));
}

TEST_CASE("inverse: two instruments meet two targets, of numbers and of probabilities") {
    const auto model = compiled();
    const auto pair = variation(model, {"ma@2023", "mb@2023"});
    const auto both = analysis::invert_two(pair, {number(model, "total@2023=7"), number(model, "b@2023=6")}, {{-50, 50}, {-50, 50}}, estimated);
    REQUIRE(both.answers.size() == 1);
    CHECK(both.answers[0].values[1] == Approx(6).epsilon(1e-9));
    CHECK(both.answers[0].values[0] == Approx((7 - 3.6) / 0.4).epsilon(1e-9));
    const auto mixed = analysis::invert_two(pair, {number(model, "a@2023=6"), chance(model, "floor=0.9")}, {{0, 20}, {0, 30}}, estimated);
    REQUIRE(mixed.answers.size() == 1);
    CHECK(mixed.answers[0].values[0] == Approx(6).epsilon(1e-6));
    CHECK(2.4 + 0.6 * mixed.answers[0].values[1] == Approx(7 + 1.2815515655446004 * kSd).epsilon(1e-4));
}

TEST_CASE("inverse: two instruments that move both targets alike are told, and pairs outside the ranges are not made up") {
    const auto model = compiled();
    const auto pair = variation(model, {"ma@2023", "mb@2023"});
    const auto alike = analysis::invert_two(pair, {number(model, "total@2023=7"), chance(model, "floor=0.9")}, {{0, 20}, {0, 30}}, estimated);
    CHECK(alike.status == analysis::InverseStatus::alike);
    CHECK(alike.answers.empty());
    const auto outside = analysis::invert_two(pair, {number(model, "total@2023=7"), number(model, "b@2023=60")}, {{0, 20}, {0, 20}}, estimated);
    CHECK(outside.status == analysis::InverseStatus::not_found);
}

TEST_CASE("inverse: unknown names, events and probabilities are refused where they stand") {
    const auto model = compiled();
    const auto assumption_code = [&](const std::string& text) {
        const auto found = analysis::find_assumption(model, phrase(text));
        return found ? std::string("found") : code_of(found.diagnostics()) + " " + found.diagnostics().items().front().hint;
    };
    CHECK(assumption_code("mc@2023") == "E7027 did you mean ma?");
    CHECK(assumption_code("total@2023").starts_with("E7027"));
    CHECK(assumption_code("ma@2024").starts_with("E7023"));
    CHECK(assumption_code("shift@2023").starts_with("E7023"));
    CHECK(assumption_code("corr(a,a)").starts_with("E7027"));
    CHECK(assumption_code("persistence(a)") == "found");
    const auto event_code = [&](const std::string& text) {
        const auto found = analysis::wanted_probabilities(model, phrase(text));
        return found ? std::string("found") : code_of(found.diagnostics()) + " " + found.diagnostics().items().front().hint;
    };
    CHECK(event_code("bond=0.3") == "E7031 did you mean band?");
    CHECK(event_code("band=30") == "E7032 write 0.3");
    CHECK(event_code("below(band)=-0.1").starts_with("E7032"));
    CHECK(event_code("band").starts_with("E7021"));
}

TEST_CASE("inverse: one component at a fixed total, the others as planned") {
    const std::string text = "model m\nfrequency annual\nset s = industry | services | taxes\nexog expected[s] : %\n"
                             "behave volume[s] : bn_vnd_2010 growth(volume[s]) = expected[s]\nshock volume[s] ~ normal(sd = 2)\n"
                             "identity grdp : bn_vnd_2010 grdp = sum(s: volume[s])\nreport growth_grdp : % growth(grdp)\n";
    auto result = test::compile_files({{"m.model", text}, {"main.scenario", "scenario main\nmodel \"m.model\"\nhorizon 2023..2023\n2022 volume[industry] = 30\n2022 volume[services] = 60\n2022 volume[taxes] = 10\n"
                                                                           "2023 expected[industry] = 10\n2023 expected[services] = 8\n2023 expected[taxes] = 5\n2023 fix growth(volume[industry]) = 6\n"}});
    REQUIRE(result.model);
    const auto& model = *result.model;
    const auto services = assumption(model, "growth(volume[services])@2023");
    const auto held = analysis::others_as_planned(model, services);
    REQUIRE(held);
    CHECK(held->fixes.size() == 2);
    const analysis::Variation one(*held, {services}, {});
    const auto found = analysis::invert(one, number(model, "growth_grdp@2023=9"), analysis::usual_range(services), true, estimated);
    REQUIRE(found.answers.size() == 1);
    CHECK(found.answers[0].values[0] == Approx((9 - 1.8 - 0.5) / 0.6).epsilon(1e-11));
    CHECK(code_of(analysis::others_as_planned(model, assumption(model, "growth(volume[industry])@2023")).diagnostics()) == "E7024");
}

TEST_CASE("inverse: the table has a row for each assumption of each answer, and one without a value where there is none") {
    const auto model = compiled();
    const auto found = invert(model, "mb@2023", number(model, "total@2023=7.4"), 0, 20);
    const auto none = invert(model, "mb@2023", number(model, "total@2023=1000"), 0, 20);
    REQUIRE(none.answers.empty());
    const auto tables = analysis::answer_tables({found, none});
    test::check_well_formed(tables);
    CHECK(test::numbers(tables, "require_inverse", "question") == std::vector<double>{1, 2});
    CHECK(test::numbers(tables, "require_inverse", "value")[0] == Approx(9).epsilon(1e-12));
    CHECK(std::isnan(test::numbers(tables, "require_inverse", "value")[1]));
    CHECK(test::numbers(tables, "require_inverse", "level")[1] == 1000);
    CHECK(test::texts(tables, "require_inverse", "statement")[1].empty());
}

}  // namespace grdp
