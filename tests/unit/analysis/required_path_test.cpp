#include "grdp/analysis/required_path.hpp"

#include <cmath>
#include <fstream>
#include <sstream>

#include "answer_tables.hpp"
#include "catch.hpp"
#include "grdp/accounts/required_growth.hpp"
#include "memory_loader.hpp"

namespace grdp {
namespace {

constexpr const char* kModel = R"(model m
frequency quarterly
set s = industry | services
exog expected[s] : %
behave   volume[s] : bn_vnd_2010  growth(volume[s]) = expected[s]
shock    volume[s] ~ normal(sd = 1 2)
identity grdp : bn_vnd_2010   grdp = sum(s: volume[s])
exog rain : %
report wet : %  rain
)";

/// Industry 10 20 30 40, services 40 30 20 10 in 2022: each quarter weighs 25 %, industry's own quarters 10 to 40 %.
std::string scenario(const std::string& more, double scale = 1) {
    std::ostringstream text;
    text << "scenario main\nmodel \"m.model\"\nhorizon 2023Q1..2023Q4\n";
    text << "2022Q1..2022Q4 volume[industry] = " << 10 * scale << ' ' << 20 * scale << ' ' << 30 * scale << ' ' << 40 * scale << '\n';
    text << "2022Q1..2022Q4 volume[services] = " << 40 * scale << ' ' << 30 * scale << ' ' << 20 * scale << ' ' << 10 * scale << '\n';
    text << "2023Q1..2023Q4 expected[industry] = 5 6 7 8\n2023Q1..2023Q4 expected[services] = 4\n2023Q1..2023Q4 rain = 1 2 3 4\n" << more;
    return text.str();
}

model::CompiledModel compiled(const std::string& text, const std::string& model = kModel) {
    auto result = test::compile_files({{"main.scenario", text}, {"m.model", model}});
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model);
    return std::move(*result.model);
}

analysis::NamedQuantity named(model::CompiledModel& model, const std::string& text) {
    const auto phrase = analysis::parse_phrase(text, 0);
    REQUIRE(phrase);
    auto quantity = analysis::find_quantity(model, *phrase);
    REQUIRE(quantity);
    return *quantity;
}

analysis::Goal goal(model::CompiledModel& model, const std::string& subject, std::vector<double> ends) {
    analysis::Goal made;
    made.quantity = named(model, subject);
    for (const double end : ends) made.ends.push_back({"", end});
    return made;
}

analysis::KnownNumber known(model::CompiledModel& model, const std::string& subject, double low, double high) {
    return {named(model, subject), {low, high}, {}};
}

std::string code_of(const Diagnostics& found) { return code_text(found.items().front().code); }

constexpr const char* kHalf = "2023Q1..2023Q2 fix growth(volume[industry]) = 2 3\n2023Q1..2023Q2 fix growth(volume[services]) = 1 0\n";

}  // namespace

TEST_CASE("required path: the open quarters reach what ACC-17 asks of them, in total and by component") {
    auto model = compiled(scenario(kHalf));
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6}), {});
    REQUIRE(path);
    // Known: (0.2 + 0.6 + 0.4 + 0)/50 of the first half = 1.2/100 = 2.4 %; 6 % of 200 is 12, so 10.8 are left on 100.
    CHECK(path->known.low == Approx(1.2));
    CHECK(path->open_weight == Approx(50));
    const auto& need = path->ends.front();
    CHECK(need.total.low == Approx(10.8).epsilon(1e-12));
    using namespace accounts;
    const std::vector<KnownPart> parts{{Share::fraction(0.5), Rate::fraction(0.012)}, {Share::fraction(0.5), std::nullopt}};
    CHECK(need.total.low == Approx(100 * required_growth(Rate::fraction(0.06), parts)->fraction()).epsilon(1e-12));
    // The plan gives 2.1 + 3.2 + 0.8 + 0.4 = 6.5 % there: 4.3 points more for everybody.
    CHECK(path->planned == Approx(6.5));
    CHECK(need.uplift.low == Approx(4.3).epsilon(1e-11));
    CHECK(need.total_periods[0].low == Approx((2.1 + 0.8) / 0.5 + 4.3));
    CHECK(need.parts[0].alike.low == Approx(100 * (2.1 + 3.2) / 70 + 4.3));
    CHECK(need.parts[1].alike_periods[1].low == Approx(8.3));
    // Alone, industry (70 of last year's open volume) adds 4.3 to its 5.3.
    CHECK(need.parts[0].alone->low == Approx(100 * (5.3 + 4.3) / 70));
    CHECK(need.parts[1].alone->low == Approx(100 * (1.2 + 4.3) / 30));
    CHECK(path->parts[0].open_weight == Approx(70));
    CHECK(path->parts[1].open_weight == Approx(30));
    CHECK(path->parts[0].weight == Approx(35));
}

