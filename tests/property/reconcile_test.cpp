// Plans made at random: whatever is stated, what reconciliation returns is a plan that adds up.
#include <cmath>
#include <fmt/format.h>

#include "catch.hpp"
#include "grdp/analysis/audit.hpp"
#include "memory_loader.hpp"

namespace grdp {
namespace {

class Numbers {
  public:
    explicit Numbers(std::uint64_t seed) : state_(2 * seed + 1) {}
    double between(double low, double high) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return low + (high - low) * static_cast<double>((state_ >> 33) % 10'000) / 10'000;
    }

  private:
    std::uint64_t state_;
};

constexpr const char* kModel = R"(model plan
frequency annual
set s = farms | plants | shops | taxes
exog pace[s] : %
exog inflation[s] : %
behave volume[s] : bn_vnd_2010  growth(volume[s]) = pace[s]
shock  volume[s] ~ normal(sd = 1)
behave deflator[s] : index_2010 growth(deflator[s]) = inflation[s]
identity grdp : bn_vnd_2010 grdp = sum(s: volume[s])
identity value[s] : bn_vnd value[s] = volume[s]*deflator[s]/100
identity grdp_value : bn_vnd grdp_value = sum(s: value[s])
report growth_grdp : % growth(grdp)
report share[s] : % 100*value[s]/grdp_value
)";
constexpr const char* kParts[] = {"farms", "plants", "shops", "taxes"};

struct Plan {
    double volume[4];
    double growth[4][2];
    double total[2];
    double share[4][2];
    bool shares = true;
    int missing = -1;  ///< this share is not stated
};

Plan random_plan(std::uint64_t seed) {
    Numbers numbers(seed);
    Plan plan{};
    for (int i = 0; i < 4; ++i) {
        plan.volume[i] = numbers.between(i == 3 ? 1 : 50, i == 3 ? 60 : 500);
        plan.growth[i][0] = numbers.between(0.5, 12);
        plan.growth[i][1] = plan.growth[i][0] + numbers.between(-0.5, 2);  // a case named high may be the lower one
        plan.share[i][0] = numbers.between(15, 35);
        plan.share[i][1] = plan.share[i][0] + numbers.between(-1, 1);
    }
    plan.total[0] = numbers.between(3, 9);
    plan.total[1] = plan.total[0] + numbers.between(0.1, 1);
    plan.missing = seed % 3 == 0 ? static_cast<int>(seed / 3 % 4) : -1;
    return plan;
}

std::string text_of(const Plan& plan, double scale) {
    std::string text = "scenario main\nmodel \"m.model\"\nhorizon 2023..2023\n";
    for (int i = 0; i < 4; ++i) {
        text += fmt::format("2022 volume[{0}] = {1:.6f}\n2022 deflator[{0}] = 100\n2023 pace[{0}] = 5\n2023 inflation[{0}] = 2\n", kParts[i],
                            plan.volume[i] * scale);
    }
    text += fmt::format("targets t cases low, high\n2023 growth_grdp {:.4f} {:.4f}\n", plan.total[0], plan.total[1]);
    for (int i = 0; i < 4; ++i) {
        text += fmt::format("2023 growth(volume[{}]) {:.4f} {:.4f}\n", kParts[i], plan.growth[i][0], plan.growth[i][1]);
    }
    for (int i = 0; plan.shares && i < 4; ++i) {
        if (i != plan.missing) text += fmt::format("2023 share[{}] {:.4f} {:.4f}\n", kParts[i], plan.share[i][0], plan.share[i][1]);
    }
    return text;
}

analysis::SetAudit audited(const Plan& plan, double scale = 1) {
    const auto compiled = test::compile_files({{"m.model", kModel}, {"main.scenario", text_of(plan, scale)}});
    INFO(render(compiled.diagnostics, compiled.sources));
    REQUIRE(compiled.model);
    const auto found = analysis::audit(*compiled.model, {});
    INFO(render(found.diagnostics(), {}));
    REQUIRE(found);
    return found->sets.front();
}

double weighted(const Plan& plan, const analysis::SetAudit& audit, std::size_t c) {
    double sum = 0, total = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        sum += plan.volume[i] * audit.reconciliation.movements[i + 1].moved[c];
        total += plan.volume[i];
    }
    return sum / total;
}

