#include "grdp/analysis/sensitivity.hpp"

#include <cmath>

#include "catch.hpp"
#include "grdp/stats/elementary.hpp"
#include "model_builder.hpp"

using namespace grdp;

namespace {

const analysis::Sensitivity& of_p1() {
    static const analysis::Sensitivity found = [] {
        const auto p1 = test::problem_one();
        analysis::SensitivityOptions options;
        options.sampling.draws = 4'096;
        options.planner.until_se = 1e-4;
        options.numbers = {{false, p1.growth, static_cast<std::uint32_t>(p1.model.first_horizon_index())}, {true, 0, 0}};
        engine::SerialExecutor executor;
        const auto result = analysis::sensitivity(p1.model, options, executor);
        REQUIRE(result);
        return *result;
    }();
    return found;
}

const analysis::Slope& slope(const std::string& statistic, const std::string& assumption) {
    for (const auto& one : of_p1().slopes) {
        if (one.statistic == statistic && one.assumption == assumption) return one;
    }
    FAIL("no slope of " + statistic + " to " + assumption);
    return of_p1().slopes.front();
}

constexpr double kMean = 10.0425, kSd = 1.427224579;

}  // namespace

TEST_CASE("sensitivity: slopes of a closed probability are those of the formula") {
    // P = F(b) - F(a); dP/dsd(services) = -(f(b) b - f(a) a)/sd * d sd/d sd(services)
    const double a = (9.5 - kMean) / kSd, b = (10 - kMean) / kSd;
    const double by_sd = -(stats::normal_density(b) * b - stats::normal_density(a) * a) / kSd;
    // covariance of services with the total: .53*1.5 + .35*.3*2.5 + .5*.07*3 + .1*.1*1.2, times its weight, over sd
    const double services = 0.53 * (0.53 * 1.5 + 0.35 * 0.3 * 2.5 + 0.5 * 0.07 * 3 + 0.1 * 0.1 * 1.2) / kSd;
    CHECK(slope("probability", "sd(volume[services])").slope.value == Approx(by_sd * services).epsilon(1e-4));
    const double correlation = 0.53 * 1.5 * 0.3 * 2.5 / kSd;
    CHECK(slope("probability", "corr(volume[industry],volume[services])").slope.value == Approx(by_sd * correlation).epsilon(1e-4));
}

TEST_CASE("sensitivity: quantiles move with a spread by their score, the mean does not") {
    const double services = 0.53 * (0.53 * 1.5 + 0.35 * 0.3 * 2.5 + 0.5 * 0.07 * 3 + 0.1 * 0.1 * 1.2) / kSd;
    const auto& high = slope("P95", "sd(volume[services])").slope;
    CHECK(std::fabs(high.value - 1.644853627 * services) < 5 * high.standard_error + 0.02);
    const auto& mean = slope("mean", "sd(volume[services])").slope;
    CHECK(std::fabs(mean.value) < 5 * mean.standard_error);
}

TEST_CASE("sensitivity: a bar of the tornado is the weighted deviation; together with its neighbours it is the covariance") {
    const auto& found = of_p1();
    const auto bar = std::find_if(found.tornado.begin(), found.tornado.end(), [](const auto& one) { return one.number == 0 && one.index == 3; });
    REQUIRE(bar != found.tornado.end());
    CHECK(bar->swing.value == Approx(2 * 0.07 * 3));
    CHECK(bar->together == Approx(2 * (0.07 * 3 + 0.5 * 0.3 * 2.5 + 0.5 * 0.53 * 1.5 + 0.1 * 0.1 * 1.2)));
}

TEST_CASE("sensitivity: effects from the paths at hand agree with the closed form") {
    const double exact[] = {0.0429, 0.6439, 0.6772, 0.4855};
    std::size_t seen = 0;
    for (const auto& one : of_p1().first_order) {
        if (one.number != 0) continue;
        CHECK(std::fabs(one.share.value - exact[one.index]) < 5 * one.share.standard_error);
        CHECK(one.share.value >= 0);
        ++seen;
    }
    CHECK(seen == 4);
}

TEST_CASE("sensitivity: the table of assumptions shows how far the band rests on correlation") {
    const auto& cases = of_p1().cases;
    REQUIRE(cases.size() == 5);
    CHECK(cases[0].probability[0].value == Approx(0.136189533805).epsilon(1e-9));
    // independent: sd = sqrt(.12^2 + .75^2 + .795^2 + .21^2)
    const double sd = std::sqrt(0.12 * 0.12 + 0.75 * 0.75 + 0.795 * 0.795 + 0.21 * 0.21);
    const double apart = stats::normal_cdf((10 - kMean) / sd) - stats::normal_cdf((9.5 - kMean) / sd);
    CHECK(cases[1].probability[0].value == Approx(apart).epsilon(1e-9));
    CHECK(cases[1].gained[0].value == Approx(apart - 0.136189533805).epsilon(1e-6));
    CHECK(cases[2].name.starts_with("t copula"));
    CHECK(cases[2].gained[0].standard_error > 0);
    CHECK(cases[2].gained[0].standard_error < 0.006);  // two independent runs of these draws would know it to 0.0076
    CHECK(cases[4].probability[0].value < cases[3].probability[0].value);  // Kendall's coefficients mean more dependence
}
