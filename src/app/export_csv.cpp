#include "grdp/io/csv_export.hpp"

#include <functional>

#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/io/sweep_csv.hpp"
#include "grdp/io/sweep_store.hpp"
#include "grdp/report/json.hpp"
#include "sweep_answer.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kVerb = "export";
constexpr std::string_view kScenarioEnding = ".scenario";
constexpr std::size_t kPiece = std::size_t{1} << 20;

ExitCode deliver(const Options& options, Terminal& terminal, const std::vector<std::string>& read,
                 const std::string& csv) {
    if (!options.out) return terminal.print(options.json ? report::export_json({}, csv) : csv);
    const auto free = check_overwrites_nothing(*options.out, read, "");
    if (!free) return fail(kVerb, options, terminal, free.diagnostics());
    const auto written = io::write_file_atomically(*options.out, csv);
    if (!written) return fail(kVerb, options, terminal, written.diagnostics());
    return options.json ? terminal.print(report::export_json(options.out, csv)) : ExitCode::done;
}

ExitCode export_scenario(const Options& options, Terminal& terminal, const io::CsvOptions& form) {
    const auto compiled = compile_scenario(options);
    if (!compiled.model) return fail(kVerb, options, terminal, compiled.diagnostics, compiled.sources);
    const auto projection = engine::project(*compiled.model);
    if (!projection) return fail(kVerb, options, terminal, projection.diagnostics(), compiled.sources);
    if (const auto code = terminal.explain(compiled.diagnostics, compiled.sources); code != ExitCode::done) return code;
    return deliver(options, terminal, paths_of(compiled.sources),
                   io::projection_csv(*compiled.model, *projection, form));
}

/// Row by row: text of a large sweep is many times larger than its file.
Status pass_on(io::SweepFile& file, const io::CsvOptions& form, const std::function<Status(const std::string& piece)>& take) {
    io::SweepCsv csv(file.head().sweep.result, form);
    const auto read = file.visit([&](analysis::SweepRow&& row) -> Status {
        csv.row(row);
        return csv.size() < kPiece ? Status(Done{}) : take(csv.take());
    });
    return read ? take(csv.take()) : read;
}

Status write_pieces(io::SweepFile& file, const io::CsvOptions& form, const std::string& path) {
    return io::write_file_atomically(path, [&](io::FileOperations& files, int number) -> Result<int> {
        std::uint64_t end = 0;
        int result = 0;
        const auto passed = pass_on(file, form, [&](const std::string& piece) -> Status {
            if (result == 0) result = io::write_whole(files, number, piece.data(), piece.size(), end);
            end += piece.size();
            return Done{};
        });
        if (!passed) return passed.diagnostics();
        return -result;
    });
}

ExitCode export_sweep(const Options& options, Terminal& terminal, const io::CsvOptions& form) {
    auto file = io::SweepFile::open_sweep(options.argument);
    if (!file) return fail(kVerb, options, terminal, file.diagnostics());
    if (options.out) {
        if (const auto free = check_overwrites_nothing(*options.out, {options.argument}, ""); !free) return fail(kVerb, options, terminal, free.diagnostics());
        if (const auto written = write_pieces(*file, form, *options.out); !written) return fail(kVerb, options, terminal, written.diagnostics());
        return options.json ? terminal.print(report::export_json(options.out, {})) : ExitCode::done;
    }
    std::string document;
    ExitCode code = ExitCode::done;
    const auto passed = pass_on(*file, form, [&](const std::string& piece) -> Status {
        if (options.json) document += piece;
        else if (code == ExitCode::done) code = terminal.print(piece);
        return Done{};
    });
    if (!passed) return fail(kVerb, options, terminal, passed.diagnostics());
    return options.json ? terminal.print(report::export_json({}, document)) : code;
}

ExitCode export_run(const Options& options, Terminal& terminal, const io::CsvOptions& form) {
    if (!options.overrides.empty()) {
        return fail(kVerb, options, terminal, [] {
            Diagnostics diagnostics;
            diagnostics.add({.code = Code{6005},
                             .where = {},
                             .message = "--set cannot change a run that is finished",
                             .expected = "a scenario"});
            return diagnostics;
        }());
    }
    if (looks_like_sweep(options.argument)) {
        return export_sweep(options, terminal, form);
    }
    const auto run = io::read_run(options.argument);
    if (!run) return fail(kVerb, options, terminal, run.diagnostics());
    return deliver(options, terminal, {options.argument}, io::run_csv(*run, form));
}

}  // namespace

ExitCode export_csv(const Options& options, Terminal& terminal) {
    const io::CsvOptions form{.vietnamese = options.vietnamese_csv, .wide = options.wide};
    return options.argument.ends_with(kScenarioEnding) ? export_scenario(options, terminal, form)
                                                       : export_run(options, terminal, form);
}

}  // namespace grdp::app
