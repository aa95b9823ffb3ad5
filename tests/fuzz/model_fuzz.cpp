// links: grdp_model
// Any bytes as a model text: messages or statements, never a crash; every message can be printed.
#include <cstdint>
#include <cstdlib>

#include "grdp/model/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    grdp::SourceSet sources;
    const auto id = sources.add({"x.model", std::string(data, data + size)});
    grdp::Diagnostics diagnostics;
    const auto model = grdp::model::parse_model(sources, id, diagnostics);
    if (model.name.text.empty() && !diagnostics.has_errors()) std::abort();  // silent failure
    diagnostics.sort();
    if (render(diagnostics, sources).empty() != diagnostics.empty()) std::abort();
    return 0;
}
