#include "statistical_check.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>
#include <vector>

namespace grdp::test {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Sums {
    double mean;
    double standard_error;
};

/// Mean and its standard error: divide by n, then take the root.
Sums mean_of(std::span<const double> x) {
    const double n = static_cast<double>(x.size());
    const double mean = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double square = 0;
    for (const double value : x)
        square += (value - mean) * (value - mean);
    return {mean, x.size() < 2 ? kNan : std::sqrt(square / (n - 1) / n)};
}

std::vector<double> transformed(std::span<const double> x, const std::function<double(double)>& f) {
    std::vector<double> y(x.size());
    std::transform(x.begin(), x.end(), y.begin(), f);
    return y;
}

Verdict refused(const std::string& reason) {
    return {false, kNan, "cannot be judged: " + reason};
}

Verdict named(const char* what, Verdict verdict) {
    verdict.explanation = std::string(what) + ": " + verdict.explanation;
    return verdict;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Verdict& verdict) {
    return out << (verdict.ok ? "accepted: " : "rejected: ") << verdict.explanation;
}

Verdict within_5_standard_errors(double estimate, double expectation, double standard_error) {
    const double distance = std::abs(estimate - expectation);
    const bool ok = standard_error >= 0 && distance <= kStandardErrors * standard_error;
    std::ostringstream text;
    text.precision(10);
    text << "estimate " << estimate << ", expected " << expectation << ", standard error " << standard_error
         << ", distance " << distance / standard_error << " standard errors; smallest bias seen "
         << kStandardErrors * standard_error;
    return {ok, kStandardErrors * standard_error, text.str()};
}

Verdict same_within_5_standard_errors(double a, double standard_error_a, double b, double standard_error_b) {
    return within_5_standard_errors(a, b, std::hypot(standard_error_a, standard_error_b));
}

Verdict binomial_check(std::uint64_t k, std::uint64_t n, double p) {
    if (n == 0 || k > n || !(p >= 0 && p <= 1)) return refused("needs k <= n, n > 0, 0 <= p <= 1");
    const double trials = static_cast<double>(n), successes = static_cast<double>(k);
    const boost::math::binomial law(trials, p);
    const double lower = boost::math::cdf(law, successes);
    const double upper = k == 0 ? 1.0 : boost::math::cdf(boost::math::complement(law, successes - 1));
    std::ostringstream text;
    text << k << " of " << n << ", expected " << trials * p << ", tails " << lower << " and " << upper;
    const double smallest_bias = kStandardErrors * std::sqrt(p * (1 - p) / trials);
    return {lower >= kFalseAlarm / 2 && upper >= kFalseAlarm / 2, smallest_bias, text.str()};
}

Verdict mean_check(std::span<const double> sample, double expectation) {
    if (sample.size() < 30) return refused("fewer than 30 draws");
    const Sums sums = mean_of(sample);
    return within_5_standard_errors(sums.mean, expectation, sums.standard_error);
}

Verdict variance_check(std::span<const double> sample, double mean, double variance) {
    return mean_check(transformed(sample, [mean](double x) { return (x - mean) * (x - mean); }), variance);
}

Verdict weighted_mean_check(std::span<const double> sample, std::span<const double> weights, double expectation) {
    if (sample.size() != weights.size()) return refused("as many weights as draws are needed");
    if (sample.size() < 30) return refused("fewer than 30 draws");
    double total = 0, sum = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        total += weights[i];
        sum += weights[i] * sample[i];
    }
    const double mean = sum / total;
    double square = 0;
    for (std::size_t i = 0; i < sample.size(); ++i)
        square += std::pow(weights[i] * (sample[i] - mean), 2);
    return within_5_standard_errors(mean, expectation, std::sqrt(square) / total);
}

