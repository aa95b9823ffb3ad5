#include "chart_sheet_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace grdp::report {
namespace {

// 1, 2, 2.5 or 5 times a power of ten, so that a range shows about five steps.
double round_step(double range) {
    const double rough = range / 5;
    double power = 1;
    while (power * 10 <= rough)
        power *= 10;
    while (power > rough)
        power /= 10;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * power >= rough * 0.999) return factor * power;
    }
    return 10 * power;
}

bool any(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value) && value != 0; });
}

}  // namespace

std::string cell_of(std::size_t column) {
    return fmt::format("{{{}}}", column);
}

std::size_t add_column(ChartSheet& sheet, SheetColumn column) {
    sheet.columns.push_back(std::move(column));
    return sheet.columns.size();
}

std::string number_format(int decimals, Language language) {
    std::string format = language == Language::vi ? "[$-42A]#,##0" : "[$-809]#,##0";
    if (decimals > 0) format += "." + std::string(static_cast<std::size_t>(decimals), '0');
    return format;
}

SheetAxis value_axis(const Axis& axis, double lowest, double highest, bool from_zero, Language language) {
    SheetAxis out{axis.title, {}, {}, {}, {}};
    if (axis.low) lowest = *axis.low;
    if (axis.high) highest = *axis.high;
    if (from_zero) {
        lowest = std::min(lowest, 0.0);
        highest = std::max(highest, 0.0);
    }
    int decimals = axis.decimals;
    if (std::isfinite(lowest) && std::isfinite(highest) && lowest < highest) {
        const double step = round_step(highest - lowest);
        out.low = step * std::floor(lowest / step + 1e-9);
        out.high = step * std::ceil(highest / step - 1e-9);
        out.step = step;
        decimals = 0;
        for (double scaled = step; decimals < 6 && std::abs(scaled - std::round(scaled)) > 1e-6; scaled *= 10)
            ++decimals;
    }
    out.number_format = number_format(decimals, language);
    return out;
}

std::vector<double> FloatingStack::carrier(std::size_t rows) const {
    std::vector<double> carrying(rows, 0);
    for (std::size_t row = 0; row < rows; ++row) {
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (const auto& piece : pieces_) {
            if (!std::isfinite(piece.low[row])) continue;
            low = std::min(low, piece.low[row]);
            high = std::max(high, piece.high[row]);
        }
        if (low > 0 && std::isfinite(low)) carrying[row] = low;
        if (high < 0 && std::isfinite(high)) carrying[row] = high;
    }
    return carrying;
}

// Above zero the pieces stack upwards, below zero downwards.
void FloatingStack::add_side(ChartSheet& sheet, const Piece& piece, bool positive) const {
    std::vector<double> lengths;
    for (std::size_t row = 0; row < piece.low.size(); ++row) {
        const double low = positive ? std::max(piece.low[row], 0.0) : std::min(piece.low[row], 0.0);
        const double high = positive ? std::max(piece.high[row], 0.0) : std::min(piece.high[row], 0.0);
        lengths.push_back(std::isfinite(piece.low[row]) ? (positive ? high - low : low - high) : 0);
    }
    const bool named_before = std::any_of(sheet.series.begin(), sheet.series.end(), [&](const SheetSeries& series) {
        return series.in_legend && sheet.column(series.column).head == piece.name;
    });
    if (!any(lengths)) return;
    const std::size_t column = add_column(sheet, {piece.name, std::move(lengths)});
    sheet.series.push_back({.column = column, .geometry = geometry_, .colour = piece.colour, .in_legend = piece.in_legend && !named_before});
}

std::size_t FloatingStack::add_to(ChartSheet& sheet, const std::string& carrier_name) const {
    const std::size_t place = sheet.series.size();
    const std::size_t column = add_column(sheet, {carrier_name, carrier(sheet.categories.size())});
    sheet.series.push_back({.column = column, .geometry = geometry_, .in_legend = false});
    for (const auto& piece : pieces_)
        add_side(sheet, piece, true);
    for (auto piece = pieces_.rbegin(); piece != pieces_.rend(); ++piece)
        add_side(sheet, *piece, false);
    return place;
}

std::vector<double> values_of(const std::vector<Figured>& figures) {
    std::vector<double> values;
    for (const auto& figure : figures)
        values.push_back(figure.value);
    return values;
}

std::vector<std::string> texts_of(const std::vector<Figured>& figures) {
    std::vector<std::string> texts;
    for (const auto& figure : figures)
        texts.push_back(figure.text);
    return texts;
}

void extend(double& lowest, double& highest, const std::vector<double>& values) {
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        lowest = std::isfinite(lowest) ? std::min(lowest, value) : value;
        highest = std::isfinite(highest) ? std::max(highest, value) : value;
    }
}

}  // namespace grdp::report
