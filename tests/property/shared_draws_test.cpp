// Linear models, designs and dispersions made at random: what is counted over shared draws is what each scenario counts alone.
#include <limits>

#include "catch.hpp"
#include "grdp/accounts/band.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/shared_draws.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr std::uint64_t kPathsOfBlock = 8192;

/// A small generator of its own: the designs must not depend on what they test.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
    std::uint32_t below(std::uint32_t n) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::uint32_t>((state_ >> 33) % n);
    }
    bool one_in(std::uint32_t n) { return below(n) == 0; }
    double between(double low, double high) { return low + (high - low) * below(100'003) / 100'002.0; }

  private:
    std::uint64_t state_;
};

/// Growth rates and levels under normal shocks, an uncertain parameter, weighted sums of them, and bands on these.
model::CompiledModel linear_model(Dice& dice) {
    const int years = dice.one_in(3) ? 2 : 1;
    test::ModelBuilder b(2023, 2022 + years);
    const std::uint32_t parts = 1 + dice.below(6);
    const test::Expr level = b.parameter("level", dice.between(-3, 3), dice.one_in(2) ? dice.between(0.05, 1) : 0.0);
    const std::uint32_t drive = b.exogenous("drive", {1.0, dice.between(-2, 2), dice.between(-2, 2)});
    std::vector<std::uint32_t> rates;
    test::Expr total = 0.25 * level;
    for (std::uint32_t i = 0; i < parts; ++i) {
        const std::string name = std::to_string(i);
        const test::Expr expected = b.parameter("expected" + name, dice.between(-5, 15)) + dice.between(-1, 1) * b.of(drive);
        const bool from_base = years == 1 && dice.one_in(3);  // of an observed base growth is affine in the rate
        rates.push_back(from_base ? b.behave("rate" + name, model::LeftForm::growth, expected + level / 3.0, {dice.between(10, 1000)})
                                  : b.behave("rate" + name, model::LeftForm::level, dice.one_in(2) ? expected - level : expected, {0.0}));
        b.shock(rates.back(), {stats::Law::normal, {dice.between(0.1, 3), 0, 0, 0}}, dice.one_in(2) ? dice.between(-0.5, 0.9) : 0.0);
        const test::Expr weight = b.parameter("weight" + name, dice.between(-1, 1));
        total = total + (from_base ? weight * b.growth(rates.back()) : weight * b.of(rates.back()));
    }
    const std::uint32_t sum = b.identity("sum", total);
    const std::uint32_t scaled = b.report("scaled", -(b.of(sum) - 3.0) * dice.between(-4, 4) / dice.between(0.3, 7));
    if (parts > 2 && dice.one_in(4)) b.fix(rates[0], 0, dice.between(1, 3));
    for (std::uint32_t event = 0; event < 1 + dice.below(3); ++event) {
        b.band("event" + std::to_string(event), b.at(dice.one_in(2) ? sum : scaled, static_cast<int>(dice.below(static_cast<std::uint32_t>(years)))), -1, 1);
    }
    return b.build();
}

/// Another scenario of the same design: parameters, spreads, correlations, persistence and edges of its own.
model::CompiledModel varied(const model::CompiledModel& base, Dice& dice, const engine::Sampling& sampling) {
    model::CompiledModel model = base;
    for (model::Parameter& parameter : model.parameters) {
        if (dice.one_in(2)) parameter.value += dice.between(-0.5, 0.5);
    }
    for (model::Shock& shock : model.shocks) {
        if (dice.one_in(2)) shock.law.p[0] *= dice.between(0.2, 3);
        if (dice.one_in(4)) shock.persistence = dice.between(-0.9, 0.9);
    }
    const std::size_t n = model.shocks.size();
    std::vector<double> loading(n);  // of one common factor: positive definite whatever they are
    for (double& one : loading) one = dice.between(-0.9, 0.9);
    model.correlation.assign(n * n, 1.0);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            if (i != j) model.correlation[i * n + j] = loading[i] * loading[j];
        }
    }
    const engine::Projection some = engine::replay(model, sampling, sampling.first_path + dice.below(static_cast<std::uint32_t>(sampling.draws)));
    for (std::size_t e = 0; e < model.events.size(); ++e) {
        model::Event& event = model.events[e];
        const double own = some.events[e];
        const double tolerance = own - accounts::inclusive_low(own);
        const double near = dice.one_in(3) ? own + tolerance : own + dice.between(-2, 2);  // on some paths rounding decides
        event.low = dice.one_in(5) ? -kInfinite : near;
        event.high = dice.one_in(5) ? kInfinite : near + dice.between(0, 2);
    }
    return model;
}

