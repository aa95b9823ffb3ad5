// Growth of a total and of its parts at constant prices. docs/method/accounts.md, equations ACC-1 to ACC-7;
// System of National Accounts 2008, chapter 15.
#pragma once

#include <span>
#include <vector>

#include "grdp/accounts/answer.hpp"
#include "grdp/accounts/quantities.hpp"

namespace grdp::accounts {

/// ACC-1 on plain levels of one price basis: now/before - 1. Undefined for before <= 0.
[[nodiscard]] Answer<Rate> growth_of_levels(double now, double before);

/// ACC-1: growth on the period a year before, fraction. Undefined where the level before is not positive
/// (product taxes less subsidies can be negative: report the contribution in points and the levels instead).
template <int BaseYear>
[[nodiscard]] Answer<Rate> growth(Volume<BaseYear> now, Volume<BaseYear> before) {
    return growth_of_levels(now.billion_vnd(), before.billion_vnd());
}
template <int ReferenceYear>
[[nodiscard]] Answer<Rate> growth(ChainedVolume<ReferenceYear> now, ChainedVolume<ReferenceYear> before) {
    return growth_of_levels(now.billion_vnd(), before.billion_vnd());
}
/// Nominal growth.
[[nodiscard]] Answer<Rate> growth(Value now, Value before);
[[nodiscard]] Answer<Rate> growth(Persons now, Persons before);

/// Shares of the parts in their sum, fractions that sum to one. Undefined where the sum is not positive.
[[nodiscard]] Answer<std::vector<Share>> shares_of_levels(std::span<const double> levels);

/// Weights of ACC-2: shares at constant prices.
template <int BaseYear>
[[nodiscard]] Answer<std::vector<Share>> weights(std::span<const Volume<BaseYear>> parts) {
    std::vector<double> levels;
    for (const auto part : parts)
        levels.push_back(part.billion_vnd());
    return shares_of_levels(levels);
}
/// ACC-7: shares at current prices, the structure of the economy. Not the weights of ACC-2.
[[nodiscard]] Answer<std::vector<Share>> structure(std::span<const Value> parts);

/// ACC-2: growth of the total, fraction, from the shares of the year before at constant prices and the growth of the
/// parts. Contract: as many rates as weights.
[[nodiscard]] Rate total_growth(std::span<const Share> weights, std::span<const Rate> rates);

/// ACC-3: the weights one year on. Undefined where the total falls to zero or below.
[[nodiscard]] Answer<std::vector<Share>> roll_weights(std::span<const Share> weights, std::span<const Rate> rates);

/// ACC-4: contribution of a part to the growth of the total, points; defined for a part of any sign.
template <int BaseYear>
[[nodiscard]] Answer<Points> contribution(Volume<BaseYear> part_now, Volume<BaseYear> part_before,
                                          Volume<BaseYear> total_before) {
    if (!(total_before > Volume<BaseYear>::zero())) return Undefined::whole_not_positive;
    const auto points = (part_now - part_before) / total_before;
    if (!is_finite(points)) return Undefined::not_finite;
    return Points::fraction(points);
}

/// ACC-5: shares of the parts in the change of GRDP, product taxes included (the convention of provincial reports).
/// Undefined where the total does not change. Contract: as many levels now as before.
template <int BaseYear>
[[nodiscard]] Answer<std::vector<Share>> shares_of_growth(std::span<const Volume<BaseYear>> now,
                                                          std::span<const Volume<BaseYear>> before);

/// ACC-6 is ACC-5 over the activities alone, product taxes left out (the convention of national reports since 2022).
template <int BaseYear>
[[nodiscard]] Answer<std::vector<Share>> shares_of_value_added_growth(
    std::span<const Volume<BaseYear>> activities_now, std::span<const Volume<BaseYear>> activities_before) {
    return shares_of_growth(activities_now, activities_before);
}

/// Shares of the changes in the sum of the changes; they may be negative and may exceed one.
[[nodiscard]] Answer<std::vector<Share>> shares_of_changes(std::span<const double> changes);

template <int BaseYear>
Answer<std::vector<Share>> shares_of_growth(std::span<const Volume<BaseYear>> now,
                                            std::span<const Volume<BaseYear>> before) {
    GRDP_EXPECTS(now.size() == before.size());
    std::vector<double> changes;
    for (std::size_t i = 0; i < now.size(); ++i)
        changes.push_back((now[i] - before[i]).billion_vnd());
    return shares_of_changes(changes);
}

/// Average growth per year over consecutive years: the constant rate that leads to the same level, fraction.
/// Undefined for no years, or where a year loses everything.
[[nodiscard]] Answer<Rate> average_growth(std::span<const Rate> years);

}  // namespace grdp::accounts
