#include "grdp/accounts/growth.hpp"

namespace grdp::accounts {
namespace {

/// x^n by repeated multiplication: the same bits on every machine.
double power(double x, std::size_t n) {
    double product = 1;
    for (std::size_t i = 0; i < n; ++i)
        product *= x;
    return product;
}

/// The positive n-th root of a positive number. Newton's steps for x^n = a fall monotonically from any start above
/// the root, so the first step that does not fall is the answer.
double root(double a, std::size_t n) {
    const auto order = static_cast<double>(n);
    double x = a > 1 ? a : 1;
    for (;;) {
        const double next = ((order - 1) * x + a / power(x, n - 1)) / order;
        if (!(next < x)) return x;
        x = next;
    }
}

}  // namespace

Answer<Rate> growth_of_levels(double now, double before) {
    if (!(before > 0)) return is_finite(before) ? Undefined::base_not_positive : Undefined::not_finite;
    const double change = now / before - 1;
    if (!is_finite(change)) return Undefined::not_finite;
    return Rate::fraction(change);
}

Answer<Rate> growth(Value now, Value before) {
    return growth_of_levels(now.billion_vnd(), before.billion_vnd());
}

Answer<Rate> growth(Persons now, Persons before) {
    return growth_of_levels(now.thousand(), before.thousand());
}

Answer<std::vector<Share>> shares_of_levels(std::span<const double> levels) {
    double total = 0;
    for (const double level : levels)
        total += level;
    if (!is_finite(total)) return Undefined::not_finite;
    if (!(total > 0)) return Undefined::whole_not_positive;
    std::vector<Share> shares;
    for (const double level : levels)
        shares.push_back(Share::fraction(level / total));
    return shares;
}

Answer<std::vector<Share>> structure(std::span<const Value> parts) {
    std::vector<double> levels;
    for (const auto part : parts)
        levels.push_back(part.billion_vnd());
    return shares_of_levels(levels);
}

Rate total_growth(std::span<const Share> weights, std::span<const Rate> rates) {
    GRDP_EXPECTS(weights.size() == rates.size());
    auto sum = Points::zero();
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += weights[i] * rates[i];
    return Rate::sum_of(sum);
}

Answer<std::vector<Share>> roll_weights(std::span<const Share> weights, std::span<const Rate> rates) {
    GRDP_EXPECTS(weights.size() == rates.size());
    std::vector<double> levels;
    for (std::size_t i = 0; i < weights.size(); ++i)
        levels.push_back(weights[i].fraction() * rates[i].factor());
    return shares_of_levels(levels);
}

Answer<std::vector<Share>> shares_of_changes(std::span<const double> changes) {
    double total = 0;
    for (const double change : changes)
        total += change;
    if (!is_finite(total)) return Undefined::not_finite;
    if (total == 0) return Undefined::no_change;
    std::vector<Share> shares;
    for (const double change : changes)
        shares.push_back(Share::fraction(change / total));
    return shares;
}

Answer<Rate> average_growth(std::span<const Rate> years) {
    if (years.empty()) return Undefined::base_not_positive;
    double level = 1;
    for (const auto year : years) {
        if (!is_finite(year.fraction())) return Undefined::not_finite;
        if (!(year.factor() > 0)) return Undefined::base_not_positive;
        level *= year.factor();
    }
    if (!is_finite(level) || !(level > 0)) return Undefined::not_finite;
    return Rate::fraction(root(level, years.size()) - 1);
}

}  // namespace grdp::accounts