engine::Sampling some_sampling(Dice& dice) {
    constexpr double kDispersions[] = {1, 1, 1, 0.5, 2.5};
    engine::Sampling sampling;
    sampling.seed = dice.below(1u << 30);
    sampling.draws = 300 + dice.below(3000);
    sampling.dispersion = kDispersions[dice.below(5)];
    sampling.first_path = kPathsOfBlock * (dice.one_in(3) ? dice.below(1000) : 0);
    sampling.generator = dice.one_in(3) ? stats::Generator::ars : stats::Generator::philox;
    sampling.probabilities.clear();
    return sampling;
}

std::vector<engine::Isa> present() {
    std::vector<engine::Isa> found;
    for (const auto isa : {engine::Isa::baseline, engine::Isa::avx2, engine::Isa::avx512}) {
        if (engine::resolve_isa(isa) == isa) found.push_back(isa);
    }
    return found;
}

struct Design {
    std::vector<model::CompiledModel> models;
    std::vector<engine::SharedScenario> scenarios;
};

/// Scenarios that can share their draws; `asked` counts the others too.
Design design(Dice& dice, const engine::Sampling& sampling, std::size_t& asked) {
    Design made;
    const model::CompiledModel base = linear_model(dice);
    const std::uint32_t size = dice.one_in(4) ? 70 + dice.below(30) : 1 + dice.below(12);  // many are sorted, few are not
    for (std::uint32_t i = 0; i < size; ++i) {
        model::CompiledModel model = varied(base, dice, sampling);
        auto analysis = engine::share(model, sampling);
        ++asked;
        if (!analysis.scenario) continue;
        made.models.push_back(std::move(model));
        made.scenarios.push_back(*std::move(analysis.scenario));
    }
    return made;
}

void check_counts(const Design& made, const std::vector<std::vector<engine::EventCounts>>& counts, const std::vector<std::vector<engine::EventCounts>>& alone) {
    for (std::size_t i = 0; i < made.models.size(); ++i) {
        INFO("scenario " << i << " of " << made.models.size());
        REQUIRE(counts[i].size() == alone[i].size());
        for (std::size_t e = 0; e < alone[i].size(); ++e) {
            REQUIRE(counts[i][e].event == alone[i][e].event);
            REQUIRE(counts[i][e].below == alone[i][e].below);
            REQUIRE(counts[i][e].within == alone[i][e].within);
            REQUIRE(counts[i][e].above == alone[i][e].above);
            REQUIRE(alone[i][e].failed == 0);
        }
    }
}

TEST_CASE("shared draws: random designs over random linear models count what each scenario counts alone, on every instruction set") {
    std::size_t asked = 0, shared = 0;
    engine::SharedWork work;
    for (std::uint64_t number = 0; number < 60; ++number) {
        Dice dice(number);
        engine::Sampling sampling = some_sampling(dice);
        const Design made = design(dice, sampling, asked);
        shared += made.models.size();
        if (made.models.empty()) continue;
        std::vector<std::vector<engine::EventCounts>> alone;
        for (const auto& model : made.models) {
            const auto run = engine::simulate(model, sampling, {});
            REQUIRE(run);
            alone.push_back(run->events);
        }
        for (const engine::Isa isa : present()) {
            INFO("design " << number << ", " << engine::isa_name(isa));
            sampling.isa = isa;
            engine::SharedMemory memory;
            const auto counts = engine::count_shared(made.scenarios, sampling, [&](std::size_t i) { return &made.models[i]; }, nullptr, memory, &work);
            REQUIRE(counts);
            check_counts(made, *counts, alone);
        }
    }
    CHECK(shared * 10 > asked * 9);  // the comparison is about shared draws, not about refusals
    for (const std::uint64_t one : {work.counted, work.enclosed, work.doubtful, work.exact}) CHECK(one > 0);
}

}  // namespace
}  // namespace grdp
