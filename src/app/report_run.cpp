#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "grdp/app/failure.hpp"
#include "grdp/app/input.hpp"
#include "grdp/app/verbs.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/base/sha256.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/file_bytes.hpp"
#include "grdp/io/run_store.hpp"
#include "grdp/report/briefing.hpp"
#include "grdp/report/json.hpp"
#include "report_files.hpp"

namespace grdp::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kVerb = "report";

Diagnostic refusal(std::uint16_t code, std::string message, std::string expected = {}, std::string hint = {}) {
    return {.code = Code{code}, .where = {}, .message = std::move(message), .expected = std::move(expected), .hint = std::move(hint)};
}

report::RunContent content_of(const std::string& path, std::string digest, io::StoredRun run) {
    report::RunContent content;
    content.name = fs::path(path).filename().string();
    content.digest = std::move(digest);
    content.program = std::move(run.program);
    content.command = std::move(run.command);
    content.generator = std::move(run.generator);
    content.numerics_version = run.numerics_version;
    content.model = std::move(run.model);
    content.projection = std::move(run.projection);
    content.targets = std::move(run.targets);
    content.ensemble = std::move(run.ensemble);
    content.answers = std::move(run.answers);
    content.tables = std::move(run.tables);
    return content;
}

// Every file that cannot be read is named.
Result<std::vector<report::RunContent>> read_runs(const std::vector<std::string>& paths) {
    std::vector<report::RunContent> runs;
    Diagnostics diagnostics;
    for (const auto& path : paths) {
        const auto bytes = io::read_regular_file(path, io::kRunFileLimit);
        if (!bytes) {
            diagnostics.append(bytes.diagnostics());
            continue;
        }
        auto run = io::decode_run(*bytes, path);
        if (run) runs.push_back(content_of(path, sha256_hex(*bytes), std::move(*run)));
        else diagnostics.append(run.diagnostics());
    }
    if (diagnostics.has_errors()) return diagnostics;
    return runs;
}

