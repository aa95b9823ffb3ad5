#include "grdp/analysis/uniform_sum.hpp"

#include <vector>

#include "catch.hpp"

using namespace grdp::analysis;

TEST_CASE("uniform sum: one term is a ramp, two are a triangle, three a spline") {
    const std::vector<UniformTerm> one{{2, 1, 3}};
    CHECK(share_at_most(one, 3).share == Approx(0.25));
    const std::vector<UniformTerm> two{{1, 0, 1}, {1, 0, 1}};
    CHECK(share_at_most(two, 0.5).share == Approx(0.125));
    CHECK(share_at_most(two, 1).share == Approx(0.5));
    const std::vector<UniformTerm> three{{1, 0, 1}, {1, 0, 1}, {1, 0, 1}};
    CHECK(share_at_most(three, 1).share == Approx(1.0 / 6));
    CHECK(share_at_most(three, 1.5).share == Approx(0.5));
}

TEST_CASE("uniform sum: a negative weight, a fixed term and reversed ends change nothing but the place") {
    const std::vector<UniformTerm> terms{{-1, 0, 1}, {1, 2, 2}, {1, 1, 0}};
    CHECK(share_at_most(terms, 2).share == Approx(0.5));
    CHECK(share_at_most(terms, 0.9).share == 0);
    CHECK(share_at_most(terms, 3.1).share == 1);
    CHECK(share_at_most(std::vector<UniformTerm>{{1, 2, 2}}, 2).share == 1);
}

TEST_CASE("uniform sum: shares do not depend on the scale") {
    std::vector<UniformTerm> terms{{0.1, 2.2, 2.5}, {0.3, 12, 13.4}, {0.52, 10.2, 10.9}, {0.08, 5.5, 6.1}};
    const double before = share_at_most(terms, 10).share;
    for (auto& term : terms)
        term.weight *= 1000;
    CHECK(share_at_most(terms, 10000).share == Approx(before).epsilon(1e-10));
}

TEST_CASE("uniform sum: where corners cancel, a grid answers and says its error") {
    std::vector<UniformTerm> terms;
    for (int i = 0; i < 30; ++i)
        terms.push_back({1, 0, i % 2 == 0 ? 1.0 : 0.01});
    double middle = 0;
    for (const auto& term : terms)
        middle += 0.5 * term.high;
    const auto half = share_at_most(terms, middle);
    CHECK(half.error < 1e-3);
    CHECK(half.share == Approx(0.5).margin(half.error + 1e-9));
}
