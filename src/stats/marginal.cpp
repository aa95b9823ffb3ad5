// Descriptions, faults and moments of the laws.
#include "grdp/stats/marginal.hpp"

#include "arithmetic.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::stats {

namespace {

constexpr double kLargestSigma = 10;
constexpr double kLargestDeviation = 1e150;  ///< its square still is a number
constexpr double kLeastDeviation = 1e-150;

bool has_bounds(Law law) {
    return law == Law::triangular || law == Law::pert || law == Law::uniform;
}

std::optional<MarginalFault> fault_of(const MarginalParameters& law, std::size_t i) {
    using Kind = MarginalFaultKind;
    const auto& p = law.p;
    if (!(absolute(p[i]) < __builtin_huge_val())) return MarginalFault{Kind::not_finite, i};
    const bool is_number = (law.law == Law::student_t && i == 0) || (law.law == Law::lognormal && i == 1);
    if (!is_number && absolute(p[i]) > kLargestDeviation) return MarginalFault{Kind::too_large, i};
    switch (law.law) {
        case Law::normal:
        case Law::two_piece_normal:
            if (p[i] < 0) return MarginalFault{Kind::negative_spread, i};
            break;
        case Law::student_t:
            if (i == 0 && p[i] <= 2) return MarginalFault{Kind::too_few_degrees, i};
            if (i == 1 && p[i] < 0) return MarginalFault{Kind::negative_spread, i};
            break;
        case Law::triangular:
        case Law::pert:
            if (i == 1 && p[0] > p[1]) return MarginalFault{Kind::low_above_mode, 0};
            if (i == 2 && p[1] > p[2]) return MarginalFault{Kind::mode_above_high, 1};
            break;
        case Law::uniform:
            if (i == 1 && p[0] > p[1]) return MarginalFault{Kind::low_above_high, 0};
            break;
        case Law::lognormal:
            if (i == 0 && p[i] == 0) return MarginalFault{Kind::zero_scale, i};
            if (i == 1 && p[i] < 0) return MarginalFault{Kind::negative_spread, i};
            if (i == 1 && p[i] > kLargestSigma) return MarginalFault{Kind::sigma_too_large, i};
            break;
    }
    return std::nullopt;
}

/// How far the law reaches, as an order of magnitude.
double extent(const MarginalParameters& law) {
    const auto& p = law.p;
    switch (law.law) {
        case Law::normal:
            return p[0];
        case Law::student_t:
            return p[1];
        case Law::two_piece_normal:
            return p[0] + p[1];
        case Law::triangular:
        case Law::pert:
            return p[2] - p[0];
        case Law::uniform:
            return p[1] - p[0];
        case Law::lognormal:
            return absolute(p[0]);
    }
    return 0;
}

}  // namespace

const char* law_name(Law law) {
    switch (law) {
        case Law::normal:
            return "normal";
        case Law::two_piece_normal:
            return "two_piece_normal";
        case Law::student_t:
            return "student_t";
        case Law::triangular:
            return "triangular";
        case Law::pert:
            return "pert";
        case Law::uniform:
            return "uniform";
        case Law::lognormal:
            return "lognormal";
    }
    return "";
}

const char* parameter_name(Law law, std::size_t index) {
    GRDP_EXPECTS(index < parameter_count(law));
    switch (law) {
        case Law::normal:
            return "sd";
        case Law::two_piece_normal:
            return index == 0 ? "left" : "right";
        case Law::student_t:
            return index == 0 ? "df" : "sd";
        case Law::triangular:
        case Law::pert:
            return index == 0 ? "low" : index == 1 ? "mode" : "high";
        case Law::uniform:
            return index == 0 ? "low" : "high";
        case Law::lognormal:
            return index == 0 ? "scale" : "sigma";
    }
    return "";
}

std::optional<MarginalFault> validate(const MarginalParameters& law) {
    for (std::size_t i = 0; i < parameter_count(law.law); ++i) {
        if (auto fault = fault_of(law, i)) return fault;
    }
    if (!is_point_mass(law) && extent(law) < kLeastDeviation) return MarginalFault{MarginalFaultKind::too_small, 0};
    return std::nullopt;
}

bool is_point_mass(const MarginalParameters& law) {
    const auto& p = law.p;
    switch (law.law) {
        case Law::normal:
            return p[0] == 0;
        case Law::two_piece_normal:
            return p[0] == 0 && p[1] == 0;
        case Law::student_t:
        case Law::lognormal:
            return p[1] == 0;
        case Law::triangular:
        case Law::pert:
            return p[0] == p[2];
        case Law::uniform:
            return p[0] == p[1];
    }
    return false;
}

double mean(const MarginalParameters& law) {
    const auto& p = law.p;
    if (is_point_mass(law)) return has_bounds(law.law) ? p[0] + 0.0 : 0.0;
    switch (law.law) {
        case Law::normal:
        case Law::student_t:
            return 0;
        case Law::two_piece_normal:
            return sqrt(2 / kPi) * (p[1] - p[0]);
        case Law::triangular:
            return p[0] + ((p[1] - p[0]) + (p[2] - p[0])) / 3;
        case Law::pert:
            return p[0] + (4 * (p[1] - p[0]) + (p[2] - p[0])) / 6;
        case Law::uniform:
            return p[0] + 0.5 * (p[1] - p[0]);
        case Law::lognormal:
            return p[0] * expm1(0.5 * p[1] * p[1]);
    }
    return 0;
}

double standard_deviation(const MarginalParameters& law) {
    const auto& p = law.p;
    if (is_point_mass(law)) return 0;
    switch (law.law) {
        case Law::normal:
            return p[0];
        case Law::student_t:
            return p[1];
        case Law::two_piece_normal:
            return sqrt((1 - 2 / kPi) * (p[1] - p[0]) * (p[1] - p[0]) + p[0] * p[1]);
        case Law::triangular:
            return sqrt(((p[2] - p[0]) * (p[2] - p[0]) - (p[2] - p[1]) * (p[1] - p[0])) / 18);
        case Law::pert:
            return sqrt((mean(law) - p[0]) * (p[2] - mean(law)) / 7);
        case Law::uniform:
            return (p[1] - p[0]) / sqrt(12.0);
        case Law::lognormal:
            return absolute(p[0]) * exp(0.5 * p[1] * p[1]) * sqrt(expm1(p[1] * p[1]));
    }
    return 0;
}

}  // namespace grdp::stats
