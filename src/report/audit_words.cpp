#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "audit_findings.hpp"
#include "grdp/analysis/printed_decimals.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {

std::string case_phrase(const model::TargetSet& set, std::size_t index, Language language) {
    const std::string& name = set.cases[index];
    if (name == "low") return text(Message::case_low, language);
    if (name == "high") return text(Message::case_high, language);
    return text(Message::case_other, language, name);
}

std::string case_short(std::string_view name, Language language) {
    if (name == "low") return text(Message::case_low_short, language);
    if (name == "high") return text(Message::case_high_short, language);
    return std::string(name);
}

std::string per_case(const model::TargetSet& set, const std::vector<std::string>& numbers, Language language) {
    const bool same = std::all_of(numbers.begin(), numbers.end(), [&](const auto& n) { return n == numbers.front(); });
    if (same) return numbers.empty() ? std::string() : numbers.front();
    std::vector<std::string> parts;
    for (std::size_t c = 0; c < numbers.size(); ++c)
        parts.push_back(text(Message::number_in_case, language, numbers[c], case_phrase(set, c, language)));
    return listed(parts, language);
}

std::string target_name(const model::CompiledModel& model, const model::Target& target, Language language) {
    std::string label = inside_sentence(target_label(model, target, language));
    const auto open = label.rfind(" (");
    constexpr std::size_t kLongest = 6;  // " (17a)"
    const bool numbered = open != std::string::npos && label.back() == ')' && label.size() - open <= kLongest &&
                          std::any_of(label.begin() + static_cast<std::ptrdiff_t>(open), label.end(),
                                      [](char c) { return c >= '0' && c <= '9'; });
    if (numbered) label.resize(open);
    return label;
}

std::string series_number(const std::string& unit, double value, Language language) {
    const int decimals = is_percent(unit) ? 1 : std::min(unit_decimals(unit), 2);
    const auto number = decimal_text(value, decimals, language);
    return unit.starts_with("index") ? number : with_unit(number, unit, language);
}

std::string implied_phrase(const model::CompiledModel& model, const model::TargetSet& set,
                           const analysis::ImpliedQuantity& quantity, Language language) {
    const auto& series = model.series[quantity.series];
    const auto shown = [&](double value) {
        if (!std::isfinite(value)) return text(Message::undefined, language);
        return quantity.as_growth ? change_phrase(value, 1, language) : series_number(series.unit, value, language);
    };
    std::vector<std::string> texts;
    for (const double value : quantity.implied)
        texts.push_back(shown(value));
    std::string phrase = inside_sentence(series_label(series, language)) + ' ' + per_case(set, texts, language);
    const auto year = accounts::periods_per_year(model.frequency);
    if (std::isfinite(quantity.before)) {
        const auto then = model.grid.periods.at(quantity.period) - year;
        phrase += text(Message::audit_implied_before, language, period_phrase(then.text(), language), shown(quantity.before));
    }
    return phrase;
}

std::string stated_number(const model::CompiledModel& model, const model::Target& target, double value, int more,
                          Language language) {
    const int decimals = std::min(analysis::printed_decimals(model, target) + more, 9);
    return decimal_text(value, decimals, language);
}

std::string listed(const std::vector<std::string>& parts, Language language, std::string_view mark) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // Where names hold commas or "and" themselves, the mark alone keeps them apart.
        const bool last = i + 1 == parts.size() && mark == ", ";
        if (i > 0) out += last ? text(Message::list_and, language) : std::string(mark);
        out += parts[i];
    }
    return out;
}

std::string change_phrase(double percent, int decimals, Language language) {
    const auto rounded = round_decimal(std::abs(percent), decimals);
    if (rounded && rounded->units == 0) return text(Message::no_change, language);
    const auto size = decimal_text(std::abs(percent), decimals, language);
    return text(percent < 0 ? Message::falls_by : Message::rises_by, language, size);
}

}  // namespace grdp::report
