// Quintic pieces of a law over the normal score, by interpolation at Chebyshev's points of each piece. (DI-11)
#include <array>

#include "grdp/base/contract.hpp"
#include "grdp/stats/density_law.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/lanes/marginal.hpp"
#include "grdp/stats/marginal.hpp"
#include "marginal_laws.hpp"
#include "arithmetic.hpp"

namespace grdp::stats {

namespace {

constexpr double kLimit = lanes::kMarginalScoreLimit;
constexpr double kAcceptedError = 1e-9;
constexpr double kMostPiecesPerScore = 256;
constexpr std::size_t kStride = std::size_t{1} << lanes::kMarginalPieceShift;

using Quintic = std::array<double, 6>;

/// cos((2i+1) pi/12)/2.
constexpr Quintic kNodes = {-0.48296291314453416, -0.35355339059327378, -0.12940952255126037,
                            0.12940952255126037,  0.35355339059327378,  0.48296291314453416};

/// Newton's divided differences, then the powers of t.
Quintic interpolate(Quintic y) {
    for (std::size_t order = 1; order < 6; ++order) {
        for (std::size_t i = 5; i >= order; --i)
            y[i] = (y[i] - y[i - 1]) / (kNodes[i] - kNodes[i - order]);
    }
    Quintic c = {y[5]};
    for (std::size_t i = 5; i-- > 0;) {
        for (std::size_t power = 5; power > 0; --power)
            c[power] = c[power - 1] - kNodes[i] * c[power];
        c[0] = y[i] - kNodes[i] * c[0];
    }
    return c;
}

double evaluate_quintic(const double* c, double t) {
    double x = c[5];
    for (std::size_t i = 5; i-- > 0;)
        x = x * t + c[i];
    return x;
}

/// Number of pieces so that the kink, if it lies within reach, is a boundary.
struct Grid {
    double origin;
    double pieces_per_score;
    std::size_t pieces;
};

Grid grid_for(const MarginalParameters& law, double pieces_per_score) {
    const BothTails probability = kink_probability(law);
    double kink = 0;
    if (probability.lower > 0 && probability.upper > 0) {
        const bool far_right = probability.upper < 1e-3;  // where 1 - lower has lost its digits
        const double score = far_right ? -normal_quantile(probability.upper) : normal_quantile(probability.lower);
        if (absolute(score) < kLimit) kink = score;
    }
    const auto count = [&](double width) { return static_cast<std::size_t>(width * pieces_per_score) + 1; };
    const std::size_t left = count(kink + kLimit), right = count(kLimit - kink);
    return {kink - static_cast<double>(left) / pieces_per_score, pieces_per_score, left + right};
}

struct Fit {
    std::vector<double> coefficients;
    bool accurate = true;
};

/// The interpolation error is largest at the ends of a piece, where it is seen.
template <class FromScore>
Fit fit_pieces(const FromScore& from, double sd, const Grid& grid) {
    Fit fit{std::vector<double>(grid.pieces * kStride, 0.0)};
    const auto deviation = [&](double place) { return from(grid.origin + place / grid.pieces_per_score); };
    double at_left_end = deviation(0);
    for (std::size_t piece = 0; piece < grid.pieces && fit.accurate; ++piece) {
        const double middle = static_cast<double>(piece) + 0.5;
        Quintic y;
        for (std::size_t i = 0; i < 6; ++i)
            y[i] = deviation(middle + kNodes[i]);
        const Quintic c = interpolate(y);
        for (std::size_t i = 0; i < 6; ++i)
            fit.coefficients[piece * kStride + i] = c[i];
        const double at_right_end = deviation(middle + 0.5);
        const auto is_close = [&](double t, double exact) {
            const double size = absolute(exact) > sd ? absolute(exact) : sd;
            return absolute(evaluate_quintic(c.data(), t) - exact) <= kAcceptedError * size;
        };
        fit.accurate = is_close(-0.5, at_left_end) && is_close(0.5, at_right_end);
        at_left_end = at_right_end;
    }
    return fit;
}

}  // namespace

MarginalTable build(const MarginalParameters& law) {
    GRDP_EXPECTS(!validate(law));
    using Form = lanes::MarginalForm;
    const auto& p = law.p;
    MarginalTable table;
    if (is_point_mass(law)) {
        table.view_.a = mean(law);
    } else if (law.law == Law::normal) {
        table.view_.form = Form::linear;
        table.view_.a = p[0];
    } else if (is_nearly_normal(law)) {
        table.view_.form = Form::linear;
        table.view_.a = p[1];
    } else if (law.law == Law::lognormal) {
        table.view_.form = Form::lognormal;
        table.view_.a = p[0];
        table.view_.b = p[0] < 0 ? -p[1] : p[1];
    } else if (law.law == Law::uniform) {
        table.view_.form = Form::uniform;
        table.view_.a = p[0];
        table.view_.b = p[1] - p[0];
    } else {
        const auto from = [&](double z) { return from_score(law, z); };
        const double sd = standard_deviation(law);
        double pieces_per_score = 8;
        Grid grid = grid_for(law, pieces_per_score);
        Fit fit = fit_pieces(from, sd, grid);
        while (!fit.accurate && pieces_per_score < kMostPiecesPerScore) {
            pieces_per_score *= 2;
            grid = grid_for(law, pieces_per_score);
            fit = fit_pieces(from, sd, grid);
        }
        GRDP_ENSURES(fit.accurate);  // a table that stops halfway would be another law
        const bool bounded = law.law == Law::triangular || law.law == Law::pert;
        table.coefficients_ = std::move(fit.coefficients);
        table.view_ = {Form::pieces,
                       0,
                       0,
                       grid.origin,
                       grid.pieces_per_score,
                       static_cast<double>(grid.pieces - 1),
                       bounded ? p[0] : -__builtin_huge_val(),
                       bounded ? p[2] : __builtin_huge_val(),
                       nullptr};
    }
    return table;
}

std::optional<MarginalTable> tabulate(const DensityLaw& law) {
    const auto from = [&](double z) { return law.from_score(z); };
    const double spread = 0.5 * (from(1.0) - from(-1.0));
    for (double pieces_per_score = 8; pieces_per_score <= kMostPiecesPerScore; pieces_per_score *= 2) {
        const auto pieces = static_cast<std::size_t>(2 * kLimit * pieces_per_score);
        const Grid grid{-kLimit, pieces_per_score, pieces};
        Fit fit = fit_pieces(from, spread, grid);
        if (!fit.accurate) continue;
        MarginalTable table;
        table.coefficients_ = std::move(fit.coefficients);
        table.view_ = {lanes::MarginalForm::pieces, 0, 0, grid.origin, pieces_per_score, static_cast<double>(pieces - 1),
                       -__builtin_huge_val(), __builtin_huge_val(), nullptr};
        return table;
    }
    return std::nullopt;
}

lanes::MarginalView MarginalTable::view() const {
    lanes::MarginalView view = view_;
    view.coefficients = coefficients_.data();
    return view;
}

double MarginalTable::evaluate(double z) const {
    return lanes::evaluate_marginal(lanes::splat(z), view())[0];
}

}  // namespace grdp::stats