TEST_CASE("reconcile, any plan: the moved numbers satisfy every identity to 1e-12") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        Plan plan = random_plan(seed);
        for (double& volume : plan.volume) volume = std::round(volume * 1e6) / 1e6;  // as the text says it
        const auto audit = audited(plan);
        REQUIRE(audit.reconciliation.found);
        const auto& moved = audit.reconciliation.movements;
        for (std::size_t c = 0; c < 2; ++c) {
            CHECK(std::abs(moved[0].moved[c] - weighted(plan, audit, c)) <= 1e-12 * std::max(1.0, std::abs(moved[0].moved[c])));
            double structure = 0;
            for (std::size_t i = 5; i < moved.size(); ++i) {
                CHECK(moved[i].moved[c] > 0);
                structure += moved[i].moved[c];
            }
            if (plan.missing < 0) CHECK(std::abs(structure - 100) <= 1e-10);
            else CHECK(structure < 100);
        }
    }
}

TEST_CASE("reconcile, any plan: cases keep the order in which they are stated, never sorted") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const auto audit = audited(random_plan(seed));
        for (const auto& movement : audit.reconciliation.movements) {
            const double stated = movement.stated[1] - movement.stated[0], moved = movement.moved[1] - movement.moved[0];
            CHECK(stated * moved >= -1e-10);
        }
    }
}

TEST_CASE("audit and reconcile, any plan: the unit of the levels does not matter") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        const auto one = audited(random_plan(seed)), thousand = audited(random_plan(seed), 1000);
        REQUIRE(one.checks.size() == thousand.checks.size());
        CHECK(one.consistent == thousand.consistent);
        for (std::size_t i = 0; i < one.reconciliation.movements.size(); ++i) {
            for (std::size_t c = 0; c < 2; ++c) {
                CHECK(one.reconciliation.movements[i].moved[c] == Approx(thousand.reconciliation.movements[i].moved[c]).epsilon(1e-7));
            }
        }
    }
}

TEST_CASE("reconcile: a plan that adds up is left alone") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        Plan plan = random_plan(seed);
        plan.shares = false;
        for (std::size_t c = 0; c < 2; ++c) {
            double sum = 0, total = 0;
            for (std::size_t i = 0; i < 4; ++i) {
                plan.growth[i][c] = std::round(plan.growth[i][c] * 1e4) / 1e4;
                sum += plan.volume[i] * plan.growth[i][c];
                total += plan.volume[i];
            }
            plan.total[c] = sum / total;
        }
        const auto audit = audited(plan);
        CHECK(audit.consistent);
        for (const auto& movement : audit.reconciliation.movements) {
            for (std::size_t c = 0; c < 2; ++c) CHECK(std::abs(movement.moved[c] - movement.stated[c]) < 1e-4);
        }
    }
}

TEST_CASE("reconcile: growth near zero and a component of next to nothing move by next to nothing") {
    Plan plan = random_plan(7);
    plan.shares = false;
    plan.volume[3] = 1e-3;
    plan.growth[0][0] = 0.0001;
    plan.growth[0][1] = 0.0002;
    const auto audit = audited(plan);
    REQUIRE(audit.reconciliation.found);
    for (std::size_t c = 0; c < 2; ++c) {
        CHECK(std::isfinite(audit.reconciliation.movements[1].moved[c]));
        CHECK(std::abs(audit.reconciliation.movements[1].moved[c]) < 0.01);
        CHECK(audit.reconciliation.movements[4].moved[c] == Approx(plan.growth[3][c]).epsilon(1e-3));
    }
}

TEST_CASE("audit: a negative component of taxes less subsidies is refused or answered, never a number without meaning") {
    Plan plan = random_plan(5);
    plan.shares = false;
    plan.volume[3] = -20;  // subsidies above taxes: growth has no meaning
    const auto compiled = test::compile_files({{"m.model", kModel}, {"main.scenario", text_of(plan, 1)}});
    REQUIRE(compiled.model);
    const auto found = analysis::audit(*compiled.model, {});
    CHECK_FALSE(found);
    CHECK(found.diagnostics().has_errors());
}

}  // namespace
}  // namespace grdp
