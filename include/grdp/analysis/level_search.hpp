// Where does a function of one number take a level? Peaks first, so that a hump gives two answers, one, or none with the
// best attainable. docs/method/inverse.md, equations IN-1 to IN-6.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "grdp/analysis/phrase.hpp"

namespace grdp::analysis {

/// A value with its standard error; 0 where it is computed without chance.
struct Measured {
    double value = 0;
    double standard_error = 0;
};

/// Nothing where the function has no value. It should be smooth on common random numbers; a step function of many small
/// steps (counted paths) is served as well, to within a step.
using MeasuredFunction = std::function<std::optional<Measured>(double)>;

struct SearchOptions {
    NumberRange within{0, 0};       ///< low < high
    std::size_t grid = 33;          ///< points of the first look, at least 3
    double relative_width = 1e-12;  ///< of `within`, to which a root is narrowed
};

/// A place where the function has the level.
struct Root {
    double x = 0;
    double standard_error = 0;  ///< of x: that of the value there over |slope|, IN-4; NaN where the slope cannot be told from 0
    double slope = 0;
    Measured there;
};

struct LevelSearch {
    std::vector<Root> roots;  ///< ascending
    bool any = false;         ///< the function has a value somewhere
    bool flat = false;        ///< and is the same wherever it has one
    double peak = 0;          ///< where it is greatest within the range, by golden section between grid points
    Measured highest;
    double trough = 0;
    Measured lowest;
    std::size_t evaluations = 0;
};

/// Two humps narrower than a step of the grid can hide from it; a level met at a grid point counts once.
/// Contract: options as described, level finite.
[[nodiscard]] LevelSearch find_level(const MeasuredFunction& function, double level, const SearchOptions& options);

}  // namespace grdp::analysis
