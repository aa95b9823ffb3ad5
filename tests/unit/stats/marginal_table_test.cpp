#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "grdp/stats/marginal.hpp"

using grdp::stats::Law;
using grdp::stats::MarginalParameters;
namespace stats = grdp::stats;

namespace {

/// Largest error of the table in units of max(sd, |x|) over scores in [-8.5, 8.5].
double worst_error(const MarginalParameters& law) {
    const auto table = stats::build(law);
    const double sd = stats::standard_deviation(law);
    double worst = 0;
    for (int i = -850000; i <= 850000; i += 131) {
        const double z = i * 1e-5;
        const double exact = stats::from_score(law, z);
        worst = std::max(worst, std::abs(table.evaluate(z) - exact) / std::max(sd, std::abs(exact)));
    }
    return worst;
}

}  // namespace

TEST_CASE("tables: error below 2e-9 of the standard deviation or the deviation") {
    for (const MarginalParameters& law :
         {MarginalParameters{Law::two_piece_normal, {1.8, 1.1}}, MarginalParameters{Law::two_piece_normal, {0.01, 5}},
          MarginalParameters{Law::two_piece_normal, {0, 2}}, MarginalParameters{Law::two_piece_normal, {2, 0}},
          MarginalParameters{Law::student_t, {5, 2.5}}, MarginalParameters{Law::student_t, {2.05, 1}},
          MarginalParameters{Law::student_t, {200, 1}}, MarginalParameters{Law::triangular, {-1.2, 2.6, 5.6}},
          MarginalParameters{Law::triangular, {0, 0, 1}}, MarginalParameters{Law::triangular, {0, 1, 1}},
          MarginalParameters{Law::triangular, {0, 1e-6, 1}}, MarginalParameters{Law::pert, {-3, 6, 13}},
          MarginalParameters{Law::pert, {0, 0, 1}}, MarginalParameters{Law::pert, {0, 0.97, 1}},
          MarginalParameters{Law::pert, {0, 1, 1}}}) {
        CAPTURE(stats::law_name(law.law), law.p[0], law.p[1], law.p[2]);
        CHECK(worst_error(law) < 2e-9);
    }
}

