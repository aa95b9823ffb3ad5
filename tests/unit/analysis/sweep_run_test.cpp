#include "grdp/analysis/sweep_run.hpp"

#include <cmath>

#include "catch.hpp"
#include "grdp/analysis/best_answers.hpp"
#include "grdp/analysis/sweep_answers.hpp"
#include "grdp/analysis/sweep_phrase.hpp"
#include "grdp/engine/simulate.hpp"
#include "memory_loader.hpp"

using namespace grdp;

namespace {

const char* const kModel = R"(model m "m"
frequency annual
set s = a "a" | b "b" | c "c"
exog trend[s] : %
param weight : 1 = 0.5 sd 10% source "made up"
behave volume[s] : bn_vnd_2010  growth(volume[s]) = trend[s]*2*weight
shock volume[s] ~ normal(sd = 1 2 1)  corr a,b = 0.3
identity grdp : bn_vnd_2010  grdp = sum(s: volume[s])
report growth_grdp : % growth(grdp)
)";
const char* const kScenario = R"(scenario main "main"
model "m.model"
data "d.csv"
horizon 2023..2024
2023..2024 trend[a] = 3
2023..2024 trend[b] = 7
2023..2024 trend[c] = 8
event band growth_grdp between 5 and 6.5 in 2023
event both all(2023..2024: growth_grdp >= 5)
)";
const char* const kData = "period,volume[a],volume[b],volume[c]\n2022,10,20,30\n";

model::Compilation compiled(const std::vector<std::string>& statements = {}) {
    return test::compile_files({{"main.scenario", kScenario}, {"m.model", kModel}, {"d.csv", kData}}, {.overrides = statements});
}

Result<model::CompiledModel> compile(std::size_t, const std::vector<std::string>& statements) {
    auto compilation = compiled(statements);
    if (compilation.model) return *std::move(compilation.model);
    return compilation.diagnostics;
}

/// A sweep of that model with a grid over these axes.
struct Sweep {
    explicit Sweep(const std::vector<std::string>& texts) {
        auto base = compiled();
        INFO(render(base.diagnostics, base.sources));
        REQUIRE(base.model);
        model = *base.model;
        plan.models = {&model};
        plan.broken.resize(1);
        for (const auto& text : texts) {
            auto axis = analysis::parse_axis(text, 0);
            REQUIRE(axis);
            plan.design.axes.push_back(axis->axis);
            plan.design.blocks.push_back(analysis::grid_block(static_cast<std::uint32_t>(plan.design.axes.size() - 1), axis->values));
            places.push_back(axis->where);
        }
        plan.frame = analysis::sweep_frame(plan.models, {});
        plan.settings.sampling.draws = 2000;
        plan.settings.until_se = 1e-3;
    }
    Sweep(const Sweep&) = delete;
    Sweep& operator=(const Sweep&) = delete;

    analysis::SweepRow row(std::uint64_t number) {
        analysis::SweepWorker worker(plan, compile);
        engine::SerialExecutor serial;
        return *worker.run(number, serial, nullptr);
    }
    std::uint16_t fault() {
        const auto status = analysis::check_axes(plan, places);
        return status ? std::uint16_t{0} : status.diagnostics().items()[0].code.number;
    }

    model::CompiledModel model;
    analysis::SweepPlan plan;
    std::vector<Span> places;
};

/// What `grdp simulate --set ...` computes.
std::vector<analysis::EventAnswer> simulated(const std::vector<std::string>& statements, std::uint64_t seed, std::uint64_t draws) {
    const auto compilation = compiled(statements);
    REQUIRE(compilation.model);
    engine::Sampling sampling;
    sampling.seed = seed;
    sampling.draws = draws;
    const auto ensemble = engine::simulate(*compilation.model, sampling, engine::Outputs::explained(*compilation.model));
    REQUIRE(ensemble);
    analysis::PlannerOptions planner;
    planner.until_se = 1e-3;
    planner.seed = seed;
    planner.plain_draws = 0;
    engine::SerialExecutor serial;
    return analysis::best_answers(*compilation.model, analysis::band_probabilities(*ensemble, *compilation.model), analysis::estimate_events(*compilation.model, planner, serial)).answers;
}

