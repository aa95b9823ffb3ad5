// A marginal law as plain numbers, so that kernels of every instruction set can read it.
#pragma once

#include <stdint.h>

namespace grdp::lanes {

enum class MarginalForm : uint8_t {
    constant,   ///< a
    linear,     ///< a*z
    lognormal,  ///< a*(exp(b*z) - 1)
    uniform,    ///< a + b*cdf(z)
    pieces,     ///< quintic pieces
};

inline constexpr double kMarginalScoreLimit = 8.5;
inline constexpr uint64_t kMarginalPieceShift = 3;  ///< six coefficients, padded to 2^3: one cache line

struct MarginalView {
    MarginalForm form = MarginalForm::constant;
    double a = 0, b = 0;
    // Piece i covers scores origin + [i, i+1)/pieces_per_score; its local variable runs over [-1/2, 1/2].
    double origin = 0, pieces_per_score = 0, last_piece = 0;
    double below = 0, above = 0;  ///< lowest and highest attainable value
    const double* coefficients = nullptr;
};

}  // namespace grdp::lanes
