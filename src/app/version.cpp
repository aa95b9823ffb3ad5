#include <fmt/format.h>

#include "grdp/app/verbs.hpp"
#include "grdp/engine/sampling.hpp"

namespace grdp::app {

ExitCode version(const Options& options, Terminal& terminal) {
    if (options.json) {
        return terminal.print(fmt::format("{{\"version\": \"{}\", \"generator\": \"{}\", \"numerics_version\": {}}}\n",
                                          GRDP_VERSION, engine::kGeneratorName, engine::kNumericsVersion));
    }
    return terminal.print(fmt::format("grdp {} (numerics {}, {}, {})\n", GRDP_VERSION, engine::kNumericsVersion,
                                      engine::kGeneratorName,
                                      engine::isa_name(engine::resolve_isa(engine::Isa::automatic))));
}

}  // namespace grdp::app
