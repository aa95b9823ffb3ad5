#include "grdp/analysis/uniform_sum.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace grdp::analysis {
namespace {

constexpr std::size_t kMostTerms = 16;
constexpr double kAccepted = 1e-9;
constexpr double kEpsilon = 2.220446049250313e-16;

// AU-7: volume of {u in the unit box: sum of a(i) u(i) <= t} by inclusion and exclusion of the corners.
Volume by_corners(const std::vector<double>& widths, double t) {
    const std::size_t n = widths.size();
    double sum = 0;
    double correction = 0;
    double size = 0;
    for (std::uint32_t corner = 0; corner < (1u << n); ++corner) {
        double rest = t;
        for (std::size_t i = 0; i < n; ++i)
            rest -= (corner >> i & 1u) != 0 ? widths[i] : 0.0;
        if (rest <= 0) continue;
        double term = 1;
        for (std::size_t i = 0; i < n; ++i)
            term *= rest / (widths[i] * static_cast<double>(i + 1));
        size += term;
        if (std::popcount(corner) % 2 != 0) term = -term;
        const double shifted = term - correction;
        const double next = sum + shifted;
        correction = (next - sum) - shifted;
        sum = next;
    }
    return {std::clamp(sum, 0.0, 1.0), size * kEpsilon * 4 * static_cast<double>(n + 1)};
}

// The distribution function of the sum so far on a grid, averaged over the width of one more term at a time. Second order:
// the error is estimated by a grid half as fine.
double on_grid(const std::vector<double>& widths, double t, double whole, std::size_t points) {
    const double step = whole / static_cast<double>(points);
    std::vector<double> law(points + 1, 1.0);
    bool first = true;
    for (const double width : widths) {
        std::vector<double> integral(points + 1, 0.0);
        for (std::size_t i = 1; i <= points; ++i)
            integral[i] = integral[i - 1] + step * (first ? 1.0 : 0.5 * (law[i - 1] + law[i]));
        first = false;
        const auto up_to = [&](double x) {
            const double place = std::clamp(x / step, 0.0, static_cast<double>(points));
            const auto left = std::min(static_cast<std::size_t>(place), points - 1);
            const double part = place - static_cast<double>(left);
            return integral[left] + part * (integral[left + 1] - integral[left]);
        };
        std::vector<double> next(points + 1, 0.0);
        for (std::size_t i = 0; i <= points; ++i) {
            const double x = step * static_cast<double>(i);
            next[i] = (up_to(x) - up_to(x - width)) / width;
        }
        law = std::move(next);
    }
    const double place = std::clamp(t / step, 0.0, static_cast<double>(points));
    const auto left = std::min(static_cast<std::size_t>(place), points - 1);
    return law[left] + (place - static_cast<double>(left)) * (law[left + 1] - law[left]);
}

}  // namespace

Volume share_at_most(std::span<const UniformTerm> terms, double x) {
    std::vector<double> widths;
    double lowest = 0;
    double whole = 0;
    for (const auto& term : terms) {
        const double a = term.weight * term.low;
        const double b = term.weight * term.high;
        lowest += std::min(a, b);
        const double width = a < b ? b - a : a - b;
        if (width > 0) widths.push_back(width);
        whole += width;
    }
    const double t = x - lowest;
    if (widths.empty()) return {t >= 0 ? 1.0 : 0.0, 0};
    if (t <= 0) return {0, 0};
    if (t >= whole) return {1, 0};
    if (widths.size() <= kMostTerms) {
        const auto exact = by_corners(widths, t);
        if (exact.error <= kAccepted) return exact;
    }
    std::sort(widths.rbegin(), widths.rend());  // the widest first: the law is smooth from the second term on
    constexpr std::size_t kPoints = 8192;
    const double coarse = on_grid(widths, t, whole, kPoints / 2);
    const double fine = on_grid(widths, t, whole, kPoints);
    const double change = fine > coarse ? fine - coarse : coarse - fine;
    return {std::clamp(fine, 0.0, 1.0), change + 1e-12};
}

}  // namespace grdp::analysis
