// Do the 95 % intervals cover on what is shipped: the benchmark problems and the events of the Can Tho scenario, from their files?
#include "catch.hpp"
#include "coverage.hpp"
#include "grdp/io/file_loader.hpp"

namespace grdp {
namespace {

using analysis::Estimator;
using test::Truth;
using test::truth_of;

struct Shipped {
    model::CompiledModel model;

    explicit Shipped(const std::string& scenario) {
        io::FileLoader loader;
        model::Compilation compilation = model::compile(loader, GRDP_SOURCE_DIR "/scenarios/" + scenario + ".scenario");
        REQUIRE(compilation.model);
        model = std::move(*compilation.model);
    }
    [[nodiscard]] std::uint32_t event(const std::string& name) const {
        std::uint32_t e = 0;
        while (e < model.events.size() && model.events[e].name != name) ++e;
        INFO(name);
        REQUIRE(e < model.events.size());
        return e;
    }
    [[nodiscard]] Truth truth(const std::string& name, Estimator estimator, double error) const {
        return truth_of(model, event(name), estimator, error);
    }
    void covers(const std::string& what, const std::string& name, Estimator estimator, Truth truth, double until_se = 1) const {
        test::covers(what, model, event(name), estimator, truth, until_se);
    }
};

TEST_CASE("coverage: P1 by plain sampling; the others leave no error there") {
    const Shipped p1("benchmarks/p1");
    p1.covers("P1, band", "band", Estimator::plain, {0.136189533805, 0});
    CHECK(p1.truth("band", Estimator::line, 1e-4).value == Approx(0.136189533805).margin(1e-9));
    CHECK(p1.truth("band", Estimator::conditioning, 1e-4).value == Approx(0.136189533805).margin(1e-9));
}

TEST_CASE("coverage: P2 along a line, by the surrogate and by plain sampling") {
    const Shipped p2("benchmarks/p2");
    const Truth truth = p2.truth("band", Estimator::line, 2e-8);
    CHECK(truth.value == Approx(0.144591634).margin(1e-7));
    p2.covers("P2, band", "band", Estimator::line, truth);
    p2.covers("P2, band", "band", Estimator::line, truth, 2e-5);
    p2.covers("P2, band", "band", Estimator::control, truth);
    p2.covers("P2, band", "band", Estimator::plain, truth);
}

TEST_CASE("coverage: P3, a band of one year and of an average") {
    const Shipped p3("benchmarks/p3");
    const Truth year = p3.truth("one_year", Estimator::line, 1e-6), average = p3.truth("five_years", Estimator::line, 1e-6);
    for (const Estimator estimator : {Estimator::conditioning, Estimator::line, Estimator::control, Estimator::plain}) {
        p3.covers("P3, one year", "one_year", estimator, year);
    }
    p3.covers("P3, one year", "one_year", Estimator::line, year, 1e-4);
    for (const Estimator estimator : {Estimator::line, Estimator::control, Estimator::plain}) {
        p3.covers("P3, five-year average", "five_years", estimator, average);
    }
}

TEST_CASE("coverage: P3, all years together") {
    const Shipped p3("benchmarks/p3");
    const Truth common = p3.truth("every_year", Estimator::sequential, 8e-6);
    p3.covers("P3, every year at least 8", "every_year", Estimator::sequential, common);
    p3.covers("P3, every year at least 8", "every_year", Estimator::sequential, common, 2e-4);
    p3.covers("P3, every year at least 8", "every_year", Estimator::plain, common);
    p3.covers("P3, every year in the band", "every_in_band", Estimator::sequential,
              p3.truth("every_in_band", Estimator::sequential, 2e-12));
}

TEST_CASE("coverage: Can Tho, one year's targets") {
    const Shipped base("can-tho-2023/base");
    const Truth growth = base.truth("plan_2023: growth_grdp", Estimator::line, 1e-7);
    for (const Estimator estimator : {Estimator::line, Estimator::conditioning, Estimator::control, Estimator::plain}) {
        base.covers("Can Tho, growth of GRDP", "plan_2023: growth_grdp", estimator, growth);
    }
    base.covers("Can Tho, share of services", "plan_2023: share[services]", Estimator::line,
                base.truth("plan_2023: share[services]", Estimator::line, 1e-7));
    base.covers("Can Tho, all components reach their low case", "four_components", Estimator::conditioning,
                base.truth("four_components", Estimator::conditioning, 2e-6));
}

TEST_CASE("coverage: Can Tho, several years") {
    const Shipped base("can-tho-2023/base");
    base.covers("Can Tho, average growth 2023-2025", "three_year_mean", Estimator::line,
                base.truth("three_year_mean", Estimator::line, 2e-6));
    base.covers("Can Tho, 6 % or more in every year", "never_below_6", Estimator::sequential,
                base.truth("never_below_6", Estimator::sequential, 5e-6));
}

}  // namespace
}  // namespace grdp
