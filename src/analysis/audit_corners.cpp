// All combinations of the cases of the parts, and the box between them; AU-7.
#include <algorithm>

#include "audit_parts.hpp"
#include "grdp/accounts/band.hpp"
#include "grdp/analysis/uniform_sum.hpp"

namespace grdp::analysis {
namespace {

constexpr std::uint64_t kMostCorners = 1u << 20;

std::vector<double> distinct(std::vector<double> cases) {
    std::sort(cases.begin(), cases.end());
    cases.erase(std::unique(cases.begin(), cases.end()), cases.end());
    return cases;
}

bool fits(const Check& check, const model::TargetSet& set) {
    if (!check.affine || check.terms.size() < 2) return false;
    if (set.targets[check.target].sense != model::Sense::band) return false;
    return std::all_of(check.terms.begin(), check.terms.end(), [&](const CheckTerm& term) {
        return term.weight > 0 && set.targets[term.target].sense == model::Sense::band;
    });
}

void count_corners(const std::vector<std::vector<double>>& values, const Check& check, double low, double high,
                   Corners& corners) {
    std::vector<std::size_t> digit(values.size(), 0);
    for (bool first = true;; first = false) {
        double total = check.constant;
        for (std::size_t i = 0; i < values.size(); ++i)
            total += check.terms[i].weight * values[i][digit[i]];
        ++corners.count;
        if (total > accounts::inclusive_high(high)) ++corners.above;
        if (total < accounts::inclusive_low(low)) ++corners.below;
        corners.lowest = first ? total : std::min(corners.lowest, total);
        corners.highest = first ? total : std::max(corners.highest, total);
        std::size_t place = 0;
        while (place < digit.size() && ++digit[place] == values[place].size())
            digit[place++] = 0;
        if (place == digit.size()) return;
    }
}

}  // namespace

std::optional<Corners> corners_of(const SolvedSet& solved, const Check& check) {
    const auto& set = solved.set();
    if (!fits(check, set)) return std::nullopt;
    std::vector<std::vector<double>> values;
    std::vector<UniformTerm> box;
    std::uint64_t count = 1;
    bool varies = false;
    for (const auto& term : check.terms) {
        values.push_back(distinct(set.targets[term.target].cases));
        box.push_back({term.weight, values.back().front(), values.back().back()});
        varies = varies || values.back().size() > 1;
        count = std::min(kMostCorners + 1, count * values.back().size());
    }
    if (!varies || count > kMostCorners) return std::nullopt;
    const auto& own = set.targets[check.target].cases;
    const double low = *std::min_element(own.begin(), own.end());
    const double high = *std::max_element(own.begin(), own.end());
    Corners corners;
    count_corners(values, check, low, high, corners);
    const auto up_to_low = share_at_most(box, low - check.constant);
    const auto up_to_high = share_at_most(box, high - check.constant);
    corners.share_below = up_to_low.share;
    corners.share_within = std::max(0.0, up_to_high.share - up_to_low.share);
    corners.share_above = 1 - up_to_high.share;
    corners.share_error = up_to_low.error + up_to_high.error;
    return corners;
}

}  // namespace grdp::analysis
