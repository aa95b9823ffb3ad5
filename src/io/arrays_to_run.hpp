// Arrays back to a run. Whatever is missing, out of range or contradictory is a ContentFault.
#pragma once

#include "grdp/io/labelled_arrays.hpp"
#include "grdp/io/stored_run.hpp"
#include "run_columns.hpp"

namespace grdp::io {

[[nodiscard]] StoredRun arrays_to_run(const LabelledArrays& arrays);

[[nodiscard]] model::CompiledModel arrays_to_model(const LabelledArrays& arrays, const Extents& extents);
[[nodiscard]] engine::Ensemble arrays_to_ensemble(const LabelledArrays& arrays, const StoredRun& run, const Extents& extents);

/// An attribute of the root group of this type; a ContentFault if it is missing or other.
template <class T>
T attribute(const LabelledArrays& arrays, std::string_view name) {
    const Attribute* found = arrays.find_attribute(name);
    const T* value = found == nullptr ? nullptr : std::get_if<T>(&found->value);
    if (value == nullptr) throw ContentFault{fmt::format("attribute \"{}\" is missing or of another type", name)};
    return *value;
}
/// An empty text is not stored.
[[nodiscard]] std::string text_attribute(const LabelledArrays& arrays, std::string_view name);

template <class Row>
TableReader<Row> table(const LabelledArrays& arrays, const std::string& dimension, std::vector<Row>& rows) {
    return {arrays, dimension, rows};
}

}  // namespace grdp::io
