// One line about a sound scenario.
#pragma once

#include <string>

#include "grdp/model/compiled_model.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

[[nodiscard]] std::string check_text(const model::CompiledModel& model, Language language);

}  // namespace grdp::report
