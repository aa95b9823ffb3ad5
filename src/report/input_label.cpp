#include "input_label.hpp"

#include <algorithm>
#include <vector>

#include "grdp/analysis/decomposition.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

/// "sd(volume[services])" -> {"sd", "volume[services]"}; {"", name} where the name is no call.
std::pair<std::string_view, std::string_view> taken_apart(std::string_view name) {
    const std::size_t open = name.find('('), bracket = name.find('[');
    if (open == std::string_view::npos || bracket < open || !name.ends_with(')')) return {"", name};
    return {name.substr(0, open), name.substr(open + 1, name.size() - open - 2)};
}

/// The comma between two arguments, not one between indices.
std::size_t comma_between(std::string_view arguments) {
    int depth = 0;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == '[') ++depth;
        if (arguments[i] == ']') --depth;
        if (arguments[i] == ',' && depth == 0) return i;
    }
    return std::string_view::npos;
}

/// "Services" of a part of a total, else "Deflator, Services".
std::string shocked_label(const model::CompiledModel& model, std::uint32_t shock, Language language) {
    const std::uint32_t series = model.shocks[shock].series;
    const auto all = analysis::decompositions(model);
    const bool part = std::any_of(all.begin(), all.end(), [&](const auto& one) { return std::find(one.parts.begin(), one.parts.end(), series) != one.parts.end(); });
    return part ? element_label(model.series[series], language) : series_label(model.series[series], language);
}

}  // namespace

std::string parameter_stem(const model::Parameter& parameter) { return parameter.name.substr(0, parameter.name.find('[')); }

std::string declared_label(const model::Parameter& parameter, Language language) {
    const auto label = label_text(parameter.label, language, "");
    return label.empty() ? text(Message::paper_parameter_named, language, parameter_stem(parameter)) : std::string(label);
}

std::string parameter_label(const model::CompiledModel& model, const model::Parameter& parameter, Language language) {
    const auto& name = parameter.name;
    const auto bracket = name.find('[');
    if (bracket == std::string::npos) return declared_label(parameter, language);
    std::string labels;
    for (std::size_t begin = bracket + 1; begin < name.size();) {
        const auto end = std::min(name.find_first_of(",]", begin), name.size());
        const auto element = name.substr(begin, end - begin);
        std::string label = element;
        for (const auto& set : model.sets) {
            const auto found = std::find(set.elements.begin(), set.elements.end(), element);
            if (found == set.elements.end()) continue;
            label = std::string(label_text(set.labels[static_cast<std::size_t>(found - set.elements.begin())], language, element));
            break;
        }
        labels += (labels.empty() ? "" : ", ") + label;
        begin = end + 1;
    }
    return declared_label(parameter, language) + ": " + labels;
}

std::string uncertain_label(const model::CompiledModel& model, bool is_shock, std::uint32_t index, Language language) {
    return is_shock ? text(Message::paper_shock_label, language, shocked_label(model, index, language)) : parameter_label(model, model.parameters[index], language);
}

std::string uncertain_label(const model::CompiledModel& model, const analysis::UncertainInput& input, Language language) {
    if (input.members.size() == 1) return uncertain_label(model, input.is_shock, input.members.front(), language);
    const std::uint32_t first = input.members.front();
    const std::string stem = input.is_shock ? text(Message::paper_shock_label, language, stem_label(model.series[model.shocks[first].series], language))
                                            : declared_label(model.parameters[first], language);
    return stem + " (" + std::to_string(input.members.size()) + ")";
}

std::string assumption_label(const model::CompiledModel& model, std::string_view name, Language language) {
    if (const std::size_t at = name.rfind('@'); at != std::string_view::npos) return assumption_label(model, name.substr(0, at), language) + ", " + period_phrase(name.substr(at + 1), language);
    for (std::uint32_t i = 0; i < model.parameters.size(); ++i) {
        if (model.parameters[i].name == name) return parameter_label(model, model.parameters[i], language);
    }
    const auto series = model.find_series(name);
    if (series != model::kNone) return series_label(model.series[series], language);
    const auto [call, inside] = taken_apart(name);
    const auto of = [&](std::string_view one) {
        for (std::uint32_t i = 0; i < model.shocks.size(); ++i) {
            if (model.shocks[i].name == one) return shocked_label(model, i, language);
        }
        return assumption_label(model, one, language);
    };
    const std::size_t comma = comma_between(inside);
    if (call == "sd") return text(Message::sens_spread_of, language, of(inside));
    if (call == "persistence") return text(Message::sens_persistence_of, language, of(inside));
    if (call == "corr" && comma != std::string_view::npos) return text(Message::sens_correlation_of, language, of(inside.substr(0, comma)), of(inside.substr(comma + 1)));
    return std::string(name);
}

}  // namespace grdp::report
