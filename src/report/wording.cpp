#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/unit.hpp"

namespace grdp::report {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts)
        out += (out.empty() ? "" : ", ") + part;
    return out;
}

// Bytes of "(1) ", "[2a] ", "3. " or "b) " at the begin of a label, which number it on its page; 0 if there is none.
std::size_t number_length(std::string_view label) {
    constexpr std::size_t kLongest = 8;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto sign = [&](char c) { return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.'; };
    const std::size_t space = label.substr(0, kLongest).find(' ');
    if (space == std::string_view::npos || space < 2 || space + 1 == label.size()) return 0;
    const char open = label[0];
    const char close = label[space - 1];
    const bool bracket = open == '(' || open == '[';
    const auto number = label.substr(bracket ? 1 : 0, space - 1 - (bracket ? 1 : 0));
    if (number.empty() || !std::all_of(number.begin(), number.end(), sign)) return 0;
    if (number.size() > 1 && std::none_of(number.begin(), number.end(), digit)) return 0;
    const bool enclosed = (open == '(' && close == ')') || (open == '[' && close == ']');
    const bool marked = !bracket && (close == ')' || (close == '.' && digit(open)));
    return enclosed || marked ? space + 1 : 0;
}

}  // namespace

std::string stem_label(const model::Series& series, Language language) {
    return std::string(label_text(series.stem_label, language, series.stem));
}

std::string element_label(const model::Series& series, Language language) {
    return std::string(label_text(series.element_label, language, joined(series.elements)));
}

std::string series_label(const model::Series& series, Language language) {
    const std::string stem = stem_label(series, language);
    return series.elements.empty() ? stem : fmt::format("{}, {}", stem, element_label(series, language));
}

std::string labelled_unit(std::string_view label, std::string_view unit, Language language) {
    const std::string name = unit_text(unit, language);
    return name.empty() ? std::string(label) : fmt::format("{}, {}", label, name);
}

std::string inside_sentence(std::string label) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    constexpr std::string_view kCapitalD = "Đ";
    label.erase(0, number_length(label));
    if (const auto opening = static_cast<unsigned char>(label.empty() ? 'a' : label[0]); std::ispunct(opening) != 0)
        return '"' + label + '"';
    if (label.starts_with(kCapitalD)) return "đ" + label.substr(kCapitalD.size());
    const bool word =
        label.size() > 1 && upper(label[0]) && (lower(label[1]) || static_cast<unsigned char>(label[1]) >= 0x80);
    if (word) label[0] = static_cast<char>(label[0] - 'A' + 'a');
    return label;
}

std::string target_label(const model::CompiledModel& model, const model::Target& target, Language language) {
    const auto own = label_text(target.label, language, {});
    if (!own.empty()) return std::string(own);
    const auto id = model.find_series(target.subject);
    if (id != model::kNone) return series_label(model.series[id], language);
    std::string spoken = spoken_number(model, target.subject, language);
    if (spoken != target.subject && spoken[0] >= 'a' && spoken[0] <= 'z') spoken[0] = static_cast<char>(spoken[0] - 'a' + 'A');
    return spoken;
}

std::string growth_phrase(const model::Series& series, Language language) {
    const auto element = std::string(label_text(series.element_label, language, {}));
    return text(Message::inverse_growth_of, language, inside_sentence(element.empty() ? series_label(series, language) : element));
}

std::string spoken_number(const model::CompiledModel& model, const std::string& written, Language language) {
    if (const auto series = model.find_series(written); series != model::kNone) return inside_sentence(series_label(model.series[series], language));
    constexpr std::string_view kGrowth = "growth(";
    if (!written.starts_with(kGrowth) || !written.ends_with(')')) return written;
    const auto inner = model.find_series(written.substr(kGrowth.size(), written.size() - kGrowth.size() - 1));
    return inner == model::kNone ? written : growth_phrase(model.series[inner], language);
}

std::string target_case_text(const model::Target& target, std::size_t index, Language language) {
    if (target.cases.empty()) return {};
    const bool same =
        std::all_of(target.cases.begin(), target.cases.end(), [&](double v) { return v == target.cases.front(); });
    if (index >= target.cases.size() || (index > 0 && same)) return {};
    const std::string number = short_text(target.cases[index], kMostDecimals, language);
    switch (target.sense) {
        case model::Sense::at_least:
            return text(Message::at_least_value, language, number);
        case model::Sense::at_most:
            return text(Message::at_most_value, language, number);
        default:
            return number;
    }
}

std::string case_heading(std::string_view name, Language language) {
    if (name == "low") return text(Message::low, language);
    if (name == "high") return text(Message::high, language);
    return std::string(name);
}

}  // namespace grdp::report
