#include "grdp/engine/shared_draws.hpp"

#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "memory_loader.hpp"

using namespace grdp;

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// One year of four growth rates; 2024 follows from 2023 where `persistence` is not 0.
const char* const kModel = R"(model m "m"
frequency annual
set s = a "a" | b "b" | c "c" | d "d"
param weight[s] = 0.1 0.3 0.5 0.1 source "made up"
param expected[s] : % = 2 12 10 6 source "made up"
behave rate[s] : % rate[s] = expected[s]
shock rate[s] ~ normal(sd = 1.2 2.5 1.5 3) persistence 0.3 corr a,b = 0.1; b,c = 0.35; c,d = 0.5
report total : % sum(s: weight[s]*rate[s])
check total > -1000
)";
const char* const kScenario = R"(scenario main "main"
model "m.model"
horizon 2023..2024
event near total between 9.5 and 10 in 2023
event later total between 9 and 9.25 in 2024
)";

model::CompiledModel compiled(const std::vector<std::string>& statements = {}, const std::string& model = kModel, const std::string& scenario = kScenario) {
    auto compilation = test::compile_files({{"main.scenario", scenario}, {"m.model", model}}, {.overrides = statements});
    INFO(render(compilation.diagnostics, compilation.sources));
    REQUIRE(compilation.model);
    return *std::move(compilation.model);
}

/// Models that differ in location, spread, weights, correlation, persistence, held values and edges.
std::vector<model::CompiledModel> variants() {
    std::vector<model::CompiledModel> models;
    for (int i = 0; i < 70; ++i) models.push_back(compiled({"expected[b] = " + std::to_string(9 + i % 7), "weight[c] = 0." + std::to_string(40 + i)}));
    models.push_back(compiled({"2023 fix rate[b] = 11.5"}));
    models.push_back(compiled({"weight[a] = -0.9", "weight[b] = 0", "weight[c] = 0"}));
    for (std::size_t i = 0; i < models.size(); ++i) {
        auto& model = models[i];
        model.shocks[i % 4].law.p[0] *= 0.25 + 0.5 * static_cast<double>(i % 5);
        model.shocks[1].persistence = i % 3 == 0 ? 0 : 0.2;
        model.correlation[1] = model.correlation[4] = -0.3 + 0.01 * static_cast<double>(i % 60);
        model.events[0].high = i % 11 == 0 ? kInfinite : 9.75 + 0.125 * static_cast<double>(i % 9);
        if (i % 13 == 0) model.events[0].low = -kInfinite;
    }
    return models;
}

std::vector<engine::EventCounts> alone(const model::CompiledModel& model, engine::Sampling sampling) {
    sampling.probabilities.clear();
    const auto ensemble = engine::simulate(model, sampling, {});
    REQUIRE(ensemble);
    return ensemble->events;
}

struct Together {
    std::optional<std::vector<std::vector<engine::EventCounts>>> counts;
    engine::SharedWork work;
};

Together together(const std::vector<model::CompiledModel>& models, const engine::Sampling& sampling, engine::SharedMemory memory = {}) {
    std::vector<engine::SharedScenario> scenarios;
    for (const auto& model : models) {
        auto analysis = engine::share(model, sampling);
        INFO(engine::unshared_name(analysis.why));
        REQUIRE(analysis.scenario);
        scenarios.push_back(*std::move(analysis.scenario));
    }
    Together result;
    result.counts = engine::count_shared(scenarios, sampling, [&](std::size_t i) { return &models[i]; }, nullptr, memory, &result.work);
    REQUIRE(result.counts);
    return result;
}

void check_same(const std::vector<engine::EventCounts>& one, const std::vector<engine::EventCounts>& other) {
    REQUIRE(one.size() == other.size());
    for (std::size_t e = 0; e < one.size(); ++e) {
        CHECK(one[e].event == other[e].event);
        CHECK(one[e].below == other[e].below);
        CHECK(one[e].within == other[e].within);
        CHECK(one[e].above == other[e].above);
        CHECK(one[e].failed == other[e].failed);
    }
}

engine::Unshared why(const model::CompiledModel& model, const engine::Sampling& sampling = {}) {
    const auto analysis = engine::share(model, sampling);
    REQUIRE_FALSE(analysis.scenario);
    return analysis.why;
}

}  // namespace

TEST_CASE("shared draws: every scenario has the counts that it has alone, on every instruction set") {
    const auto models = variants();
    engine::Sampling sampling;
    sampling.draws = 10'007;  // neither whole blocks nor whole groups
    std::vector<std::vector<engine::EventCounts>> expected;
    for (const auto& model : models) expected.push_back(alone(model, sampling));
    for (const auto isa : {engine::Isa::baseline, engine::Isa::avx2, engine::Isa::avx512}) {
        sampling.isa = isa;
        const auto found = together(models, sampling);
        for (std::size_t i = 0; i < models.size(); ++i) check_same((*found.counts)[i], expected[i]);
        CHECK(found.work.enclosed > 0);
        CHECK(found.work.counted > 0);
        CHECK(found.work.doubtful > 0);
    }
}

TEST_CASE("shared draws: few scenarios, other generators, later paths and a spread factor count alike") {
    std::vector<model::CompiledModel> models{compiled(), compiled({"expected[c] = 9"})};
    engine::Sampling sampling;
    sampling.draws = 4096;
    sampling.seed = 77;
    sampling.dispersion = 0.5;
    sampling.first_path = 8192 * 3;
    sampling.generator = stats::Generator::ars;
    const auto found = together(models, sampling);
    for (std::size_t i = 0; i < models.size(); ++i) check_same((*found.counts)[i], alone(models[i], sampling));
}

