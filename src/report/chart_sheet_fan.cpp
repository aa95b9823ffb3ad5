#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chart_sheet_parts.hpp"
#include "grdp/report/catalogue.hpp"

namespace grdp::report {
namespace {

constexpr double kHeavy = 2.25;

// Builds the columns from left to right: figures first, then what the stacked areas are computed from.
class FanSheet {
  public:
    FanSheet(const FanChart& chart, Language language) : chart_(chart), language_(language), rows_(chart.periods.size()) {}

    ChartSheet build() {
        sheet_.category_head = text(Message::office_period, language_);
        sheet_.categories = chart_.periods;
        add_figures();
        add_areas();
        add_lines();
        add_targets();
        sheet_.value = value_axis(chart_.value, lowest_, highest_, false, language_);
        sheet_.label_every = std::max<std::size_t>(1, (rows_ + 13) / 14);
        sheet_.gap = 40;
        return std::move(sheet_);
    }

  private:
    std::size_t figure_column(std::string head, std::vector<double> values) {
        values.resize(rows_, kNoValue);
        extend(lowest_, highest_, values);
        return add_column(sheet_, {std::move(head), std::move(values), {}, chart_.value.decimals + 1});
    }

    void add_figures() {
        history_ = figure_column(chart_.history_label, chart_.history);
        central_ = figure_column(chart_.central_label, values_of(chart_.central));
        for (const auto& band : chart_.bands) {
            low_.push_back(figure_column(text(Message::office_low_end, language_, band.label), band.low));
            high_.push_back(figure_column(text(Message::office_high_end, language_, band.label), band.high));
        }
    }

    [[nodiscard]] double at(std::size_t column, std::size_t row) const { return sheet_.column(column).values[row]; }

    [[nodiscard]] bool in_fan(std::size_t row) const {
        return !low_.empty() && std::isfinite(at(low_.front(), row)) && std::isfinite(at(high_.front(), row));
    }

    // Before the horizon the fan is a point on the history, so that it opens from the last figure known.
    [[nodiscard]] std::size_t anchor(std::size_t row) const {
        for (std::size_t r = row; r < rows_; ++r) {
            if (std::isfinite(at(history_, r))) return r;
            if (in_fan(r)) break;
        }
        for (std::size_t r = row; r-- > 0;) {
            if (std::isfinite(at(history_, r))) return r;
        }
        return rows_;
    }

    SheetColumn difference(std::string head, std::size_t upper, std::size_t lower) const {
        SheetColumn column{std::move(head), {}, {}, chart_.value.decimals + 1};
        for (std::size_t row = 0; row < rows_; ++row) {
            column.values.push_back(in_fan(row) ? at(upper, row) - at(lower, row) : 0);
            column.formulas.push_back(in_fan(row) ? cell_of(upper) + "-" + cell_of(lower) : "");
        }
        return column;
    }

    SheetColumn carrier() const {
        SheetColumn column{text(Message::office_carrier, language_), {}, {}, chart_.value.decimals + 1};
        for (std::size_t row = 0; row < rows_; ++row) {
            const std::size_t known = anchor(row);
            const bool here = known == row && !in_fan(row);
            column.values.push_back(in_fan(row) ? at(low_.front(), row) : known < rows_ ? at(history_, known) : kNoValue);
            column.formulas.push_back(in_fan(row) ? cell_of(low_.front()) : here ? cell_of(history_) : "");
        }
        return column;
    }

    void add_area(SheetColumn column, std::string_view colour, bool in_legend) {
        const bool drawable = std::count_if(column.values.begin(), column.values.end(), [](double v) { return std::isfinite(v); }) > 1;
        const std::size_t place = add_column(sheet_, std::move(column));
        sheet_.series.push_back({.column = place, .geometry = drawable ? Geometry::area : Geometry::stacked_column,
                                 .colour = std::string(colour), .in_legend = in_legend});
    }

