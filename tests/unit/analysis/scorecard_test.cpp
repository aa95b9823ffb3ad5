#include "grdp/analysis/scorecard.hpp"

#include <cmath>

#include "answer_tables.hpp"
#include "catch.hpp"
#include "plan_economy.hpp"

namespace grdp {
namespace {

analysis::Scorecard card_of(const std::string& targets, std::uint64_t draws = 20000) {
    engine::Sampling sampling;
    sampling.draws = draws;
    engine::SerialExecutor serial;
    const auto card = analysis::scorecard(test::plan(targets), sampling, serial);
    INFO(render(card.diagnostics(), {}));
    REQUIRE(card);
    return *card;
}

TEST_CASE("scorecard: independent targets multiply within five standard errors") {
    // Growth of plants is normal around 10 with sd 2, of shops around 5 with sd 3, independent.
    const auto card = card_of("targets t cases one\n2023 growth(volume[plants]) >= 10\n2023 growth(volume[shops]) >= 5\n");
    const auto& set = card.sets[0];
    const double expected = 0.25;
    CHECK(std::abs(set.all_reached.value - expected) < 5 * std::sqrt(expected * (1 - expected) / 20000));
    CHECK(set.rows[0].met.value + set.rows[0].missed.value == Approx(1).epsilon(1e-12));
    CHECK(set.rows[0].method == "closed");
    CHECK(set.rows[0].met.value == Approx(0.5).epsilon(1e-12));  // no counting: the law is known
    // Leaving one out leaves the other alone: P(only this missed) = P(other met) - P(both met), of which the last is counted.
    const auto& only = set.rows[0].reached_alone_missing;
    CHECK(std::abs(only.value - (set.rows[1].met.value - set.all_reached.value)) < 5 * (only.standard_error + set.all_reached.standard_error));
}

TEST_CASE("scorecard: the same target twice is met together, not by the square") {
    const auto card = card_of("targets t cases one\n2023 growth(volume[plants]) >= 10\n2023 growth_of[plants] >= 10\n");
    CHECK(std::abs(card.sets[0].all_reached.value - card.sets[0].rows[0].met.value) < 5 * card.sets[0].all_reached.standard_error);
    CHECK(card.sets[0].most_binding == model::kNone);  // neither is ever missed alone
}

TEST_CASE("scorecard: a band knows missed, met and exceeded; reached takes the last two") {
    const auto card = card_of("targets t cases low, high\n2023 growth(volume[plants]) 9 11\n2023 growth(volume[shops]) <= 6\n");
    const auto& band = card.sets[0].rows[0];
    CHECK(band.missed.value + band.met.value + band.exceeded.value == Approx(1).epsilon(1e-12));
    CHECK(card.sets[0].all_reached.value >= card.sets[0].all_met.value);
    const auto& cap = card.sets[0].rows[1];
    CHECK(cap.exceeded.value == 0);
    CHECK(cap.missed.value + cap.met.value == Approx(1).epsilon(1e-12));
}

TEST_CASE("scorecard: one target alone binds by all that it misses") {
    const auto card = card_of("targets t cases one\n2023 growth(volume[plants]) >= 10\n2023 monitor towns : % 74\n");
    const auto& set = card.sets[0];
    CHECK(set.answered == 1);
    CHECK(set.rows[0].reached_alone_missing.value == Approx(set.rows[0].missed.value).margin(1e-12));
    CHECK(set.rows[1].outcome.verdict == analysis::Verdict::monitored);
}

TEST_CASE("scorecard: parts stand under their total, and last year is found by formula") {
    const auto card = card_of("2022 growth_of[farms] = 1.5\ntargets t cases low, high\n2023 growth_grdp 6 7\n2023 growth(volume[farms]) 2 3\n2023 share[farms] 14 15\n");
    const auto& rows = card.sets[0].rows;
    CHECK(rows[0].part_of == model::kNone);
    CHECK(rows[1].part_of == 0);
    CHECK(rows[2].part_of == model::kNone);
    CHECK(rows[1].before == 1.5);
    CHECK(rows[2].before == Approx(100.0 / 7));
    CHECK(std::isnan(rows[0].before));
}

TEST_CASE("scorecard: tables carry what was found") {
    const auto model = test::plan("targets t cases low, high\n2023 growth_grdp 6 7\n2023 monitor towns : % 74\n");
    engine::Sampling sampling;
    sampling.draws = 1000;
    engine::SerialExecutor serial;
    const auto card = analysis::scorecard(model, sampling, serial);
    REQUIRE(card);
    const auto tables = analysis::answer_tables(model, *card);
    REQUIRE(tables.size() == 2);
    CHECK(tables[0].rows() == 2);
    CHECK(tables[1].rows() == 1);
    test::check_well_formed(tables);
}

TEST_CASE("scorecard: a scenario without a target with a model line is refused") {
    engine::SerialExecutor serial;
    const auto card = analysis::scorecard(test::plan("targets t cases one\n2023 monitor towns : % 74\n"), {}, serial);
    REQUIRE_FALSE(card);
    CHECK(card.diagnostics().items().front().code == Code{7001});
}

}  // namespace
}  // namespace grdp
