#include "compiled.hpp"
#include "grdp/stats/correlation.hpp"

using namespace grdp::model;
using test::codes;
using test::compiled;

namespace {

const std::string kFrame =
    "frequency annual\nset r = north | south\nset s = a | b\nexog x : %\nbehave y[r,s] : bn_vnd growth(y[r,s]) = "
    "x\nbehave z : bn_vnd diff(z) = 0.1\n"
    "param sigma[s] = 1.5 2.5 source \"x\"\n";
const std::string kScenario =
    "horizon 2023..2023\n2023 x = 1\n2022 y[north,a] = 1\n2022 y[north,b] = 1\n2022 y[south,a] = 1\n2022 y[south,b] = "
    "1\n2022 z = 1\n";

CompiledModel with(const std::string& statements) {
    return compiled({kFrame + statements, kScenario});
}

double correlation(const CompiledModel& model, std::size_t a, std::size_t b) {
    return model.correlation[a * model.shocks.size() + b];
}

}  // namespace

TEST_CASE("shocks: each element gets its own law; arguments may be numbers, lists or formulas of parameters") {
    const auto model = with(
        "shock y[r,s] ~ student_t(df = 5, sd = 2*sigma[s]) persistence 0.1 0.2 0.3 0.4\nshock z ~ triangular(low = -1, "
        "mode = 0, high = 2)\n");
    REQUIRE(model.shocks.size() == 5);
    CHECK(model.shocks[1].name == "y[north,b]");
    CHECK(model.shocks[1].law.law == grdp::stats::Law::student_t);
    CHECK(model.shocks[1].law.p[0] == 5);
    CHECK(model.shocks[1].law.p[1] == 5);
    CHECK(model.shocks[2].law.p[1] == 3);
    CHECK(model.shocks[2].persistence == 0.3);
    CHECK(model.shocks[4].law.p[2] == 2);
    CHECK(model.shocks[4].persistence == 0);
}

TEST_CASE("shocks: the equation of a series knows its shock, identities and unshocked series have none") {
    const auto model = with(
        "shock y[r,b] ~ normal(sd = 1)\nidentity total : bn_vnd total = sum(r: sum(s: y[r,s])) + sum(s: sigma[s])*z\n");
    REQUIRE(model.shocks.size() == 2);
    for (const auto& equation : model.equations) {
        const auto& name = model.series[equation.series].name;
        const bool shocked = name == "y[north,b]" || name == "y[south,b]";
        CHECK((equation.shock != kNone) == shocked);
        if (shocked) CHECK(model.shocks[equation.shock].series == equation.series);
    }
}

TEST_CASE("shocks: without correlation their scores are independent") {
    const auto model = with("shock y[r,s] ~ normal(sd = sigma[s])\n");
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t j = 0; j < 4; ++j)
            CHECK(correlation(model, i, j) == (i == j ? 1 : 0));
    }
}

TEST_CASE("correlation: pairs inside a shock name elements of its last set and hold for every other element") {
    const auto model = with("shock y[r,s] ~ normal(sd = sigma[s]) corr a,b = 0.4\n");
    CHECK(correlation(model, 0, 1) == 0.4);
    CHECK(correlation(model, 3, 2) == 0.4);
    CHECK(correlation(model, 0, 2) == 0);
    CHECK(correlation(model, 0, 3) == 0);
}

TEST_CASE("correlation: rank coefficients become correlations of the normal scores") {
    const auto model = with(
        "shock y[r,s] ~ normal(sd = sigma[s]) corr spearman a,b = 0.4\nshock z ~ normal(sd = 1)\n"
        "correlation kendall y[north,a],z = -0.3; y[south,a],z = 0.5\ncorrelation pearson y[north,b],z = -0.2\n");
    CHECK(correlation(model, 0, 1) == grdp::stats::pearson_from_spearman(0.4));
    CHECK(correlation(model, 0, 1) != 0.4);
    CHECK(correlation(model, 0, 4) == grdp::stats::pearson_from_kendall(-0.3));
    CHECK(correlation(model, 4, 2) == grdp::stats::pearson_from_kendall(0.5));
    CHECK(correlation(model, 4, 1) == -0.2);
}

TEST_CASE("correlation: a matrix gives every pair once, in any order of its rows") {
    const auto model = with(
        "shock y[r,s] ~ normal(sd = sigma[s])\ncorrelation spearman matrix\n"
        "        y[north,a] y[south,b] y[north,b]\n    y[south,b] 0.2 1 0.3\n    y[north,a] 1 0.2 -0.1\n    y[north,b] "
        "-0.1 0.3 1\n");
    CHECK(correlation(model, 0, 3) == grdp::stats::pearson_from_spearman(0.2));
    CHECK(correlation(model, 3, 1) == grdp::stats::pearson_from_spearman(0.3));
    CHECK(correlation(model, 1, 0) == grdp::stats::pearson_from_spearman(-0.1));
}

TEST_CASE("correlation: perfect correlation is singular but valid") {
    const auto model = with("shock y[r,s] ~ normal(sd = sigma[s]) corr a,b = 1\n");
    CHECK(correlation(model, 0, 1) == 1);
}

TEST_CASE(
    "correlation: a matrix that is not positive semidefinite is refused with its smallest eigenvalue and the nearest "
    "one") {
    const auto result = test::compile_texts({kFrame + "shock y[r,s] ~ normal(sd = sigma[s])\n"
                                                      "correlation pearson y[north,a],y[north,b] = 0.9; "
                                                      "y[north,b],y[south,a] = 0.9; y[north,a],y[south,a] = -0.9\n",
                                             kScenario});
    REQUIRE(result.diagnostics.error_count() == 1);
    const auto& item = result.diagnostics.items()[0];
    CHECK(code_text(item.code) == "E2511");
    CHECK(item.message.find("smallest eigenvalue") != std::string::npos);
    CHECK(item.message.find("-0.8") != std::string::npos);
    CHECK(item.hint.find("y[north,a], y[north,b], y[south,a]: 0.5000 / -0.5000 0.5000") != std::string::npos);
}

TEST_CASE("shocks: two thousand are the limit, told once") {
    std::string set = "set s = e0";
    for (int i = 1; i < 2001; ++i)
        set += " | e" + std::to_string(i);
    std::string data = "year";
    std::string row = "2022";
    for (int i = 0; i < 2001; ++i) {
        data += ",\"y[e" + std::to_string(i) + "]\"";
        row += ",1";
    }
    CHECK(codes({"frequency annual\n" + set + "\nbehave y[s] : bn_vnd growth(y[s]) = 1\nshock y[s] ~ normal(sd = 1)\n",
                 "horizon 2023..2023\n", data + "\n" + row + "\n"}) == "E2512");
}