void check_equal(const analysis::SweepRow& row, const std::vector<analysis::EventAnswer>& answers) {
    REQUIRE_FALSE(row.failed);
    REQUIRE(row.events.size() == answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
        CHECK(row.events[i].outcomes[1].value == answers[i].within.value);
        CHECK(row.events[i].outcomes[1].standard_error == answers[i].within.standard_error);
        CHECK(row.events[i].outcomes[0].low == answers[i].below.low);
        CHECK(row.events[i].outcomes[3].high == answers[i].at_least.high);
        CHECK(row.events[i].points == answers[i].points);
    }
}

TEST_CASE("sweep: with the events that are asked for alone, each is as beside the others") {
    Sweep whole({"trend[c]@2023=7,9"}), part({"trend[c]@2023=7,9"});
    REQUIRE(analysis::keep_events(part.plan.frame, {"band"}));
    REQUIRE(part.plan.frame.events.size() == 1);
    for (const std::uint64_t number : {0u, 1u}) {
        const auto all = whole.row(number), kept = part.row(number);
        REQUIRE(kept.events.size() == 1);
        CHECK(kept.events[0].outcomes[1].value == all.events[0].outcomes[1].value);
        CHECK(kept.events[0].points == all.events[0].points);
    }
    const auto unknown = analysis::keep_events(part.plan.frame, {"bend", "both"});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.diagnostics().items().size() == 2);
    CHECK(unknown.diagnostics().items().front().code == Code{7209});
    CHECK(part.plan.frame.events.size() == 1);
}

}  // namespace

TEST_CASE("a scenario of a sweep has the bits of grdp simulate with the same statements") {
    Sweep sweep({"trend[b]@2023=6,7", "weight=0.4,0.5", "growth(volume[a])@2024=1,2", "seed=5,6"});
    REQUIRE(sweep.fault() == 0);
    check_equal(sweep.row(0), simulated({"2023 trend[b] = 6", "weight = 0.4", "2024 fix growth(volume[a]) = 1"}, 5, 2000));
    check_equal(sweep.row(15), simulated({"2023 trend[b] = 7", "weight = 0.5", "2024 fix growth(volume[a]) = 2"}, 6, 2000));
}

TEST_CASE("a row is the same whatever was computed before it") {
    Sweep sweep({"weight=0.4,0.5", "sd(volume[b])=1,3", "corr(volume[a],volume[b])=-0.2,0.6"});
    analysis::SweepWorker worker(sweep.plan, compile);
    engine::SerialExecutor serial;
    for (std::uint64_t number = 8; number-- > 0;) {
        const auto row = *worker.run(number, serial, nullptr);
        const auto alone = sweep.row(number);
        CHECK(row.events[0].outcomes[1].value == alone.events[0].outcomes[1].value);
        CHECK(row.cells[0].mean == alone.cells[0].mean);
    }
}

TEST_CASE("a spread that is a percentage follows its parameter, and one that is moved itself does not") {
    Sweep sweep({"sd(weight)=0.03", "weight=0.4"});
    Sweep alone({"weight=0.4"});
    analysis::SweepWorker worker(sweep.plan, compile), other(alone.plan, compile);
    CHECK((*worker.bind({0.03, 0.4}))->parameters[0].sd == 0.03);
    CHECK((*other.bind({0.4}))->parameters[0].sd == Approx(0.04));
    CHECK((*other.bind({std::nan("")}))->parameters[0].sd == Approx(0.05));
}

TEST_CASE("a parameter that formulas read is compiled anew") {
    const std::string model = "model m \"m\"\nfrequency annual\nparam a : 1 = 2 source \"x\"\nparam b : 1 = a*3 source \"x\"\nparam c : 1 = 5 source \"x\"\nparam d : 1 = 7 source \"x\"\n"
                              "behave y : % y = 100*(b + c)\nshock y ~ normal(sd = d)\n";
    auto compilation = test::compile_files({{"main.scenario", "scenario s \"s\"\nmodel \"m.model\"\nhorizon 2023..2023\n"}, {"m.model", model}});
    INFO(render(compilation.diagnostics, compilation.sources));
    REQUIRE(compilation.model);
    std::vector<bool> anew;
    for (const char* name : {"a", "b", "c", "d"}) {
        analysis::Phrase phrase;
        phrase.subject = name;
        anew.push_back(analysis::needs_compilation(*analysis::find_assumption(*compilation.model, phrase)));
    }
    CHECK(anew == std::vector<bool>{true, false, false, true});
}

