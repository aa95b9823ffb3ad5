// Arrays with named dimensions and attributes: what a run file holds, before it knows of HDF5.
#pragma once

#include <cstdint>
#include <functional>
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

/// An array that never stands in memory as a whole.
struct ArrayInBlocks {
    Array array;  ///< its values are an empty vector of their type
    /// Those of the places `begin` up to `end` of the outermost dimension. Asked for in ascending order, each once.
    std::function<Values(std::size_t begin, std::size_t end)> block;
};

/// Takes the arrays of a file one after the other, so that they need not stand in memory together. Attributes come first.
class ArrayReceiver {
  public:
    virtual ~ArrayReceiver() = default;
    virtual void receive(LabelledArrays&& ready) = 0;
    virtual void receive(const ArrayInBlocks& array) = 0;
};
using ArrayFeed = std::function<void(ArrayReceiver&)>;

}  // namespace grdp::io
