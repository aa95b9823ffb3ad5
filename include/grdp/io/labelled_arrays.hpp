// Arrays with named dimensions and attributes: what a run file holds, before it knows of HDF5.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace grdp::io {

struct Attribute {
    std::string name;
    std::variant<std::string, double, std::int32_t, std::uint64_t> value;
};

using Values = std::variant<std::vector<double>, std::vector<std::int32_t>, std::vector<std::uint64_t>,
                            std::vector<std::uint8_t>, std::vector<std::string>>;

[[nodiscard]] std::size_t value_count(const Values& values);

struct Array {
    std::string name;
    std::vector<std::string> dimensions;  ///< names, outermost first; a name equal to the array's own makes it a coordinate
    std::vector<std::size_t> shape;       ///< one extent per dimension, all above 0
    Values values;                        ///< row-major, product(shape) of them
    std::vector<Attribute> attributes;    ///< not read back
};

/// Each dimension has a coordinate: an array of its name, standing before every array over it.
struct LabelledArrays {
    std::vector<Attribute> attributes;
    std::vector<Array> arrays;

    [[nodiscard]] const Array* find(std::string_view name) const;
    [[nodiscard]] const Attribute* find_attribute(std::string_view name) const;
};

}  // namespace grdp::io
