#include "grdp/analysis/level_search.hpp"

#include <cmath>

#include "catch.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp {
namespace {

using analysis::Measured;

/// Chance that a normal with mean x and sd 1 lies in -0.5 .. 0.5.
double hump(double x) { return stats::normal_cdf(0.5 - x) - stats::normal_cdf(-0.5 - x); }

analysis::LevelSearch search(const analysis::MeasuredFunction& f, double level, double low, double high) {
    analysis::SearchOptions options;
    options.within = {low, high};
    return analysis::find_level(f, level, options);
}

}  // namespace

TEST_CASE("level search: a hump has two answers, symmetric about its peak, each with its error") {
    const auto found = search([](double x) { return Measured{hump(x), 1e-3}; }, 0.2, -6, 9);
    REQUIRE(found.roots.size() == 2);
    CHECK(found.roots[0].x == Approx(-found.roots[1].x).epsilon(1e-9));
    CHECK(hump(found.roots[1].x) == Approx(0.2).epsilon(1e-10));
    CHECK(std::fabs(found.peak) < 1e-3);
    CHECK(found.highest.value == Approx(2 * stats::normal_cdf(0.5) - 1).epsilon(1e-7));
    const double x = found.roots[1].x;
    const double slope = stats::normal_density(-0.5 - x) - stats::normal_density(0.5 - x);
    CHECK(found.roots[1].slope == Approx(slope).epsilon(0.01));
    CHECK(found.roots[1].standard_error == Approx(1e-3 / std::fabs(slope)).epsilon(0.01));
}

TEST_CASE("level search: above the peak there is none, and the best attainable is told") {
    const auto found = search([](double x) { return Measured{hump(x - 3), 0}; }, 0.39, 0, 10);
    CHECK(found.roots.empty());
    CHECK(found.any);
    CHECK_FALSE(found.flat);
    CHECK(found.peak == Approx(3).margin(1e-3));
    CHECK(found.highest.value == Approx(0.38292492254802624).epsilon(1e-9));
}

TEST_CASE("level search: one answer where the range cuts the hump, and at an end of the range") {
    CHECK(search([](double x) { return Measured{hump(x), 0}; }, 0.2, 0, 9).roots.size() == 1);
    const auto end = search([](double x) { return Measured{x, 0}; }, 5, 0, 5);
    REQUIRE(end.roots.size() == 1);
    CHECK(end.roots[0].x == 5);
}

TEST_CASE("level search: a peak narrower than the grid's step is found between its points") {
    // Steps of 10/32; the peak is 0.1 wide and its neighbours see its slopes.
    const auto tent = [](double x) { return Measured{std::max(0.0, 1 - std::fabs(x - 4.9) / 0.4), 0}; };
    const auto found = search(tent, 0.99, 0, 10);
    REQUIRE(found.roots.size() == 2);
    CHECK(found.roots[0].x == Approx(4.896).epsilon(1e-9));
    CHECK(found.roots[1].x == Approx(4.904).epsilon(1e-9));
}

TEST_CASE("level search: what does not respond is flat, what has no value anywhere is told") {
    const auto flat = search([](double) { return Measured{0.3, 1e-3}; }, 0.2, 0, 1);
    CHECK(flat.flat);
    CHECK(flat.roots.empty());
    const auto none = search([](double) -> std::optional<Measured> { return std::nullopt; }, 0.2, 0, 1);
    CHECK_FALSE(none.any);
    const auto partly = search([](double x) -> std::optional<Measured> { return x < 0.5 ? std::nullopt : std::optional(Measured{x, 0}); }, 0.7, 0, 1);
    REQUIRE(partly.roots.size() == 1);
    CHECK(partly.roots[0].x == Approx(0.7));
}

TEST_CASE("level search: a straight line is met to the last digits whatever its scale") {
    for (const double scale : {1e-6, 1.0, 1e6}) {
        const auto found = search([&](double x) { return Measured{scale * (3 * x - 1), 0}; }, scale * 2, -10, 10);
        REQUIRE(found.roots.size() == 1);
        CHECK(found.roots[0].x == Approx(1).epsilon(1e-12));
    }
}

TEST_CASE("level search: at the very peak the slope cannot be told and the error says so") {
    const auto found = search([](double x) { return Measured{1 - x * x, 1e-3}; }, 1, -1, 1);  // 0 is a point of the grid
    REQUIRE(found.roots.size() == 1);
    CHECK(found.roots[0].x == 0);
    CHECK(std::isnan(found.roots[0].standard_error));
}

TEST_CASE("level search: the steps of counted paths do not disturb it") {
    const auto counted = [](double x) { return Measured{std::floor(hump(x) * 1e5) / 1e5, 1e-3}; };
    const auto found = search(counted, 0.2, -6, 9);
    REQUIRE(found.roots.size() == 2);
    CHECK(found.roots[1].x == Approx(search([](double x) { return Measured{hump(x), 0}; }, 0.2, -6, 9).roots[1].x).epsilon(1e-3));
}

}  // namespace grdp
