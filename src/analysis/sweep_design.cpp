#include "grdp/analysis/sweep_design.hpp"

#include <algorithm>
#include <numeric>

#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/random.hpp"
#include "grdp/stats/sobol.hpp"

namespace grdp::analysis {
namespace {

/// Streams of the design lie apart from those of any simulation: no path has this period.
constexpr std::uint32_t kDesignPeriod = 0xFFFFFFFFu;

double design_uniform(std::uint64_t seed, std::uint64_t number, std::uint32_t axis) {
    return stats::uniform_pair(seed, number, kDesignPeriod, axis).u1;
}

/// 0 .. count - 1 in an order that the seed and the axis fix.
std::vector<std::uint64_t> shuffled(std::uint64_t count, std::uint64_t seed, std::uint32_t axis) {
    std::vector<std::uint64_t> places(count);
    std::iota(places.begin(), places.end(), std::uint64_t{0});
    std::vector<double> keys(count);
    for (std::uint64_t i = 0; i < count; ++i) keys[i] = design_uniform(seed, i, 2 * axis);
    std::stable_sort(places.begin(), places.end(), [&](std::uint64_t a, std::uint64_t b) { return keys[a] < keys[b]; });
    return places;
}

double inside(const NumberRange& range, double share) { return range.low + share * (range.high - range.low); }

std::size_t digits_of(std::uint64_t number) { return std::to_string(number).size(); }

}  // namespace

std::uint64_t SweepDesign::rows() const {
    std::uint64_t count = 1;
    for (const SweepBlock& block : blocks) {
        if (block.rows() > 0 && count > kMostScenarios / block.rows()) return kMostScenarios + 1;
        count *= block.rows();
    }
    return count;
}

std::vector<double> SweepDesign::point(std::uint64_t row) const {
    GRDP_EXPECTS(row < rows());
    std::vector<double> values(axes.size(), kNan);
    for (std::size_t b = blocks.size(); b-- > 0;) {
        const SweepBlock& block = blocks[b];
        const std::uint64_t own = row % block.rows();
        row /= block.rows();
        for (std::size_t i = 0; i < block.axes.size(); ++i) values[block.axes[i]] = block.values[own * block.axes.size() + i];
    }
    return values;
}

std::string SweepDesign::id(std::uint64_t row) const {
    if (blocks.size() == 1 && !blocks.front().names.empty()) return blocks.front().names[row];
    const std::string number = std::to_string(row + 1);
    return std::string(digits_of(rows()) - number.size(), '0') + number;
}

SweepBlock grid_block(std::uint32_t axis, std::vector<double> values) { return {{axis}, std::move(values), {}}; }

SweepBlock one_at_a_time(const std::vector<std::uint32_t>& axes, const std::vector<std::vector<double>>& values) {
    GRDP_EXPECTS(axes.size() == values.size());
    SweepBlock block{axes, std::vector<double>(axes.size(), kNan), {}};
    for (std::size_t i = 0; i < axes.size(); ++i) {
        for (const double value : values[i]) {
            const std::size_t begin = block.values.size();
            block.values.resize(begin + axes.size(), kNan);
            block.values[begin + i] = value;
        }
    }
    return block;
}

SweepBlock latin_hypercube(const std::vector<std::uint32_t>& axes, const std::vector<NumberRange>& ranges, std::uint64_t points,
                           std::uint64_t seed) {
    GRDP_EXPECTS(axes.size() == ranges.size());
    SweepBlock block{axes, std::vector<double>(points * axes.size()), {}};
    for (std::uint32_t axis = 0; axis < axes.size(); ++axis) {
        const auto slices = shuffled(points, seed, axis);
        for (std::uint64_t i = 0; i < points; ++i) {
            const double within_slice = design_uniform(seed, i, 2 * axis + 1);
            const double share = (static_cast<double>(slices[i]) + within_slice) / static_cast<double>(points);
            block.values[i * axes.size() + axis] = inside(ranges[axis], share);
        }
    }
    return block;
}

SweepBlock sobol_points(const std::vector<std::uint32_t>& axes, const std::vector<NumberRange>& ranges, std::uint64_t points,
                        std::uint64_t seed) {
    GRDP_EXPECTS(axes.size() == ranges.size());
    SweepBlock block{axes, std::vector<double>(points * axes.size()), {}};
    stats::ScrambledSobol sequence(seed, 0, axes.size());
    unsigned levels = 0;
    while ((std::uint64_t{1} << levels) < points) ++levels;
    sequence.reach(levels);
    std::vector<double> shares(points);
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        sequence.fill(axis, 0, points, shares.data());
        for (std::uint64_t i = 0; i < points; ++i) block.values[i * axes.size() + axis] = inside(ranges[axis], shares[i]);
    }
    return block;
}

}  // namespace grdp::analysis
