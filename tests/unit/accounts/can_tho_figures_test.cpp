// The published figures of Can Tho's 2022 accounts and 2023 programme, recomputed to the printed digit.
#include <algorithm>
#include <array>

#include "catch.hpp"
#include "grdp/accounts/growth.hpp"
#include "grdp/accounts/prices.hpp"
#include "grdp/accounts/ratios.hpp"
#include "grdp/accounts/weight_interval.hpp"
#include "printed.hpp"

using namespace grdp::accounts;
using namespace grdp::accounts::literals;

namespace {

// Agriculture, industry and construction, services, product taxes less subsidies.
const std::array kGrowth2022{Rate::from(2.49_percent), Rate::from(18.18_percent), Rate::from(13.19_percent),
                             Rate::from(3.37_percent)};
const std::array kPoints2022{Points::points(0.29), Points::points(5.21), Points::points(6.88), Points::points(0.26)};
const std::array kLowCases{Rate::from(2.2_percent), Rate::from(12_percent), Rate::from(10.2_percent),
                           Rate::from(5.5_percent)};
const std::array kHighCases{Rate::from(2.5_percent), Rate::from(13.4_percent), Rate::from(10.9_percent),
                            Rate::from(6.1_percent)};

std::vector<PrintedContribution> printed_2022() {
    std::vector<PrintedContribution> printed;
    for (std::size_t i = 0; i < kGrowth2022.size(); ++i)
        printed.push_back({kPoints2022[i], kGrowth2022[i]});
    return printed;
}

std::vector<Share> weights_2022() {
    const auto weights_2021 = weights_from_contributions(printed_2022());
    REQUIRE(weights_2021);
    const auto rolled = roll_weights(*weights_2021, kGrowth2022);
    REQUIRE(rolled);
    return *rolled;
}

// The programme's GRDP at current prices: GRDP per head times the population of 2022 grown by 0.4 %.
const auto kPopulation2023 = Persons::thousand(1252.35 * 1.004);
const auto kGrdp2022 = ValuePerPerson::million_vnd(85.99) * Persons::thousand(1252.35);
const auto kGrdpLow = ValuePerPerson::million_vnd(95) * kPopulation2023;
const auto kGrdpHigh = ValuePerPerson::million_vnd(98) * kPopulation2023;

}  // namespace

TEST_CASE("Can Tho 2022: contributions and growth give the weights of 2022") {
    const auto weights = weights_2022();
    const std::array published{0.1058, 0.3002, 0.5233, 0.0707};
    for (std::size_t i = 0; i < weights.size(); ++i)
        CHECK(printed(weights[i].fraction(), 4) == printed(published[i], 4));
}

TEST_CASE("Can Tho 2022: the printed contributions sum to the printed growth") {
    auto sum = Points::zero();
    for (const auto points : kPoints2022)
        sum += points;
    CHECK(printed(sum.points(), 2) == "12.64");
}

TEST_CASE("Can Tho 2022: the weights behind printed figures are intervals that hold the point estimates") {
    std::vector<ShareInterval> intervals;
    for (const auto& part : printed_2022()) {
        const auto interval = weight_from_contribution(part);
        REQUIRE(interval);
        intervals.push_back(*interval);
    }
    const auto narrowed = narrow_to_whole(intervals);
    REQUIRE(narrowed);
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        CHECK((*narrowed)[i].low >= intervals[i].low);
        CHECK((*narrowed)[i].high <= intervals[i].high);
        CHECK((*narrowed)[i].low <= (*narrowed)[i].high);
    }
    // Two printed digits leave agriculture's weight open by a third of a point, even when the others are known as well.
    CHECK(printed(100 * ((*narrowed)[0].high - (*narrowed)[0].low).fraction(), 1) == "0.3");
    CHECK((intervals[1].high - intervals[1].low).fraction() < 0.001);
}

TEST_CASE("Can Tho 2023: all low cases give 9.56 and all high cases 10.42") {
    const auto weights = weights_2022();
    CHECK(printed(total_growth(weights, kLowCases).percent().number(), 2) == "9.56");
    CHECK(printed(total_growth(weights, kHighCases).percent().number(), 2) == "10.42");
}

TEST_CASE("Can Tho 2023: shares at current prices used as weights give 10.54, the common error") {
    const std::array current{Share::fraction(0.0965), Share::fraction(0.3103), Share::fraction(0.5247),
                             Share::fraction(0.0685)};
    CHECK(printed(total_growth(current, kHighCases).percent().number(), 2) == "10.54");
}

