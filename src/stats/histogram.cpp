#include "grdp/stats/histogram.hpp"

#include "grdp/base/contract.hpp"

namespace grdp::stats {

Histogram::Histogram(const HistogramLayout& layout)
    : layout_(layout),
      bins_per_unit_(static_cast<double>(layout.bins) / (layout.high - layout.low)),
      counts_(layout.bins, 0) {
    GRDP_EXPECTS(layout.bins >= 1 && layout.low < layout.high && layout.high - layout.low < __builtin_huge_val());
}

double Histogram::edge(std::size_t i) const {
    if (i >= layout_.bins) return layout_.high;
    return layout_.low + (layout_.high - layout_.low) * (static_cast<double>(i) / static_cast<double>(layout_.bins));
}

void Histogram::add(double value) {
    if (value < layout_.low) {
        ++underflow_;
    } else if (value >= layout_.high) {
        ++overflow_;
    } else if (value != value) {
        ++not_a_number_;
    } else {
        std::size_t bin = static_cast<std::size_t>((value - layout_.low) * bins_per_unit_);
        if (bin >= layout_.bins) bin = layout_.bins - 1;
        // The product may round over an edge; the edges decide.
        while (bin > 0 && value < edge(bin))
            --bin;
        while (bin + 1 < layout_.bins && value >= edge(bin + 1))
            ++bin;
        ++counts_[bin];
    }
}

void Histogram::add(std::span<const double> values) {
    for (const double value : values)
        add(value);
}

void Histogram::merge(const Histogram& other) {
    GRDP_EXPECTS(layout_ == other.layout_);
    for (std::size_t i = 0; i < counts_.size(); ++i)
        counts_[i] += other.counts_[i];
    underflow_ += other.underflow_;
    overflow_ += other.overflow_;
    not_a_number_ += other.not_a_number_;
}

std::uint64_t Histogram::total() const {
    std::uint64_t sum = underflow_ + overflow_;
    for (const std::uint64_t count : counts_)
        sum += count;
    return sum;
}

Histogram::Place Histogram::place_of_rank(std::uint64_t rank) const {
    GRDP_EXPECTS(rank >= 1 && rank <= total());
    if (rank <= underflow_) return {RankRegion::underflow, 0, 0};
    std::uint64_t before = underflow_;
    for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
        if (rank <= before + counts_[bin]) return {RankRegion::bin, bin, rank - before};
        before += counts_[bin];
    }
    return {RankRegion::overflow, 0, 0};
}

double Histogram::value_of_rank(std::uint64_t rank) const {
    const Place place = place_of_rank(rank);
    if (place.region == RankRegion::underflow) return layout_.low;
    if (place.region == RankRegion::overflow) return layout_.high;
    const double left = edge(place.bin), right = edge(place.bin + 1);
    const double within = (static_cast<double>(place.rank_in_bin) - 0.5) / static_cast<double>(counts_[place.bin]);
    return left + (right - left) * within;
}

}  // namespace grdp::stats
