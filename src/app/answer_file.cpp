#include "answer_file.hpp"

#include "grdp/app/input.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/run_store.hpp"

namespace grdp::app {

Status check_answer_file(const Options& options, const SourceSet& sources) {
    constexpr std::string_view kRunFileSignature = "\x89HDF\r\n\x1a\n";
    if (!options.out) return Done{};
    if (auto writable = io::check_writable(*options.out); !writable) return writable;
    return check_overwrites_nothing(*options.out, paths_of(sources), kRunFileSignature);
}

Status store_answer(const Options& options, const model::CompiledModel& model, std::vector<analysis::AnswerTable> tables) {
    if (!options.out) return Done{};
    auto projection = engine::project(model);
    if (!projection) return projection.diagnostics();
    io::StoredRun run;
    run.program = GRDP_VERSION;
    run.command = normalised_command(options);
    run.model = model;
    run.targets = analysis::target_outcomes(*projection, model);
    run.projection = std::move(*projection);
    run.tables = std::move(tables);
    return io::write_run(*options.out, run);
}

}  // namespace grdp::app
