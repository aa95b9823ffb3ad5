// Ha Nam's first half of 2024 and Viet Nam's 2023, recomputed to the printed digit.
#include <array>
#include <fstream>
#include <map>
#include <sstream>

#include "catch.hpp"
#include "grdp/accounts/growth.hpp"
#include "grdp/accounts/required_growth.hpp"
#include "printed.hpp"

using namespace grdp::accounts;
using namespace grdp::accounts::literals;

TEST_CASE("Ha Nam 2024: total, growth, share of growth and points follow from levels and growth rates") {
    const std::array levels{2131.3, 17443.9, 5693.6, 1622.2};
    const std::array rates{1.06, 13.26, 7.22, 4.75};
    std::vector<Volume<2010>> now;
    std::vector<Volume<2010>> before;
    auto total_now = Volume<2010>::zero();
    auto total_before = Volume<2010>::zero();
    for (std::size_t i = 0; i < levels.size(); ++i) {
        now.push_back(Volume<2010>::billion_vnd(levels[i]));
        before.push_back(now[i] / Rate::from(Percent(rates[i])).factor());
        total_now += now[i];
        total_before += before[i];
    }
    CHECK(printed(total_now.billion_vnd(), 1) == "26891.0");
    CHECK(printed(growth(total_now, total_before)->percent().number(), 2) == "10.35");

    const auto shares = shares_of_growth<2010>(now, before);
    REQUIRE(shares);
    const std::array share_text{"0.9", "81.0", "15.2", "2.9"};
    const std::array points_text{"0.092", "8.380", "1.573", "0.302"};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        CHECK(printed((*shares)[i].percent().number(), 1) == share_text[i]);
        CHECK(printed(contribution(now[i], before[i], total_before)->points(), 3) == points_text[i]);
    }
}

namespace {

/// GDP at constant prices by quarter ("2022-Q1"), from the official quarterly accounts; empty where the file is absent.
std::map<std::string, double> quarterly_gdp() {
    std::ifstream file(std::string(GRDP_SOURCE_DIR) + "/../shared/data/vn_gdp_quarterly_2024q3_vintage.csv");
    std::map<std::string, double> gdp;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#' || line.starts_with("period")) continue;
        std::istringstream cells(line);
        std::string period;
        std::string cell;
        std::getline(cells, period, ',');
        for (int column = 0; column < 5; ++column)
            std::getline(cells, cell, ',');
        gdp[period] = std::stod(cell);
    }
    return gdp;
}

}  // namespace

TEST_CASE("Viet Nam 2023: after 3.72 in the first half, 6.0 needs 8.06 in the second and 6.5 needs 9.01") {
    const auto gdp = quarterly_gdp();
    if (gdp.empty()) {
        WARN("skipped: the official quarterly accounts are not beside this repository");
        return;
    }
    const double first_half = gdp.at("2022-Q1") + gdp.at("2022-Q2");
    const double second_half = gdp.at("2022-Q3") + gdp.at("2022-Q4");
    const double year = first_half + second_half;
    const std::array parts{KnownPart{Share::fraction(first_half / year), Rate::from(3.72_percent)},
                           KnownPart{Share::fraction(second_half / year), {}}};
    CHECK(printed(required_growth(Rate::from(6_percent), parts)->percent().number(), 2) == "8.06");
    CHECK(printed(required_growth(Rate::from(6.5_percent), parts)->percent().number(), 2) == "9.01");
}
