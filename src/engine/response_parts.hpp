// What a response is made of.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "grdp/engine/response.hpp"
#include "program.hpp"

namespace grdp::engine {

struct Response::Parts {
    std::shared_ptr<const Graph> graph;  ///< the same for every response made of this one
    Program program;
    std::size_t still = 0;  ///< first instructions that the parameter of a line does not enter
    std::optional<ValueId> parameter;  ///< of a line
    std::vector<ValueId> outputs;
    std::vector<ValueId> guards;  ///< of observed numbers
    std::uint32_t first_ordinal = 0;  ///< of the grid
    std::vector<ValueId> normals;  ///< one per coordinate
    std::vector<Coordinate> coordinates;
    std::vector<std::uint32_t> places;  ///< register of each output
    std::optional<Bounds> bounds;
    double dispersion = 1;

    /// What does not depend on the outputs.
    [[nodiscard]] std::shared_ptr<Parts> like() const;
    void find_coordinates();
    void compile();
};

}  // namespace grdp::engine
