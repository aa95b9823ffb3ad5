// The three files that `grdp init` writes.
#pragma once

#include <array>
#include <string_view>

namespace grdp::app {

struct StarterFile {
    std::string_view name;
    std::string_view text;
};

[[nodiscard]] const std::array<StarterFile, 3>& starter_files();

}  // namespace grdp::app
