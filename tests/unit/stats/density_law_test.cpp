#include "grdp/stats/density_law.hpp"

#include <cmath>
#include <functional>

#include "catch.hpp"

namespace grdp {
namespace {

stats::DensityLaw law_of(double first, double last, const std::function<double(double)>& log_density) {
    constexpr std::size_t points = 801;
    std::vector<double> values;
    const double step = (last - first) / static_cast<double>(points - 1);
    for (std::size_t i = 0; i < points; ++i) values.push_back(log_density(first + static_cast<double>(i) * step));
    return {first, step, values};
}

TEST_CASE("density law: a normal density gives a straight line of the score") {
    const auto law = law_of(3 - 0.5 * 9.6, 3 + 0.5 * 9.6, [](double x) { return -2 * (x - 3) * (x - 3) + 100; });
    for (const double z : {-8.0, -5.0, -1.0, 0.0, 0.3, 2.0, 6.0, 8.0}) CHECK(law.from_score(z) == Approx(3 + 0.5 * z).margin(1e-7));
    const auto table = stats::tabulate(law);
    REQUIRE(table);
    CHECK(table->evaluate(1.25) == Approx(3.625).margin(1e-8));
}

TEST_CASE("density law: an exponential density has its quantiles and moments") {
    // x = exp(y) - free of the kink at zero: y = log of an exponential variate, density exp(y - e^y).
    const auto law = law_of(-46, 4.2, [](double y) { return y - std::exp(y); });
    for (const double z : {-2.0, 0.0, 1.0, 3.0}) {
        const double upper = 0.5 * std::erfc(z / std::sqrt(2.0));
        CHECK(law.from_score(z) == Approx(std::log(-std::log(upper))).margin(1e-5));
    }
    double mean = 0, sum = 0;
    for (std::size_t i = 0; i < law.weights().size(); ++i) {
        sum += law.weights()[i];
        mean += law.weights()[i] * law.point(i);
    }
    CHECK(sum == Approx(1).epsilon(1e-12));
    CHECK(mean == Approx(-0.57721566490153286).margin(1e-9));
}

TEST_CASE("density law: two heaps far from each other are no table") {
    const auto law = law_of(-1, 1, [](double x) {
        const double a = (x + 0.9) / 0.004, b = (x - 0.9) / 0.004;
        return std::max(-0.5 * a * a, -0.5 * b * b);
    });
    CHECK_FALSE(stats::tabulate(law));
}

}  // namespace
}  // namespace grdp
