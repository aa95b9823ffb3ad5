#include "grdp/stats/marginal.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "catch.hpp"
#include "grdp/stats/elementary.hpp"

using grdp::stats::Law;
using grdp::stats::MarginalFault;
using grdp::stats::MarginalFaultKind;
using grdp::stats::MarginalParameters;
namespace stats = grdp::stats;

namespace {

const double kProbabilities[] = {1e-15, 1e-9, 1e-4, 0.01, 0.05, 0.2, 0.4, 0.5, 0.61, 0.8, 0.95, 0.999, 1 - 1e-9};

const MarginalParameters kLaws[] = {{Law::normal, {1.2}},
                                    {Law::two_piece_normal, {1.8, 1.1}},
                                    {Law::two_piece_normal, {0.1, 3}},
                                    {Law::student_t, {5, 2.5}},
                                    {Law::student_t, {2.2, 1}},
                                    {Law::triangular, {-1.2, 2.6, 5.6}},
                                    {Law::triangular, {0, 0, 1}},
                                    {Law::pert, {-3, 6, 13}},
                                    {Law::pert, {0, 0, 2}},
                                    {Law::uniform, {-1, 4}},
                                    {Law::lognormal, {2, 0.4}},
                                    {Law::lognormal, {-2, 0.4}}};

/// Mean and standard deviation by integration over the score.
struct Integrated {
    double mean = 0, sd = 0;
};
Integrated integrate(const MarginalParameters& law) {
    const double step = 1e-3;
    double total = 0, first = 0, second = 0;
    for (int i = -8400; i < 8400; ++i) {
        const double z = (i + 0.5) * step;
        const double weight = std::exp(-0.5 * z * z), x = stats::from_score(law, z);
        total += weight;
        first += weight * x;
        second += weight * x * x;
    }
    const double mean = first / total;
    return {mean, std::sqrt(second / total - mean * mean)};
}

}  // namespace

TEST_CASE("marginals: cdf undoes quantile") {
    for (const auto& law : kLaws) {
        for (const double p : kProbabilities) {
            CAPTURE(stats::law_name(law.law), law.p[0], p);
            CHECK(stats::cdf(law, stats::quantile(law, p)) == Approx(p).epsilon(1e-11).margin(1e-15));
        }
    }
}

TEST_CASE("marginals: stated mean and standard deviation are those of the map") {
    for (const auto& law : kLaws) {
        CAPTURE(stats::law_name(law.law), law.p[0]);
        const auto seen = integrate(law);
        // A t with 2.2 degrees has most of its variance beyond any score that can be drawn.
        const bool heavy = law.law == Law::student_t && law.p[0] < 4;
        CHECK(seen.mean == Approx(stats::mean(law)).margin(1e-6));
        if (!heavy) CHECK(seen.sd == Approx(stats::standard_deviation(law)).epsilon(2e-6));
    }
}

TEST_CASE("marginals: every map increases with the score") {
    for (const auto& law : kLaws) {
        CAPTURE(stats::law_name(law.law), law.p[0]);
        for (double z = -8; z < 8; z += 0.05)
            CHECK(stats::from_score(law, z) <= stats::from_score(law, z + 0.05));
    }
}

TEST_CASE("student t: quantile and cdf are Boost's, scaled to the standard deviation") {
    for (const double df : {2.1, 3.0, 5.0, 30.0, 400.0}) {
        const boost::math::students_t reference(df);
        const double scale = 2.5 * std::sqrt((df - 2) / df);
        const MarginalParameters law{Law::student_t, {df, 2.5}};
        for (const double p : kProbabilities) {
            CAPTURE(df, p);
            const double exact = scale * boost::math::quantile(reference, p);
            CHECK(stats::quantile(law, p) == Approx(exact).epsilon(1e-11).margin(1e-12));
            CHECK(stats::cdf(law, exact) == Approx(p).epsilon(1e-11));
        }
    }
}

TEST_CASE("PERT: quantile and cdf are those of Boost's beta law") {
    for (const double mode : {0.0, 0.1, 1.0, 1.9, 2.0}) {
        const boost::math::beta_distribution<> reference(1 + 2 * mode, 1 + 2 * (2 - mode));
        const MarginalParameters law{Law::pert, {0, mode, 2}};
        for (const double p : kProbabilities) {
            CAPTURE(mode, p);
            const double exact = 2 * boost::math::quantile(reference, p);
            CHECK(stats::quantile(law, p) == Approx(exact).epsilon(1e-10));
            CHECK(stats::cdf(law, exact) == Approx(p).epsilon(1e-10));
        }
        CHECK(stats::mean(law) == Approx(2 * boost::math::mean(reference)));
        CHECK(stats::standard_deviation(law) == Approx(2 * boost::math::standard_deviation(reference)));
    }
}

TEST_CASE("triangular: quantile is Boost's") {
    const boost::math::triangular reference(-1.2, 2.6, 5.6);
    const MarginalParameters law{Law::triangular, {-1.2, 2.6, 5.6}};
    for (const double p : kProbabilities) {
        CHECK(stats::quantile(law, p) == Approx(boost::math::quantile(reference, p)).epsilon(1e-7));
    }
    CHECK(stats::standard_deviation(law) == Approx(boost::math::standard_deviation(reference)));
}

