// The shipped scenarios, compiled through the public interface.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "grdp/io/file_loader.hpp"
#include "grdp/model/compile.hpp"

namespace grdp::benchmarks {

inline const std::string kP1 = GRDP_SOURCE_DIR "/scenarios/benchmarks/p1.scenario";
inline const std::string kP2 = GRDP_SOURCE_DIR "/scenarios/benchmarks/p2.scenario";
inline const std::string kFull = GRDP_SOURCE_DIR "/scenarios/can-tho-2023/base.scenario";

inline model::CompiledModel compiled(const std::string& path) {
    io::FileLoader loader;
    model::Compilation compilation = model::compile(loader, path);
    if (!compilation.model) {
        std::fputs(render(compilation.diagnostics, compilation.sources).c_str(), stderr);
        std::exit(1);
    }
    return std::move(*compilation.model);
}

}  // namespace grdp::benchmarks