TEST_CASE("shared draws: more draws than lie in memory at once") {
    std::vector<model::CompiledModel> models{compiled()};
    engine::Sampling sampling;
    sampling.draws = 300'001;
    check_same(together(models, sampling).counts->front(), alone(models.front(), sampling));
}

TEST_CASE("shared draws: an edge that is a path's own value is decided by the program") {
    engine::Sampling sampling;
    sampling.draws = 2000;
    auto model = compiled();
    const auto growth = model.find_series("total");
    engine::Outputs outputs;
    outputs.series = {growth};
    outputs.keep_paths = true;
    const auto ensemble = engine::simulate(model, sampling, outputs);
    REQUIRE(ensemble);
    std::vector<model::CompiledModel> models;
    for (std::size_t path = 0; path < 40; ++path) {
        models.push_back(model);
        for (auto& event : models.back().events) event.low = ensemble->paths[path] + (path % 2 == 0 ? 0.0 : 1e-9);
        for (auto& event : models.back().events) event.high = ensemble->paths[path] + 0.01;
    }
    const auto found = together(models, sampling);
    for (std::size_t i = 0; i < models.size(); ++i) check_same((*found.counts)[i], alone(models[i], sampling));
    CHECK(found.work.doubtful >= 40);
}

TEST_CASE("shared draws: draws laid out before count alike for other scenarios") {
    const auto models = variants();
    engine::Sampling sampling;
    sampling.draws = 3000;
    engine::SharedMemory memory;
    std::vector<engine::SharedScenario> scenarios;
    for (const auto& model : models) scenarios.push_back(*engine::share(model, sampling).scenario);
    const auto model_of = [&](std::size_t i) { return &models[i]; };
    const auto all = engine::count_shared(scenarios, sampling, model_of, nullptr, memory);
    REQUIRE(memory.tiles != nullptr);
    const auto laid = memory.tiles;
    const auto again = engine::count_shared({scenarios.begin(), scenarios.begin() + 3}, sampling, model_of, nullptr, memory);
    for (std::size_t i = 0; i < 3; ++i) check_same((*again)[i], (*all)[i]);
    CHECK(memory.tiles == laid);
    sampling.seed = 9;
    const auto other = engine::count_shared({scenarios.front()}, sampling, model_of, nullptr, memory);
    check_same(other->front(), alone(models.front(), sampling));
}

TEST_CASE("shared draws: what is certain is counted for certain") {
    std::vector<model::CompiledModel> models{compiled({"2023 fix rate[a] = 1", "2023 fix rate[b] = 12", "2023 fix rate[c] = 10", "2023 fix rate[d] = 6"})};
    engine::Sampling sampling;
    sampling.draws = 1000;
    check_same(together(models, sampling).counts->front(), alone(models.front(), sampling));
}

TEST_CASE("shared draws: a scenario that could count differently stands alone, and says why") {
    const std::string curved = std::string(kModel) + "report squared : %  total*total/100\n";
    const std::string scenario = kScenario;
    CHECK(why(compiled({}, curved, scenario + "event curved squared between 0.9 and 1 in 2023\n")) == engine::Unshared::not_affine);
    CHECK(why(compiled({}, kModel, scenario + "event every all(2023..2024: total >= 9)\n")) == engine::Unshared::condition);
    auto skewed = compiled();
    skewed.shocks[0].law = {stats::Law::two_piece_normal, {1, 2, 0, 0}};
    CHECK(why(skewed) == engine::Unshared::not_affine);
    CHECK(why(compiled({}, std::string(kModel) + "report root : %  100*total/(rate[a] - 2)\n")) == engine::Unshared::not_finite);
    engine::Sampling sampling;
    sampling.draws = 1;
    CHECK(why(compiled(), sampling) == engine::Unshared::refused);
    auto still = compiled({"weight[b] = 0", "weight[c] = 0", "weight[d] = 0"});
    still.shocks[0].law.p[0] = 1e-13;
    CHECK(why(still) == engine::Unshared::no_spread);
}

TEST_CASE("shared draws: the reason names the event, the operation and the cell where the straight line ends") {
    const std::string scenario = std::string(kScenario) + "event curved squared between 0.9 and 1 in 2023\n";
    const std::string model = kModel;
    const auto found = [&](const model::CompiledModel& one) {
        const auto fault = engine::share(one, {});
        REQUIRE_FALSE(fault.scenario);
        const std::string event = fault.event == model::kNone ? "" : one.events[fault.event].name;
        const std::string place = fault.series == model::kNone ? "" : one.series[fault.series].name + "@" + one.grid.periods.at(fault.period).text();
        return event + "|" + place + "|" + std::string(engine::bend_name(fault.bend));
    };
    CHECK(found(compiled({}, model + "report squared : %  total*total/100\n", scenario)) == "curved|squared@2023|product");
    CHECK(found(compiled({}, model + "identity root : %  root = 100*rate[a]/(rate[b] + 100)\nreport squared : %  root + total\n", scenario)) == "curved|root@2023|quotient");
    CHECK(found(compiled({}, model + "report squared : %  max(total, 0)\n", scenario)) == "curved|squared@2023|choice");
    CHECK(found(compiled({}, model + "report squared : %  100*exp(total/100)\n", scenario)) == "curved|squared@2023|function");
    CHECK(found(compiled({}, model, std::string(kScenario) + "event every all(2023..2024: total >= 9)\n")) == "every||none");
    CHECK(found(compiled({}, model + "report root : %  100*total/(rate[a] - 2)\n")) == "|root@2023|quotient");
    CHECK(found(compiled({}, model + "check 1/total > 0\n")) == "||quotient");
    auto skewed = compiled();
    skewed.shocks[2].law = {stats::Law::two_piece_normal, {1, 2, 0, 0}};
    CHECK(found(skewed) == "near|rate[c]@2023|law");
}
