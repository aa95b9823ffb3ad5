// Counts over fixed bins, the memory of a streamed sample. docs/method/estimators.md, equation (ES-9).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace grdp::stats {

/// bins equal bins over [low, high).
struct HistogramLayout {
    double low = 0;
    double high = 1;
    std::size_t bins = 1;
    friend bool operator==(const HistogramLayout&, const HistogramLayout&) = default;
};

class Histogram {
  public:
    /// Contract: finite low < high, bins >= 1.
    explicit Histogram(const HistogramLayout& layout);

    void add(double value);
    void add(std::span<const double> values);
    /// Contract: equal layouts. Integer counts: any order of merging gives the same result.
    void merge(const Histogram& other);

    [[nodiscard]] const HistogramLayout& layout() const { return layout_; }
    [[nodiscard]] const std::vector<std::uint64_t>& counts() const { return counts_; }
    [[nodiscard]] std::uint64_t underflow() const { return underflow_; }  ///< value < low
    [[nodiscard]] std::uint64_t overflow() const { return overflow_; }    ///< value >= high
    [[nodiscard]] std::uint64_t not_a_number() const { return not_a_number_; }
    /// All ordered values: bins, underflow and overflow, without NaN.
    [[nodiscard]] std::uint64_t total() const;
    /// Lower edge of bin i, i = bins gives the upper end.
    [[nodiscard]] double edge(std::size_t i) const;
    enum class RankRegion : std::uint8_t { underflow, bin, overflow };
    struct Place {
        RankRegion region;
        std::size_t bin;            ///< for RankRegion::bin
        std::uint64_t rank_in_bin;  ///< from 1, for RankRegion::bin
    };
    /// Where the order statistic of this rank lies. Contract: 1 <= rank <= total().
    [[nodiscard]] Place place_of_rank(std::uint64_t rank) const;
    /// That order statistic, linear within its bin; the ends of the range for under- and overflow.
    [[nodiscard]] double value_of_rank(std::uint64_t rank) const;

    friend bool operator==(const Histogram&, const Histogram&) = default;

  private:
    HistogramLayout layout_;
    double bins_per_unit_;
    std::vector<std::uint64_t> counts_;
    std::uint64_t underflow_ = 0, overflow_ = 0, not_a_number_ = 0;
};

}  // namespace grdp::stats
