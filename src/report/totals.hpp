// Which scalar series is the total of an indexed one.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::report {

/// The series of each stem that has indices, in order of declaration.
[[nodiscard]] std::map<std::string, std::vector<std::uint32_t>> elements_by_stem(const model::CompiledModel& model);

/// Stem -> its total, by the three rules of layout().
[[nodiscard]] std::map<std::string, std::uint32_t> find_totals(const model::CompiledModel& model,
                                                               std::span<const double> values);

/// Whether the elements add up to 100 % in every period of the horizon.
[[nodiscard]] bool adds_to_one_hundred(const model::CompiledModel& model, std::span<const double> values,
                                       const std::vector<std::uint32_t>& elements);

}  // namespace grdp::report
