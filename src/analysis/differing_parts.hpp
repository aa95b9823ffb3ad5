// Parts of two models side by side.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// Equations, horizon, frequency, names, or which cells of data are present differ. Reports that only one has do not count.
[[nodiscard]] bool structure_differs(const model::CompiledModel& before, const model::CompiledModel& after);
[[nodiscard]] bool same_shocks(const model::CompiledModel& before, const model::CompiledModel& after);

/// Cells of one series that both have, either from the earlier horizon on or before it.
struct CellPairs {
    std::vector<double> before, after;
    bool differ = false;
};
[[nodiscard]] CellPairs cell_pairs(const model::CompiledModel& before, const model::CompiledModel& after, const std::string& series, bool ahead);
/// "8.5 9 9"; the first two and the last of many.
[[nodiscard]] std::string numbers_text(const std::vector<double>& numbers);

using NamedFix = std::tuple<accounts::Period, model::LeftForm, double>;
[[nodiscard]] std::vector<NamedFix> fixes_of(const model::CompiledModel& model, const std::string& series);
using NamedAddFactor = std::tuple<accounts::Period, double>;
[[nodiscard]] std::vector<NamedAddFactor> add_factors_of(const model::CompiledModel& model, const std::string& series);
/// "growth(grdp)@2023Q1"
[[nodiscard]] std::string observed_key(const model::CompiledModel& model, const model::Observed& observed);

}  // namespace grdp::analysis