// Days since 1 January 1970 to a date of the calendar; Howard Hinnant, chrono-compatible low-level date algorithms.
std::string civil_date(std::uint64_t seconds) {
    const auto days = static_cast<std::int64_t>(seconds / 86400) + 719468;
    const auto era = days / 146097;
    const auto of_era = days - era * 146097;
    const auto year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const auto of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const auto shifted = (5 * of_year + 2) / 153;
    const auto day = of_year - (153 * shifted + 2) / 5 + 1;
    const auto month = shifted < 10 ? shifted + 3 : shifted - 9;
    return fmt::format("{:04}-{:02}-{:02}", year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

Result<std::string> date_of(const Options& options) {
    if (!options.date.empty()) {
        if (report::date_text(options.date, options.language)) return options.date;
        return refusal(6005, fmt::format("--date cannot be \"{}\"", options.date), "a date as 2023-06-30");
    }
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    constexpr std::uint64_t kLatest = 253402300799;  // the end of the year 9999
    if (epoch == nullptr || *epoch == '\0') return std::string();
    const auto seconds = parse_unsigned(epoch);
    if (seconds && *seconds <= kLatest) return civil_date(*seconds);
    return refusal(6005, fmt::format("SOURCE_DATE_EPOCH cannot be \"{}\"", epoch), "seconds since the beginning of 1970");
}

Status check_sections(const Options& options) {
    Diagnostics diagnostics;
    const auto& names = report::section_names();
    for (const auto& name : options.sections) {
        if (std::find(names.begin(), names.end(), name) != names.end()) continue;
        const auto close = did_you_mean(name, names);
        diagnostics.add(refusal(6005, fmt::format("the paper has no section \"{}\"", name), fmt::format("{}", fmt::join(names, ", ")),
                                close.empty() ? std::string() : fmt::format("did you mean {}?", close)));
    }
    return diagnostics.has_errors() ? Status(diagnostics) : Status(Done{});
}

// What is asked for, else what the ending of --out says.
Result<std::vector<std::string>> formats_of(const Options& options) {
    if (!options.formats.empty()) return options.formats;
    static const std::vector<std::string> known{"docx", "xlsx", "html", "md", "tex"};
    auto ending = options.out ? fs::path(*options.out).extension().string() : std::string();
    if (!ending.empty()) ending.erase(0, 1);
    if (std::find(known.begin(), known.end(), ending) != known.end()) return std::vector{ending};
    return refusal(6006, "grdp report needs to know the form of the paper", "--format, or --out with the ending docx, xlsx, html, md or tex", "see grdp report --help");
}

Status no_place(bool folder) {
    return refusal(6006, "grdp report needs a place for its files", folder ? "--out FOLDER" : "--out FILE");
}

bool into_folder(const std::vector<std::string>& formats) {
    return formats.size() > 1 || several_files(formats.front());
}

// Where each file goes; nothing is written before every place is known to be good.
Result<std::vector<std::string>> places(const std::vector<PaperFile>& files, bool folder, const Options& options) {
    std::vector<std::string> paths;
    Diagnostics diagnostics;
    if (folder) {
        std::error_code failure;
        fs::create_directories(*options.out, failure);
        if (failure) return refusal(1008, fmt::format("the folder {} cannot be made: {}", *options.out, failure.message()));
    }
    for (const auto& file : files) {
        paths.push_back(folder ? (fs::path(*options.out) / file.name).string() : *options.out);
        if (const auto free = check_overwrites_nothing(paths.back(), options.arguments, ""); !free) diagnostics.append(free.diagnostics());
        if (const auto writable = io::check_writable(paths.back()); !writable) diagnostics.append(writable.diagnostics());
    }
    if (diagnostics.has_errors()) return diagnostics;
    return paths;
}

ExitCode deliver(const Options& options, Terminal& terminal, const model::CompiledModel& model, const std::vector<PaperFile>& files, bool folder) {
    if (!options.out) return terminal.print(files.front().bytes);
    const auto paths = places(files, folder, options);
    if (!paths) return fail(kVerb, options, terminal, paths.diagnostics());
    std::vector<io::NamedBytes> named;
    for (std::size_t i = 0; i < files.size(); ++i)
        named.push_back({(*paths)[i], files[i].bytes});
    if (const auto stored = io::write_files_atomically(named); !stored) return fail(kVerb, options, terminal, stored.diagnostics());
    std::vector<report::WrittenFile> written;
    std::string list;
    for (std::size_t i = 0; i < files.size(); ++i) {
        written.push_back({files[i].format, (*paths)[i], files[i].bytes.size(), sha256_hex(files[i].bytes)});
        list += (*paths)[i] + '\n';
    }
    if (options.json) return terminal.print(report::report_json(model, options.language, written));
    return folder ? terminal.print(list) : ExitCode::done;
}

}  // namespace

ExitCode report_run(const Options& options, Terminal& terminal) {
    const auto formats = formats_of(options);
    if (!formats) return fail(kVerb, options, terminal, formats.diagnostics());
    const bool folder = into_folder(*formats);
    const bool binary = formats->front() == "docx" || formats->front() == "xlsx";
    if (!options.out && (folder || binary || options.json))
        return fail(kVerb, options, terminal, no_place(folder).diagnostics());
    if (const auto known = check_sections(options); !known) return fail(kVerb, options, terminal, known.diagnostics());
    const auto date = date_of(options);
    if (!date) return fail(kVerb, options, terminal, date.diagnostics());
    const auto runs = read_runs(options.arguments);
    if (!runs) return fail(kVerb, options, terminal, runs.diagnostics());
    const auto document = report::briefing(*runs, options.language, {options.sections, options.title, *date});
    const auto files = paper_files(document, *formats, options);
    if (!files) return fail(kVerb, options, terminal, files.diagnostics());
    return deliver(options, terminal, runs->front().model, *files, folder);
}

}  // namespace grdp::app
