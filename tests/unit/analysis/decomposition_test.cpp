#include "grdp/analysis/decomposition.hpp"

#include <cmath>

#include "catch.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

/// Ha Nam, first half of 2024 (docs/method/accounts.md): levels and growth by component.
struct HaNam {
    model::CompiledModel model;
    std::uint32_t grdp = 0;
};

HaNam ha_nam() {
    const double levels[4] = {2131.3, 17443.9, 5693.6, 1622.2};
    const double growth[4] = {1.06, 13.26, 7.22, 4.75};
    test::ModelBuilder b(2024, 2024);
    std::uint32_t volume[4];
    for (int i = 0; i < 4; ++i) {
        volume[i] = b.exogenous("volume" + std::to_string(i), {levels[i] / (1 + growth[i] / 100), levels[i]});
    }
    HaNam made;
    made.grdp = b.identity("grdp", b.of(volume[0]) + b.of(volume[1]) + b.of(volume[2]) + b.of(volume[3]));
    b.identity("twice", b.of(made.grdp) * 2.0);
    made.model = b.build();
    return made;
}

TEST_CASE("decomposition: growth is not defined on a base that is not positive") {
    test::ModelBuilder b(2023, 2023);
    const std::uint32_t a = b.exogenous("a", {-50, 50}), c = b.exogenous("c", {100, 50});
    b.identity("total", b.of(a) + b.of(c));
    const auto made = b.build();
    const auto path = engine::project(made);
    REQUIRE(path);
    const auto account = analysis::decomposition_account(*path, made, analysis::decompositions(made)[0]);
    CHECK(std::isnan(account.parts[0][0].growth));
    CHECK(account.parts[0][0].contribution == Approx(200));
    CHECK(account.parts[1][0].growth == Approx(-50));
}

TEST_CASE("decomposition: a plain sum is found, a product is not") {
    const HaNam made = ha_nam();
    const auto found = analysis::decompositions(made.model);
    REQUIRE(found.size() == 1);
    CHECK(found[0].total == made.grdp);
    CHECK(found[0].parts == std::vector<std::uint32_t>{0, 1, 2, 3});
}

TEST_CASE("decomposition: the published account of Ha Nam comes out to the printed digit") {
    const HaNam made = ha_nam();
    const auto path = engine::project(made.model);
    REQUIRE(path);
    const auto account = analysis::decomposition_account(*path, made.model, analysis::decompositions(made.model)[0]);
    CHECK(account.total[0].level == Approx(26891.0).margin(0.05));
    CHECK(account.total[0].growth == Approx(10.35).margin(0.005));
    const double points[4] = {0.092, 8.380, 1.573, 0.302}, shares[4] = {0.9, 81.0, 15.2, 2.9};
    double contributions = 0, structure = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(account.parts[i][0].contribution == Approx(points[i]).margin(0.0006));
        CHECK(account.parts[i][0].share_of_growth == Approx(shares[i]).margin(0.051));
        contributions += account.parts[i][0].contribution;
        structure += account.parts[i][0].share;
    }
    CHECK(contributions == Approx(account.total[0].growth));
    CHECK(structure == Approx(100.0));
}

TEST_CASE("decomposition: growth is unknown where the year before is") {
    test::ModelBuilder b(2023, 2023, 0);
    const std::uint32_t x = b.exogenous("x", {1}), y = b.exogenous("y", {0});
    b.identity("sum", b.of(x) + b.of(y));
    const model::CompiledModel model = b.build();
    const auto path = engine::project(model);
    REQUIRE(path);
    const auto account = analysis::decomposition_account(*path, model, analysis::decompositions(model)[0]);
    CHECK(std::isnan(account.parts[0][0].growth));
    CHECK(std::isnan(account.parts[0][0].contribution));
    CHECK(account.parts[0][0].share == 100.0);
}

}  // namespace
}  // namespace grdp
