// What a file is that is not what a command wants: said instead of a bare "not a run file".
#pragma once

#include <string>
#include <string_view>

#include "grdp/base/diagnostic.hpp"

namespace grdp::app {

enum class FileKind : std::uint8_t { run, sweep, part, journal, hdf5, scenario, model, text, empty, other };

/// By its first bytes; reading it tells for sure. `other` also where it cannot be read.
[[nodiscard]] FileKind kind_of_file(const std::string& path);

/// The same messages; those that refuse a file for its kind (E5001, E1004) say what it is and what to do with it, and show the line that
/// gives a text away: its source is added to `sources`.
[[nodiscard]] Diagnostics name_foreign_files(std::string_view verb, const Diagnostics& diagnostics, SourceSet& sources);

}  // namespace grdp::app
