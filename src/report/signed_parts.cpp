#include "signed_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "grdp/base/contract.hpp"

namespace grdp::report {

std::string signed_scaled(Scaled value, Language language) { return (value.units > 0 ? "+" : "") + scaled_text(value, language); }

std::string signed_decimal(double value, int decimals, Language language) {
    const auto rounded = round_decimal(value, decimals);
    return rounded ? signed_scaled(*rounded, language) : decimal_text(value, decimals, language);
}

Scaled printed_gap(double before, double after, int decimals) {
    const auto first = round_decimal(before, decimals), second = round_decimal(after, decimals);
    if (!first || !second) return {0, decimals};
    return {second->units - first->units, decimals};
}

std::vector<Scaled> printed_parts(const std::vector<double>& parts, double before, double after, int decimals) {
    const double power = std::pow(10.0, decimals);
    std::vector<Scaled> rounded;
    std::vector<std::size_t> order;
    std::int64_t missing = printed_gap(before, after, decimals).units;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto units = static_cast<std::int64_t>(std::floor(parts[i] * power));
        rounded.push_back({units, decimals});
        missing -= units;
        if (parts[i] != 0) order.push_back(i);
    }
    if (order.empty()) return rounded;
    const auto rest = [&](std::size_t i) { return parts[i] * power - std::floor(parts[i] * power); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest(a) > rest(b); });
    // rounding of the two ends may ask for one unit more than there are parts, or for one less than none
    for (std::size_t k = 0; missing > 0; ++k, --missing) ++rounded[order[k % order.size()]].units;
    for (std::size_t k = order.size(); missing < 0; ++missing) {
        k = k == 0 ? order.size() - 1 : k - 1;
        --rounded[order[k]].units;
    }
    return rounded;
}

}  // namespace grdp::report
