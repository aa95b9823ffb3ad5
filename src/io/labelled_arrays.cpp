#include "grdp/io/labelled_arrays.hpp"

#include <algorithm>

namespace grdp::io {

std::size_t value_count(const Values& values) {
    return std::visit([](const auto& typed) { return typed.size(); }, values);
}

const Array* LabelledArrays::find(std::string_view name) const {
    const auto found = std::find_if(arrays.begin(), arrays.end(), [&](const Array& array) { return array.name == name; });
    return found == arrays.end() ? nullptr : &*found;
}

const Attribute* LabelledArrays::find_attribute(std::string_view name) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& item) { return item.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

}  // namespace grdp::io
