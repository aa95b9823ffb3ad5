// From the command line to the plan of a sweep.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "grdp/analysis/sweep_run.hpp"
#include "grdp/app/options.hpp"
#include "grdp/base/sha256.hpp"
#include "grdp/model/compile.hpp"

namespace grdp::app {

/// Texts of all files as they were read first: compilations of the same sweep never see a file that changed meanwhile.
struct SweepFile {
    std::string path;
    std::string name;  ///< without folder and ending
    std::vector<SourceText> texts;
    std::vector<std::pair<std::string, std::string>> asked;  ///< path and naming file of each text
    std::shared_ptr<model::CompiledModel> model;             ///< null if it does not compile
    SourceSet sources;
    Diagnostics diagnostics;
};

struct SweepJob {
    std::vector<SweepFile> files;
    analysis::SweepPlan plan;
    std::vector<model::InputFile> inputs;  ///< of all files, tables of scenarios among them
    std::string content;                   ///< digest of all that fixes the result
    Diagnostics warnings;
    SourceSet sources;  ///< for the diagnostics
};

struct SweepRefusal {
    Diagnostics diagnostics;
    SourceSet sources;
};

/// A plan, or why there is none.
[[nodiscard]] std::variant<SweepJob, SweepRefusal> plan_sweep(const Options& options);

/// Compiles a file of the job with more statements; safe to call from several threads.
[[nodiscard]] Result<model::CompiledModel> compile_again(const SweepFile& file, const Options& options, const std::vector<std::string>& statements);

}  // namespace grdp::app
