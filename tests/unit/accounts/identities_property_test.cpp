// The identities on generated economies: parts sum to the whole, scale and order change nothing.
#include <algorithm>
#include <cstdint>
#include <numeric>

#include "catch.hpp"
#include "grdp/accounts/growth.hpp"
#include "grdp/accounts/prices.hpp"
#include "grdp/accounts/required_growth.hpp"
#include "grdp/accounts/weight_interval.hpp"

using namespace grdp::accounts;

namespace {

/// A small generator of its own (splitmix64), so that the economies are the same with every standard library.
class Luck {
  public:
    explicit Luck(std::uint64_t seed) : state_(seed) {}
    double uniform(double low, double high) {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return low + (high - low) * static_cast<double>((z ^ (z >> 31U)) >> 11U) / 9007199254740992.0;
    }

  private:
    std::uint64_t state_;
};

struct Economy {
    std::vector<Volume<2010>> before;
    std::vector<Rate> rates;
    std::vector<Volume<2010>> now;
};

constexpr int kEconomies = 500;

Economy economy(std::uint64_t seed) {
    Luck luck(seed);
    Economy made;
    const auto components = 2 + static_cast<std::size_t>(luck.uniform(0, 9));
    for (std::size_t i = 0; i < components; ++i) {
        made.before.push_back(Volume<2010>::billion_vnd(luck.uniform(1, 60000)));
        made.rates.push_back(Rate::from(Percent(luck.uniform(-30, 40))));
        made.now.push_back(grown(made.before[i], made.rates[i]));
    }
    return made;
}

Volume<2010> total(const std::vector<Volume<2010>>& parts) {
    return std::accumulate(parts.begin(), parts.end(), Volume<2010>::zero());
}

}  // namespace

TEST_CASE("generated economies: weighted growth of the parts is the growth of the total") {
    for (std::uint64_t seed = 0; seed < kEconomies; ++seed) {
        const auto e = economy(seed);
        const auto direct = growth(total(e.now), total(e.before));
        CHECK(total_growth(*weights<2010>(e.before), e.rates).fraction() == Approx(direct->fraction()).margin(1e-13));
    }
}

TEST_CASE("generated economies: contributions sum to growth, shares of growth and weights to one") {
    for (std::uint64_t seed = 0; seed < kEconomies; ++seed) {
        const auto e = economy(seed);
        auto points = Points::zero();
        for (std::size_t i = 0; i < e.now.size(); ++i)
            points += *contribution(e.now[i], e.before[i], total(e.before));
        CHECK(points.fraction() == Approx(growth(total(e.now), total(e.before))->fraction()).margin(1e-13));
        auto shares = Share::zero();
        for (const auto share : *shares_of_growth<2010>(e.now, e.before))
            shares += share;
        CHECK(shares.fraction() == Approx(1).epsilon(1e-9));
        auto whole = Share::zero();
        for (const auto weight : *weights<2010>(e.now))
            whole += weight;
        CHECK(whole.fraction() == Approx(1).epsilon(1e-13));
    }
}

TEST_CASE("generated economies: rolled weights are the weights of the next year") {
    for (std::uint64_t seed = 0; seed < kEconomies; ++seed) {
        const auto e = economy(seed);
        const auto rolled = roll_weights(*weights<2010>(e.before), e.rates);
        const auto next = weights<2010>(e.now);
        for (std::size_t i = 0; i < e.now.size(); ++i)
            CHECK((*rolled)[i].fraction() == Approx((*next)[i].fraction()).margin(1e-14));
    }
}

TEST_CASE("generated economies: the unit of money and the order of the components change nothing") {
    for (std::uint64_t seed = 0; seed < kEconomies; ++seed) {
        const auto e = economy(seed);
        auto scaled = e;
        for (auto* levels : {&scaled.before, &scaled.now}) {
            for (auto& level : *levels)
                level = level * 1024.0;
            std::reverse(levels->begin(), levels->end());
        }
        CHECK(growth(total(scaled.now), total(scaled.before))->fraction() ==
              Approx(growth(total(e.now), total(e.before))->fraction()).margin(1e-13));
        const auto shares = shares_of_growth<2010>(e.now, e.before);
        const auto mirrored = shares_of_growth<2010>(scaled.now, scaled.before);
        const auto last = e.now.size() - 1;
        CHECK((*mirrored)[last].fraction() == Approx((*shares)[0].fraction()).epsilon(1e-7));
    }
}

TEST_CASE("generated economies: meeting the required growth meets the target") {
    for (std::uint64_t seed = 0; seed < kEconomies; ++seed) {
        const auto e = economy(seed);
        const auto parts = *weights<2010>(e.before);
        const auto target = Rate::from(Percent(8));
        std::vector<KnownPart> known;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            known.push_back({parts[i], i % 2 == 0 ? std::optional(e.rates[i]) : std::nullopt});
        }
        const auto required = required_growth(target, known);
        REQUIRE(required);
        auto rates = e.rates;
        for (std::size_t i = 1; i < rates.size(); i += 2)
            rates[i] = *required;
        CHECK(total_growth(parts, rates).percent().number() == Approx(8).margin(1e-10));
    }
}

TEST_CASE("generated economies: a deflator's growth undoes real growth, a relative deflator restores the share") {
    for (std::uint64_t seed = 0; seed < kEconomies; ++seed) {
        const auto e = economy(seed);
        const auto price = Rate::from(Percent(3.7));
        const auto real = e.rates[0];
        CHECK(deflator_growth(compound(real, price), real)->fraction() == Approx(0.037).margin(1e-13));
        const auto before = Share::fraction(0.3);
        const auto relative = Rate::from(Percent(-2.5));
        const auto grdp = Rate::from(Percent(6));
        const auto now = before * (real.factor() * relative.factor() / grdp.factor());
        CHECK(relative_deflator_growth(before, now, grdp, real)->fraction() == Approx(-0.025).margin(1e-13));
    }
}

TEST_CASE("generated economies: the weight behind rounded figures lies in its interval") {
    const auto rounded = [](double x) {
        return static_cast<double>(static_cast<long long>(x * 100 + (x < 0 ? -0.5 : 0.5))) / 100;
    };
    int identified = 0;
    for (std::uint64_t seed = 0; seed < kEconomies; ++seed) {
        const auto e = economy(seed);
        const auto truth = *weights<2010>(e.before);
        for (std::size_t i = 0; i < truth.size(); ++i) {
            const auto points = Points::points(rounded((truth[i] * e.rates[i]).points()));
            const auto rate = Rate::from(Percent(rounded(e.rates[i].percent().number())));
            const auto interval = weight_from_contribution({points, rate, Points::points(0.005 + 1e-9)});
            if (!interval) continue;
            ++identified;
            CHECK(interval->contains(truth[i]));
        }
    }
    CHECK(identified > kEconomies);
}
