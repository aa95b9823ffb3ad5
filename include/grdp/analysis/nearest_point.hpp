// The point nearest to the origin that satisfies inequalities of smooth functions. docs/method/reverse-stress.md
#pragma once

#include <vector>

#include "grdp/engine/response.hpp"

namespace grdp::analysis {

/// side * (output(z) - level) >= 0
struct Demand {
    std::size_t output = 0;
    double side = 1;  ///< 1: at least the level, -1: at most
    double level = 0;
};

struct NearestPoint {
    bool found = false;
    std::vector<double> point;
    double distance = 0;
    int iterations = 0;
    std::size_t active = 0;  ///< demands that hold with equality
};

/// Minimum of |z|^2 under a_j z >= c_j (rows of `a`, row-major) by Hildreth's dual ascent. Not found: no point satisfies all.
[[nodiscard]] NearestPoint nearest_in_polyhedron(const std::vector<double>& a, const std::vector<double>& c, std::size_t dimension);

/// All demands at once, by repeated linearisation (RS-3) from `start`.
[[nodiscard]] NearestPoint nearest_point(const engine::Response& response, const std::vector<Demand>& demands,
                                         const std::vector<double>& start);

}  // namespace grdp::analysis
