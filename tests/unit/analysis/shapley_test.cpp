#include "grdp/analysis/shapley.hpp"

#include "catch.hpp"

using namespace grdp;

TEST_CASE("shapley: the glove game by hand") {
    // one left glove, two right gloves: a pair is worth 1
    std::vector<double> worth(8, 0.0);
    for (const std::size_t pair : {0b011u, 0b101u, 0b111u}) worth[pair] = 1;
    const auto values = analysis::shapley_values(worth, 3);
    CHECK(values[0] == Approx(4.0 / 6));
    CHECK(values[1] == Approx(1.0 / 6));
    CHECK(values[2] == Approx(1.0 / 6));
}

TEST_CASE("shapley: values sum to the whole, a player without effect has exactly nothing, alike players share alike") {
    std::vector<double> worth(16);
    for (std::size_t mask = 0; mask < 16; ++mask) {
        const double a = mask & 1u ? 2.5 : 0.0, b = mask & 2u ? 1.0 : 0.0, c = mask & 4u ? 1.0 : 0.0;  // player 3 never counts
        worth[mask] = 7 + a * (b + c) + b * c - 3 * (b + c);
    }
    const auto values = analysis::shapley_values(worth, 4);
    CHECK(values[0] + values[1] + values[2] + values[3] == Approx(worth[15] - worth[0]));
    CHECK(values[3] == 0.0);
    CHECK(values[1] == Approx(values[2]));
}

TEST_CASE("shapley: the weights of all orders add up to one") {
    for (const std::size_t n : {1u, 2u, 5u, 12u}) {
        const auto weights = analysis::shapley_weights(n);
        double sum = 0, subsets = 1;
        for (std::size_t k = 0; k < n; ++k) {
            sum += subsets * weights[k];
            subsets = subsets * static_cast<double>(n - 1 - k) / static_cast<double>(k + 1);
        }
        CHECK(sum == Approx(1));
    }
    CHECK(analysis::shapley_values({3.0}, 0).empty());
}
