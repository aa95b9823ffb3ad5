#include "grdp/analysis/sweep_design.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "catch.hpp"

using namespace grdp;
using analysis::SweepDesign;

namespace {

SweepDesign with_axes(std::size_t count) {
    SweepDesign design;
    design.axes.resize(count);
    return design;
}

}  // namespace

TEST_CASE("blocks are crossed and the last turns fastest") {
    auto design = with_axes(3);
    design.blocks = {analysis::grid_block(0, {1, 2}), {{1, 2}, {10, 20, 30, 40, 50, 60}, {}}};
    REQUIRE(design.rows() == 6);
    CHECK(design.point(0) == std::vector<double>{1, 10, 20});
    CHECK(design.point(2) == std::vector<double>{1, 50, 60});
    CHECK(design.point(3) == std::vector<double>{2, 10, 20});
    CHECK(design.id(0) == "1");
    design.blocks.push_back(analysis::grid_block(0, std::vector<double>(10, 0.0)));
    CHECK(design.id(0) == "01");
    CHECK(design.id(59) == "60");
}

TEST_CASE("names of a single block are the names of its scenarios") {
    auto design = with_axes(1);
    design.blocks = {{{0}, {1, 2}, {"low", "high"}}};
    CHECK(design.id(1) == "high");
    CHECK(with_axes(0).rows() == 1);
}

TEST_CASE("a design too large for any machine saturates") {
    auto design = with_axes(5);
    for (std::uint32_t axis = 0; axis < 5; ++axis) design.blocks.push_back(analysis::grid_block(axis, std::vector<double>(100'000, 1.0)));
    CHECK(design.rows() > analysis::kMostScenarios);
}

TEST_CASE("one at a time moves one axis and leaves the others to the scenario") {
    const auto block = analysis::one_at_a_time({0, 1}, {{7, 8}, {3}});
    REQUIRE(block.rows() == 4);
    const auto is_own = [&](std::size_t i) { return std::isnan(block.values[i]); };
    CHECK((is_own(0) && is_own(1)));
    CHECK((block.values[2] == 7 && is_own(3)));
    CHECK((block.values[4] == 8 && is_own(5)));
    CHECK((is_own(6) && block.values[7] == 3));
}

TEST_CASE("a Latin hypercube has one point in each slice of each axis, fixed by the seed") {
    const std::vector<analysis::NumberRange> ranges{{0, 1}, {-5, 5}};
    const auto block = analysis::latin_hypercube({0, 1}, ranges, 50, 7);
    REQUIRE(block.rows() == 50);
    for (std::size_t axis = 0; axis < 2; ++axis) {
        std::set<int> slices;
        for (std::size_t i = 0; i < 50; ++i) slices.insert(static_cast<int>(std::floor((block.values[2 * i + axis] - ranges[axis].low) / (ranges[axis].high - ranges[axis].low) * 50)));
        CHECK(slices.size() == 50);
        CHECK((*slices.begin() == 0 && *slices.rbegin() == 49));
    }
    CHECK(block.values == analysis::latin_hypercube({0, 1}, ranges, 50, 7).values);
    CHECK(block.values != analysis::latin_hypercube({0, 1}, ranges, 50, 8).values);
}

TEST_CASE("more Sobol' points keep the former ones, and 2^m of them fill every slice") {
    const std::vector<analysis::NumberRange> ranges{{0, 1}, {2, 4}};
    const auto few = analysis::sobol_points({0, 1}, ranges, 16, 3);
    const auto many = analysis::sobol_points({0, 1}, ranges, 64, 3);
    CHECK(std::equal(few.values.begin(), few.values.end(), many.values.begin()));
    std::set<int> slices;
    for (std::size_t i = 0; i < 64; ++i) slices.insert(static_cast<int>(std::floor(many.values[2 * i] * 64)));
    CHECK(slices.size() == 64);
}