TEST_CASE("scenarios counted together have the rows that they have alone, failed ones too") {
    const auto line = test::compile_files({{"main.scenario", "scenario s \"s\"\nmodel \"m.model\"\nhorizon 2023..2023\nevent band total between 9.5 and 10 in 2023\n"},
                                           {"m.model", "model m \"m\"\nfrequency annual\nset s = a \"a\" | b \"b\" | c \"c\"\nparam middle[s] : % = 2 12 10 source \"x\"\n"
                                                       "behave rate[s] : % rate[s] = middle[s]\nshock rate[s] ~ normal(sd = 1 2 1.5) corr a,b = 0.3\nreport total : % 0.2*rate[a] + 0.4*rate[b] + 0.4*rate[c]\n"}});
    INFO(render(line.diagnostics, line.sources));
    REQUIRE(line.model);
    Sweep sweep({"middle[b]=11,12", "sd(rate[c])=1,2", "corr(rate[a],rate[b])=0,0.9", "corr(rate[b],rate[c])=0,0.9", "corr(rate[a],rate[c])=-0.9,0"});
    sweep.model = *line.model;
    sweep.plan.frame = analysis::sweep_frame(sweep.plan.models, {});
    sweep.plan.frame.series.clear();
    for (const auto estimator : {analysis::Estimator::plain, analysis::Estimator::automatic}) {
        sweep.plan.settings.estimator = estimator;
        analysis::SweepWorker worker(sweep.plan, compile);
        engine::SerialExecutor serial;
        REQUIRE(analysis::apart_of(sweep.plan) == analysis::Apart::no);
        std::vector<std::uint64_t> numbers;
        for (std::uint64_t i = sweep.plan.design.rows(); i-- > 0;) numbers.push_back(i);
        const auto rows = worker.run_together(numbers, serial, nullptr);
        REQUIRE(rows);
        REQUIRE(rows->size() == numbers.size());
        std::size_t failed = 0;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const auto& row = (*rows)[i];
            const auto alone = sweep.row(numbers[i]);
            CHECK(row.row == alone.row);
            CHECK(row.reason == alone.reason);
            REQUIRE(row.failed == alone.failed);
            failed += row.failed;
            for (std::size_t outcome = 0; outcome < 4 && !row.failed; ++outcome) {
                CHECK(row.events[0].outcomes[outcome].value == alone.events[0].outcomes[outcome].value);
                CHECK(row.events[0].outcomes[outcome].low == alone.events[0].outcomes[outcome].low);
                CHECK(row.events[0].outcomes[outcome].high == alone.events[0].outcomes[outcome].high);
            }
            CHECK(row.events[0].method == alone.events[0].method);
        }
        CHECK(failed == 16);
        CHECK(worker.shared_work().counted > 0);
        CHECK(worker.sharing().together == 16);
        CHECK(worker.sharing().failed == 16);
        CHECK(worker.sharing().alone == 0);
    }
}

TEST_CASE("a sweep says how many scenarios shared their draws, and why the others did not, whoever computed them") {
    Sweep sweep({"trend[b]@2023=6,7,1e300", "sd(weight)=0,0.05"});
    sweep.plan.frame.series.clear();
    sweep.plan.settings.estimator = analysis::Estimator::plain;
    engine::SerialExecutor serial;
    const auto told = [&](std::vector<std::vector<std::uint64_t>> parts) {
        analysis::SweepSharing all;
        for (const auto& numbers : parts) {
            analysis::SweepWorker worker(sweep.plan, compile);
            REQUIRE(worker.run_together(numbers, serial, nullptr));
            all.add(worker.sharing());
        }
        std::string text = std::to_string(all.together) + " " + std::to_string(all.alone) + " " + std::to_string(all.failed);
        for (const auto& one : all.reasons) {
            text += "; " + std::to_string(one.count) + " from " + std::to_string(one.first) + " " + std::string(engine::unshared_name(one.why)) + " " + one.event + " " + one.place + " " + std::string(engine::bend_name(one.bend));
        }
        return text;
    };
    CHECK(told({{0, 1, 2, 3, 4, 5}}) == "0 6 0; 4 from 0 condition both@2023..2024  none; 2 from 4 not_affine band@2023 volume[b]@2023 none");
    CHECK(told({{5, 3}, {4, 1}, {2, 0}}) == told({{0, 1, 2, 3, 4, 5}}));
    sweep.plan.settings.independent = true;
    CHECK(told({{0, 1}}) == "0 2 0");
    CHECK(analysis::apart_of(sweep.plan) == analysis::Apart::independent);
    CHECK(analysis::apart_of(Sweep({"seed=1,2"}).plan) == analysis::Apart::series);
}