TEST_CASE("required path: a component's own target uses its own quarter weights") {
    auto model = compiled(scenario(std::string(kHalf) +
                                   "targets plan cases low, high\n"
                                   "2023Q4 growth(grdp + grdp(-1) + grdp(-2) + grdp(-3)) 6 6.5\n"
                                   "2023Q4 growth(volume[industry] + volume[industry](-1) + volume[industry](-2) + volume[industry](-3)) 7 9\n"));
    const auto goals = analysis::stated_goals(model);
    REQUIRE(goals);
    REQUIRE(goals->size() == 1);
    const auto path = analysis::required_path(model, goals->front(), {});
    REQUIRE(path);
    REQUIRE(path->ends.size() == 2);
    CHECK(path->ends[0].end.name == "low");
    REQUIRE(path->ends[0].parts[0].own);
    CHECK(*path->ends[1].parts[0].own_target == 9);
    CHECK(path->ends[0].parts[0].own->low == Approx(100 * (7 - 0.8) / 70));
    CHECK(path->ends[1].parts[0].own->low == Approx(100 * (9 - 0.8) / 70));
    CHECK_FALSE(path->ends[0].parts[1].own_target);
}

TEST_CASE("required path: the year to date, known as one number of the total, is enough") {
    auto model = compiled(scenario(""));
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6}), {known(model, "growth(grdp)@2023Q1..2023Q2", 1.2, 1.2)});
    REQUIRE(path);
    CHECK(path->ends[0].total.low == Approx(10.8).epsilon(1e-11));
    CHECK(std::isnan(path->parts[0].known.low));  // of the components nothing is known
    CHECK(path->known_periods.size() == 2);
}

TEST_CASE("required path: a range of a known number becomes the range of the answer") {
    auto model = compiled(scenario(""));
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6}),
                                              {known(model, "growth(volume[industry])@2023Q1", 0, 2), known(model, "growth(volume[services])@2023Q1", 1, 2),
                                               known(model, "growth(grdp)@2023Q2", 3, 3)});
    REQUIRE(path);
    // Least: industry 2, services 2, quarter 2 at 3: 0.2 + 0.8 + 1.5 of 12; most: 0 + 0.4 + 1.5.
    CHECK(path->ends[0].total.low == Approx(12 - 2.5).epsilon(1e-10));
    CHECK(path->ends[0].total.high == Approx(12 - 1.9).epsilon(1e-10));
    CHECK(path->known.low == Approx(1.9));
    CHECK(path->known.high == Approx(2.5));
    CHECK(std::isnan(path->parts[0].known.low));  // its second quarter is known only inside the total
}

TEST_CASE("required path: a ragged edge leaves some components open in a quarter that others know") {
    auto model = compiled(scenario("2023Q1..2023Q3 fix growth(volume[industry]) = 2 3 4\n2023Q1..2023Q2 fix growth(volume[services]) = 1 0\n"));
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6}), {});
    REQUIRE(path);
    CHECK(path->open_periods.size() == 2);
    CHECK(path->parts[0].open_weight == Approx(40));
    CHECK(path->parts[1].open_weight == Approx(30));
    // 12 wanted, known 0.2 + 0.6 + 1.2 + 0.4, planned 3.2 + 0.8 + 0.4: 5.2 left on 40 + 30.
    CHECK(path->ends[0].uplift.low == Approx(100 * 5.2 / 70));
}

TEST_CASE("required path: one quarter alone is a goal of its own, and an annual model has years") {
    auto model = compiled(scenario(""));
    const auto quarter = analysis::required_path(model, goal(model, "growth(grdp)@2023Q3", {8}), {});
    REQUIRE(quarter);
    CHECK(quarter->open_periods.size() == 1);
    CHECK(quarter->ends[0].uplift.low == Approx(8 - 5.8));
    const std::string annual = "model m\nset s = industry | services\nexog expected[s] : %\nbehave volume[s] : bn_vnd_2010 growth(volume[s]) = expected[s]\n"
                               "identity grdp : bn_vnd_2010 grdp = sum(s: volume[s])\nfrequency annual\n";
    auto year = compiled("scenario main\nmodel \"m.model\"\nhorizon 2023..2023\n2022 volume[industry] = 30\n2022 volume[services] = 70\n"
                         "2023 expected[industry] = 10\n2023 expected[services] = 8\n2023 fix growth(volume[industry]) = 6\n",
                         annual);
    const auto made_up = analysis::required_path(year, goal(year, "growth(grdp)@2023", {9}), {});
    REQUIRE(made_up);
    CHECK_FALSE(made_up->ends[0].parts[0].alone);
    CHECK(made_up->ends[0].parts[1].alone->low == Approx((9 - 1.8) / 0.7));
}

