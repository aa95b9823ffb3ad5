#include "grdp/stats/accumulator.hpp"

#include <algorithm>
#include <iterator>

#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::stats {

namespace {

double fixed_tree(const std::array<double, kLogicalLanes>& x) {
    return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

}  // namespace

MomentPartial combine(const MomentPartial& earlier, const MomentPartial& later) {
    return {earlier.sum + later.sum, earlier.sum2 + later.sum2, earlier.n + later.n};
}

void MomentLanes::add(std::span<const double> values, double shift, std::uint64_t first_path) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t lane = static_cast<std::size_t>((first_path + i) % kLogicalLanes);
        const double deviation = values[i] - shift;
        sum[lane] += deviation;
        sum2[lane] += deviation * deviation;
    }
    n += values.size();
}

MomentPartial MomentLanes::total() const {
    return {fixed_tree(sum), fixed_tree(sum2), n};
}

void PairwiseCombiner::add(std::uint64_t block, const MomentPartial& partial) {
    const auto first_block = [](const Node& node) { return node.index << node.level; };
    auto place = std::lower_bound(nodes_.begin(), nodes_.end(), block,
                                  [&](const Node& node, std::uint64_t b) { return first_block(node) < b; });
    GRDP_EXPECTS(place == nodes_.end() || first_block(*place) != block);
    GRDP_EXPECTS(place == nodes_.begin() || block >= (std::prev(place)->index + 1) << std::prev(place)->level);
    place = nodes_.insert(place, Node{block, 0, partial});
    const auto siblings = [](const Node& a, const Node& b) { return a.level == b.level && (a.index ^ b.index) == 1; };
    for (;;) {
        const bool is_even = place->index % 2 == 0;
        if (is_even && std::next(place) != nodes_.end() && siblings(*place, *std::next(place))) {
            // the right sibling is there
        } else if (!is_even && place != nodes_.begin() && siblings(*std::prev(place), *place)) {
            --place;
        } else {
            return;
        }
        *place = {place->index / 2, place->level + 1, combine(place->partial, std::next(place)->partial)};
        nodes_.erase(std::next(place));
    }
}

bool PairwiseCombiner::complete() const {
    std::uint64_t expected = 0;
    for (const Node& node : nodes_) {
        if (node.index << node.level != expected) return false;
        expected += std::uint64_t{1} << node.level;
    }
    return true;
}

MomentPartial PairwiseCombiner::total() const {
    GRDP_EXPECTS(complete());
    if (nodes_.empty()) return {};
    MomentPartial sum = nodes_.back().partial;
    for (std::size_t i = nodes_.size() - 1; i-- > 0;)
        sum = combine(nodes_[i].partial, sum);
    return sum;
}

Moments moments(const MomentPartial& partial, double shift) {
    const double n = static_cast<double>(partial.n);
    const double nan = sqrt(-1.0);
    if (partial.n == 0) return {nan, nan, nan, 0};
    const double mean_deviation = partial.sum / n;
    if (partial.n == 1) return {shift + mean_deviation, nan, nan, 1};
    const double variance = (partial.sum2 - partial.sum * mean_deviation) / (n - 1);
    const double sd = sqrt(variance < 0 ? 0.0 : variance);
    return {shift + mean_deviation, sd, sd / sqrt(n), partial.n};
}

double standard_error_of_sd_if_normal(const Moments& m) {
    return m.sd / sqrt(2 * (static_cast<double>(m.n) - 1));
}

}  // namespace grdp::stats
