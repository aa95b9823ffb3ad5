#include "grdp/app/input.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "grdp/base/number_text.hpp"
#include "grdp/io/file_loader.hpp"

namespace grdp::app {

namespace {

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

/// " PATH" each.
std::string compared_files(const Options& options) {
    std::string words;
    for (const auto& path : options.arguments) {
        io::FileLoader loader;
        words += ' ' + (loader.load(path, "") ? loader.path_from_root(path) : path);
    }
    return words;
}

/// " PATH=WEIGHT" each, with paths as a reader elsewhere would write them.
std::string weighed_scenarios(const Options& options) {
    std::string words;
    for (const auto& word : options.arguments) {
        io::FileLoader loader;
        const auto mark = word.rfind('=');
        const auto path = word.substr(0, mark);
        const bool known = static_cast<bool>(loader.load(path, ""));
        words += ' ' + (known ? loader.path_from_root(path) : path) + word.substr(std::min(mark, word.size()));
    }
    return words;
}

}  // namespace

model::Compilation compile_scenario(const Options& options) {
    io::FileLoader loader;
    auto compilation = model::compile(loader, options.argument, {.overrides = options.overrides});
    if (compilation.model) loader.name_from_root(compilation.model->inputs);
    return compilation;
}

std::string normalised_command(const Options& options) {
    io::FileLoader loader;
    const bool known = static_cast<bool>(loader.load(options.argument, ""));
    const std::string verb = options.command_line.empty() ? "simulate" : options.command_line.front();
    std::string command = "grdp " + verb + ' ' + (known ? loader.path_from_root(options.argument) : options.argument);
    for (std::size_t i = 1; verb == "sweep" && i < options.arguments.size(); ++i) command += ' ' + options.arguments[i];
    if (verb == "weigh") command = "grdp weigh" + weighed_scenarios(options);
    if (verb == "compare") command = "grdp compare" + compared_files(options);
    const auto& sampling = options.sampling;
    command += fmt::format(" --draws {} --seed {}", sampling.draws, sampling.seed);
    if (sampling.generator == stats::Generator::ars) command += " --generator ars-7";
    if (sampling.dispersion != 1) command += " --dispersion " + exact_text(sampling.dispersion);
    if (options.estimator != analysis::Estimator::automatic)
        command += fmt::format(" --estimator {}", analysis::estimator_name(options.estimator));
    if (options.until_se != Options{}.until_se) command += " --until-se " + exact_text(options.until_se);
    for (const auto& name : options.only)
        command += " --only " + quoted(name);
    for (const auto& statement : options.overrides)
        command += " --set " + quoted(statement);
    for (const auto& view : options.views)
        command += " --view " + quoted(view);
    if (options.miss) command += " --miss " + quoted(*options.miss);
    if (options.hit) command += " --hit " + quoted(*options.hit);
    if (!options.by.empty()) command += " --by " + options.by;
    if (options.keep_paths) command += " --paths";
    const auto repeat = [&](std::string_view option, const std::vector<std::string>& values) {
        for (const auto& value : values)
            command += fmt::format(" --{} {}", option, quoted(value));
    };
    if (verb != "sweep") repeat("event", options.events);  // there it is a question to what was computed
    repeat("alternative", options.alternatives);
    repeat("for", options.goals);
    repeat("known", options.known);
    repeat("solve", options.solve);
    repeat("vary", options.vary);
    repeat("within", options.within);
    repeat("value", options.values);
    repeat("probability", options.probabilities);
    for (const auto& wish : options.audit.weights)
        command += " --weight " + quoted(fmt::format("{}={}", wish.subject, exact_text(wish.weight)));
    for (const auto& subject : options.audit.hard)
        command += " --hard " + quoted(subject);
    const auto& sweep = options.sweep;
    repeat("alternative", sweep.alternatives);
    repeat("grid", sweep.grid);
    repeat("one", sweep.one);
    repeat("range", sweep.range);
    repeat("list", sweep.lists);
    if (sweep.latin) command += fmt::format(" --latin {}", *sweep.latin);
    if (sweep.sobol) command += fmt::format(" --sobol {}", *sweep.sobol);
    if (sweep.independent) command += " --independent";
    if (sweep.events_only) command += " --events-only";
    return command;
}

Status check_overwrites_nothing(const std::string& out, const std::vector<std::string>& read,
                                std::string_view signature) {
    std::error_code none;
    const auto refusal = [&](std::string message) {
        return Diagnostic{.code = Code{6010},
                          .where = {},
                          .message = std::move(message),
                          .expected = {},
                          .hint = "name another file with --out",
                          .notes = {},
                          .file = out};
    };
    if (!std::filesystem::exists(out, none)) return Done{};
    for (const auto& path : read) {
        if (std::filesystem::equivalent(out, path, none))
            return refusal("this file is read here and would be overwritten");
    }
    if (signature.empty() || !std::filesystem::is_regular_file(out, none)) return Done{};
    std::ifstream file(out, std::ios::binary);
    std::string head(signature.size(), '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (file.gcount() == 0 || head == signature) return Done{};
    return refusal("this file exists, is no run file, and would be overwritten");
}

std::vector<std::string> paths_of(const SourceSet& sources) {
    std::vector<std::string> paths;
    for (SourceId id = 0; id < sources.size(); ++id)
        paths.push_back(sources.path(id));
    return paths;
}

Result<std::vector<std::uint32_t>> find_wanted(const model::CompiledModel& model,
                                               const std::vector<std::string>& names) {
    std::set<std::uint32_t> wanted;
    Diagnostics diagnostics;
    for (const auto& name : names) {
        std::vector<std::string> candidates;
        bool known = false;
        for (std::uint32_t id = 0; id < model.series.size(); ++id) {
            const auto& series = model.series[id];
            candidates.insert(candidates.end(), {series.name, series.stem});
            if (series.name != name && series.stem != name) continue;
            wanted.insert(id);
            known = true;
        }
        if (known) continue;
        const auto close = did_you_mean(name, candidates);
        diagnostics.add({.code = Code{6009},
                         .where = {},
                         .message = fmt::format("the model has no series \"{}\"", name),
                         .expected = {},
                         .hint = close.empty() ? std::string() : fmt::format("did you mean {}?", close)});
    }
    if (diagnostics.has_errors()) return diagnostics;
    return std::vector<std::uint32_t>(wanted.begin(), wanted.end());
}

}  // namespace grdp::app
