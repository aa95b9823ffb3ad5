#include "grdp/report/answer_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "grdp/report/decimal.hpp"
#include "json_parts.hpp"

namespace grdp::report {
namespace {

constexpr int kSignificant = 6;

// As many decimals as six significant digits need, and no zero behind them.
std::string number_text(double value, Language language) {
    if (std::isnan(value)) return "–";
    const double size = std::abs(value);
    const int whole = size >= 1 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 1;
    return short_text(value, std::clamp(kSignificant - whole, 0, 9), language);
}

std::string cell_text(const analysis::AnswerColumn& column, std::size_t row, Language language) {
    if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) return number_text((*numbers)[row], language);
    return std::get<std::vector<std::string>>(column.values)[row];
}

std::string head_text(const analysis::AnswerColumn& column) {
    return column.unit.empty() || column.unit == "1" ? column.name : fmt::format("{} ({})", column.name, column.unit);
}

std::string table_text(const analysis::AnswerTable& table, Language language, Style style) {
    std::vector<Align> columns;
    std::vector<std::string> heads;
    for (const auto& column : table.columns) {
        columns.push_back(std::holds_alternative<std::vector<double>>(column.values) ? Align::right : Align::left);
        heads.push_back(head_text(column));
    }
    TextTable text(std::move(columns));
    text.head(std::move(heads));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::vector<std::string> cells;
        for (const auto& column : table.columns) cells.push_back(cell_text(column, row, language));
        text.row(std::move(cells));
    }
    return fmt::format("{}: {}\n{}", style.strong(table.name), table.about, text.render(style));
}

Json column_json(const analysis::AnswerColumn& column) {
    Json values = Json::array();
    if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
        for (const double value : *numbers) values.push_back(std::isfinite(value) ? Json(value) : Json(nullptr));
    } else {
        for (const auto& value : std::get<std::vector<std::string>>(column.values)) values.push_back(value);
    }
    Json part{{"about", column.about}, {"values", std::move(values)}};
    if (!column.unit.empty()) part["unit"] = column.unit;
    return part;
}

}  // namespace

std::string answer_tables_text(const std::vector<analysis::AnswerTable>& tables, Language language, Style style) {
    std::string out;
    for (const auto& table : tables) out += (out.empty() ? "" : "\n") + table_text(table, language, style);
    return out;
}

Json answer_tables_part(const std::vector<analysis::AnswerTable>& tables) {
    Json part = Json::object();
    for (const auto& table : tables) {
        Json columns = Json::object();
        for (const auto& column : table.columns) columns[column.name] = column_json(column);
        part[table.name] = {{"about", table.about}, {"rows", table.rows()}, {"columns", std::move(columns)}};
    }
    return part;
}

}  // namespace grdp::report
