// Help texts made from the table of verbs.
#pragma once

#include <string>

#include "grdp/app/verbs.hpp"

namespace grdp::app {

[[nodiscard]] std::string overview(report::Language language);
[[nodiscard]] std::string help_text(const Verb& verb, report::Language language);

}  // namespace grdp::app
