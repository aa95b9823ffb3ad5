#include "grdp/analysis/sweep_phrase.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

constexpr std::string_view kAxisShape = "ASSUMPTION@PERIOD=LOW..HIGH:STEP, or values with commas between them";
constexpr double kMostSeed = 9007199254740992.0;  // 2^53: whole numbers below it are exact
constexpr std::size_t kMostValues = 1'000'000;

std::uint32_t letters(std::string_view text) {
    std::uint32_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

/// The place of [begin, end) of a one-line text, blanks at both ends left out.
Span place_of(std::string_view text, std::size_t begin, std::size_t end, SourceId source) {
    while (begin < end && text[begin] == ' ') ++begin;
    while (end > begin && text[end - 1] == ' ') --end;
    return {source, 1, letters(text.substr(0, begin)) + 1, std::max(1u, letters(text.substr(begin, end - begin)))};
}

std::string trimmed_text(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return std::string(text);
}

Diagnostic bad_axis(const Span& where, std::string message, std::string hint = {}) {
    return {Code{7201}, where, std::move(message), std::string(kAxisShape), std::move(hint)};
}

/// A decimal as a whole number of units of 10^-decimals; nothing beyond 15 digits, where doubles are no longer exact.
struct Decimal {
    std::int64_t units = 0;
    int decimals = 0;
};

std::optional<Decimal> exact_decimal(std::string_view text) {
    Decimal number;
    const bool negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
    bool point = false;
    int digits = 0;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > 15) return std::nullopt;
        number.units = number.units * 10 + (c - '0');
        number.decimals += point ? 1 : 0;
    }
    if (digits == 0) return std::nullopt;
    if (negative) number.units = -number.units;
    return number;
}

double power_of_ten(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

std::optional<std::int64_t> units_at(const Decimal& number, int decimals) {
    constexpr std::int64_t most = 900'000'000'000'000;  // below 2^53
    std::int64_t units = number.units;
    for (int i = number.decimals; i < decimals; ++i) {
        if (units > most / 10 || units < -most / 10) return std::nullopt;
        units *= 10;
    }
    return units;
}

struct Words {
    std::string low, high, step;
};

/// LOW..HIGH:STEP
Result<std::vector<double>> range_values(const Words& words, const Span& where) {
    const auto low = exact_decimal(words.low), high = exact_decimal(words.high), step = exact_decimal(words.step);
    for (const auto& [text, number] : {std::pair{words.low, low}, std::pair{words.high, high}, std::pair{words.step, step}}) {
        if (number) continue;
        const auto parsed = parse_number(text);
        return bad_axis(where, "\"" + text + "\" is no number", parsed.hint.empty() ? std::string() : "write " + parsed.hint);
    }
    const int decimals = std::max({low->decimals, high->decimals, step->decimals});
    const auto from = units_at(*low, decimals), to = units_at(*high, decimals), by = units_at(*step, decimals);
    if (!from || !to || !by) return bad_axis(where, "these numbers have more than 15 digits");
    const auto uneven = [&](std::string message, std::string hint) {
        return Diagnostic{Code{7202}, where, std::move(message), "a step above 0 that leads from the lower number to the higher one", std::move(hint)};
    };
    if (*by <= 0) return uneven("the step " + words.step + " leads nowhere", "");
    if (*from > *to) return uneven("the range from " + words.low + " to " + words.high + " is empty", "write " + words.high + ".." + words.low);
    const double scale = power_of_ten(decimals);
    const auto number = [&](std::int64_t units) { return static_cast<double>(units) / scale; };
    if ((*to - *from) % *by != 0) {
        const std::int64_t last = *from + (*to - *from) / *by * *by;
        return uneven("steps of " + words.step + " from " + words.low + " miss " + words.high,
                      "write " + words.low + ".." + exact_text(number(last)) + ":" + words.step);
    }
    if (static_cast<std::uint64_t>((*to - *from) / *by) >= kMostValues) return uneven("the range has more than a million values", "");
    std::vector<double> values;
    for (std::int64_t units = *from; units <= *to; units += *by) values.push_back(number(units));
    return values;
}

Result<std::vector<double>> item_values(const std::string& item, const Span& where) {
    const std::size_t dots = item.find("..");
    const std::size_t colon = item.find(':');
    if (dots == std::string::npos) {
        const auto parsed = parse_number(item);
        if (parsed.fault == NumberFault::none) return std::vector<double>{parsed.value};
        return bad_axis(where, item.empty() ? "a value is missing" : "\"" + item + "\" is no number",
                        parsed.hint.empty() ? std::string() : "write " + parsed.hint);
    }
    if (colon == std::string::npos || colon < dots) return bad_axis(where, "the range " + item + " has no step", "write " + item + ":1, say");
    return range_values({item.substr(0, dots), item.substr(dots + 2, colon - dots - 2), item.substr(colon + 1)}, where);
}

Result<SweepAxis> named_axis(std::string_view text, SourceId source) {
    SweepAxis axis;
    auto phrase = parse_phrase(text, source);
    if (!phrase) return phrase.diagnostics();
    axis.phrase = *std::move(phrase);
    axis.name = axis.phrase.subject;
    if (axis.name == "seed") axis.kind = AxisKind::seed;
    if (axis.phrase.periods) {
        const auto& periods = *axis.phrase.periods;
        axis.name += "@" + periods.first.text() + (periods.first == periods.last ? "" : ".." + periods.last.text());
    }
    return axis;
}

std::optional<Diagnostic> bad_value(const SweepAxis& axis, double value, const Span& where) {
    if (!std::isfinite(value)) return bad_axis(where, "the value is not finite");
    if (axis.kind != AxisKind::seed) return std::nullopt;
    if (value >= 0 && value < kMostSeed && value == std::floor(value)) return std::nullopt;
    return bad_axis(where, exact_text(value) + " is no seed", "a seed of an axis is a whole number from 0 to 9007199254740991");
}

}  // namespace