TEST_CASE("Can Tho 2023: 8 of the 16 corners of low and high cases exceed 10") {
    const auto weights = weights_2022();
    int above = 0;
    for (unsigned corner = 0; corner < 16; ++corner) {
        std::vector<Rate> rates;
        for (std::size_t i = 0; i < 4; ++i)
            rates.push_back((corner >> i & 1U) != 0 ? kHighCases[i] : kLowCases[i]);
        above += total_growth(weights, rates) > Rate::from(10_percent) ? 1 : 0;
    }
    CHECK(above == 8);
}

TEST_CASE("Can Tho 2023: weights that make the high cases 10 make the low cases 9.34 at most, not 9.5") {
    // A linear programme over the simplex with one further equation has its optimum where two weights are positive.
    double best_low = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t j = 0; j < 4; ++j) {
            const double high_i = kHighCases[i].percent().number();
            const double high_j = kHighCases[j].percent().number();
            if (!(high_i < 10 && 10 < high_j)) continue;
            const double share_j = (10 - high_i) / (high_j - high_i);
            const std::array weights{Share::fraction(1 - share_j), Share::fraction(share_j)};
            const std::array low{kLowCases[i], kLowCases[j]};
            best_low = std::max(best_low, total_growth(weights, low).percent().number());
        }
    }
    CHECK(best_low < 9.5);
    CHECK(printed(best_low, 2) == "9.34");
}

TEST_CASE("Can Tho 2023: prices, not volume, separate the low case from the high one") {
    const auto low = deflator_growth(*growth(kGrdpLow, kGrdp2022), Rate::from(9.5_percent));
    const auto high = deflator_growth(*growth(kGrdpHigh, kGrdp2022), Rate::from(10_percent));
    CHECK(printed(low->percent().number(), 1) == "1.3");
    CHECK(printed(high->percent().number(), 1) == "4.0");
    const auto nominal_2022 = growth(Value::billion_vnd(107781), Value::billion_vnd(91590));
    CHECK(printed(deflator_growth(*nominal_2022, Rate::from(12.64_percent))->percent().number(), 1) == "4.5");
}

TEST_CASE("Can Tho 2023: the productivity targets make employment fall by 0.5 and 0.7 %") {
    const auto low = implied_employment_growth(*growth(kGrdpLow, kGrdp2022), Rate::from(11.5_percent));
    const auto high = implied_employment_growth(*growth(kGrdpHigh, kGrdp2022), Rate::from(15.2_percent));
    CHECK(printed(low->percent().number(), 1) == "-0.5");
    CHECK(printed(high->percent().number(), 1) == "-0.7");
}

TEST_CASE("Can Tho 2023: investment is 36.0 and 34.9 % of GRDP, after 25.4 % in 2022") {
    const auto investment = Value::billion_vnd(43000);
    CHECK(printed(investment_ratio(investment, kGrdpLow)->percent().number(), 1) == "36.0");
    CHECK(printed(investment_ratio(investment, kGrdpHigh)->percent().number(), 1) == "34.9");
    CHECK(printed(investment_ratio(Value::billion_vnd(27352), Value::billion_vnd(107781))->percent().number(), 1) ==
          "25.4");
}

TEST_CASE("Can Tho 2023: the ICOR is 4.15 or 3.79 by its convention, and 3.66 by the wrong one") {
    const auto investment = Value::billion_vnd(43000);
    const auto growth_low = Rate::from(9.5_percent);
    CHECK(printed(kGrdpLow.billion_vnd(), 0) == "119449");
    CHECK(printed(icor_of_increment(investment, kGrdpLow, growth_low)->value, 2) == "4.15");
    CHECK(printed(icor_of_ratio(investment, kGrdpLow, growth_low)->value, 2) == "3.79");
    CHECK(printed(investment / (kGrdpLow - kGrdp2022), 2) == "3.66");
}

TEST_CASE("Can Tho 2022: per head 86.0, productivity 190.2") {
    CHECK(printed(per_person(Value::billion_vnd(107781), Persons::thousand(1252.4))->million_vnd(), 1) == "86.1");
    CHECK(printed(per_person(kGrdp2022, Persons::thousand(1252.35))->million_vnd(), 2) == "85.99");
    const auto productivity = 162.7 * Rate::from(16.9_percent).factor();
    CHECK(printed(productivity, 1) == "190.2");
}

TEST_CASE("Can Tho 2021-2023: first estimates compound to 5.01 % a year, not to the published average of 5.34") {
    const std::array years{Rate::from(Percent(-2.79)), Rate::from(12.64_percent), Rate::from(5.75_percent)};
    CHECK(printed(average_growth(years)->percent().number(), 2) == "5.01");
}