TEST_CASE("scenarios share their luck unless it is to be independent") {
    Sweep sweep({"trend[b]@2023=6,7"});
    CHECK(sweep.row(0).seed == sweep.row(1).seed);
    sweep.plan.settings.independent = true;
    CHECK(sweep.row(1).seed == sweep.row(0).seed + 1);
}

TEST_CASE("a scenario that cannot be is recorded with its reason") {
    Sweep sweep({"corr(volume[a],volume[b])=0,0.9", "corr(volume[b],volume[c])=0,0.9", "corr(volume[a],volume[c])=-0.9,0"});
    REQUIRE(sweep.fault() == 0);
    const auto impossible = sweep.row(6);
    CHECK(impossible.failed);
    CHECK(impossible.reason.find("E7207") == 0);
    CHECK(std::isnan(impossible.cells[0].mean));
    CHECK_FALSE(sweep.row(7).failed == sweep.row(0).failed);
}

TEST_CASE("axes that clash, and values that cannot be, are refused before anything is drawn") {
    CHECK(Sweep({"trend[b]@2023=6,7", "trend[b]@2023..2024=1,2"}).fault() == 7205);  // E7205
    CHECK(Sweep({"trend[b]@2023=6,7", "trend[b]@2024=1,2"}).fault() == 0);
    CHECK(Sweep({"corr(volume[a],volume[b])=0.1", "corr(volume[b],volume[a])=0.2"}).fault() == 7205);
    CHECK(Sweep({"corr(volume[a],volume[b])=0.5,1.5"}).fault() == 7206);  // E7206
    CHECK(Sweep({"sd(volume[b])=-1"}).fault() == 7206);
    CHECK(Sweep({"trend[d]=1"}).fault() == 7027);
}

TEST_CASE("identity tells rows apart by what they are") {
    Sweep sweep({"trend[b]@2023=6,7", "weight=0.4"});
    CHECK(analysis::identity_of(sweep.plan, 0) == analysis::identity_of(sweep.plan, 0));
    CHECK(analysis::identity_of(sweep.plan, 0) != analysis::identity_of(sweep.plan, 1));
    CHECK(analysis::identity_of(sweep.plan, 0).find("statement weight = 0.4") != std::string::npos);
}

TEST_CASE("a sweep answers where an event is most probable and what cannot be bettered") {
    analysis::SweepResult sweep;
    sweep.axes.resize(2);
    sweep.axes[0].name = "x";
    sweep.axes[1].name = "y";
    sweep.frame.events = {{"e@2023", "e", "2023", {}, "%", true}, {"plan: f@2023", "plan: f", "2023", {}, "%", true}};
    const std::vector<std::pair<double, double>> values{{0.1, 0.9}, {0.5, 0.5}, {0.4, 0.4}, {0.7, 0.1}};
    for (std::uint64_t i = 0; i < values.size(); ++i) {
        analysis::SweepRow row;
        row.row = i;
        row.events.resize(2);
        for (auto& event : row.events) event.present = true;
        row.events[0].outcomes[1] = {values[i].first, 0.05, values[i].first - 0.12, values[i].first + 0.12};
        row.events[1].outcomes[1] = {values[i].second, 0.01, 0, 1};
        sweep.rows.push_back(row);
        sweep.ids.push_back(std::to_string(i));
        sweep.points.insert(sweep.points.end(), {static_cast<double>(i / 2), static_cast<double>(i % 2)});
    }
    const auto e = analysis::find_sweep_question(sweep.frame, "e");
    const auto f = analysis::find_sweep_question(sweep.frame, "f");
    REQUIRE((e && f));
    CHECK(analysis::ranked(sweep, *e) == std::vector<std::size_t>{3, 1, 2, 0});
    CHECK(analysis::pareto(sweep, *e, *f) == std::vector<std::size_t>{3, 1, 0});
    const auto reach = analysis::reaching(sweep, *e, 0.5);
    CHECK(reach.reached == std::vector<std::size_t>{3, 1});
    CHECK(reach.surely == std::vector<bool>{true, false});
    CHECK(reach.open == std::vector<std::size_t>{2});
    const auto heat = analysis::heat_map(sweep, 0, 1, {std::nullopt, std::nullopt});
    CHECK(heat.cells == std::vector<std::size_t>{0, 2, 1, 3});
    const auto unknown = analysis::find_sweep_question(sweep.frame, "at_least(g)");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.diagnostics().items()[0].code.number == 7209);  // E7209
    CHECK(analysis::find_sweep_question(sweep.frame, "at_least(e)")->outcome == 3);
}
