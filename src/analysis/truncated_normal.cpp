#include "truncated_normal.hpp"

#include <algorithm>

namespace grdp::analysis {
namespace {

constexpr double kNoMassBeyond = 40;  ///< beyond it a normal has no mass

std::size_t whole(std::size_t count) { return (count + 7) / 8 * 8; }

}  // namespace

void TruncatedNormals::set(const double* low, const double* high, std::size_t count, const engine::NormalScores& scores) {
    for (std::size_t k = 0; k < count; ++k) {
        const double a = std::clamp(low[k], -kNoMassBeyond, kNoMassBeyond), b = std::max(std::clamp(high[k], -kNoMassBeyond, kNoMassBeyond), a);
        mirrored_[k] = a > 0;
        low_[k] = mirrored_[k] ? -b : a;
        high_[k] = mirrored_[k] ? -a : b;
    }
    for (std::size_t k = count; k < whole(count); ++k) low_[k] = high_[k] = 0;
    bool one_sided = true;  // everywhere: the open end needs no distribution function
    for (std::size_t k = 0; k < count; ++k) one_sided = one_sided && (low_[k] <= -kNoMassBeyond || high_[k] >= kNoMassBeyond);
    if (one_sided) {
        for (std::size_t k = 0; k < whole(count); ++k) to_[k] = low_[k] <= -kNoMassBeyond ? high_[k] : low_[k];
        scores.cdfs(to_.data(), whole(count));
        for (std::size_t k = 0; k < count; ++k) {
            const bool open_below = low_[k] <= -kNoMassBeyond;
            from_[k] = open_below ? 0 : to_[k];
            if (!open_below) to_[k] = 1;
        }
        return;
    }
    from_ = low_;
    to_ = high_;
    scores.cdfs(from_.data(), whole(count));
    scores.cdfs(to_.data(), whole(count));
}

void TruncatedNormals::draw(double* u, std::size_t count, const engine::NormalScores& scores) const {
    for (std::size_t k = 0; k < count; ++k) u[k] = from_[k] + (mirrored_[k] ? 1 - u[k] : u[k]) * mass(k);
    for (std::size_t k = count; k < whole(count); ++k) u[k] = 0.5;
    scores.quantiles(u, whole(count));
    for (std::size_t k = 0; k < count; ++k) {
        const double z = mass(k) > 0 ? std::clamp(u[k], low_[k], high_[k]) : high_[k];
        u[k] = mirrored_[k] ? -z : z;
    }
}

}  // namespace grdp::analysis
