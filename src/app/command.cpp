#include "grdp/app/command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grdp/app/failure.hpp"
#include "grdp/app/help.hpp"
#include "grdp/app/verbs.hpp"

namespace grdp::app {
namespace {

// The language counts before the options are known to be sound: help and usage errors follow it too.
report::Language spoken(const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--lang=vi") return report::Language::vi;
        if (words[i] == "--lang" && i + 1 < words.size() && words[i + 1] == "vi") return report::Language::vi;
    }
    return report::Language::en;
}

ExitCode unknown_verb(const std::string& word, bool json, Terminal& terminal) {
    std::vector<std::string> names;
    for (const auto& verb : all_verbs())
        names.emplace_back(verb.name);
    const auto close = did_you_mean(word, names);
    Diagnostics diagnostics;
    diagnostics.add({.code = Code{6001},
                     .where = {},
                     .message = fmt::format("grdp has no verb \"{}\"", word),
                     .expected = fmt::format("{}", fmt::join(names, ", ")),
                     .hint = close.empty() ? "see grdp --help" : fmt::format("did you mean {}?", close)});
    Options asked;
    asked.json = json;
    return fail(word, asked, terminal, diagnostics);
}

bool asks_for_json(const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), "--json") != words.end();
}

bool asks_for_help(const std::string& word) {
    return word == "--help" || word == "-h" || word == "help";
}

ExitCode explain_verb(const std::vector<std::string>& words, Terminal& terminal) {
    const auto language = spoken(words);
    if (words.size() < 2 || words[1].starts_with("--lang")) return terminal.print(overview(language));
    const Verb* verb = find_verb(words[1]);
    return verb == nullptr ? unknown_verb(words[1], asks_for_json(words), terminal) : terminal.print(help_text(*verb, language));
}

constexpr std::string_view kSharedVerb = "sweep";

ExitCode refuse_ranks(const Verb& verb, const Options& options, Terminal& terminal) {
    Diagnostics diagnostics;
    diagnostics.add({.code = Code{7212},
                     .where = {},
                     .message = fmt::format("grdp {} has work for one process, and {} were started", verb.name, options.others->ranks()),
                     .expected = {},
                     .hint = "start it without mpirun; sweep is what several ranks share"});
    return fail(verb.name, options, terminal, diagnostics);
}

/// The others see the same words: what is wrong with them is said once, by the first.
void help_command(const std::vector<std::string>& words, parallel::Messenger& others) {
    const Verb* verb = words.empty() ? nullptr : find_verb(words.front());
    if (verb == nullptr || verb->name != kSharedVerb) return;
    auto options = parse_options(verb->name, verb->options, verb->argument, {words.begin() + 1, words.end()});
    if (!options || options->help) return;
    options->others = &others;
    help_sweep(*options, others);
}

}  // namespace

ExitCode run_command(const std::vector<std::string>& words, Terminal& terminal, parallel::Messenger* others) {
    if (others != nullptr && others->rank() > 0) {
        help_command(words, *others);
        return ExitCode::done;
    }
    if (words.empty()) {
        terminal.talk(overview(report::Language::en));
        return ExitCode::usage;
    }
    if (asks_for_help(words.front())) return explain_verb(words, terminal);
    const bool version_asked = words.front() == "--version";
    const Verb* verb = find_verb(version_asked ? "version" : words.front());
    if (verb == nullptr) return unknown_verb(words.front(), asks_for_json(words), terminal);

    auto options = parse_options(verb->name, verb->options, verb->argument, {words.begin() + 1, words.end()});
    if (!options) {
        Options asked;
        asked.json = asks_for_json(words);
        return fail(verb->name, asked, terminal, options.diagnostics());
    }
    if (options->help) return terminal.print(help_text(*verb, options->language));
    options->others = others;
    if (others != nullptr && others->ranks() > 1 && verb->name != kSharedVerb) return refuse_ranks(*verb, *options, terminal);
    return verb->run(*options, terminal);
}

}  // namespace grdp::app
