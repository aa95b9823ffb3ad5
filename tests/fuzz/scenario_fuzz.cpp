// links: grdp_model
// Any bytes as a scenario text, and as one setting of the command line.
#include <cstdint>
#include <cstdlib>

#include "grdp/model/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    grdp::SourceSet sources;
    const auto id = sources.add({"x.scenario", std::string(data, data + size)});
    grdp::Diagnostics diagnostics;
    const auto scenario = grdp::model::parse_scenario(sources, id, diagnostics);
    if (scenario.name.text.empty() && !diagnostics.has_errors()) std::abort();  // silent failure
    if (render(diagnostics, sources).empty() != diagnostics.empty()) std::abort();

    grdp::Diagnostics of_setting;
    const auto setting = grdp::model::parse_override(sources, id, of_setting);
    if (setting.has_value() == of_setting.has_errors()) std::abort();  // either a value or reasons
    return 0;
}
