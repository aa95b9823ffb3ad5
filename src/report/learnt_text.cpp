#include "grdp/report/learnt_text.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/analysis/learning.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"

namespace grdp::report {
namespace {

constexpr double kNoticed = 0.05;
constexpr int kLearntDecimals = 3;

template <class T>
const std::vector<T>* learnt_column(const analysis::AnswerTable& table, std::string_view name) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const auto& held) { return held.name == name; });
    return found == table.columns.end() ? nullptr : std::get_if<std::vector<T>>(&found->values);
}

}  // namespace

std::string learnt_text(const std::vector<analysis::AnswerTable>& tables, Language language, Style style) {
    const auto found = std::find_if(tables.begin(), tables.end(), [](const auto& t) { return t.name == analysis::kLearntTable; });
    if (found == tables.end()) return {};
    const auto* names = learnt_column<std::string>(*found, "parameter");
    const auto* mean = learnt_column<double>(*found, "mean_before");
    const auto* sd = learnt_column<double>(*found, "sd_before");
    const auto* mean_after = learnt_column<double>(*found, "mean_after");
    const auto* sd_after = learnt_column<double>(*found, "sd_after");
    if (!names || !mean || !sd || !mean_after || !sd_after) return {};
    TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right});
    table.head({text(Message::parameter, language), text(Message::mean_before, language), text(Message::sd_before, language),
                text(Message::mean_after, language), text(Message::sd_after, language)});
    std::size_t shown = 0;
    for (std::size_t i = 0; i < names->size(); ++i) {
        const bool moved = std::abs((*mean_after)[i] - (*mean)[i]) >= kNoticed * (*sd)[i];
        if (!moved && (*sd_after)[i] > (1 - kNoticed) * (*sd)[i]) continue;
        ++shown;
        table.row({"  " + (*names)[i], decimal_text((*mean)[i], kLearntDecimals, language), decimal_text((*sd)[i], kLearntDecimals, language),
                   decimal_text((*mean_after)[i], kLearntDecimals, language), decimal_text((*sd_after)[i], kLearntDecimals, language)});
    }
    if (shown == 0) return {};
    std::string out = style.strong(text(Message::learnt_title, language)) + '\n' + table.render(style);
    if (const std::size_t others = names->size() - shown; others > 0) {
        out += text(Message::learnt_others, language, decimal_text(static_cast<double>(others), 0, language)) + '\n';
    }
    return out;
}

}  // namespace grdp::report
