// A small run with every part filled: two series, three periods, one event of each kind, a monitored target.
#pragma once

#include "grdp/io/stored_run.hpp"

namespace grdp::test {

/// history 2022, horizon 2023..2024; grdp (identity) = 2 * driver, driver fixed in 2024
[[nodiscard]] model::CompiledModel sample_model();
[[nodiscard]] io::StoredRun sample_projection();
/// One table of two rows and one without rows.
[[nodiscard]] std::vector<analysis::AnswerTable> sample_tables();
/// With an ensemble of 1,000 draws; `paths` keeps raw values.
[[nodiscard]] io::StoredRun sample_run(bool paths = false);

}  // namespace grdp::test
