#include "briefing_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "audit_findings.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

constexpr std::string_view kHard = "\u00A0";
constexpr double kNoError = 1e-11;  // rounding, not chance

bool digit(char c) {
    return c >= '0' && c <= '9';
}

// Words that stay with the number before them.
bool begins_unit(std::string_view rest) {
    constexpr std::array<std::string_view, 16> kWords{"tỷ", "nghìn", "triệu", "điểm", "đồng", "người", "lao động", "VND",
                                                      "percentage", "persons", "workers", "thousand", "±", "trên", "in ", "%"};
    return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return rest.starts_with(word); });
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

bool is_bound(const analysis::Estimate& estimate) {
    return estimate.standard_error > kNoError && (estimate.value <= 0 || estimate.value >= 1);
}

// One figure of the error shows, but never more than two decimals.
int chance_decimals(const analysis::Estimate& estimate) {
    constexpr double kTenth = 0.001;
    return estimate.standard_error >= kTenth ? 1 : 2;
}

// Below the last printed decimal a figure says nothing: the figure is rounded, the sign tells.
std::optional<std::string> beyond_print(double percent, int decimals, Language language) {
    const double step = decimals == 1 ? 0.1 : 0.01;
    if (percent > 0 && percent < step / 2) return "< " + short_text(step, decimals, language);
    if (percent < 100 && percent > 100 - step / 2) return "> " + short_text(100 - step, decimals, language);
    return std::nullopt;
}

std::string chance_text(const analysis::Estimate& estimate, std::uint64_t points, Language language) {
    if (is_bound(estimate)) return probability_figure(estimate, points, language);
    const int decimals = chance_decimals(estimate);
    if (const auto text = beyond_print(100 * estimate.value, decimals, language)) return *text;
    return decimal_text(100 * estimate.value, decimals, language);
}

std::string error_text(const analysis::Estimate& estimate, Language language) {
    if (is_bound(estimate) || estimate.standard_error < kNoError) return {};
    const int decimals = chance_decimals(estimate);
    const double error = 100 * estimate.standard_error;
    const double step = decimals == 1 ? 0.1 : 0.01;
    if (error < step / 2) return "< " + short_text(step, decimals, language);
    return decimal_text(error, decimals, language);
}

}  // namespace

const analysis::AnswerTable* Context::table(std::string_view name) const {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const auto& one) { return one.name == name; });
    return found == tables.end() || found->rows() == 0 ? nullptr : &*found;
}

std::string event_name(const Context& context, const analysis::EventAnswer& answer) {
    if (answer.target_set == model::kNone || answer.target == model::kNone) return inside_sentence(event_label(context.model(), answer, context.language));
    return target_name(context.model(), context.model().target_sets[answer.target_set].targets[answer.target], context.language);
}

std::string bound(std::string text) {
    for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
        if (at == 0) continue;
        const std::string_view rest = std::string_view(text).substr(at + 1);
        const bool after_number = digit(text[at - 1]) && begins_unit(rest);
        const bool after_sign = std::string_view(text).substr(0, at).ends_with("±") || text[at - 1] == '<' || text[at - 1] == '>';
        if (after_number || after_sign) text.replace(at, 1, kHard);
    }
    return text;
}

std::string amount(double value, int decimals, std::string_view unit, Language language) {
    auto text = with_unit(decimal_text(value, decimals, language), unit, language);
    if (const auto space = text.find(' '); space != std::string::npos) text.replace(space, 1, kHard);
    return text;
}

std::string band_phrase(double low, double high, std::string_view unit, Language language) {
    const auto number = [&](double value) { return short_text(value, kMostDecimals, language); };
    std::string range = number(std::isfinite(low) ? low : high);
    if (std::isfinite(low) && std::isfinite(high) && low != high) range = text(Message::value_range, language, number(low), number(high));
    replace_all(range, " - ", "\u00A0-\u00A0");
    return bound(with_unit(range, unit, language));
}

std::string growth_phrase(double percent, int decimals, Language language) {
    const auto scaled = round_decimal(percent, decimals);
    if (!scaled || scaled->units == 0) return text(Message::no_change, language);
    const auto number = scaled_text({scaled->units < 0 ? -scaled->units : scaled->units, decimals}, language);
    return text(scaled->units < 0 ? Message::falls_by : Message::rises_by, language, number);
}