Verdict correlation_check(std::span<const double> x, std::span<const double> y, double correlation) {
    if (x.size() != y.size()) return refused("pairs are needed");
    if (x.size() < 30) return refused("fewer than 30 pairs");
    const double n = static_cast<double>(x.size());
    const double mean_x = mean_of(x).mean, mean_y = mean_of(y).mean;
    double xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    const double r = xy / std::sqrt(xx * yy);
    double square = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double u = (x[i] - mean_x) / std::sqrt(xx / n), v = (y[i] - mean_y) / std::sqrt(yy / n);
        square += std::pow(u * v - 0.5 * r * (u * u + v * v), 2);
    }
    return within_5_standard_errors(r, correlation, std::sqrt(square) / n);
}

Verdict chi_squared_check(std::span<const std::uint64_t> counts, std::span<const double> probabilities) {
    if (counts.size() != probabilities.size() || counts.size() < 2)
        return refused("a probability for each cell is needed");
    const double sum_p = std::accumulate(probabilities.begin(), probabilities.end(), 0.0);
    if (!(std::abs(sum_p - 1) < 1e-9)) return refused("the probabilities do not sum to one");
    const double n = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    double statistic = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double expected = n * probabilities[i];
        if (!(expected >= 5)) return refused("a cell expects fewer than five draws");
        statistic += std::pow(static_cast<double>(counts[i]) - expected, 2) / expected;
    }
    const boost::math::chi_squared law(static_cast<double>(counts.size() - 1));
    const double upper = boost::math::cdf(boost::math::complement(law, statistic));
    const double lower = boost::math::cdf(law, statistic);
    // A bias e of a cell's probability p adds n e^2/p to the statistic, which must reach its critical value.
    const double critical = boost::math::quantile(boost::math::complement(law, kFalseAlarm / 2));
    const double rarest = *std::min_element(probabilities.begin(), probabilities.end());
    std::ostringstream text;
    text << "chi-squared " << statistic << " with " << counts.size() - 1 << " degrees of freedom, upper tail " << upper;
    return {lower >= kFalseAlarm / 2 && upper >= kFalseAlarm / 2, std::sqrt(critical * rarest / n), text.str()};
}

Verdict kolmogorov_smirnov_check(std::span<const double> sample, const std::function<double(double)>& cdf) {
    if (sample.empty()) return refused("no draws");
    std::vector<double> sorted(sample.begin(), sample.end());
    if (std::any_of(sorted.begin(), sorted.end(), [](double x) { return std::isnan(x); }))
        return refused("a draw is NaN");
    std::sort(sorted.begin(), sorted.end());
    const double n = static_cast<double>(sorted.size());
    double distance = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const double p = cdf(sorted[i]), before = static_cast<double>(i) / n, after = static_cast<double>(i + 1) / n;
        if (!(p >= 0 && p <= 1)) return refused("the distribution function leaves [0, 1]");
        distance = std::max({distance, p - before, after - p});
    }
    const double critical = std::sqrt(std::log(2 / kFalseAlarm) / (2 * n));
    std::ostringstream text;
    text << "largest distance of the distribution functions " << distance << ", critical " << critical;
    return {distance <= critical, critical, text.str()};
}

Verdict standard_normal_check(std::span<const double> z) {
    if (z.size() < 1000) return refused("fewer than 1000 draws");
    const double n = static_cast<double>(z.size());
    const auto moment = [&](int power) {
        double sum = 0;
        for (const double x : z)
            sum += std::pow(x, power);
        return sum / n;
    };
    // Variances of z, z^2, z^3, z^4 under the law itself: 1, 2, 15, 96.
    const struct {
        const char* name;
        int power;
        double expectation, variance;
    } moments[] = {
        {"mean", 1, 0, 1}, {"second moment", 2, 1, 2}, {"third moment", 3, 0, 15}, {"fourth moment", 4, 3, 96}};
    for (const auto& m : moments) {
        const auto verdict = within_5_standard_errors(moment(m.power), m.expectation, std::sqrt(m.variance / n));
        if (!verdict.ok) return named(m.name, verdict);
    }
    return named("whole law",
                 kolmogorov_smirnov_check(z, [](double x) { return boost::math::erfc(-x / std::sqrt(2.0)) / 2; }));
}

}  // namespace grdp::test
