#include "grdp/report/unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace grdp::report {
namespace {

struct UnitEntry {
    std::string_view unit;
    std::string_view en;
    std::string_view vi;
    int decimals;
    bool money;
};

constexpr std::array<UnitEntry, 28> kUnits{{
    {"%", "%", "%", 2, false},
    {"points", "percentage points", "điểm phần trăm", 2, false},
    {"fraction", "", "", 4, false},
    {"ratio", "", "lần", 2, false},
    {"1", "", "", 2, false},
    {"vnd", "VND", "đồng", 0, true},
    {"thousand_vnd", "VND thousand", "nghìn đồng", 1, true},
    {"mn_vnd", "VND million", "triệu đồng", 1, true},
    {"bn_vnd", "VND billion", "tỷ đồng", 1, true},
    {"trillion_vnd", "VND trillion", "nghìn tỷ đồng", 2, true},
    {"usd", "USD", "đô la Mỹ", 0, true},
    {"mn_usd", "USD million", "triệu đô la Mỹ", 1, true},
    {"bn_usd", "USD billion", "tỷ đô la Mỹ", 2, true},
    {"person", "persons", "người", 0, false},
    {"thousand_persons", "thousand persons", "nghìn người", 1, false},
    {"mn_persons", "million persons", "triệu người", 2, false},
    {"worker", "workers", "lao động", 0, false},
    {"thousand_workers", "thousand workers", "nghìn lao động", 1, false},
    {"year", "years", "năm", 1, false},
    {"month", "months", "tháng", 1, false},
    {"day", "days", "ngày", 1, false},
    {"hectare", "hectares", "ha", 1, false},
    {"tonne", "tonnes", "tấn", 1, false},
    {"thousand_tonnes", "thousand tonnes", "nghìn tấn", 1, false},
    {"kwh", "kWh", "kWh", 1, false},
    {"unit", "units", "đơn vị", 0, false},
    {"doctors", "doctors", "bác sĩ", 2, false},
    {"communes", "communes", "xã", 0, false},
}};

const UnitEntry* find(std::string_view unit) {
    const auto found =
        std::find_if(kUnits.begin(), kUnits.end(), [&](const UnitEntry& entry) { return entry.unit == unit; });
    return found == kUnits.end() ? nullptr : &*found;
}

// "bn_vnd_2010" -> {"bn_vnd", "2010"}
std::optional<std::pair<std::string_view, std::string_view>> split_base_year(std::string_view unit) {
    const std::size_t mark = unit.rfind('_');
    if (mark == std::string_view::npos || unit.size() - mark != 5) return std::nullopt;
    const auto year = unit.substr(mark + 1);
    if (!std::all_of(year.begin(), year.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return std::pair{unit.substr(0, mark), year};
}

std::string factor_text(std::string_view unit, Language language) {
    const bool vi = language == Language::vi;
    if (const auto* entry = find(unit)) return std::string(vi ? entry->vi : entry->en);
    if (const auto based = split_base_year(unit)) {
        if (based->first == "index") return fmt::format("{} = 100", based->second);
        const auto* entry = find(based->first);
        if (entry != nullptr && entry->money) {
            return fmt::format(fmt::runtime(vi ? "{}, giá {}" : "{} at {} prices"), vi ? entry->vi : entry->en,
                               based->second);
        }
    }
    return std::string(unit);
}

// What stands under "per": one person, one worker, one year.
std::string singular(std::string_view unit, Language language) {
    const std::string plural = factor_text(unit, language);
    const bool cut = language == Language::en && find(unit) != nullptr && !find(unit)->money && plural.size() > 1 &&
                     plural.back() == 's' && plural.find(' ') == std::string::npos;
    return cut ? plural.substr(0, plural.size() - 1) : plural;
}

std::string roman(int quarter) {
    constexpr std::array<std::string_view, 4> kRoman{"I", "II", "III", "IV"};
    return std::string(kRoman.at(static_cast<std::size_t>(quarter - 1)));
}

}  // namespace

std::string unit_text(std::string_view unit, Language language) {
    const std::size_t slash = unit.find('/');
    if (slash == std::string_view::npos || unit.find('/', slash + 1) != std::string_view::npos)
        return factor_text(unit, language);
    const auto above = unit.substr(0, slash);
    const auto below = unit.substr(slash + 1);
    const bool known = (find(above) != nullptr || split_base_year(above)) && find(below) != nullptr;
    if (!known) return std::string(unit);
    return factor_text(above, language) + (language == Language::vi ? "/" : " per ") + singular(below, language);
}

std::string with_unit(std::string_view number, std::string_view unit, Language language) {
    const std::string name = unit_text(unit, language);
    if (name.empty()) return std::string(number);
    return name == "%" ? fmt::format("{}%", number) : fmt::format("{} {}", number, name);
}

int unit_decimals(std::string_view unit) {
    constexpr int kUsual = 2;
    if (const auto* entry = find(unit)) return entry->decimals;
    if (const auto based = split_base_year(unit)) {
        const auto* entry = find(based->first);
        return entry != nullptr ? entry->decimals : kUsual;
    }
    return kUsual;
}

bool is_percent(std::string_view unit) {
    return unit == "%" || unit == "points";
}

std::string period_heading(accounts::Period period, Language language) {
    if (period.quarter() == 0) return std::to_string(period.year());
    return language == Language::vi ? fmt::format("{}/{}", roman(period.quarter()), period.year())
                                    : fmt::format("Q{}/{}", period.quarter(), period.year());
}

std::string period_cell(std::string_view text, Language language) {
    const std::size_t dots = text.find("..");
    const auto first = accounts::Period::parse(text.substr(0, dots));
    if (!first) return std::string(text);
    if (dots == std::string_view::npos) return period_heading(*first, language);
    const auto last = accounts::Period::parse(text.substr(dots + 2));
    return last ? period_heading(*first, language) + "-" + period_heading(*last, language) : std::string(text);
}

std::string period_phrase(std::string_view text, Language language) {
    const bool vi = language == Language::vi;
    const auto bare = [&](accounts::Period period) {
        if (period.quarter() == 0) return std::to_string(period.year());
        return vi ? fmt::format("{}/{}", roman(period.quarter()), period.year())
                  : fmt::format("Q{} {}", period.quarter(), period.year());
    };
    const auto lead = [&](accounts::Period period) { return !vi ? "" : period.quarter() == 0 ? "năm " : "quý "; };
    const std::size_t dots = text.find("..");
    const auto first = accounts::Period::parse(text.substr(0, dots));
    if (!first) return std::string(text);
    if (dots == std::string_view::npos) return lead(*first) + bare(*first);
    const auto last = accounts::Period::parse(text.substr(dots + 2));
    if (!last) return std::string(text);
    const std::string plural = !vi ? "" : first->quarter() == 0 ? "các năm " : "các quý ";
    return plural + bare(*first) + (first->quarter() == 0 ? "-" : vi ? " - " : " to ") + bare(*last);
}

}  // namespace grdp::report
