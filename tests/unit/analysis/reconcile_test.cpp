#include <cmath>

#include "catch.hpp"
#include "plan_economy.hpp"

namespace grdp {
namespace {

using test::audited;

const std::string kApart = R"(targets t cases low, high
2023 growth_grdp 6.0 6.5
2023 growth(volume[farms]) 2 3.0
2023 growth(volume[plants]) 10 12.0
2023 growth(volume[shops]) 5 6.0
2023 share[farms] 14.1 14.0
2023 share[plants] 22.1 22.3
2023 share[shops] 64.3 64.1
)";

double total(const analysis::SetAudit& audit, std::size_t c) {
    const auto& m = audit.reconciliation.movements;
    return 0.1 * m[1].moved[c] + 0.3 * m[2].moved[c] + 0.6 * m[3].moved[c];
}

TEST_CASE("reconcile: the numbers satisfy every identity to 1e-12") {
    const auto audit = audited(kApart);
    REQUIRE(audit.reconciliation.found);
    const auto& m = audit.reconciliation.movements;
    for (std::size_t c = 0; c < 2; ++c) {
        CHECK(std::abs(m[0].moved[c] - total(audit, c)) <= 1e-12 * std::abs(m[0].moved[c]));
        CHECK(std::abs(m[4].moved[c] + m[5].moved[c] + m[6].moved[c] - 100) <= 1e-12 * 100);
    }
}

TEST_CASE("reconcile: one identity is solved as by Lagrange's multiplier") {
    // Minimum of sum (x - T)^2 / s^2 with x0 = sum w x: x = T + s^2 a m, m = gap / sum s^2 a^2, s the greater case.
    const auto audit = audited("targets t cases one\n2023 growth_grdp 7.0\n2023 growth(volume[farms]) 2.0\n2023 growth(volume[plants]) 10.0\n2023 growth(volume[shops]) 5.0\n");
    const double a[] = {-1, 0.1, 0.3, 0.6};
    const double t[] = {7, 2, 10, 5};
    double gap = 0;
    double norm = 0;
    for (int i = 0; i < 4; ++i) {
        gap -= a[i] * t[i];
        norm += t[i] * t[i] * a[i] * a[i];
    }
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(audit.reconciliation.movements[i].moved[0] == Approx(t[i] + t[i] * t[i] * a[i] * gap / norm).epsilon(1e-10));
}

TEST_CASE("reconcile: hard targets stand, firm ones move less") {
    const auto free = audited(kApart);
    const auto hard = audited(kApart, {.weights = {}, .hard = {"growth_grdp"}});
    CHECK(hard.reconciliation.movements[0].moved[1] == Approx(6.5).epsilon(1e-12));
    CHECK(total(hard, 1) == Approx(6.5).epsilon(1e-12));
    const auto firm = audited(kApart, {.weights = {{"growth( volume[plants] )", 100}}, .hard = {}});
    const auto moved = [](const analysis::SetAudit& audit) { return std::abs(audit.reconciliation.movements[2].moved[1] - 12); };
    CHECK(moved(firm) < 0.1 * moved(free));
}

TEST_CASE("reconcile: cases keep their order, equal cases stay equal") {
    // Left alone the total would fall below its low case: 5.0 needs the parts to come down, 5.1 hardly more.
    const auto audit = audited(R"(targets t cases low, high
2023 growth_grdp 6.0 6.1
2023 growth(volume[farms]) 2.0 2.1
2023 growth(volume[plants]) 10 10.1
2023 growth(volume[shops]) 9.0 5.0
2023 share[farms] 14 14
)");
    for (const auto& movement : audit.reconciliation.movements) {
        const double stated = movement.stated[1] - movement.stated[0];
        const double moved = movement.moved[1] - movement.moved[0];
        CHECK(stated * moved >= -1e-12);
        if (stated == 0) CHECK(std::abs(moved) < 1e-12);
    }
}

TEST_CASE("reconcile: a share never changes its sign") {
    const auto audit = audited("targets t cases one\n2023 share[farms] 0.5\n2023 share[plants] 60\n2023 share[shops] 70\n");
    double sum = 0;
    for (const auto& movement : audit.reconciliation.movements) {
        CHECK(movement.moved[0] > 0);
        sum += movement.moved[0];
    }
    CHECK(sum == Approx(100).epsilon(1e-12));
}

TEST_CASE("reconcile: what closes does not move") {
    const auto audit = audited("targets t cases one\n2023 growth_grdp 6.2\n2023 growth(volume[farms]) 2\n2023 growth(volume[plants]) 10\n2023 growth(volume[shops]) 5\n");
    for (const auto& movement : audit.reconciliation.movements)
        CHECK(movement.moved[0] == Approx(movement.stated[0]).epsilon(1e-12));
    CHECK(audit.reconciliation.cost < 1e-20);
    // What the others leave the total: 6.2 within its parts' rounding of 0.5, and a little for the data.
    CHECK(audit.reconciliation.movements[0].low[0] == Approx(5.7).margin(0.01));
    CHECK(audit.reconciliation.movements[0].high[0] == Approx(6.7).margin(0.01));
}

}  // namespace
}  // namespace grdp
