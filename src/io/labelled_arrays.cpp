#include "grdp/io/labelled_arrays.hpp"

#include <algorithm>

#include "array_source.hpp"
#include "grdp/base/contract.hpp"

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

std::vector<std::string> ArraysInMemory::names() const {
    std::vector<std::string> names;
    for (const Array& array : arrays_.arrays) names.push_back(array.name);
    std::sort(names.begin(), names.end());
    return names;
}

const std::vector<std::size_t>* ArraysInMemory::shape(std::string_view name) {
    const Array* array = arrays_.find(name);
    return array == nullptr ? nullptr : &array->shape;
}

Values ArraysInMemory::values(std::string_view name, std::size_t begin, std::size_t end) {
    const Array* array = arrays_.find(name);
    GRDP_EXPECTS(array != nullptr && begin < end && end <= array->shape.at(0));
    return std::visit([&](const auto& all) -> Values {
        const std::size_t width = all.size() / array->shape[0];
        const auto at = [&](std::size_t place) { return all.begin() + static_cast<std::ptrdiff_t>(place * width); };
        return std::decay_t<decltype(all)>(at(begin), at(end));
    }, array->values);
}

}  // namespace grdp::io