    void add_areas() {
        if (low_.empty()) return;
        constexpr std::size_t kShades = std::size(palette::kFan);
        const std::size_t bands = low_.size();
        add_area(carrier(), "", false);
        for (std::size_t band = 0; band + 1 < bands; ++band)
            add_area(difference(chart_.bands[band].label, low_[band + 1], low_[band]), palette::kFan[std::min(band, kShades - 1)], true);
        const auto inner = palette::kFan[std::min(bands - 1, kShades - 1)];
        add_area(difference(chart_.bands.back().label, high_.back(), low_.back()), inner, true);
        for (std::size_t band = bands - 1; band-- > 0;)
            add_area(difference(chart_.bands[band].label, high_[band], high_[band + 1]), palette::kFan[std::min(band, kShades - 1)], false);
    }

    void add_lines() {
        const auto count = [&](std::size_t column) {
            const auto& values = sheet_.column(column).values;
            return std::count_if(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
        };
        if (count(history_) > 0) {
            const Mark mark = count(history_) <= 12 ? Mark::circle : Mark::none;
            sheet_.series.push_back({.column = history_, .geometry = Geometry::line, .colour = std::string(palette::kInk),
                                     .line_width = kHeavy, .mark = mark});
        }
        if (count(central_) > 0) {
            SheetSeries central{.column = central_, .geometry = Geometry::line, .colour = std::string(palette::kTotal),
                                .line_width = kHeavy, .dashed = true, .mark = Mark::diamond};
            if (count(central_) <= 6) central.labels = texts_of(chart_.central);
            sheet_.series.push_back(std::move(central));
        }
    }

    // One series for all targets of one label: marks at both ends and a bar between them.
    void add_targets() {
        std::vector<std::string> labels;
        for (const auto& target : chart_.targets) {
            if (std::find(labels.begin(), labels.end(), target.label) == labels.end()) labels.push_back(target.label);
        }
        for (const auto& label : labels)
            add_target(label);
    }

    void add_target(const std::string& label) {
        std::vector<double> low(rows_, kNoValue), high(rows_, kNoValue), length(rows_, kNoValue);
        for (const auto& target : chart_.targets) {
            if (target.label != label || target.period >= rows_) continue;
            const bool closed = std::isfinite(target.low) && std::isfinite(target.high);
            low[target.period] = std::isfinite(target.low) ? target.low : target.high;
            high[target.period] = closed && target.high != target.low ? target.high : kNoValue;
            length[target.period] = closed ? target.high - target.low : kNoValue;
        }
        const bool has_bars = std::any_of(high.begin(), high.end(), [](double v) { return std::isfinite(v); });
        const std::size_t lower = figure_column(label, low);
        SheetSeries series{.column = lower, .geometry = Geometry::line, .colour = std::string(palette::kTarget), .mark = Mark::dash};
        if (!has_bars) {
            sheet_.series.push_back(std::move(series));
            return;
        }
        const std::size_t upper = figure_column(text(Message::office_high_end, language_, label), high);
        SheetColumn bars{text(Message::office_width, language_, label), length, {}, chart_.value.decimals + 1};
        for (const double value : length)
            bars.formulas.push_back(std::isfinite(value) ? cell_of(upper) + "-" + cell_of(lower) : "");
        series.plus = add_column(sheet_, std::move(bars));
        series.heavy_bars = true;
        sheet_.series.push_back(std::move(series));
        sheet_.series.push_back({.column = upper, .geometry = Geometry::line, .colour = std::string(palette::kTarget),
                                 .mark = Mark::dash, .in_legend = false});
    }

    const FanChart& chart_;
    Language language_;
    std::size_t rows_;
    ChartSheet sheet_ = {};
    std::size_t history_ = 0, central_ = 0;
    std::vector<std::size_t> low_ = {}, high_ = {};
    double lowest_ = kNoValue, highest_ = kNoValue;
};

}  // namespace

ChartSheet fan_sheet(const FanChart& chart, Language language) {
    return FanSheet(chart, language).build();
}

}  // namespace grdp::report
