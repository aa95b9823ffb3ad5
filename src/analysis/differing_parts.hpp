// Parts of two models side by side.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// The same model with more periods, nothing known in them. Contract: `periods` holds those of its grid.
[[nodiscard]] model::CompiledModel over_grid(model::CompiledModel model, accounts::PeriodRange periods);

/// The periods that are ahead in the one and data in the other. Nothing where both horizons begin together, or have nothing in common.
[[nodiscard]] std::optional<accounts::PeriodRange> turned_known(const model::CompiledModel& before, const model::CompiledModel& after);
/// What is ahead in both; where their horizons do not meet it ends before it begins.
[[nodiscard]] accounts::PeriodRange both_ahead(const model::CompiledModel& before, const model::CompiledModel& after);

/// Equations, frequency, grid, names, or which cells of data are present differ. Reports that only one has do not count.
[[nodiscard]] bool structure_differs(const model::CompiledModel& before, const model::CompiledModel& after);
[[nodiscard]] bool same_shocks(const model::CompiledModel& before, const model::CompiledModel& after);

/// Cells of one series that both have, either where both are ahead or before either horizon.
struct CellPairs {
    std::vector<double> before, after;
    bool differ = false;
};
[[nodiscard]] CellPairs cell_pairs(const model::CompiledModel& before, const model::CompiledModel& after, const std::string& series, bool ahead);
/// "8.5 9 9"; the first two and the last of many.
[[nodiscard]] std::string numbers_text(const std::vector<double>& numbers);

using NamedFix = std::tuple<accounts::Period, model::LeftForm, double>;
using NamedAddFactor = std::tuple<accounts::Period, double>;
/// In `periods`.
[[nodiscard]] std::vector<NamedFix> fixes_of(const model::CompiledModel& model, const std::string& series, accounts::PeriodRange periods);
[[nodiscard]] std::vector<NamedAddFactor> add_factors_of(const model::CompiledModel& model, const std::string& series, accounts::PeriodRange periods);
/// "growth(grdp)@2023Q1"
[[nodiscard]] std::string observed_key(const model::CompiledModel& model, const model::Observed& observed);

}  // namespace grdp::analysis
