// A document as one page of HTML that needs nothing else: styles for screen and print, charts inside, buttons that copy.
#pragma once

#include <string>

#include "grdp/report/document.hpp"

namespace grdp::report {

/// No address outside the page is used. Tables copy as HTML and as tab-separated text, charts as PNG.
[[nodiscard]] std::string html(const doc::Document& document);

}  // namespace grdp::report
