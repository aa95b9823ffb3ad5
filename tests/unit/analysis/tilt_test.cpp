#include "grdp/analysis/tilt.hpp"

#include <cmath>

#include "answer_tables.hpp"
#include "catch.hpp"
#include "grdp/analysis/arrivals.hpp"
#include "grdp/analysis/entropy_tilt.hpp"
#include "grdp/analysis/mixture.hpp"
#include "model_builder.hpp"
#include "statistical_check.hpp"

namespace grdp {
namespace {

double phi(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

analysis::View view(const test::P1& problem, const std::string& text) {
    auto parsed = analysis::parse_view(problem.model, text);
    REQUIRE(parsed);
    return *parsed;
}

Result<analysis::Tilt> tilted(const test::P1& problem, const std::vector<std::string>& texts, std::uint64_t draws = 100'000) {
    std::vector<analysis::View> views;
    for (const std::string& text : texts) views.push_back(view(problem, text));
    engine::SerialExecutor executor;
    engine::Sampling sampling;
    sampling.draws = draws;
    return analysis::tilt(problem.model, views, {}, sampling, executor);
}

std::string code(const Result<analysis::Tilt>& result) {
    return result ? std::string() : code_text(result.diagnostics().items()[0].code);
}

constexpr double kMean = 10.0425, kSd = 1.427224579;

TEST_CASE("tilt: a normal law tilted to another mean is the same normal law moved") {
    const auto tilt = tilted(test::problem_one(), {"mean growth_grdp@2023 = 9"});
    REQUIRE(tilt);
    const analysis::TiltedCell& cell = tilt->cells[0];
    CHECK(cell.mean.value == Approx(9).epsilon(1e-9));
    CHECK(cell.mean.standard_error < 1e-9);  // held by the view itself
    CHECK(cell.sd == Approx(kSd).epsilon(0.02));
    const double band = phi((10 - 9) / kSd) - phi((9.5 - 9) / kSd);
    CHECK(test::within_5_standard_errors(tilt->events[0].tilted.value, band, tilt->events[0].tilted.standard_error));
    // Relative entropy of two normal laws and the effective share exp(-shift^2/sd^2).
    const double shift = (kMean - 9) / kSd;
    CHECK(tilt->entropy == Approx(shift * shift / 2).epsilon(0.03));
    CHECK(tilt->effective / 100'000 == Approx(std::exp(-shift * shift)).epsilon(0.05));
}

TEST_CASE("tilt: a view that the model holds already changes nothing") {
    const auto tilt = tilted(test::problem_one(), {"probability growth_grdp@2023 >= 9.5 = 0.648067511333"});
    REQUIRE(tilt);
    // The sample misses p by chance: the entropy is chi-square over 2 n, here within five standard errors of p.
    CHECK(tilt->entropy < 25.0 / (2 * 100'000));
    CHECK(tilt->effective > 99'900);
}

TEST_CASE("tilt: quantiles and probabilities hold under the views, several at once") {
    const auto tilt = tilted(test::problem_one(), {"median growth_grdp@2023 = 9.6", "quantile 0.1 growth_grdp@2023 = 8",
                                                   "probability growth_grdp@2023 <= 12 = 0.97"});
    REQUIRE(tilt);
    const auto& quantiles = tilt->cells[0].quantiles;
    CHECK(quantiles[3].value == Approx(9.6).epsilon(1e-3));
    CHECK(quantiles[1].value == Approx(8).epsilon(1e-3));
    CHECK(quantiles[3].low <= quantiles[3].value);
    CHECK(quantiles[3].high >= quantiles[3].value);
}

TEST_CASE("tilt: the error of a tilted probability is that of repeated samples") {
    std::vector<double> estimates;
    double stated = 0;
    const test::P1 problem = test::problem_one();
    engine::SerialExecutor executor;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        engine::Sampling sampling;
        sampling.draws = 4000;
        sampling.seed = seed;
        const auto tilt = analysis::tilt(problem.model, {view(problem, "mean growth_grdp@2023 = 9.4")}, {}, sampling, executor);
        REQUIRE(tilt);
        estimates.push_back(tilt->events[0].tilted.value);
        stated += tilt->events[0].tilted.standard_error / 60;
    }
    const double band = phi((10 - 9.4) / kSd) - phi((9.5 - 9.4) / kSd);
    CHECK(test::mean_check(estimates, band));
    CHECK(test::variance_check(estimates, band, stated * stated));
}

TEST_CASE("tilt: views that cannot be given are refused with their reason") {
    const test::P1 problem = test::problem_one();
    CHECK(code(tilted(problem, {"mean growth_grdp@2023 = 30"})) == "E7046");
    CHECK(code(tilted(problem, {"probability growth_grdp@2023 >= 40 = 0.5"})) == "E7046");
    CHECK(code(tilted(problem, {"median growth_grdp@2023 = 9", "quantile 0.6 growth_grdp@2023 = 8"})) == "E7046");
    CHECK(code(tilted(problem, {"mean growth_grdp@2023 = 15.3"})) == "E7047");
    CHECK(code(tilted(problem, {"mean growth_grdp@2023 = 10"}, 500)) == "E7047");
}

TEST_CASE("tilt: a number that fails on some path cannot be viewed (E7048)") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", model::LeftForm::level, 1.0, {1});
    const std::uint32_t r = b.report("r", b.call(model::Op::log, b.of(x)));
    b.shock(x, {stats::Law::normal, {1, 0, 0, 0}});
    const auto model = b.build();
    analysis::View view;
    view.series = r;
    view.period = 1;
    engine::SerialExecutor executor;
    CHECK(code(analysis::tilt(model, {view}, {}, {}, executor)) == "E7048");
}

TEST_CASE("tilt: malformed views say what is wrong (E7045)") {
    const test::P1 problem = test::problem_one();
    for (const char* text : {"", "mode growth_grdp@2023 = 9", "mean growth@2023 = 9", "mean growth_grdp = 9", "mean growth_grdp@2031 = 9",
                             "mean growth_grdp@2023 = 9,5", "mean growth_grdp@2023 9", "quantile 10 growth_grdp@2023 = 7",
                             "probability growth_grdp@2023 = 0.4", "probability growth_grdp@2023 >= 9.5 = 40", "mean growth_grdp@2023 = 9 or so"}) {
        INFO(text);
        const auto parsed = analysis::parse_view(problem.model, text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.diagnostics().items()[0].code.number == 7045);
    }
    const auto spaced = analysis::parse_view(problem.model, "probability  growth_grdp@2023>=9.5=0.4");
    REQUIRE(spaced);
    CHECK(spaced->kind == analysis::View::Kind::at_least);
    CHECK(spaced->level == 9.5);
    CHECK(spaced->probability == 0.4);
}

TEST_CASE("entropy tilt: two points get the weights that the mean asks for") {
    const auto tilt = analysis::entropy_tilt({-0.75, 0.25}, 1, 2);  // 0 and 1, mean 0.75
    REQUIRE(tilt.found);
    CHECK(tilt.weights[1] == Approx(0.75).epsilon(1e-10));
    CHECK(tilt.multipliers[0] == Approx(std::log(3.0)).epsilon(1e-9));
    CHECK_FALSE(analysis::entropy_tilt({0.5, 1.5}, 1, 2).found);
    CHECK_FALSE(analysis::entropy_tilt({0, 0}, 1, 2).found);
}

TEST_CASE("weigh: the mixture of two moved normal laws has its closed form") {
    const test::P1 base = test::problem_one();
    test::P1 low = base;
    for (auto& node : low.model.nodes) {
        if (node.op == model::Op::constant && node.value == 10.55) node.value = 6.55;  // expected growth of services
    }
    const double low_mean = kMean - 0.53 * 4;
    engine::SerialExecutor executor;
    engine::Sampling sampling;
    const auto mixture = analysis::weigh({{&low.model, 0.25}, {&base.model, 0.75}}, {base.growth}, sampling, executor);
    REQUIRE(mixture);
    const auto band = [](double mean) { return phi((10 - mean) / kSd) - phi((9.5 - mean) / kSd); };
    const analysis::Estimate& p = mixture->events[0].probability;
    CHECK(test::within_5_standard_errors(p.value, 0.25 * band(low_mean) + 0.75 * band(kMean), p.standard_error));
    const analysis::MixtureCell& cell = mixture->cells[0];
    CHECK(test::within_5_standard_errors(cell.mean.value, 0.25 * low_mean + 0.75 * kMean, cell.mean.standard_error));
    const double between = 0.25 * 0.75 * 2.12 * 2.12;
    CHECK(cell.sd == Approx(std::sqrt(kSd * kSd + between)).epsilon(0.01));
    CHECK(cell.between == Approx(between / (kSd * kSd + between)).epsilon(0.02));
    CHECK(cell.mean.standard_error == Approx(kSd / std::sqrt(1e5)).epsilon(0.02));  // shared luck, not halved by mixing
    CHECK(cell.quantiles[3].low <= cell.quantiles[3].value);
}

TEST_CASE("weigh: scenarios without anything in common are refused (E7049)") {
    const test::P1 base = test::problem_one();
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t x = b.behave("x", model::LeftForm::level, 1.0, {1});
    b.shock(x, {stats::Law::normal, {1, 0, 0, 0}});
    const auto other = b.build();
    engine::SerialExecutor executor;
    const auto refused = analysis::weigh({{&other, 0.5}, {&base.model, 0.5}}, {}, {}, executor);
    REQUIRE_FALSE(refused);
    CHECK(refused.diagnostics().items()[0].code.number == 7049);
}

TEST_CASE("arrivals: from nothing known to everything observed, the event settles") {
    test::ModelBuilder b(2023, 2024);
    const std::uint32_t x = b.behave("x", model::LeftForm::level, 0.0, {0});
    b.shock(x, {stats::Law::normal, {1, 0, 0, 0}});
    b.band("sum", b.at(x, 0) + b.at(x, 1), 0, 1e9);
    b.observe("x", b.at(x, 0), 0, 1.0);
    b.observe("x", b.at(x, 1), 1, -3.0);
    engine::SerialExecutor executor;
    const auto rows = analysis::arrivals(b.build(), {}, executor);
    REQUIRE(rows);
    REQUIRE(rows->size() == 3);
    CHECK((*rows)[0].last_period.empty());
    CHECK((*rows)[1].last_period == "2023");
    const auto& once = (*rows)[1].answers[0].within;
    CHECK(test::within_5_standard_errors((*rows)[0].answers[0].within.value, 0.5, (*rows)[0].answers[0].within.standard_error));
    CHECK(test::within_5_standard_errors(once.value, phi(1), once.standard_error));
    CHECK((*rows)[1].central[0] == 1);
    CHECK((*rows)[1].spread[0] == Approx(1).epsilon(0.03));
    CHECK((*rows)[2].answers[0].within.value == 0);
    CHECK((*rows)[2].spread[0] == Approx(0).margin(1e-12));
    CHECK(analysis::answer_tables(*rows)[0].rows() == 3);
}

TEST_CASE("arrivals: nothing observed is nothing to tell (E7041)") {
    engine::SerialExecutor executor;
    const auto rows = analysis::arrivals(test::problem_one().model, {}, executor);
    REQUIRE_FALSE(rows);
    CHECK(rows.diagnostics().items()[0].code.number == 7041);
}

}  // namespace
TEST_CASE("tilt: its tables say what the tilt says") {
    const test::P1 problem = test::problem_one();
    const auto tilt = tilted(problem, {"mean growth_grdp@2023 = 9"}, 10'000);
    REQUIRE(tilt);
    const auto tables = analysis::answer_tables(problem.model, *tilt);
    test::check_well_formed(tables);
    CHECK(test::numbers(tables, "tilt_view", "model")[0] == tilt->held[0]);
    CHECK(test::numbers(tables, "tilt_view", "multiplier") == tilt->multipliers);
    CHECK(test::numbers(tables, "tilt_event", "tilted")[0] == tilt->events[0].tilted.value);
    CHECK(test::numbers(tables, "tilt_event", "plain_se")[0] == tilt->events[0].plain.standard_error);
    CHECK(test::numbers(tables, "tilt_series", "mean")[0] == Approx(9).epsilon(1e-9));
    CHECK(test::numbers(tables, "tilt_weights", "effective")[0] == tilt->effective);
}

TEST_CASE("weigh: its tables say what the mixture says") {
    const test::P1 base = test::problem_one();
    engine::SerialExecutor executor;
    engine::Sampling sampling;
    sampling.draws = 10'000;
    const std::vector<analysis::WeighedScenario> scenarios{{&base.model, 0.25}, {&base.model, 0.75}};
    const auto mixture = analysis::weigh(scenarios, {base.growth}, sampling, executor);
    REQUIRE(mixture);
    const auto tables = analysis::answer_tables(scenarios, *mixture);
    test::check_well_formed(tables);
    CHECK(test::numbers(tables, "weigh_scenario", "weight") == std::vector<double>{0.25, 0.75});
    CHECK(test::numbers(tables, "weigh_event", "probability")[0] == mixture->events[0].probability.value);
    CHECK(test::numbers(tables, "weigh_series", "sd")[0] == mixture->cells[0].sd);
    CHECK(test::numbers(tables, "weigh_series", "between")[0] == Approx(0).margin(1e-12));
}

}  // namespace grdp
