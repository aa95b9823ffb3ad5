// Text to statements. Every mistake that can be seen without looking up a name is reported, all at once.
#pragma once

#include "grdp/base/result.hpp"
#include "grdp/model/ast.hpp"

namespace grdp::model {

/// Parses a model text. After a faulty statement the parser goes on at the next one, so the returned value holds every
/// sound statement; errors go to `diagnostics` (E20xx, E21xx). Limits: nesting 64, expression depth 256.
[[nodiscard]] ast::Model parse_model(const SourceSet& sources, SourceId id, Diagnostics& diagnostics);

/// The same for a scenario text.
[[nodiscard]] ast::Scenario parse_scenario(const SourceSet& sources, SourceId id, Diagnostics& diagnostics);

/// One assignment, fix, add-factor or parameter statement as given on the command line.
[[nodiscard]] std::optional<ast::Assignment> parse_override(const SourceSet& sources, SourceId id, Diagnostics& diagnostics);

}  // namespace grdp::model