Result<AxisValues> parse_axis(std::string_view text, SourceId source) {
    const std::size_t equal = text.find('=');
    if (equal == std::string_view::npos) return bad_axis(place_of(text, 0, text.size(), source), "the axis has no values");
    auto axis = named_axis(text.substr(0, equal), source);
    if (!axis) return axis.diagnostics();
    AxisValues found{*std::move(axis), {}, place_of(text, 0, equal, source)};
    Diagnostics faults;
    for (std::size_t begin = equal + 1; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const Span where = place_of(text, begin, end, source);
        const auto values = item_values(without_blanks(text.substr(begin, end - begin)), where);
        if (!values) faults.append(values.diagnostics());
        if (values && found.values.size() + values->size() > kMostValues) return bad_axis(where, "the axis has more than a million values");
        for (std::size_t i = 0; values && i < values->size(); ++i) {
            const double value = (*values)[i];
            if (auto fault = bad_value(found.axis, value, where)) faults.add(*std::move(fault));
            else found.values.push_back(value);
        }
        begin = end + 1;
    }
    auto sorted = found.values;
    std::sort(sorted.begin(), sorted.end());
    const auto twin = std::adjacent_find(sorted.begin(), sorted.end());
    if (twin != sorted.end()) faults.add(bad_axis(found.where, "the axis has the value " + exact_text(*twin) + " twice"));
    if (faults.has_errors()) return faults;
    return found;
}

Result<AxisRange> parse_axis_range(std::string_view text, SourceId source) {
    const std::size_t equal = text.find('=');
    const Span all = place_of(text, 0, text.size(), source);
    constexpr const char* kExpected = "ASSUMPTION@PERIOD=LOW..HIGH";
    if (equal == std::string_view::npos) return Diagnostic{Code{7201}, all, "the axis has no range", kExpected, ""};
    auto axis = named_axis(text.substr(0, equal), source);
    if (!axis) return axis.diagnostics();
    const Span where = place_of(text, equal + 1, text.size(), source);
    const auto range = parse_range(text.substr(equal + 1), where);
    if (!range) return range.diagnostics();
    if (range->is_point()) return Diagnostic{Code{7201}, where, "the range has no width", kExpected, "a single value stands in --set or --grid"};
    if (axis->kind == AxisKind::seed) return Diagnostic{Code{7201}, where, "seeds are not sampled", "an assumption", "write --grid 'seed=1..5:1'"};
    return AxisRange{*std::move(axis), *range, place_of(text, 0, equal, source)};
}

Result<NamedAlternative> parse_alternative(std::string_view text, SourceId source) {
    const auto refuse = [&](const Span& where, std::string message) {
        return Diagnostic{Code{7203}, where, std::move(message), "FACTOR=LEVEL: STATEMENT; STATEMENT",
                          "as in credit=tight: 2023 driver[credit] = 8; no statement keeps the scenario as it is"};
    };
    const std::size_t equal = text.find('=');
    const std::size_t colon = text.find(':');
    const Span all = place_of(text, 0, text.size(), source);
    if (equal == std::string_view::npos || colon == std::string_view::npos || colon < equal) return refuse(all, "the alternative lacks its factor or its level");
    NamedAlternative found{trimmed_text(text.substr(0, equal)), {trimmed_text(text.substr(equal + 1, colon - equal - 1)), {}}, place_of(text, 0, colon, source)};
    if (found.factor.empty() || found.level.name.empty()) return refuse(found.where, "the alternative lacks its factor or its level");
    if (found.factor == "seed" || found.factor == "scenario") return refuse(found.where, "a factor cannot be named " + found.factor);
    for (std::size_t begin = colon + 1; begin <= text.size();) {
        const std::size_t end = std::min(text.find(';', begin), text.size());
        auto statement = trimmed_text(text.substr(begin, end - begin));
        if (!statement.empty()) found.level.statements.push_back(std::move(statement));
        begin = end + 1;
    }
    return found;
}

}  // namespace grdp::analysis
