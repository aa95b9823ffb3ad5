#include "grdp/report/decimal.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include "catch.hpp"

using namespace grdp::report;

namespace {

std::string en(double value, int decimals) {
    return decimal_text(value, decimals, Language::en);
}
std::string vi(double value, int decimals) {
    return decimal_text(value, decimals, Language::vi);
}

std::int64_t sum(const std::vector<Scaled>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                           [](std::int64_t total, Scaled part) { return total + part.units; });
}

}  // namespace

TEST_CASE("decimal: halves are rounded away from zero on the digits that are shown exactly") {
    CHECK(en(2.675, 2) == "2.68");
    CHECK(en(-2.675, 2) == "-2.68");
    CHECK(en(0.125, 2) == "0.13");
    CHECK(en(0.5, 0) == "1");
    CHECK(en(1.5, 0) == "2");
    CHECK(en(2.5, 0) == "3");
    CHECK(en(0.049999, 1) == "0.0");
    CHECK(en(9.995, 2) == "10.00");
}

TEST_CASE("decimal: each language has its marks") {
    CHECK(vi(118491.21, 2) == "118.491,21");
    CHECK(en(118491.21, 2) == "118,491.21");
    CHECK(vi(-1298791, 0) == "-1.298.791");
    CHECK(en(999.5, 0) == "1,000");
    CHECK(en(100, 0) == "100");
    CHECK(vi(0.4, 1) == "0,4");
}

TEST_CASE("decimal: a rounded zero has no sign") {
    CHECK(en(-0.001, 2) == "0.00");
    CHECK(en(-0.0, 1) == "0.0");
    CHECK(en(0, 0) == "0");
}

TEST_CASE("decimal: very small and very large values keep their meaning") {
    CHECK(en(1e-300, 2) == "0.00");
    CHECK(en(6e-3, 2) == "0.01");
    CHECK(en(123456789012.5, 1) == "123,456,789,012.5");
    CHECK(en(1e300, 2) == "1e+300");
    CHECK(vi(1.5e300, 2) == "1,5e+300");
    CHECK_FALSE(round_decimal(1e18, 2).has_value());
}

TEST_CASE("decimal: a value that is not finite is named, never printed as a number") {
    CHECK(en(std::nan(""), 2) == "undefined");
    CHECK(vi(std::numeric_limits<double>::infinity(), 2) == "không xác định");
}

TEST_CASE("decimal: short texts drop empty decimals only") {
    CHECK(short_text(9.5, 4, Language::en) == "9.5");
    CHECK(short_text(10, 4, Language::en) == "10");
    CHECK(short_text(8.93, 4, Language::vi) == "8,93");
    CHECK(short_text(43000, 4, Language::vi) == "43.000");
    CHECK(short_text(100, 0, Language::en) == "100");
}

TEST_CASE("decimal: printed parts add up to the printed total") {
    const std::vector<double> thirds(3, 100.0 / 3);
    const auto parts = round_to_total(thirds, 100, 2);
    REQUIRE(parts.has_value());
    CHECK(sum(*parts) == 10000);
    CHECK((*parts)[0].units == 3334);
    CHECK((*parts)[1].units == 3333);
}

TEST_CASE("decimal: parts of either sign add up and stay within one unit of their value") {
    std::uint64_t state = 42;
    const auto next = [&] {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<double>(state >> 40) / 1000 - 8000;
    };
    for (int trial = 0; trial < 500; ++trial) {
        std::vector<double> values;
        double total = 0;
        for (int i = 0; i < 7; ++i) {
            values.push_back(next() / 7);
            total += values.back();
        }
        const auto parts = round_to_total(values, total, 2);
        REQUIRE(parts.has_value());
        REQUIRE(sum(*parts) == round_decimal(total, 2)->units);
        for (std::size_t i = 0; i < values.size(); ++i) {
            REQUIRE(std::fabs(static_cast<double>((*parts)[i].units) / 100 - values[i]) < 0.01 + 1e-9);
        }
    }
}

TEST_CASE("decimal: parts that do not add up are not forced to") {
    CHECK_FALSE(round_to_total({2.2, 12, 10.2, 5.5}, 9.56, 2).has_value());
    CHECK_FALSE(round_to_total({1, std::nan("")}, 1, 2).has_value());
    CHECK_FALSE(round_to_total({}, 0, 2).has_value());
}

TEST_CASE("decimal: the contributions of Can Tho in 2022 add up in print") {
    const auto parts = round_to_total({0.287, 5.212, 6.884, 0.257}, 12.64, 2);
    REQUIRE(parts.has_value());
    CHECK(sum(*parts) == 1264);
}
