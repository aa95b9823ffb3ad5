// What a response is made of.
#pragma once

#include <optional>
#include <vector>

#include "grdp/engine/response.hpp"
#include "program.hpp"

namespace grdp::engine {

struct Response::Parts {
    Graph graph;
    Program program;
    std::vector<ValueId> outputs;
    std::vector<ValueId> guards;  ///< of observed numbers
    std::uint32_t first_ordinal = 0;  ///< of the grid
    std::vector<ValueId> normals;  ///< one per coordinate
    std::vector<Coordinate> coordinates;
    std::vector<std::uint32_t> places;  ///< register of each output
    std::optional<Bounds> bounds;
    double dispersion = 1;

    void find_coordinates();
    void compile();
};

}  // namespace grdp::engine
