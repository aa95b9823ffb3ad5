// From a scenario file to a CompiledModel: read what it names, parse, resolve, check, sort.
#pragma once

#include <string>
#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::model {

/// Gives the texts that files name; files are read outside the kernel. `from` is the path of the naming file ("" for
/// the first). A returned text is UTF-8, NFC, with line feeds, without byte-order mark, its path relative to the
/// scenario's root.
class SourceLoader {
  public:
    virtual ~SourceLoader() = default;
    [[nodiscard]] virtual Result<SourceText> load(const std::string& path, const std::string& from) = 0;
};

/// One statement given on the command line (`--set`).
using Override = std::string;

struct CompileOptions {
    std::vector<Override> overrides;
};

struct Compilation {
    SourceSet sources;  ///< for rendering the diagnostics
    Diagnostics diagnostics;
    std::optional<CompiledModel> model;  ///< absent if there was any error
};

/// Never fails silently: either a model, or at least one error. Errors of all files are collected.
[[nodiscard]] Compilation compile(SourceLoader& loader, const std::string& scenario_path,
                                  const CompileOptions& options = {});

/// The scalar equations in order of evaluation, block by block, as text (`grdp check --expand`).
[[nodiscard]] std::string expand(const CompiledModel& model);
/// One expression as text.
[[nodiscard]] std::string expression_text(const CompiledModel& model, NodeId node);

}  // namespace grdp::model