TEST_CASE("tables: Student's t keeps its standard deviation for any degrees of freedom") {
    for (const double df : {2.0000001, 3.0, 30.0, 1e3, 1e4, 1e5, 999'999.0, 1e6, 1'000'001.0, 4e6, 1e8, 1e16, 1e300}) {
        CAPTURE(df);
        const MarginalParameters law{Law::student_t, {df, 2}};
        const auto table = stats::build(law);
        for (const double z : {-8.0, -3.0, -1.0, -0.1, 0.0, 0.2, 1.0, 2.5, 6.0}) {
            if (df >= 1e3 && std::abs(z) <= 3) {
                const double expansion = 2 * (z + (z * z * z - 3 * z) / (4 * df));
                CHECK(std::abs(table.evaluate(z) - expansion) < 100 / (df * df) + 1e-5);
            }
            CHECK(stats::cdf(law, table.evaluate(z)) == Approx(stats::cdf({Law::normal, {1}}, z)).epsilon(1e-6));
        }
        CHECK(worst_error(law) < 2e-9);
    }
}

TEST_CASE("tables: extreme shapes and scales are fitted to the end") {
    for (const double scale : {1e-148, 1e-9, 1.0, 1e140, 1e150}) {
        for (const MarginalParameters& law :
             {MarginalParameters{Law::student_t, {2 + 1e-15, scale}}, MarginalParameters{Law::student_t, {3, scale}},
              MarginalParameters{Law::two_piece_normal, {scale, 1e-12 * scale}},
              MarginalParameters{Law::two_piece_normal, {scale, 1e-17 * scale}}, MarginalParameters{Law::two_piece_normal, {1e-170, scale}},
              MarginalParameters{Law::triangular, {-scale, -scale, scale}},
              MarginalParameters{Law::triangular, {-scale, -scale * (1 - 1e-14), scale}},
              MarginalParameters{Law::pert, {0, 1e-15 * scale, scale}}, MarginalParameters{Law::pert, {-scale, scale, scale}}}) {
            CAPTURE(stats::law_name(law.law), law.p[0], law.p[1], law.p[2]);
            const auto table = stats::build(law);
            const double high = table.evaluate(8.4), low = table.evaluate(-8.4);
            CHECK(std::isfinite(high));
            CHECK(low < high);
            CHECK(high == Approx(stats::from_score(law, 8.4)).epsilon(1e-8));
        }
    }
    CHECK(stats::validate({Law::normal, {2e150}}) == stats::MarginalFault{stats::MarginalFaultKind::too_large, 0});
    CHECK(stats::validate({Law::student_t, {5, 1e-200}}) == stats::MarginalFault{stats::MarginalFaultKind::too_small, 0});
    CHECK_FALSE(stats::validate({Law::student_t, {1e300, 0}}));
}

TEST_CASE("tables: formulas are exact where the law has one") {
    const auto normal = stats::build({Law::normal, {1.2}});
    CHECK(normal.evaluate(0.7) == 1.2 * 0.7);
    CHECK(normal.evaluate(0.0) == 0.0);
    for (const MarginalParameters& law :
         {MarginalParameters{Law::uniform, {-1, 4}}, MarginalParameters{Law::lognormal, {2, 0.4}},
          MarginalParameters{Law::lognormal, {-2, 0.4}}}) {
        CHECK(worst_error(law) < 1e-14);
    }
}

TEST_CASE("tables: scores beyond 8.5 are held there, bounds are never crossed, NaN stays") {
    const auto t = stats::build({Law::student_t, {5, 1}});
    CHECK(t.evaluate(40) == t.evaluate(8.5));
    CHECK(t.evaluate(-40) == t.evaluate(-8.5));
    const auto pert = stats::build({Law::pert, {-3, 6, 13}});
    CHECK(pert.evaluate(-40) >= -3);
    CHECK(pert.evaluate(40) <= 13);
    CHECK(std::isnan(pert.evaluate(std::nan(""))));
    CHECK(std::isnan(stats::build({Law::normal, {1}}).evaluate(std::nan(""))));
}

TEST_CASE("tables: increasing up to the stated error") {
    for (const MarginalParameters& law : {MarginalParameters{Law::triangular, {-1.2, 2.6, 5.6}},
                                          MarginalParameters{Law::two_piece_normal, {1.8, 1.1}}}) {
        const auto table = stats::build(law);
        double before = table.evaluate(-8.5);
        for (double z = -8.49; z < 8.5; z += 0.00037) {
            const double now = table.evaluate(z);
            if (now < before - 4e-9) FAIL_CHECK(stats::law_name(law.law) << " falls at " << z);
            before = now;
        }
    }
}

TEST_CASE("tables: a point mass is its constant to the last bit") {
    const auto zero = stats::build({Law::student_t, {5, 0}});
    CHECK(zero.evaluate(-3.0) == 0.0);
    CHECK_FALSE(std::signbit(zero.evaluate(-3.0)));
    CHECK_FALSE(std::signbit(stats::build({Law::normal, {0}}).evaluate(-3.0)));
    CHECK_FALSE(std::signbit(stats::build({Law::lognormal, {-2, 0}}).evaluate(1.0)));
    CHECK(stats::build({Law::pert, {0.1, 0.1, 0.1}}).evaluate(2.0) == 0.1);
    CHECK(stats::MarginalTable().evaluate(1.0) == 0.0);
}

TEST_CASE("tables: a copy keeps its own pieces") {
    stats::MarginalTable copy;
    {
        const auto original = stats::build({Law::student_t, {5, 1}});
        copy = original;
        CHECK(copy.view().coefficients != original.view().coefficients);
    }
    CHECK(copy.evaluate(1.0) == stats::build({Law::student_t, {5, 1}}).evaluate(1.0));
}
