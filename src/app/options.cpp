#include "grdp/app/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <cmath>
#include <map>

#include "grdp/base/number_text.hpp"

namespace grdp::app {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kMostDraws = 1'000'000'000'000;
constexpr std::uint64_t kLeastDraws = 2;  // a spread needs two
constexpr std::uint64_t kMostThreads = 1024;
constexpr std::string_view kArgumentKey = "(argument)";  // cannot be typed as an option

void refuse(Diagnostics& diagnostics, std::uint16_t code, std::string message, std::string expected = {},
            std::string hint = {}) {
    diagnostics.add({.code = Code{code},
                     .where = {},
                     .message = std::move(message),
                     .expected = std::move(expected),
                     .hint = std::move(hint)});
}

std::vector<std::string> choices_of(std::string_view text) {
    std::vector<std::string> choices;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('|', begin), text.size());
        choices.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return choices;
}

po::options_description describe(const std::vector<OptionSpec>& specs) {
    po::options_description description;
    for (const auto& spec : specs) {
        const std::string name = spec.name == "help" ? "help,h" : std::string(spec.name);
        if (spec.value == Value::none) {
            description.add_options()(name.c_str(), "");
        } else {
            description.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
        }
    }
    description.add_options()(std::string(kArgumentKey).c_str(), po::value<std::vector<std::string>>(), "");
    return description;
}

std::string nearest_option(const std::string& typed, const std::vector<OptionSpec>& specs) {
    std::vector<std::string> names;
    for (const auto& spec : specs)
        names.push_back("--" + std::string(spec.name));
    const auto close = did_you_mean(typed, names);
    return close.empty() ? std::string() : fmt::format("did you mean {}?", close);
}

// Boost finds the shape of the command line: which word is an option, which its value.
std::optional<po::parsed_options> shape(std::string_view verb, const std::vector<OptionSpec>& specs,
                                        const po::options_description& description,
                                        const std::vector<std::string>& arguments, Diagnostics& diagnostics) {
    namespace style = po::command_line_style;
    po::positional_options_description positional;
    positional.add(std::string(kArgumentKey).c_str(), -1);
    try {
        return po::command_line_parser(arguments)
            .options(description)
            .positional(positional)
            .style(style::allow_long | style::long_allow_adjacent | style::long_allow_next | style::allow_short |
                   style::short_allow_next | style::allow_dash_for_short)
            .run();
    } catch (const po::unknown_option& error) {
        auto hint = nearest_option(error.get_option_name(), specs);
        if (hint.empty()) hint = fmt::format("see grdp {} --help", verb);
        refuse(diagnostics, 6002, fmt::format("{} is no option of grdp {}", error.get_option_name(), verb), {},
               std::move(hint));
    } catch (const po::invalid_command_line_syntax& error) {
        const bool extra = error.kind() == po::invalid_command_line_syntax::extra_parameter;
        refuse(diagnostics, extra ? 6007 : 6003,
               fmt::format(fmt::runtime(extra ? "{} takes no value" : "{} needs a value"), error.get_option_name()));
    } catch (const po::error& error) {
        refuse(diagnostics, 6002, error.what());
    }
    return std::nullopt;
}

class Reader {
  public:
    Reader(const std::vector<OptionSpec>& specs, Diagnostics& diagnostics) : specs_(specs), diagnostics_(diagnostics) {}

    void take(const po::parsed_options& parsed) {
        for (const auto& option : parsed.options) {
            if (option.position_key != -1) {
                for (const auto& word : option.value)
                    words_.push_back(word);
                continue;
            }
            const auto spec =
                std::find_if(specs_.begin(), specs_.end(), [&](const auto& s) { return s.name == option.string_key; });
            auto& values = values_[option.string_key];
            if (!values.empty() && spec != specs_.end() && !spec->repeatable) {
                refuse(diagnostics_, 6008, fmt::format("--{} is given twice", option.string_key));
                continue;
            }
            if (option.value.empty()) values.emplace_back();
            for (const auto& value : option.value)
                values.push_back(value);
        }
    }

    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
    [[nodiscard]] bool flag(const std::string& name) const { return values_.contains(name); }
    [[nodiscard]] const std::vector<std::string>& all(const std::string& name) const {
        static const std::vector<std::string> none;
        const auto found = values_.find(name);
        return found == values_.end() ? none : found->second;
    }
    [[nodiscard]] std::optional<std::string> text(const std::string& name) {
        const auto& values = all(name);
        if (values.empty()) return std::nullopt;
        if (values.front().empty()) {
            refuse(diagnostics_, 6003, fmt::format("--{} needs a value", name));
            return std::nullopt;
        }
        return values.front();
    }