TEST_CASE("required path: the size of the economy does not matter") {
    for (const double scale : {1.0, 1e-3, 1e6}) {
        auto model = compiled(scenario(kHalf, scale));
        const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6, 6.5}), {});
        REQUIRE(path);
        CHECK(path->ends[0].total.low == Approx(10.8).epsilon(1e-11));
        CHECK(path->ends[1].total.low == Approx(11.8).epsilon(1e-11));
    }
}

TEST_CASE("required path: no quarter left, a goal that nothing moves, a number that is known already") {
    auto full = compiled(scenario("2023Q1..2023Q4 fix growth(volume[industry]) = 2\n2023Q1..2023Q4 fix growth(volume[services]) = 1\n"));
    CHECK(code_of(analysis::required_path(full, goal(full, "growth(grdp)@2023", {6}), {}).diagnostics()) == "E7024");
    CHECK(code_of(analysis::required_path(full, goal(full, "growth(grdp)@2023", {6}), {known(full, "growth(grdp)@2023Q1", 1, 1)}).diagnostics()) == "E7029");
    auto model = compiled(scenario(""));
    CHECK(code_of(analysis::required_path(model, goal(model, "rain@2023Q4", {6}), {}).diagnostics()) == "E7025");
    const auto lonely = std::string("model m\nfrequency annual\nexog x : %\nbehave a : bn_vnd_2010 growth(a) = x\n");
    auto none = compiled("scenario main\nmodel \"m.model\"\nhorizon 2023..2023\n2022 a = 1\n2023 x = 5\n", lonely);
    CHECK(code_of(analysis::required_path(none, goal(none, "growth(a)@2023", {6}), {}).diagnostics()) == "E7030");
    CHECK(code_of(analysis::stated_goals(model).diagnostics()) == "E7034");
}

TEST_CASE("required path: a component with no volume a year before weighs nothing and is left to the model") {
    auto model = compiled(scenario("2022Q3..2022Q4 volume[services] = 0\n"));
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6}), {});
    CHECK_FALSE(path);  // growth on nothing has no value: said by the projection
    CHECK(code_of(path.diagnostics()) == "E4001");
}

TEST_CASE("required path: quantities that do not exist are refused with their nearest name and period") {
    auto model = compiled(scenario(""));
    const auto refusal = [&](const std::string& text) {
        const auto phrase = analysis::parse_phrase(text, 0);
        REQUIRE(phrase);
        const auto found = analysis::find_quantity(model, *phrase);
        return found ? std::string("found") : code_of(found.diagnostics()) + " " + found.diagnostics().items().front().hint;
    };
    CHECK(refusal("growth(grdq)@2023") == "E7022 did you mean growth(grdp)?");
    CHECK(refusal("grdp").starts_with("E7023"));
    CHECK(refusal("grdp@2023").starts_with("E7023"));
    CHECK(refusal("growth(grdp)@2022").starts_with("E7023"));
    CHECK(refusal("growth(grdp)@2024Q1").starts_with("E7023"));
    CHECK(refusal("growth(grdp)") == "found");
    CHECK(refusal("wet@2023Q2") == "found");
}

TEST_CASE("required path: what the scenario observes is known, and the plan is the one that learnt from it") {
    const std::string lasting = std::string(kModel).replace(std::string(kModel).find("sd = 1 2)"), 9, "sd = 1 2) persistence 0.5");
    auto model = compiled(scenario("observed 2023Q1 growth(volume[industry]) = 1\nobserved 2023Q1 growth(volume[services]) = 2\n"), lasting);
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6}), {});
    REQUIRE(path);
    CHECK(path->open_periods.size() == 3);
    CHECK(path->parts[0].known.low == Approx(1));
    CHECK(path->ends[0].total.low == Approx((12 - 0.1 - 0.8) / 1.5));
    // Industry fell 4 points short of 5: 2 points of it are left in the second quarter, 1 in the third, 0.5 in the fourth.
    CHECK(path->parts[0].planned_periods[0] == Approx(6 - 2));
    CHECK(path->parts[0].planned_periods[1] == Approx(7 - 1));
    CHECK(path->parts[1].planned_periods[2] == Approx(4 - 0.25));
    CHECK(path->given.empty());
}