std::string short_chance(const analysis::Estimate& estimate, std::uint64_t points, Language language) {
    const auto figure = chance_text(estimate, points, language) + "%";
    const auto error = error_text(estimate, language);
    return bound(error.empty() ? figure : fmt::format("{} (± {})", figure, error));
}

std::string capital(std::string text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kLetters{
        {{"đ", "Đ"}, {"ă", "Ă"}, {"â", "Â"}, {"ê", "Ê"}, {"ô", "Ô"}, {"ơ", "Ơ"}, {"ư", "Ư"}, {"ở", "Ở"}, {"ổ", "Ổ"}}};
    if (text.empty()) return text;
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    for (const auto& [small, great] : kLetters) {
        if (text.starts_with(small)) return std::string(great) + text.substr(small.size());
    }
    return text;
}

std::string part_label(const model::Series& series, Language language) {
    return series.elements.empty() ? stem_label(series, language) : element_label(series, language);
}

std::string run_label(const RunContent& run, Language language) {
    return std::string(label_text(run.model.scenario_label, language, run.model.scenario_name));
}

std::string period_head(const RunContent& run, std::size_t period, Language language) {
    return period_heading(run.model.grid.periods.at(period), language);
}

std::optional<std::size_t> year_before(const RunContent& run, std::size_t period) {
    const auto year = static_cast<std::size_t>(accounts::periods_per_year(run.model.frequency));
    return period < year ? std::nullopt : std::optional(period - year);
}

doc::Cell words(std::string text) {
    doc::Cell cell;
    cell.text = std::move(text);
    return cell;
}

doc::Cell figure(Scaled rounded, double exact, Language language, std::string unit) {
    double scale = 1;
    for (int i = 0; i < rounded.decimals; ++i)
        scale *= 10;
    doc::Cell cell;
    cell.text = scaled_text(rounded, language);
    cell.number = static_cast<double>(rounded.units) / scale;
    cell.exact = exact;
    cell.decimals = rounded.decimals;
    cell.unit = std::move(unit);
    return cell;
}

doc::Cell figure(double value, int decimals, Language language, std::string unit) {
    if (!std::isfinite(value)) return words(std::string(kMissing));
    if (const auto scaled = round_decimal(value, decimals)) return figure(*scaled, value, language, std::move(unit));
    return words(decimal_text(value, decimals, language));
}

std::vector<doc::Cell> parts_of(const std::vector<double>& parts, double total, int decimals, Language language, const std::string& unit) {
    std::vector<doc::Cell> cells;
    const auto rounded = round_to_total(parts, total, decimals);
    for (std::size_t i = 0; i < parts.size(); ++i)
        cells.push_back(rounded ? figure((*rounded)[i], parts[i], language, unit) : figure(parts[i], decimals, language, unit));
    return cells;
}

doc::Cell chance(const analysis::Estimate& estimate, std::uint64_t points, Language language) {
    const auto text = chance_text(estimate, points, language);
    const bool plain = !is_bound(estimate) && text.front() != '<' && text.front() != '>';
    if (plain) return figure(100 * estimate.value, chance_decimals(estimate), language, "%");
    auto cell = words(bound(text));
    cell.exact = 100 * estimate.value;
    return cell;
}

doc::Cell chance_error(const analysis::Estimate& estimate, Language language) {
    const auto text = error_text(estimate, language);
    if (text.empty()) return words(std::string(is_bound(estimate) ? kMissing : "0"));
    if (text.front() != '<') return figure(100 * estimate.standard_error, chance_decimals(estimate), language, "points");
    auto cell = words(bound(text));
    cell.exact = 100 * estimate.standard_error;
    return cell;
}

doc::Column text_column(std::string name, std::string head, double width) {
    doc::Column column;
    column.name = std::move(name);
    column.head = std::move(head);
    column.width = width;
    return column;
}

doc::Column number_column(std::string name, std::string head, std::string unit, Language language, double width) {
    auto column = text_column(std::move(name), std::move(head), width);
    column.kind = doc::ColumnKind::number;
    column.unit_text = unit_text(unit, language);
    column.unit = std::move(unit);
    return column;
}

std::string plain_name(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
        else if (digit(c) || (c >= 'a' && c <= 'z')) out += c;
        else if (!out.empty() && out.back() != '_') out += '_';
    }
    while (!out.empty() && out.back() == '_')
        out.pop_back();
    if (out.empty() || digit(out.front())) out.insert(0, "x");
    return out;
}

}  // namespace grdp::report::paper