    // One of the choices that the option's specification shows.
    [[nodiscard]] std::optional<std::string> choice(const std::string& name) {
        const auto given = text(name);
        return given ? choice_of(name, *given) : std::nullopt;
    }

    // Several of them, as often as the option is given, with commas between them or not.
    [[nodiscard]] std::vector<std::string> chosen(const std::string& name) {
        std::vector<std::string> all;
        for (const auto& list : this->all(name)) {
            for (const auto& given : split_names(list)) {
                const auto one = choice_of(name, given);
                if (one && std::find(all.begin(), all.end(), *one) == all.end()) all.push_back(*one);
            }
        }
        return all;
    }

    [[nodiscard]] std::optional<std::string> choice_of(const std::string& name, const std::string& given) {
        const auto spec = std::find_if(specs_.begin(), specs_.end(), [&](const auto& s) { return s.name == name; });
        const auto choices = choices_of(spec->shown);
        if (std::find(choices.begin(), choices.end(), given) != choices.end()) return given;
        const auto close = did_you_mean(given, choices);
        refuse(diagnostics_, 6005, fmt::format("--{} cannot be \"{}\"", name, given),
               fmt::format("{}", fmt::join(choices, " or ")),
               close.empty() ? std::string() : fmt::format("did you mean {}?", close));
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::uint64_t> count(const std::string& name, std::uint64_t most, std::uint64_t least = 1) {
        const auto given = text(name);
        if (!given) return std::nullopt;
        if (const auto value = parse_count(*given, most); value && *value >= least) return value;
        const auto parsed = parse_number(*given);
        const bool readable = parsed.fault == NumberFault::none;
        refuse(diagnostics_, readable ? 6005 : 6004, fmt::format("--{} cannot be \"{}\"", name, *given),
               fmt::format("a whole number from {} to {}", least, most),
               parse_count(parsed.hint, most) ? "write " + parsed.hint : std::string());
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::uint64_t> seed(const std::string& name) {
        const auto given = text(name);
        if (!given) return std::nullopt;
        if (const auto value = parse_unsigned(*given)) return value;
        refuse(diagnostics_, 6004, fmt::format("--{} cannot be \"{}\"", name, *given),
               "a whole number from 0 to 18446744073709551615");
        return std::nullopt;
    }

    [[nodiscard]] std::optional<double> factor(const std::string& name) {
        const auto given = text(name);
        if (!given) return std::nullopt;
        const auto parsed = parse_number(*given);
        if (parsed.fault == NumberFault::none && parsed.value >= 0) return parsed.value;
        refuse(diagnostics_, parsed.fault == NumberFault::none ? 6005 : 6004,
               fmt::format("--{} cannot be \"{}\"", name, *given), "a number of at least 0, with a decimal point",
               parsed.hint.empty() ? std::string() : "write " + parsed.hint);
        return std::nullopt;
    }

    [[nodiscard]] std::optional<double> positive(const std::string& name) {
        const auto given = text(name);
        if (!given) return std::nullopt;
        const auto parsed = parse_number(*given);
        if (parsed.fault == NumberFault::none && parsed.value > 0) return parsed.value;
        refuse(diagnostics_, parsed.fault == NumberFault::none ? 6005 : 6004,
               fmt::format("--{} cannot be \"{}\"", name, *given), "a number above 0, such as 1e-5",
               parsed.hint.empty() ? std::string() : "write " + parsed.hint);
        return std::nullopt;
    }

  private:
    const std::vector<OptionSpec>& specs_;
    Diagnostics& diagnostics_;
    std::map<std::string, std::vector<std::string>> values_;
    std::vector<std::string> words_;
};

void read_sampling(Reader& reader, Options& options) {
    if (const auto seed = reader.seed("seed")) options.sampling.seed = *seed;
    if (const auto draws = reader.count("draws", kMostDraws, kLeastDraws)) options.sampling.draws = *draws;
    if (const auto factor = reader.factor("dispersion")) options.sampling.dispersion = *factor;
    if (const auto threads = reader.count("threads", kMostThreads)) options.threads = *threads;
    if (const auto name = reader.choice("estimator")) options.estimator = *analysis::estimator_of(*name);
    if (const auto error = reader.positive("until-se")) options.until_se = *error;
    if (const auto name = reader.choice("generator")) {
        options.sampling.generator = *name == "ars-7" ? stats::Generator::ars : stats::Generator::philox;
    }
    if (const auto isa = reader.choice("force-isa")) {
        options.sampling.isa = *isa == "baseline" ? engine::Isa::baseline
                               : *isa == "avx2"   ? engine::Isa::avx2
                                                  : engine::Isa::avx512;
    }
}

// TARGET=number, where the target may hold an equals sign no more than the language does.
void read_wishes(Reader& reader, Options& options, Diagnostics& diagnostics) {
    options.audit.hard = reader.all("hard");
    for (const auto& wish : reader.all("weight")) {
        const std::size_t mark = wish.rfind('=');
        const auto number = parse_number(mark == std::string::npos ? std::string_view() : std::string_view(wish).substr(mark + 1));
        if (mark == 0 || mark == std::string::npos || number.fault != NumberFault::none || !(number.value > 0)) {
            refuse(diagnostics, 6004, fmt::format("--weight cannot be \"{}\"", wish),
                   "TARGET=number with a number above 0 and a decimal point", "as in --weight growth_grdp=4");
            continue;
        }
        options.audit.weights.push_back({wish.substr(0, mark), number.value});
    }
}

void read_rest(Reader& reader, Options& options) {
    options.json = reader.flag("json");
    options.expand = reader.flag("expand");
    options.strict = reader.flag("strict");
    options.keep_paths = reader.flag("paths");
    options.overrides = reader.all("set");
    options.goals = reader.all("for");
    options.known = reader.all("known");
    options.solve = reader.all("solve");
    options.vary = reader.all("vary");
    options.within = reader.all("within");
    options.values = reader.all("value");
    options.probabilities = reader.all("probability");
    options.out = reader.text("out");
    options.by = reader.choice("by").value_or(std::string());
    options.views = reader.all("view");
    options.events = reader.all("event");
    options.alternatives = reader.all("alternative");
    options.miss = reader.text("miss");
    options.hit = reader.text("hit");
    for (const auto& list : reader.all("only")) {
        for (auto& name : split_names(list))
            options.only.push_back(std::move(name));
    }
    options.formats = reader.chosen("format");
    for (const auto& list : reader.all("sections")) {
        for (auto& name : split_names(list))
            options.sections.push_back(std::move(name));
    }
    options.title = reader.text("title").value_or(std::string());
    options.date = reader.text("date").value_or(std::string());
    options.reference = reader.text("reference-doc");
    if (const auto dialect = reader.choice("dialect")) options.vietnamese_csv = *dialect == "vietnamese";
    if (const auto table = reader.choice("layout")) options.wide = *table == "wide";
    if (const auto language = reader.choice("lang")) {
        options.language = *language == "vi" ? report::Language::vi : report::Language::en;
    }
}

/// K/N with 1 <= K <= N.
std::optional<analysis::SweepShard> shard_in(std::string_view text) {
    const std::size_t mark = text.find('/');
    if (mark == std::string_view::npos) return std::nullopt;
    const auto number = parse_unsigned(text.substr(0, mark));
    const auto count = parse_unsigned(text.substr(mark + 1));
    if (!number || !count || *number < 1 || *number > *count || *count > analysis::kMostShards) return std::nullopt;
    return analysis::SweepShard{static_cast<std::uint32_t>(*number), static_cast<std::uint32_t>(*count)};
}

void read_sweep(Reader& reader, SweepOptions& sweep, Diagnostics& diagnostics) {
    constexpr std::uint64_t kMostPoints = 10'000'000;
    sweep.grid = reader.all("grid");
    sweep.one = reader.all("one");
    sweep.range = reader.all("range");
    sweep.alternatives = reader.all("alternative");
    sweep.lists = reader.all("list");
    sweep.latin = reader.count("latin", kMostPoints);
    sweep.sobol = reader.count("sobol", kMostPoints);
    sweep.independent = reader.flag("independent");
    sweep.events_only = reader.flag("events-only");
    sweep.announce = reader.flag("announce");
    sweep.digests = reader.flag("digests");
    sweep.reach = reader.positive("reach");
    if (sweep.reach && *sweep.reach > 1) refuse(diagnostics, 6005, "--reach cannot be above 1", "a probability such as 0.6");
    const auto names = [&](const char* option, std::vector<std::string>& all) {
        for (const auto& list : reader.all(option)) {
            for (auto& name : split_names(list)) all.push_back(std::move(name));
        }
    };
    names("event", sweep.events);
    names("heat", sweep.heat);
    sweep.at = reader.all("at");
    sweep.svg = reader.text("svg");
    sweep.into = reader.text("into");
    sweep.partial = reader.flag("partial");
    sweep.check = reader.flag("check");
    if (const auto text = reader.text("shard")) {
        sweep.shard = shard_in(*text);
        if (!sweep.shard) refuse(diagnostics, 6005, fmt::format("--shard cannot be \"{}\"", *text), "K/N, shard K of N with K from 1 to N, such as 3/8");
    }
}

void read_argument(const Reader& reader, std::string_view verb, const ArgumentSpec& argument, Options& options,
                   Diagnostics& diagnostics) {
    const auto& words = reader.words();
    const std::size_t most = argument.name.empty() ? 0 : 1;
    options.arguments = words;
    if (words.size() > most && !argument.several)
        refuse(diagnostics, 6007, fmt::format("\"{}\" is one argument too many for grdp {}", words[most], verb));
    const bool missing = words.empty() ? argument.required : words.front().empty();
    if (most == 1 && missing) {
        refuse(diagnostics, 6006, fmt::format("grdp {} needs {}", verb, argument.name), {},
               fmt::format("see grdp {} --help", verb));
    }
    if (most == 0 || missing || words.empty()) return;
    options.argument = words.front();
    if (argument.choices.empty()) return;
    const auto choices = choices_of(argument.choices);
    if (std::find(choices.begin(), choices.end(), options.argument) == choices.end()) {
        refuse(diagnostics, 6005, fmt::format("grdp {} does not know \"{}\"", verb, options.argument),
               fmt::format("{}", fmt::join(choices, " or ")));
    }
}

}  // namespace

Result<Options> parse_options(std::string_view verb, const std::vector<OptionSpec>& specs, const ArgumentSpec& argument,
                              const std::vector<std::string>& arguments) {
    Options options;
    Diagnostics diagnostics;
    const auto description = describe(specs);
    const auto parsed = shape(verb, specs, description, arguments, diagnostics);
    if (!parsed) return diagnostics;
    Reader reader(specs, diagnostics);
    reader.take(*parsed);
    options.help = reader.flag("help");
    read_sampling(reader, options);
    read_rest(reader, options);
    read_wishes(reader, options, diagnostics);
    read_sweep(reader, options.sweep, diagnostics);
    if (!options.help) read_argument(reader, verb, argument, options, diagnostics);
    if (diagnostics.has_errors()) return diagnostics;
    options.command_line = arguments;
    options.command_line.insert(options.command_line.begin(), std::string(verb));
    return options;
}

std::optional<std::uint64_t> parse_count(std::string_view text, std::uint64_t most) {
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = i > 0 && i + 1 < text.size() && text[i - 1] != '_';
        if (text[i] == '_' && !between) return std::nullopt;
        if (text[i] != '_') digits += text[i];
    }
    const auto parsed = parse_number(digits);
    if (parsed.fault != NumberFault::none || parsed.value < 1 || parsed.value > static_cast<double>(most))
        return std::nullopt;
    if (parsed.value != std::floor(parsed.value)) return std::nullopt;
    return static_cast<std::uint64_t>(parsed.value);
}

std::vector<std::string> split_names(std::string_view text) {
    std::vector<std::string> names(1);
    int depth = 0;
    for (const char c : text) {
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (c == ',' && depth == 0) {
            names.emplace_back();
        } else if (c != ' ') {
            names.back() += c;
        }
    }
    std::erase(names, std::string());
    return names;
}

}  // namespace grdp::app
