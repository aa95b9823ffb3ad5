#include "paired_cells.hpp"

#include <algorithm>

#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/interval.hpp"

namespace grdp::analysis {
namespace {

constexpr std::size_t kBatches = 32;
/// 0.975 quantile of Student's t with 31 degrees of freedom.
constexpr double kStudent31 = 2.039513446396408;
constexpr double kNormal95OfPairs = 1.959963984540054;

/// Order statistics of these probabilities, ascending. Numbers between two of them stay as they lie.
std::vector<double> quantiles_of(std::vector<double> numbers, const std::vector<double>& probabilities) {
    std::vector<double> found;
    auto begin = numbers.begin();
    for (const double p : probabilities) {
        const auto rank = static_cast<std::ptrdiff_t>(std::max<std::uint64_t>(stats::quantile_rank(p, numbers.size()), 1) - 1);
        const auto at = numbers.begin() + rank;
        if (at >= begin) {
            std::nth_element(begin, at, numbers.end());
            begin = at;
        } else {
            std::nth_element(numbers.begin(), at, numbers.end());
            begin = numbers.begin();
        }
        found.push_back(*at);
    }
    return found;
}

Estimate mean_difference(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    double mean = 0;
    for (std::size_t k = 0; k < a.size(); ++k) mean += (b[k] - a[k]) / n;
    double squares = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
        const double d = b[k] - a[k] - mean;
        squares += d * d;
    }
    const double error = stats::sqrt(squares / (n - 1) / n);
    return {mean, error, mean - kNormal95OfPairs * error, mean + kNormal95OfPairs * error};
}

std::vector<double> part_of(const std::vector<double>& x, std::size_t first, std::size_t last) {
    return {x.begin() + static_cast<std::ptrdiff_t>(first), x.begin() + static_cast<std::ptrdiff_t>(last)};
}

void quantile_differences(const std::vector<double>& a, const std::vector<double>& b, const std::vector<double>& probabilities, PairedNumbers& found) {
    found.quantiles_before = quantiles_of(a, probabilities);
    found.quantiles_after = quantiles_of(b, probabilities);
    std::vector<std::vector<double>> batches(probabilities.size());
    for (std::size_t batch = 0; batch < kBatches; ++batch) {
        const std::size_t first = a.size() * batch / kBatches, last = a.size() * (batch + 1) / kBatches;
        const auto of_a = quantiles_of(part_of(a, first, last), probabilities), of_b = quantiles_of(part_of(b, first, last), probabilities);
        for (std::size_t i = 0; i < probabilities.size(); ++i) batches[i].push_back(of_b[i] - of_a[i]);
    }
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        double mean = 0, squares = 0;
        for (const double d : batches[i]) mean += d / static_cast<double>(kBatches);
        for (const double d : batches[i]) squares += (d - mean) * (d - mean);
        const double error = stats::sqrt(squares / static_cast<double>(kBatches * (kBatches - 1)));
        const double gap = found.quantiles_after[i] - found.quantiles_before[i];
        found.quantiles.push_back({gap, error, gap - kStudent31 * error, gap + kStudent31 * error});
    }
}

}  // namespace

PairedNumbers paired_numbers(const double* before, const double* after, std::size_t draws, const std::vector<double>& probabilities) {
    PairedNumbers found;
    std::vector<double> a, b;
    for (std::size_t k = 0; k < draws; ++k) {
        if (!finite(before[k]) || !finite(after[k])) {
            ++found.failed;
            continue;
        }
        a.push_back(before[k]);
        b.push_back(after[k]);
    }
    if (a.size() < 2 * kBatches) {
        found.mean_before = found.mean_after = kNan;
        found.mean = {kNan, kNan, kNan, kNan};
        found.quantiles_before.assign(probabilities.size(), kNan);
        found.quantiles_after = found.quantiles_before;
        found.quantiles.assign(probabilities.size(), found.mean);
        return found;
    }
    const auto n = static_cast<double>(a.size());
    for (std::size_t k = 0; k < a.size(); ++k) {
        found.mean_before += a[k] / n;
        found.mean_after += b[k] / n;
    }
    found.mean = mean_difference(a, b);
    quantile_differences(a, b, probabilities, found);
    return found;
}

}  // namespace grdp::analysis
