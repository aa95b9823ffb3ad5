#include "marginal_laws.hpp"

#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::stats {

namespace {

struct BetaShape {
    double a, b;
};

/// PERT is a beta law on [low, high]. (DI-9)
BetaShape pert_shape(const std::array<double, 4>& p) {
    const double width = p[2] - p[0];
    return {1 + 4 * ((p[1] - p[0]) / width), 1 + 4 * ((p[2] - p[1]) / width)};
}

/// Student's t of a probability, in units of its own scale. (DI-7)
double student_t_quantile(double df, BothTails p) {
    const bool left = p.lower < p.upper;
    const double tail = left ? p.lower : p.upper;
    const BothTails x = inverse_incomplete_beta(0.5 * df, 0.5, {2 * tail, 1 - 2 * tail});
    const double t = sqrt(df * (x.upper / x.lower));
    return left ? -t : t;
}

double normal_of(BothTails at) {
    return at.lower <= 0.5 ? normal_quantile(at.lower) : -normal_quantile(at.upper);
}

double student_t_cdf(double df, double t) {
    const double whole = df + t * t;
    const double tail = 0.5 * incomplete_beta(0.5 * df, 0.5, BothTails{df / whole, t * t / whole}).lower;
    return t < 0 ? tail : 1 - tail;
}

/// Standard deviation of Student's t is sqrt(df/(df-2)).
double student_t_scale(const std::array<double, 4>& p) {
    return p[1] * sqrt((p[0] - 2) / p[0]);
}

double two_piece_quantile(const std::array<double, 4>& p, BothTails at) {
    const double left = p[0], right = p[1];
    const bool is_left = left < right ? at.lower < left / (left + right) : at.upper > right / (left + right);
    if (is_left) return left * normal_quantile(at.lower * (left + right) / (2 * left));
    return right == 0 ? 0.0 : -right * normal_quantile(at.upper * (left + right) / (2 * right));
}

double triangular_quantile(const std::array<double, 4>& p, BothTails at) {
    const double width = p[2] - p[0];
    if (at.lower <= (p[1] - p[0]) / width) return p[0] + sqrt(at.lower * width * (p[1] - p[0]));
    return p[2] - sqrt(at.upper * width * (p[2] - p[1]));
}

double pert_quantile(const std::array<double, 4>& p, BothTails at) {
    const BetaShape shape = pert_shape(p);
    const BothTails x = inverse_incomplete_beta(shape.a, shape.b, at);
    const double width = p[2] - p[0];
    return x.lower < 0.5 ? p[0] + width * x.lower : p[2] - width * x.upper;
}

double triangular_cdf(const std::array<double, 4>& p, double x) {
    const double width = p[2] - p[0];
    if (x <= p[0]) return 0;
    if (x >= p[2]) return 1;
    if (x <= p[1]) return (x - p[0]) * (x - p[0]) / (width * (p[1] - p[0]));
    return 1 - (p[2] - x) * (p[2] - x) / (width * (p[2] - p[1]));
}

double lognormal_cdf(const std::array<double, 4>& p, double x) {
    const double ratio = x / p[0];
    const double z = ratio <= -1 ? -__builtin_huge_val() : log1p(ratio) / p[1];
    return normal_cdf(p[0] < 0 ? -z : z);
}

double two_piece_cdf(const std::array<double, 4>& p, double x) {
    const double total = p[0] + p[1];
    if (x < 0) return p[0] == 0 ? 0.0 : 2 * p[0] / total * normal_cdf(x / p[0]);
    return p[1] == 0 ? 1.0 : 1 - 2 * p[1] / total * normal_cdf(-x / p[1]);
}

}  // namespace

double quantile_of(const MarginalParameters& law, BothTails at) {
    const auto& p = law.p;
    switch (law.law) {
        case Law::normal:
            return p[0] * normal_of(at);
        case Law::two_piece_normal:
            return two_piece_quantile(p, at);
        case Law::student_t:
            if (is_nearly_normal(law)) return p[1] * normal_of(at);
            return student_t_scale(p) * student_t_quantile(p[0], at);
        case Law::triangular:
            return triangular_quantile(p, at);
        case Law::pert:
            return pert_quantile(p, at);
        case Law::uniform:
            return p[0] + (p[1] - p[0]) * at.lower;
        case Law::lognormal:
            return p[0] * expm1((p[0] < 0 ? -p[1] : p[1]) * normal_of(at));
    }
    return 0;
}

BothTails kink_probability(const MarginalParameters& law) {
    const auto& p = law.p;
    if (law.law == Law::two_piece_normal) return {p[0] / (p[0] + p[1]), p[1] / (p[0] + p[1])};
    if (law.law == Law::triangular) return {(p[1] - p[0]) / (p[2] - p[0]), (p[2] - p[1]) / (p[2] - p[0])};
    return {0, 1};
}

double quantile(const MarginalParameters& law, double p) {
    GRDP_EXPECTS(!validate(law) && p >= 0 && p <= 1);
    if (is_point_mass(law)) return mean(law);
    return quantile_of(law, {p, 1 - p});
}

double from_score(const MarginalParameters& law, double z) {
    GRDP_EXPECTS(!validate(law));
    if (is_point_mass(law)) return mean(law);
    switch (law.law) {
        case Law::normal:
            return law.p[0] * z;
        case Law::lognormal:
            return law.p[0] * expm1((law.p[0] < 0 ? -law.p[1] : law.p[1]) * z);
        default:
            if (is_nearly_normal(law)) return law.p[1] * z;
            return quantile_of(law, {normal_cdf(z), normal_cdf(-z)});
    }
}

double cdf(const MarginalParameters& law, double x) {
    GRDP_EXPECTS(!validate(law));
    const auto& p = law.p;
    if (is_point_mass(law)) return x < mean(law) ? 0.0 : 1.0;
    switch (law.law) {
        case Law::normal:
            return normal_cdf(x / p[0]);
        case Law::two_piece_normal:
            return two_piece_cdf(p, x);
        case Law::student_t:
            return is_nearly_normal(law) ? normal_cdf(x / p[1]) : student_t_cdf(p[0], x / student_t_scale(p));
        case Law::triangular:
            return triangular_cdf(p, x);
        case Law::pert: {
            const BetaShape shape = pert_shape(p);
            const double width = p[2] - p[0];
            if (x <= p[0]) return 0;
            if (x >= p[2]) return 1;
            return incomplete_beta(shape.a, shape.b, BothTails{(x - p[0]) / width, (p[2] - x) / width}).lower;
        }
        case Law::uniform:
            return x <= p[0] ? 0.0 : x >= p[1] ? 1.0 : (x - p[0]) / (p[1] - p[0]);
        case Law::lognormal:
            return lognormal_cdf(p, x);
    }
    return 0;
}

}  // namespace grdp::stats
