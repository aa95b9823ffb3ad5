// Do the 95 % intervals cover? Models of tests/support: four laws under one copula, and a growth path of a few years.
#include "catch.hpp"
#include "coverage.hpp"
#include "growth_path.hpp"

namespace grdp {
namespace {

using analysis::Estimator;
using test::covers;
using test::truth_of;

TEST_CASE("coverage: four laws under one copula until an error is reached") {
    const model::CompiledModel model = test::problem_two().model;
    covers("P2 as a growth of levels, band", model, 0, Estimator::line, truth_of(model, 0, Estimator::line, 2e-8), 2e-5);
}

model::CompiledModel path(int years, int kind) {
    test::GrowthPath p = test::growth_path(years, false);
    if (kind == 0) p.builder.band("year", p.builder.at(p.growth, years - 1), 8.5, 9.5);
    if (kind == 1) p.builder.band("mean", p.mean_of_growth(years), 8.5, 9.5);
    if (kind == 2) p.builder.condition("every", p.every_year_at_least(years, 8.0));
    if (kind == 3) p.builder.condition("rare", p.every_year_within(years, 9.0, 9.4));
    return p.builder.build();
}

TEST_CASE("coverage: one year by conditioning and along a line") {
    const model::CompiledModel model = path(3, 0);
    const test::Truth truth = truth_of(model, 0, Estimator::line, 2e-6);
    covers("growth of the third year", model, 0, Estimator::conditioning, truth);
    covers("growth of the third year", model, 0, Estimator::line, truth);
}

TEST_CASE("coverage: a mean over years along a line") {
    const model::CompiledModel model = path(3, 1);
    const test::Truth truth = truth_of(model, 0, Estimator::line, 2e-6);
    covers("mean of three years", model, 0, Estimator::line, truth);
    covers("mean of three years", model, 0, Estimator::line, truth, 1e-4);
}

TEST_CASE("coverage: every year in turn, a common event and a rare one") {
    const model::CompiledModel common = path(3, 2), rare = path(4, 3);
    covers("every year at least 8", common, 0, Estimator::sequential, truth_of(common, 0, Estimator::sequential, 1e-5));
    covers("every year of four in a band of 0.4 points", rare, 0, Estimator::sequential, truth_of(rare, 0, Estimator::sequential, 1e-9));
}

}  // namespace
}  // namespace grdp
