#include "grdp/analysis/sweep_shard.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "catch.hpp"

using namespace grdp;

TEST_CASE("shards: every scenario belongs to one shard, and shares differ by one at most") {
    for (const std::uint64_t rows : {1u, 2u, 7u, 32u, 1000u}) {
        for (std::uint32_t count = 1; count <= std::min<std::uint64_t>(rows, 40); ++count) {
            std::vector<int> holders(rows, 0);
            std::size_t least = rows, most = 0;
            for (std::uint32_t number = 1; number <= count; ++number) {
                const auto own = analysis::rows_of({number, count}, rows);
                REQUIRE(std::is_sorted(own.begin(), own.end()));
                for (const auto row : own) {
                    REQUIRE(analysis::shard_of(row, count) == number);
                    ++holders[row];
                }
                least = std::min(least, own.size());
                most = std::max(most, own.size());
            }
            REQUIRE(std::all_of(holders.begin(), holders.end(), [](int held) { return held == 1; }));
            REQUIRE(most - least <= 1);
            REQUIRE(least >= rows / count);
        }
    }
}

TEST_CASE("shards: no axis keeps step with the dealing") {
    // A fast axis of L values: each shard should see all of them about equally often, whatever L and the number of shards share.
    constexpr std::uint64_t kRows = 24'000;
    for (const std::uint32_t count : {4u, 8u, 12u}) {
        for (const std::uint64_t length : {std::uint64_t{count}, std::uint64_t{count - 1}, std::uint64_t{count + 1}, std::uint64_t{2 * count}}) {
            std::map<std::uint64_t, double> seen;
            const auto own = analysis::rows_of({2, count}, kRows);
            for (const auto row : own) seen[row % length] += 1;
            REQUIRE(seen.size() == length);
            const double even = static_cast<double>(own.size()) / static_cast<double>(length);
            for (const auto& [value, times] : seen) {
                CAPTURE(count, length, value);
                CHECK(std::abs(times - even) < 5 * std::sqrt(even));  // binomial
            }
        }
    }
}

TEST_CASE("shards: who computes a scenario is written down for good") {
    CHECK(analysis::rows_of({1, 1}, 5) == std::vector<std::uint64_t>{0, 1, 2, 3, 4});
    CHECK(analysis::rows_of({1, 3}, 24) == std::vector<std::uint64_t>{1, 4, 7, 10, 13, 17, 19, 21});
    CHECK(analysis::rows_of({2, 3}, 24) == std::vector<std::uint64_t>{2, 5, 8, 11, 14, 15, 20, 22});
}
