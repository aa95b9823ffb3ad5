#include "grdp/accounts/weight_interval.hpp"

#include <algorithm>

#include "grdp/accounts/growth.hpp"

namespace grdp::accounts {
namespace {

bool growth_may_be_zero(const PrintedContribution& printed) {
    const double growth = printed.growth.fraction();
    return !((growth < 0 ? -growth : growth) > printed.half_unit.fraction());
}

}  // namespace

Answer<ShareInterval> weight_from_contribution(const PrintedContribution& printed) {
    if (!is_finite(printed.contribution.fraction()) || !is_finite(printed.growth.fraction()))
        return Undefined::not_finite;
    if (growth_may_be_zero(printed)) return Undefined::within_rounding;
    // A fall is a rise seen in a mirror: with both signs turned the quotient is the same.
    const double sign = printed.growth.fraction() < 0 ? -1 : 1;
    const double growth = sign * printed.growth.fraction();
    const double contribution = sign * printed.contribution.fraction();
    const double half = printed.half_unit.fraction();
    const auto quotient = [&](double c) { return c / (c < 0 ? growth - half : growth + half); };
    const auto upper = [&](double c) { return c / (c < 0 ? growth + half : growth - half); };
    const double low = std::max(0.0, quotient(contribution - half));
    const double high = std::min(1.0, upper(contribution + half));
    if (low > high) return Undefined::contradiction;
    return ShareInterval{Share::fraction(low), Share::fraction(high)};
}

Answer<std::vector<ShareInterval>> narrow_to_whole(std::span<const ShareInterval> intervals) {
    auto sum_low = Share::zero();
    auto sum_high = Share::zero();
    for (const auto& interval : intervals) {
        sum_low += interval.low;
        sum_high += interval.high;
    }
    if (sum_low > Share::whole() || sum_high < Share::whole()) return Undefined::contradiction;
    std::vector<ShareInterval> narrowed;
    for (const auto& interval : intervals) {
        const auto others_high = sum_high - interval.high;
        const auto others_low = sum_low - interval.low;
        narrowed.push_back({std::max(interval.low, Share::whole() - others_high),
                            std::min(interval.high, Share::whole() - others_low)});
    }
    return narrowed;
}

Answer<std::vector<Share>> weights_from_contributions(std::span<const PrintedContribution> printed) {
    std::vector<double> quotients;
    for (const auto& part : printed) {
        if (growth_may_be_zero(part)) return Undefined::within_rounding;
        quotients.push_back(part.contribution.fraction() / part.growth.fraction());
    }
    return shares_of_levels(quotients);
}

}  // namespace grdp::accounts
