#include <fmt/format.h>

#include <algorithm>

#include "grdp/app/verbs.hpp"
#include "grdp/report/json.hpp"

namespace grdp::app {
namespace {

std::string spaced(std::string_view choices) {
    std::string words(choices);
    std::replace(words.begin(), words.end(), '|', ' ');
    return words;
}

/// "check|repair FILE": what may come first, then a file.
std::string_view first_words(const Verb& verb) {
    const std::size_t end = verb.argument.name.find(' ');
    const auto first = verb.argument.name.substr(0, std::min(end, verb.argument.name.size()));
    return end == std::string_view::npos || first.find('|') == std::string_view::npos ? std::string_view() : first;
}

std::string verb_names() {
    std::string names;
    for (const auto& verb : all_verbs())
        names += (names.empty() ? "" : " ") + std::string(verb.name);
    return names;
}

std::string option_names(const Verb& verb) {
    std::string names;
    for (const auto& option : verb.options)
        names += (names.empty() ? "--" : " --") + std::string(option.name);
    return names;
}

std::vector<OptionSpec> options_with_choices() {
    std::vector<OptionSpec> found;
    for (const auto& verb : all_verbs()) {
        for (const auto& option : verb.options) {
            const bool known =
                std::any_of(found.begin(), found.end(), [&](const auto& other) { return other.name == option.name; });
            if (option.value == Value::choice && !known) found.push_back(option);
        }
    }
    return found;
}

std::string bash_script() {
    std::string script =
        "_grdp() {\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} "
        "verb=${COMP_WORDS[1]}\n"
        "    if [ \"$word\" = = ]; then word=; elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n";
    script += fmt::format(
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W \"{}\" -- \"$word\"))\n        "
        "return\n    fi\n",
        verb_names());
    script += "    case $before in\n";
    for (const auto& option : options_with_choices()) {
        script += fmt::format("        --{}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n", option.name,
                              spaced(option.shown));
    }
    script +=
        "        --out) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n    esac\n    case $word in\n        -*)\n  "
        "          case $verb in\n";
    for (const auto& verb : all_verbs()) {
        script += fmt::format("                {}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")) ;;\n", verb.name,
                              option_names(verb));
    }
    script += "            esac\n            return ;;\n    esac\n    case $verb in\n";
    for (const auto& verb : all_verbs()) {
        if (!verb.argument.choices.empty()) {
            script += fmt::format("        {}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")) ;;\n", verb.name,
                                  spaced(verb.argument.choices));
        }
    }
    for (const auto& verb : all_verbs()) {
        if (first_words(verb).empty()) continue;
        script += fmt::format("        {}) if [ \"$COMP_CWORD\" -eq 2 ]; then COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); else COMPREPLY=($(compgen -f -- \"$word\")); fi ;;\n", verb.name,
                              spaced(first_words(verb)));
    }
    return script +
           "        *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\ncomplete -o filenames -F _grdp grdp\n";
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

// In _arguments, colons and brackets of a description need a backslash.
std::string zsh_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == ':' || c == '[' || c == ']') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_option(const OptionSpec& option) {
    const bool valued = option.value == Value::choice || option.value == Value::file || option.value == Value::text || option.value == Value::number;
    std::string spec = (option.repeatable ? "*--" : "--") + std::string(option.name) + (valued ? "=" : "") + "[" + zsh_escaped(option.help.en) + "]";
    if (option.value == Value::choice) spec += ":" + std::string(option.name) + ":(" + spaced(option.shown) + ")";
    if (option.value == Value::file) spec += ":file:_files";
    if (option.value == Value::text || option.value == Value::number) spec += ":" + std::string(option.name) + ": ";
    return quoted(spec);
}

std::string zsh_script() {
    std::string script = "#compdef grdp\n_grdp() {\n    local -a verbs\n    verbs=(\n";
    for (const auto& verb : all_verbs())
        script += "        " + quoted(std::string(verb.name) + ":" + std::string(verb.summary.en)) + "\n";
    script +=
        "    )\n    if (( CURRENT == 2 )); then\n        _describe verb verbs\n        return\n    fi\n    case "
        "$words[2] in\n";
    for (const auto& verb : all_verbs()) {
        script += fmt::format("        {}) _arguments", verb.name);
        for (const auto& option : verb.options)
            script += " \\\n            " + zsh_option(option);
        if (!verb.argument.choices.empty()) {
            script += " \\\n            " +
                      quoted("2:" + std::string(verb.argument.name) + ":(" + spaced(verb.argument.choices) + ")");
        } else if (!first_words(verb).empty()) {
            script += " \\\n            '2:what:(" + spaced(first_words(verb)) + ")' '*:file:_files'";
        } else if (!verb.argument.name.empty()) {
            script += verb.argument.several ? " \\\n            '1: :' '*:file:_files'" : " \\\n            '2:file:_files'";
        }
        script += " ;;\n";
    }
    return script + "    esac\n}\ncompdef _grdp grdp\n";
}

std::string fish_script() {
    std::string script = "complete -c grdp -f\n";
    for (const auto& verb : all_verbs()) {
        script +=
            fmt::format("complete -c grdp -n __fish_use_subcommand -a {} -d {}\n", verb.name, quoted(verb.summary.en));
        const auto used = fmt::format("complete -c grdp -n '__fish_seen_subcommand_from {}'", verb.name);
        for (const auto& option : verb.options) {
            script += fmt::format("{} -l {} -d {}", used, option.name, quoted(option.help.en));
            if (option.value == Value::choice) script += " -x -a " + quoted(spaced(option.shown));
            if (option.value == Value::file) script += " -r -F";
            if (option.value == Value::text || option.value == Value::number) script += " -x";
            script += '\n';
        }
        if (!verb.argument.choices.empty()) script += used + " -a " + quoted(spaced(verb.argument.choices)) + "\n";
        if (!first_words(verb).empty()) script += fmt::format("complete -c grdp -n '__fish_seen_subcommand_from {0}; and not __fish_seen_subcommand_from {1}' -a '{1}'\n", verb.name, spaced(first_words(verb)));
        if (verb.argument.choices.empty() && !verb.argument.name.empty()) script += used + " -F\n";
    }
    return script;
}

}  // namespace

ExitCode completion(const Options& options, Terminal& terminal) {
    const std::string script = options.argument == "bash" ? bash_script() : options.argument == "zsh" ? zsh_script() : fish_script();
    return terminal.print(options.json ? report::completion_json(options.argument, script) : script);
}

}  // namespace grdp::app
