#include "grdp/analysis/comparison.hpp"

#include <cmath>

#include "answer_tables.hpp"
#include "backwards_executor.hpp"
#include "catch.hpp"
#include "grdp/engine/projection.hpp"
#include "memory_loader.hpp"

using namespace grdp;

namespace {

constexpr const char* kModel = R"(model m "M"
frequency annual
exog drive : 1
exog other : 1
exog unused : 1
param response : % = 0.5 sd 0.1 judgement "test"
behave y : bn_vnd_2010  growth(y) = 2 + response*drive*other
shock y ~ normal(sd = 2) persistence 0.2
behave z : bn_vnd_2010  growth(z) = 1
shock z ~ normal(sd = 1)
correlation pearson y,z = 0.3
identity total : bn_vnd_2010  total = y + z
report growth_total : % growth(total) "Growth"
)";

model::CompiledModel world(const std::string& changes, const std::string& model = kModel) {
    const auto compiled = test::compile_files({{"m.model", model}, {"main.scenario", R"(scenario s "S"
model "m.model"
horizon 2023..2024
2022 y = 60
2022 z = 40
2023..2024 drive = 2
2023..2024 other = 3
2023..2024 unused = 1
targets plan "Plan" cases low, high
2023 growth_total 2.5 4
event both all(2023..2024: growth_total >= 2)
)" + changes}});
    for (const auto& item : compiled.diagnostics.items()) UNSCOPED_INFO(item.message);
    REQUIRE(compiled.model);
    return *compiled.model;
}

/// The same plan a year later: 2023 is data, the figures of 2022 are revised, and the horizon reaches one year further.
model::CompiledModel a_year_later(const std::string& drive, const std::string& changes = "") {
    const auto compiled = test::compile_files({{"m.model", kModel}, {"main.scenario", R"(scenario s "S"
model "m.model"
horizon 2024..2025
2022 y = 60.5
2022 z = 40
2023 y = 66
2023 z = 40.2
2024..2025 drive = )" + drive + R"(
2024..2025 other = 3
2024..2025 unused = 1
event next growth_total between 2.5 and 4 in 2024
)" + changes}});
    for (const auto& item : compiled.diagnostics.items()) UNSCOPED_INFO(item.message);
    REQUIRE(compiled.model);
    return *compiled.model;
}

analysis::ComparisonOptions asked(const model::CompiledModel& before) {
    analysis::ComparisonOptions options;
    options.sampling.draws = 4'000;
    options.sampling.probabilities = {0.1, 0.5, 0.9};
    options.planner.until_se = 1e-3;
    options.planner.plain_draws = 4'000;
    options.series = {before.find_series("growth_total")};
    options.explained = options.series;
    return options;
}

analysis::Comparison compared(const model::CompiledModel& before, const model::CompiledModel& after) {
    engine::SerialExecutor executor;
    const auto found = analysis::compare(before, after, asked(before), executor);
    REQUIRE(found);
    return *found;
}

}  // namespace

TEST_CASE("comparison: a world is like itself, to the last bit") {
    const auto base = world("");
    CHECK(analysis::differing_inputs(base, base).empty());
    const auto found = compared(base, base);
    for (const auto& cell : found.cells) {
        CHECK(cell.mean.value == 0);
        CHECK(cell.mean.standard_error == 0);
    }
    for (const auto& event : found.events) CHECK(event.gained.value == 0);
    CHECK(found.attributions.empty());
}

TEST_CASE("comparison: every kind of input that differs is found under its name and group") {
    const auto before = world("");
    const auto after = world(R"(2023..2024 drive = 4
response = 0.6
2023 fix growth(z) = 3
2024 add y = 1
observed 2023 growth(y) = 6
)");
    const auto inputs = analysis::differing_inputs(before, after);
    std::string names;
    for (const auto& one : inputs) names += one.name + ':' + analysis::cause_group_name(one.group) + ' ';
    CHECK(names == "drive:assumption response:assumption y +=:assumption fix z:assumption observed growth(y)@2023:observation ");
    CHECK(inputs[0].before == "2");
    CHECK(inputs[0].after == "4");
    const auto history = analysis::differing_inputs(before, world("2022 y = 61\n"));
    REQUIRE(history.size() == 1);
    CHECK(history[0].group == analysis::CauseGroup::data);
    const auto target = analysis::differing_inputs(before, world("event extra growth_total >= 1 in 2023\n"));
    CHECK(target.empty());
}

TEST_CASE("comparison: another equation is a cause of kind model, a moved target one of kind target") {
    std::string other = kModel;
    other.replace(other.find("= 2 + response"), 14, "= 3 + response");
    const auto model = analysis::differing_inputs(world(""), world("", other));
    REQUIRE(model.size() == 1);
    CHECK(model[0].group == analysis::CauseGroup::model);

    auto moved = world("");
    moved.events[0].low = 3;
    const auto target = analysis::differing_inputs(world(""), moved);
    REQUIRE(target.size() == 1);
    CHECK(target[0].group == analysis::CauseGroup::target);
    CHECK(target[0].before == "2.5..4");
    CHECK(target[0].after == "3..4");
}

TEST_CASE("comparison: between two worlds lie both of them") {
    const auto before = world(""), after = world("2023..2024 drive = 4\n2022 y = 61\n2023 fix growth(z) = 3\nobserved 2023 growth(y) = 6\n");
    const auto inputs = analysis::differing_inputs(before, after);
    REQUIRE(inputs.size() == 4);
    const auto growth = [&](const std::vector<bool>& changed) {
        const auto world = analysis::between(before, after, inputs, changed);
        const auto path = engine::project(world);
        REQUIRE(path);
        return path->value(world.find_series("growth_total"), world.first_horizon_index());
    };
    const auto of = [](const model::CompiledModel& world) {
        const auto path = engine::project(world);
        REQUIRE(path);
        return path->value(world.find_series("growth_total"), world.first_horizon_index());
    };
    CHECK(growth(std::vector<bool>(4, false)) == of(before));
    CHECK(growth(std::vector<bool>(4, true)) == of(after));
    CHECK(growth({true, false, false, false}) == Approx(of(world("2023..2024 drive = 4\n"))));
    CHECK(growth({false, false, false, true}) == Approx(of(world("observed 2023 growth(y) = 6\n"))));
}

TEST_CASE("comparison: the causes of a product share by the orders in which they can come") {
    // growth(y) = 2 + 0.5*drive*other: from 2*3 to 4*5, shares by hand (4-2)*(3+5)/2 and (5-3)*(2+4)/2, times 0.5 and the weight of y
    const auto before = world(""), after = world("2023..2024 drive = 4\n2023..2024 other = 5\n");
    const auto found = compared(before, after);
    const auto& projection = found.attributions.front();
    REQUIRE(projection.parts.size() == 2);
    CHECK(projection.parts[0].value == Approx(0.6 * 0.5 * 8));
    CHECK(projection.parts[1].value == Approx(0.6 * 0.5 * 6));
    CHECK(projection.difference.standard_error == 0);
}

TEST_CASE("comparison: what is attributed sums to the difference, changes sign when the sides change, and leaves nothing for an idle input") {
    const auto before = world(""), after = world("2023..2024 drive = 2.5\n2023..2024 other = 2.5\n2023..2024 unused = 9\nresponse = 0.6\n");
    const auto there = compared(before, after), back = compared(after, before);
    REQUIRE(there.attributions.size() == back.attributions.size());
    REQUIRE(there.attributions.size() >= 4);
    for (std::size_t i = 0; i < there.attributions.size(); ++i) {
        const auto& a = there.attributions[i];
        double sum = 0;
        for (std::size_t k = 0; k < a.parts.size(); ++k) {
            sum += a.parts[k].value;
            CHECK(a.parts[k].value == Approx(-back.attributions[i].parts[k].value).margin(1e-12));
            if (there.causes.causes[k].name == "unused") CHECK(a.parts[k].value == 0);
        }
        CHECK(sum == Approx(a.after - a.before).margin(1e-12));
        CHECK(a.difference.value == Approx(a.after - a.before).margin(1e-12));
    }
}

TEST_CASE("comparison: the error of a gain comes from pairs") {
    const auto found = compared(world(""), world("2023..2024 drive = 2.1\n"));
    for (const auto& cell : found.cells) {
        CHECK(cell.mean.value > 0);
        CHECK(cell.mean.standard_error < 0.1 * cell.mean.value);  // the two means alone are known to about 0.02 each
        CHECK(cell.mean.standard_error > 0);                      // the parameter differs from path to path
    }
    for (const auto& event : found.events) {
        CHECK(event.gained.low <= event.gained.value);
        CHECK(event.gained.high >= event.gained.value);
        CHECK(event.gained.value == Approx(event.after.value - event.before.value).margin(1e-12));
    }
}

TEST_CASE("comparison: too few draws, or nothing in common, are refused") {
    const auto base = world("");
    engine::SerialExecutor executor;
    auto options = asked(base);
    options.sampling.draws = 1'599;
    const auto few = analysis::compare(base, base, options, executor);
    REQUIRE_FALSE(few);
    CHECK(few.diagnostics().items().front().code == Code{7302});
    options.sampling.draws = 1'600;
    CHECK(analysis::compare(base, base, options, executor));
    auto bare = base;
    bare.events.clear();
    options.series.clear();
    const auto nothing = analysis::compare(base, bare, options, executor);
    REQUIRE_FALSE(nothing);
    CHECK(nothing.diagnostics().items().front().code == Code{7301});
}

TEST_CASE("comparison: many inputs are grouped by name, and by kind where that is wanted") {
    const auto before = world(""), after = world("2023..2024 drive = 4\n2023..2024 other = 5\n2022 y = 61\n");
    CHECK(analysis::causes_of(before, after, analysis::Grouping::automatic).causes.size() == 3);
    const auto kinds = analysis::causes_of(before, after, analysis::Grouping::group);
    REQUIRE(kinds.causes.size() == 2);
    CHECK(kinds.causes[0].inputs.size() == 2);
}

TEST_CASE("comparison: its tables say what the comparison says, and the causes of a number sum to its difference") {
    const auto before = world(""), after = world("2023..2024 drive = 4\n2022 y = 61\n");
    const auto found = compared(before, after);
    const auto tables = analysis::answer_tables(before, {{&after, "s", found}}, asked(before).sampling.probabilities);
    test::check_well_formed(tables);
    CHECK(test::numbers(tables, "compare_event", "gained")[0] == found.events[0].gained.value);
    CHECK(test::numbers(tables, "compare_event", "gained_se")[0] == found.events[0].gained.standard_error);
    CHECK(test::texts(tables, "compare_event", "side")[0] == "within");
    CHECK(test::numbers(tables, "compare_series", "mean_difference")[1] == found.cells[1].mean.value);
    CHECK(test::texts(tables, "compare_series", "period")[1] == "2024");
    CHECK(test::numbers(tables, "compare_quantile", "probability").size() == 3 * found.cells.size());
    CHECK(test::numbers(tables, "compare_quantile", "difference")[2] == found.cells[0].quantiles[2].value);
    CHECK(test::texts(tables, "compare_input", "baseline").size() == found.causes.inputs.size());
    for (std::size_t i = 0; i < found.growth.size(); ++i) {
        CHECK(test::numbers(tables, "compare_growth", "growth_difference")[i] == found.growth[i].growth_after - found.growth[i].growth_before);
    }
    const auto &parts = test::numbers(tables, "compare_cause", "contribution"), &whole = test::numbers(tables, "compare_cause", "difference");
    const std::size_t causes = found.causes.causes.size();
    REQUIRE(causes == 2);
    REQUIRE(parts.size() == causes * found.attributions.size());
    for (std::size_t row = 0; row < parts.size(); row += causes) CHECK(parts[row] + parts[row + 1] == Approx(whole[row]).margin(1e-12));
}

TEST_CASE("comparison: a year later, what has come in, what was revised and what is assumed are told apart, and sum to the change") {
    const auto before = world("event next growth_total between 2.5 and 4 in 2024\n"), after = a_year_later("4 5");
    const auto found = compared(before, after);
    std::string names;
    for (const auto& one : found.causes.inputs) names += one.name + ':' + analysis::cause_group_name(one.group) + ' ';
    CHECK(names == "drive:assumption y:data actuals 2023:observation ");
    CHECK(found.unexplained.empty());
    REQUIRE(found.cells.size() == 1);  // 2024 is all they have in common
    CHECK(found.cells[0].period == accounts::Period::annual(2024));
    const auto own = engine::project(before), later = engine::project(after);
    REQUIRE(found.attributions.size() >= 2);
    for (const auto& one : found.attributions) {
        double sum = 0;
        for (const auto& part : one.parts) sum += part.value;
        CHECK(sum == Approx(one.after - one.before).margin(1e-12));
    }
    const auto& level = found.attributions[0];
    const auto series = before.find_series("growth_total");
    CHECK(level.before == own->value(series, before.grid.periods.index(accounts::Period::annual(2024))));
    CHECK(level.after == later->value(after.find_series("growth_total"), after.grid.periods.index(accounts::Period::annual(2024))));
    for (const auto& part : level.parts) CHECK(part.value != 0);
}

TEST_CASE("comparison: exchange of two runs with different horizons changes every sign") {
    const auto before = world("event next growth_total between 2.5 and 4 in 2024\n"), after = a_year_later("4 5");
    const auto forth = compared(before, after), back = compared(after, before);
    REQUIRE(forth.attributions.size() == back.attributions.size());
    for (std::size_t i = 0; i < forth.attributions.size(); ++i) {
        REQUIRE(forth.attributions[i].parts.size() == back.attributions[i].parts.size());
        for (std::size_t c = 0; c < forth.attributions[i].parts.size(); ++c) {
            CHECK(forth.attributions[i].parts[c].value == Approx(-back.attributions[i].parts[c].value).margin(1e-11));
        }
    }
}

TEST_CASE("comparison: a horizon that only ends later changes nothing before") {
    const auto longer = test::compile_files({{"m.model", kModel}, {"main.scenario", R"(scenario s "S"
model "m.model"
horizon 2023..2026
2022 y = 60
2022 z = 40
2023..2026 drive = 2
2023..2026 other = 3
2023..2026 unused = 1
targets plan "Plan" cases low, high
2023 growth_total 2.5 4
event both all(2023..2024: growth_total >= 2)
)"}});
    REQUIRE(longer.model);
    const auto found = compared(world(""), *longer.model);
    CHECK(found.causes.inputs.empty());
    for (const auto& cell : found.cells) CHECK(cell.mean.value == 0);
    for (const auto& event : found.events) CHECK(event.gained.value == 0);
}

TEST_CASE("comparison: an observation of the run before that has become data is part of what has come in") {
    const auto before = world("event next growth_total between 2.5 and 4 in 2024\nobserved 2023 growth(y) = 9\n"), after = a_year_later("2 2");
    const auto found = compared(before, after);
    std::string names;
    for (const auto& one : found.causes.inputs) names += one.name + ' ';
    CHECK(names == "y actuals 2023 ");
    CHECK(found.unexplained.empty());
}

TEST_CASE("comparison: ten causes, asked for one by one, are attributed over random orders: each part with its error, the sum exact") {
    const auto plan = [](const std::string& drive) {
        std::string drives;
        for (char k = 'a'; k <= 'j'; ++k) drives += std::string("2023 drive[") + k + "] = " + drive + "\n";
        const auto compiled = test::compile_files({{"m.model", R"(model wide "W"
frequency annual
set k = a | b | c | d | e | f | g | h | i | j
exog drive[k] : 1
param point : % = 1 judgement "test"
behave y : bn_vnd_2010  growth(y) = point*(sum(k: drive[k]) + 0.5*drive[a]*drive[b]*drive[c])
shock y ~ normal(sd = 2)
report growth_y : % growth(y) "Growth"
)"}, {"main.scenario", R"(scenario s "S"
model "m.model"
horizon 2023..2023
2022 y = 100
event enough growth_y >= 20 in 2023
)" + drives}});
        for (const auto& item : compiled.diagnostics.items()) UNSCOPED_INFO(item.message);
        REQUIRE(compiled.model);
        return *compiled.model;
    };
    const auto before = plan("1"), after = plan("2");
    auto options = asked(before);
    options.grouping = analysis::Grouping::item;
    options.series = options.explained = {before.find_series("growth_y")};
    engine::SerialExecutor executor;
    const auto found = analysis::compare(before, after, options, executor);
    REQUIRE(found);
    REQUIRE(found->causes.causes.size() == 10);
    REQUIRE(found->attributions.size() == 2);
    for (const auto& one : found->attributions) {
        CHECK(one.orders == 32);
        CHECK(one.worlds < 400);
        double sum = 0;
        for (const auto& part : one.parts) sum += part.value;
        CHECK(sum == Approx(one.after - one.before).margin(1e-11));
    }
    const auto& level = found->attributions[0];
    for (std::size_t i = 0; i < 10; ++i) {
        const double exact = i < 3 ? 1 + 3.5 / 3 : 1;  // the product of three is shared by the three alike
        CHECK(std::fabs(level.parts[i].value - exact) <= 5 * level.parts[i].standard_error + 1e-9);
        CHECK((level.parts[i].standard_error > 1e-6) == (i < 3));
    }
    for (const auto& part : found->attributions[1].parts) CHECK(part.standard_error > 0);

    options.grouping = analysis::Grouping::automatic;
    const auto together = analysis::compare(before, after, options, executor);
    REQUIRE(together);
    CHECK(together->causes.by == analysis::Grouping::name);
    CHECK(together->causes.causes.size() == 1);
}

TEST_CASE("comparison: whoever computes the worlds, and in whatever order, the attribution has the same bits") {
    const auto before = world(""), after = world("2023..2024 drive = 4\nresponse = 0.6\n2023 other = 2\n");
    test::Backwards executor;
    const auto one = compared(before, after);
    const auto other = analysis::compare(before, after, asked(before), executor);
    REQUIRE(other);
    REQUIRE(one.attributions.size() == other->attributions.size());
    REQUIRE_FALSE(one.attributions.empty());
    for (std::size_t i = 0; i < one.attributions.size(); ++i) {
        for (std::size_t k = 0; k < one.attributions[i].parts.size(); ++k) {
            CHECK(one.attributions[i].parts[k].value == other->attributions[i].parts[k].value);
            CHECK(one.attributions[i].parts[k].standard_error == other->attributions[i].parts[k].standard_error);
        }
    }
}

TEST_CASE("comparison: parts are as sure as is asked for, and the two ends are those of the table of events") {
    const auto before = world(""), after = world("2023..2024 drive = 4\nresponse = 0.6\n2023 other = 2\n");
    auto options = asked(before);
    for (const double until_se : {1e-3, 1e-5}) {
        options.planner.until_se = until_se;
        engine::SerialExecutor executor;
        const auto found = analysis::compare(before, after, options, executor);
        REQUIRE(found);
        std::size_t probabilities = 0;
        for (const auto& one : found->attributions) {
            if (!one.what.probability) continue;
            for (const auto& event : found->events) {
                if (event.event.before != one.what.event.before || event.side != one.what.side) continue;
                ++probabilities;
                CHECK(one.before == event.before.value);
                CHECK(one.after == event.after.value);
            }
            double sum = 0;
            for (const auto& part : one.parts) {
                CHECK(part.standard_error <= until_se);
                sum += part.value;
            }
            CHECK(sum == Approx(one.after - one.before).margin(1e-14));
        }
        CHECK(probabilities == 3);
    }
}
