#include <algorithm>

#include "grdp/base/number.hpp"
#include "random_order.hpp"
#include "share_worlds.hpp"

namespace grdp::analysis {
namespace {

/// Paths that follow one order and its reverse.
constexpr std::size_t kPathsPerOrder = 64;
constexpr std::size_t kFirstOrders = 16;
constexpr std::size_t kMostOrders = 1'024;
/// Standard error of a share at which no further orders are taken where these are all its error.
constexpr double kEnoughOfOrders = 0.002;

using Order = std::vector<std::size_t>;

Basis basis_of(const InputSpaces& spaces, const Order& known) {
    Basis basis;
    for (const std::size_t input : known) basis = spaces.extended(std::move(basis), input);
    return basis;
}

Basis basis_without(const InputSpaces& spaces, std::size_t input) {
    Order others;
    for (std::size_t i = 0; i < spaces.size(); ++i) {
        if (i != input) others.push_back(i);
    }
    return basis_of(spaces, others);
}

/// Values of every input's effect, one per order and its reverse.
struct OrderValues {
    explicit OrderValues(std::size_t inputs, std::size_t orders) : shapley(inputs, std::vector<double>(orders)), first(shapley), total(shapley), whole(orders) {}
    std::vector<std::vector<double>> shapley, first, total;
    std::vector<double> whole;
};

/// What each input removes when it becomes known in this order, averaged with the reverse order, into column `at`. `left(basis)` is the
/// variance that is left; nothing is left when all are known.
template <class Left>
void walk(const InputSpaces& spaces, Order order, double whole, Left&& left, OrderValues& values, std::size_t at) {
    for (int direction = 0; direction < 2; ++direction) {
        Basis basis;
        double before = whole;
        for (std::size_t i = 0; i < order.size(); ++i) {
            basis = spaces.extended(std::move(basis), order[i]);
            const double after = i + 1 == order.size() ? 0.0 : left(basis);
            values.shapley[order[i]][at] += (before - after) / 2;
            before = after;
        }
        std::reverse(order.begin(), order.end());
    }
    values.whole[at] = whole;
}

double worst_error(const std::vector<Estimate>& shares) {
    double most = 0;
    for (const Estimate& share : shares) most = std::max(most, share.standard_error);
    return most;
}

/// Closed forms: only the orders are sampled, and more are taken until they tell enough.
Result<UncertaintyShares> of_closed_forms(const ShareWorlds& worlds, std::uint64_t seed, UncertaintyShares found) {
    const std::size_t n = found.inputs.size();
    const auto left = [&](const Basis& basis) { return worlds.left_of_surrogate(basis); };
    const double whole = left({});
    if (!(whole > 0)) return nothing_to_share();
    found.variance = whole;
    for (std::size_t orders = kFirstOrders;; orders *= 2) {
        OrderValues values(n, orders);
        for (std::size_t at = 0; at < orders; ++at) walk(worlds.spaces(), random_order(seed, at, n), whole, left, values, at);
        found.shapley.clear();
        for (std::size_t i = 0; i < n; ++i) found.shapley.push_back(share_of(values.shapley[i], values.whole));
        found.orders = 2 * orders;
        if (orders >= kMostOrders || worst_error(found.shapley) <= kEnoughOfOrders) break;
    }
    for (std::size_t i = 0; i < n; ++i) {
        found.first_order.push_back(known_share(1 - left(basis_of(worlds.spaces(), {i})) / whole));
        found.total.push_back(known_share(left(basis_without(worlds.spaces(), i)) / whole));
    }
    return found;
}

double mean_of(const std::vector<double>& values) {
    double mean = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    return mean;
}

/// Sixty-four paths follow each order; their mean is one value, so that the error is that of orders and paths together.
Result<UncertaintyShares> of_paths(const ShareWorlds& worlds, const engine::Sampling& sampling, UncertaintyShares found, engine::Executor& executor) {
    const std::size_t n = found.inputs.size();
    const std::size_t orders = (static_cast<std::size_t>(sampling.draws) + kPathsPerOrder - 1) / kPathsPerOrder;
    std::vector<Basis> alone, without;
    for (std::size_t i = 0; i < n; ++i) {
        alone.push_back(basis_of(worlds.spaces(), {i}));
        without.push_back(basis_without(worlds.spaces(), i));
    }
    OrderValues values(n, orders);
    executor.run(orders, [&](std::size_t at, std::size_t) {
        ShareWorlds::Paths paths(worlds, at * kPathsPerOrder, kPathsPerOrder);
        std::vector<double> halves(kPathsPerOrder);
        const auto left = [&](const Basis& basis) {
            paths.left(basis, worlds.left_of_surrogate(basis), halves.data());
            return mean_of(halves);
        };
        const double whole = left({});
        walk(worlds.spaces(), random_order(sampling.seed, at, n), whole, left, values, at);
        for (std::size_t i = 0; i < n; ++i) {
            values.first[i][at] = whole - left(alone[i]);
            values.total[i][at] = left(without[i]);
        }
    }, {});
    found.draws = orders * kPathsPerOrder;
    found.orders = 2 * orders;
    found.variance = mean_of(values.whole);
    if (!finite(found.variance)) return too_few_for_index("some paths have no finite value");
    if (!(found.variance > 0)) return nothing_to_share();
    for (std::size_t i = 0; i < n; ++i) {
        found.shapley.push_back(share_of(values.shapley[i], values.whole));
        found.first_order.push_back(share_of(values.first[i], values.whole));
        found.total.push_back(share_of(values.total[i], values.whole));
    }
    if (auto enough = check_share_errors(found, sampling.draws); !enough) return enough.diagnostics();
    return found;
}

}  // namespace

Result<UncertaintyShares> shares_over_orders(const ShareWorlds& worlds, const engine::Sampling& sampling, std::vector<UncertainInput> inputs, engine::Executor& executor) {
    UncertaintyShares found;
    found.inputs = std::move(inputs);
    return worlds.exact() ? of_closed_forms(worlds, sampling.seed, std::move(found)) : of_paths(worlds, sampling, std::move(found), executor);
}

}  // namespace grdp::analysis