TEST_CASE("required path: the events to simulate are conditional on what is known, or hold it") {
    auto model = compiled(scenario(""));
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6, 6.5}), {known(model, "growth(grdp)@2023Q1..2023Q2", 1.2, 1.2)});
    REQUIRE(path);
    const auto asked = analysis::reaching_with_known_held(model, *path);
    REQUIRE(asked.events.size() == 2);
    CHECK(asked.fixes.size() == 4);
    const auto learnt = analysis::reaching_given_known(model, *path);
    REQUIRE(learnt.observed.size() == 1);
    const auto central = engine::project(learnt);
    REQUIRE(central);
    CHECK(central->events[0] == Approx((1.2 + 6.5) / 2));  // without persistence nothing is learnt for the open quarters
    const auto projection = engine::project(asked);
    REQUIRE(projection);
    CHECK(projection->events[0] == Approx((1.2 + 6.5) / 2));
    CHECK(path->planned_goal == Approx((1.2 + 6.5) / 2));
}

namespace {

std::string national_data() {
    std::ifstream file(std::string(GRDP_SOURCE_DIR) + "/../shared/data/vn_gdp_quarterly_2024q3_vintage.csv");
    std::string text;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("2022-Q")) continue;
        std::istringstream cells(line);
        std::string period, a, b, c, d;
        std::getline(cells, period, ',');
        for (std::string* cell : {&a, &b, &c, &d}) std::getline(cells, *cell, ',');
        text += period.substr(0, 4) + period.substr(5) + ',' + a + ',' + b + ',' + c + ',' + d + '\n';
    }
    return text.empty() ? text : "period,volume[agriculture],volume[industry],volume[services],volume[product_taxes]\n" + text;
}

std::string file_text(const std::string& path) {
    std::ifstream file(std::string(GRDP_SOURCE_DIR) + "/" + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("required path: after 3.72 % in the first half of 2023 Viet Nam needs 8.06 % for 6.0 and 9.01 % for 6.5") {
    const std::string data = national_data();
    if (data.empty()) {
        WARN("skipped: the official quarterly accounts are not here");
        return;
    }
    auto result = test::compile_files({{"m.model", file_text("models/quarter_path.model")},
                                       {"d.csv", data},
                                       {"main.scenario", "scenario main\nmodel \"m.model\"\ndata \"d.csv\"\nhorizon 2023Q1..2023Q4\n"
                                                         "2023Q1..2023Q4 expected[agriculture] = 3\n2023Q1..2023Q4 expected[industry] = 7\n"
                                                         "2023Q1..2023Q4 expected[services] = 7\n2023Q1..2023Q4 expected[product_taxes] = 4\n"}});
    REQUIRE(result.model);
    auto& model = *result.model;
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6, 6.5}), {known(model, "growth(grdp)@2023Q1..2023Q2", 3.72, 3.72)});
    REQUIRE(path);
    CHECK(std::round(path->ends[0].total.low * 100) / 100 == 8.06);
    CHECK(std::round(path->ends[1].total.low * 100) / 100 == 9.01);
}

TEST_CASE("required path: its tables say what the path says") {
    auto model = compiled(scenario(kHalf));
    const auto path = analysis::required_path(model, goal(model, "growth(grdp)@2023", {6, 6.5}), {});
    REQUIRE(path);
    const auto tables = analysis::answer_tables(model, {*path});
    test::check_well_formed(tables);
    CHECK(test::numbers(tables, "require_path", "target") == std::vector<double>{6, 6.5});
    CHECK(test::texts(tables, "require_path", "open_periods")[0] == "2023Q3 2023Q4");
    CHECK(test::numbers(tables, "require_path", "required_low")[0] == path->ends[0].total.low);
    CHECK(test::numbers(tables, "require_path", "known")[1] == Approx(1.2));
    CHECK(std::isnan(test::numbers(tables, "require_path", "probability")[0]));  // nobody simulated
    CHECK(test::texts(tables, "require_component", "series") ==
          std::vector<std::string>{"volume[industry]", "volume[services]", "volume[industry]", "volume[services]"});
    CHECK(test::numbers(tables, "require_component", "alone")[0] == Approx(100 * (5.3 + 4.3) / 70));
    CHECK(std::isnan(test::numbers(tables, "require_component", "own_target")[0]));
    // Two ends, total and two components, two open quarters.
    REQUIRE(test::numbers(tables, "require_period", "required").size() == 12);
    CHECK(test::numbers(tables, "require_period", "required")[0] == path->ends[0].total_periods[0].middle());
    CHECK(test::texts(tables, "require_period", "period")[1] == "2023Q4");
}

}  // namespace grdp