TEST_CASE("two-piece normal: mode at left/(left+right), halves continuous") {
    const MarginalParameters law{Law::two_piece_normal, {1.8, 1.1}};
    CHECK(stats::cdf(law, 0.0) == Approx(1.8 / 2.9).epsilon(1e-15));
    CHECK(stats::quantile(law, 1.8 / 2.9) == Approx(0).margin(1e-14));
    const double h = 1e-4;
    const double left_density = (stats::cdf(law, 0) - stats::cdf(law, -h)) / h;
    const double right_density = (stats::cdf(law, h) - stats::cdf(law, 0)) / h;
    CHECK(left_density == Approx(right_density).epsilon(1e-6));
    const MarginalParameters symmetric{Law::two_piece_normal, {2, 2}};
    CHECK(stats::from_score(symmetric, -1.5) == Approx(-3.0));
}

TEST_CASE("lognormal: a negative scale skews to the left and still increases") {
    CHECK(stats::from_score({Law::lognormal, {2, 0.5}}, 1.0) == Approx(2 * std::expm1(0.5)));
    CHECK(stats::from_score({Law::lognormal, {-2, 0.5}}, 1.0) == Approx(-2 * std::expm1(-0.5)));
    CHECK(stats::quantile({Law::lognormal, {2, 0.5}}, 0.0) == -2.0);
    CHECK(stats::quantile({Law::lognormal, {-2, 0.5}}, 1.0) == 2.0);
}

TEST_CASE("marginals: a fault names the kind and the parameter") {
    const double inf = std::numeric_limits<double>::infinity();
    using Kind = MarginalFaultKind;
    const auto fault = [](Law law, std::array<double, 4> p) { return stats::validate({law, p}); };
    CHECK(fault(Law::normal, {-1}) == MarginalFault{Kind::negative_spread, 0});
    CHECK(fault(Law::normal, {std::nan("")}) == MarginalFault{Kind::not_finite, 0});
    CHECK(fault(Law::two_piece_normal, {1, -1}) == MarginalFault{Kind::negative_spread, 1});
    CHECK(fault(Law::two_piece_normal, {1, inf}) == MarginalFault{Kind::not_finite, 1});
    CHECK(fault(Law::student_t, {2, 1}) == MarginalFault{Kind::too_few_degrees, 0});
    CHECK(fault(Law::student_t, {3, -1}) == MarginalFault{Kind::negative_spread, 1});
    CHECK(fault(Law::triangular, {2, 1, 3}) == MarginalFault{Kind::low_above_mode, 0});
    CHECK(fault(Law::triangular, {0, 4, 3}) == MarginalFault{Kind::mode_above_high, 1});
    CHECK(fault(Law::pert, {2, 1, 3}) == MarginalFault{Kind::low_above_mode, 0});
    CHECK(fault(Law::pert, {0, 1, -inf}) == MarginalFault{Kind::not_finite, 2});
    CHECK(fault(Law::uniform, {2, 1}) == MarginalFault{Kind::low_above_high, 0});
    CHECK(fault(Law::lognormal, {0, 1}) == MarginalFault{Kind::zero_scale, 0});
    CHECK(fault(Law::lognormal, {1, -1}) == MarginalFault{Kind::negative_spread, 1});
    CHECK(fault(Law::lognormal, {1, 11}) == MarginalFault{Kind::sigma_too_large, 1});
    for (const auto& law : kLaws)
        CHECK_FALSE(stats::validate(law));
    CHECK_FALSE(fault(Law::triangular, {1, 1, 1}));
    CHECK_FALSE(fault(Law::normal, {0}));
}

TEST_CASE("marginals: parameters are named as a model writes them") {
    CHECK(std::string(stats::parameter_name(Law::normal, 0)) == "sd");
    CHECK(std::string(stats::parameter_name(Law::two_piece_normal, 1)) == "right");
    CHECK(std::string(stats::parameter_name(Law::student_t, 0)) == "df");
    CHECK(std::string(stats::parameter_name(Law::pert, 2)) == "high");
    CHECK(std::string(stats::parameter_name(Law::uniform, 1)) == "high");
    CHECK(std::string(stats::parameter_name(Law::lognormal, 1)) == "sigma");
    CHECK(stats::parameter_count(Law::triangular) == 3);
    CHECK(stats::parameter_count(Law::uniform) == 2);
    CHECK(std::string(stats::law_name(Law::student_t)) == "student_t");
}

TEST_CASE("point masses: their own constant, no spread, a step for a cdf") {
    const MarginalParameters points[] = {
        {Law::normal, {0}},           {Law::two_piece_normal, {0, 0}}, {Law::student_t, {5, 0}}, {Law::pert, {3, 3, 3}},
        {Law::triangular, {3, 3, 3}}, {Law::uniform, {3, 3}},          {Law::lognormal, {2, 0}}};
    for (const auto& law : points) {
        CAPTURE(stats::law_name(law.law));
        CHECK(stats::is_point_mass(law));
        const double constant = law.law == Law::pert || law.law == Law::triangular || law.law == Law::uniform ? 3 : 0;
        CHECK(stats::mean(law) == constant);
        CHECK(stats::standard_deviation(law) == 0);
        CHECK(stats::quantile(law, 0.9) == constant);
        CHECK(stats::from_score(law, -3) == constant);
        CHECK(stats::cdf(law, constant - 1e-9) == 0);
        CHECK(stats::cdf(law, constant) == 1);
    }
}
