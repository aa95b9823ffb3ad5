// A paper in its forms: what each file is called and holds.
#pragma once

#include <string>
#include <vector>

#include "grdp/app/options.hpp"
#include "grdp/base/result.hpp"
#include "grdp/report/document.hpp"

namespace grdp::app {

struct PaperFile {
    std::string format;
    std::string name;  ///< within the folder of --out: "briefing.html", "fan.svg"
    std::string bytes;
};

/// Whether the form makes several files, so that --out is a folder.
[[nodiscard]] bool several_files(std::string_view format);

/// All files of all forms, in the order asked for. Nothing is written.
[[nodiscard]] Result<std::vector<PaperFile>> paper_files(const report::doc::Document& document, const std::vector<std::string>& formats,
                                                         const Options& options);

}  // namespace grdp::app
