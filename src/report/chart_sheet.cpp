#include "chart_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "chart_sheet_parts.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"

namespace grdp::report {
namespace {

constexpr std::size_t kMostLabels = 24;  // beyond that direct labels cover each other

std::string area_colour(HistogramChart::Area area) {
    using Area = HistogramChart::Area;
    return std::string(area == Area::below ? palette::kBelow : area == Area::within ? palette::kWithin : palette::kAbove);
}

// Decimals that show the ends of all bins exactly, at most four.
int end_decimals(const HistogramChart& chart) {
    int decimals = 0;
    const auto exact = [&](double value) {
        double scaled = value;
        for (int i = 0; i < decimals; ++i)
            scaled *= 10;
        return std::abs(scaled - std::round(scaled)) < 1e-6;
    };
    while (decimals < 4 && !std::all_of(chart.bins.begin(), chart.bins.end(), [&](const auto& bin) { return exact(bin.low) && exact(bin.high); }))
        ++decimals;
    return decimals;
}

// Some bins are named below the axis; all ends stand in columns of their own.
void add_bins(ChartSheet& sheet, const HistogramChart& chart, Language language) {
    const int decimals = end_decimals(chart);
    SheetColumn from{text(Message::office_from, language), {}, {}, decimals};
    SheetColumn to{text(Message::office_to, language), {}, {}, decimals};
    const bool fine = decimals > 2;  // long labels would be broken: halves alone are named
    sheet.label_every = fine ? 1 : std::max<std::size_t>(1, (chart.bins.size() + 11) / 12);
    for (std::size_t i = 0; i < chart.bins.size(); ++i) {
        const auto& bin = chart.bins[i];
        from.values.push_back(bin.low);
        to.values.push_back(bin.high);
        const bool named = fine ? std::abs(2 * bin.low - std::round(2 * bin.low)) < 1e-6 : i % sheet.label_every == 0;
        sheet.categories.push_back(named ? short_text(bin.low, decimals, language) : std::string("\u00A0"));
    }
    add_column(sheet, std::move(from));
    add_column(sheet, std::move(to));
}

ChartSheet histogram(const HistogramChart& chart, Language language) {
    ChartSheet sheet{.category_head = text(Message::office_interval, language), .category_title = text(Message::office_lower_ends, language, chart.value.title), .gap = 3};
    add_bins(sheet, chart, language);
    double highest = 0;
    for (const auto& bin : chart.bins)
        highest = std::max(highest, bin.share);
    for (const auto& label : chart.labels) {
        SheetColumn column{label.share.text.empty() ? label.name : label.name + ": " + label.share.text, {}};
        for (const auto& bin : chart.bins)
            column.values.push_back(bin.area == label.area ? bin.share : kNoValue);
        const std::size_t place = add_column(sheet, std::move(column));
        sheet.series.push_back({.column = place, .geometry = Geometry::stacked_column, .colour = area_colour(label.area)});
    }
    if (chart.median && std::isfinite(chart.median->value)) {
        SheetColumn column{chart.median_label + ": " + chart.median->text, {}};
        for (const auto& bin : chart.bins) {
            const bool here = bin.low <= chart.median->value && chart.median->value < bin.high;
            column.values.push_back(here ? bin.share : kNoValue);
        }
        sheet.series.push_back({.column = add_column(sheet, std::move(column)), .geometry = Geometry::line,
                                .colour = std::string(palette::kInk), .mark = Mark::diamond});
    }
    sheet.value = value_axis(chart.share, 0, highest, true, language);
    return sheet;
}

ChartSheet waterfall(const WaterfallChart& chart, Language language) {
    ChartSheet sheet{.category_head = text(Message::office_part, language)};
    const std::size_t rows = chart.steps.size();
    const std::vector<double> none(rows, kNoValue);
    std::vector<FloatingStack::Piece> pieces{{text(Message::office_rise, language), std::string(palette::kRise), none, none},
                                             {text(Message::office_fall, language), std::string(palette::kFall), none, none},
                                             {text(Message::office_total, language), std::string(palette::kTotal), none, none}};
    SheetColumn amounts{text(Message::office_amount, language), {}, {}, chart.value.decimals + 1};
    std::vector<double> tops;
    std::vector<std::string> labels;
    double level = 0, lowest = 0, highest = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const auto& step = chart.steps[i];
        const double amount = std::isfinite(step.value.value) ? step.value.value : 0;
        const double from = step.is_total ? 0 : level;
        level = from + amount;
        auto& piece = pieces[step.is_total ? 2 : amount < 0 ? 1 : 0];
        piece.low[i] = std::min(from, level);
        piece.high[i] = std::max(from, level);
        tops.push_back(std::max({from, level, 0.0}));
        amounts.values.push_back(step.value.value);
        labels.push_back(step.value.text);
        sheet.categories.push_back(step.label);
        extend(lowest, highest, {from, level});
    }
    add_column(sheet, std::move(amounts));
    FloatingStack(Geometry::stacked_column, pieces).add_to(sheet, text(Message::office_carrier, language));
    const std::size_t top = add_column(sheet, {text(Message::office_label_height, language), tops});
    sheet.series.push_back({.column = top, .geometry = Geometry::line, .labels = labels, .in_legend = false});
    sheet.value = value_axis(chart.value, lowest, highest + (highest - lowest) * 0.08, true, language);
    return sheet;
}

// One line or row of bars for each series, with error bars where there are errors, else with labels where there is room.
template <class Series>
void add_all(ChartSheet& sheet, const std::vector<Series>& all, const SheetSeries& dress, int decimals, Language language, double& lowest, double& highest) {
    const bool lines = dress.geometry == Geometry::line;
    const bool room = all.size() * sheet.categories.size() <= kMostLabels;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& series = all[i];
        auto values = values_of(series.values);
        extend(lowest, highest, values);
        for (std::size_t k = 0; k < series.errors.size() && k < values.size(); ++k)
            extend(lowest, highest, {values[k] - series.errors[k], values[k] + series.errors[k]});
        SheetSeries drawn = dress;
        drawn.column = add_column(sheet, {series.name, std::move(values), {}, decimals + 1});
        drawn.colour = std::string(palette::kSeries[i % std::size(palette::kSeries)]);
        drawn.in_legend = lines || all.size() > 1;
        if (room && (lines || series.errors.empty())) drawn.labels = texts_of(series.values);
        if (!series.errors.empty())
            drawn.plus = drawn.minus = add_column(sheet, {text(Message::office_error, language, series.name), series.errors, {}, decimals + 2});
        sheet.series.push_back(std::move(drawn));
    }
}

ChartSheet clustered(const ClusteredBars& chart, Language language) {
    ChartSheet sheet{.category_head = text(Message::office_category, language), .categories = chart.categories};
    double lowest = 0, highest = 0;
    add_all(sheet, chart.series, {.geometry = Geometry::column, .place = LabelPlace::outside}, chart.value.decimals, language, lowest, highest);
    sheet.value = value_axis(chart.value, lowest, highest + (highest - lowest) * 0.05, true, language);
    return sheet;
}

ChartSheet tornado(const TornadoChart& chart, Language language) {
    ChartSheet sheet{.category_head = text(Message::office_assumption, language), .gap = 45};
    const std::vector<double> none(chart.bars.size(), kNoValue);
    FloatingStack::Piece under_low{chart.low_label, std::string(palette::kBelow), none, none};
    FloatingStack::Piece under_high{chart.high_label, std::string(palette::kWithin), none, none};
    FloatingStack::Piece over_low = under_low;
    FloatingStack::Piece over_high = under_high;
    std::vector<std::string> left, right;
    std::vector<double> at_low, at_high;
    double lowest = chart.base.value, highest = chart.base.value;
    for (std::size_t i = 0; i < chart.bars.size(); ++i) {
        const auto& bar = chart.bars[i];
        sheet.categories.push_back(bar.low_text.empty() ? bar.label : fmt::format("{} ({} – {})", bar.label, bar.low_text, bar.high_text));
        at_low.push_back(bar.at_low.value);
        at_high.push_back(bar.at_high.value);
        extend(lowest, highest, {bar.at_low.value, bar.at_high.value});
        const bool rises = bar.at_low.value <= bar.at_high.value;
        auto& lower = rises ? under_low : under_high;
        auto& upper = rises ? over_high : over_low;
        const auto& [small, great] = rises ? std::pair(bar.at_low, bar.at_high) : std::pair(bar.at_high, bar.at_low);
        const double middle = std::clamp(chart.base.value, small.value, std::max(small.value, great.value));
        lower.low[i] = small.value;
        lower.high[i] = middle;
        upper.low[i] = middle;
        upper.high[i] = great.value;
        left.push_back(small.text);
        right.push_back(great.text);
    }
    add_column(sheet, {chart.low_label, at_low, {}, chart.value.decimals + 1});
    add_column(sheet, {chart.high_label, at_high, {}, chart.value.decimals + 1});
    const double room = std::max((highest - lowest) * 0.15, 1e-9);
    const std::size_t carrier =
        FloatingStack(Geometry::stacked_bar, {under_low, under_high, over_low, over_high}).add_to(sheet, text(Message::office_carrier, language));
    sheet.value = value_axis(chart.value, lowest - room, highest + room, false, language);
    if (lowest > 0) {  // labels beside the bars: inside the undrawn lengths before and behind them
        sheet.series[carrier].labels = left;
        sheet.series[carrier].place = LabelPlace::inside_end;
        const std::size_t after = add_column(sheet, {text(Message::office_label_height, language), std::vector<double>(chart.bars.size(), room)});
        sheet.series.push_back({.column = after, .geometry = Geometry::stacked_bar, .labels = right, .place = LabelPlace::inside_base, .in_legend = false});
    }
    // Labels that take two lines need room for them: a reader leaves out what would overlap.
    const bool long_labels = std::any_of(sheet.categories.begin(), sheet.categories.end(), [](const std::string& label) { return label.size() > 45; });
    sheet.height = std::clamp(0.13 + (long_labels ? 0.056 : 0.042) * static_cast<double>(chart.bars.size()), 0.28, 0.9);
    return sheet;
}

ChartSheet probability_path(const ProbabilityPath& chart, Language language) {
    ChartSheet sheet{.category_head = text(Message::office_known, language), .categories = chart.points};
    double lowest = 0, highest = 0;
    add_all(sheet, chart.series, {.geometry = Geometry::line, .line_width = 2, .mark = Mark::circle}, chart.value.decimals, language, lowest, highest);
    sheet.value = value_axis(chart.value, std::max(lowest, 0.0), std::min(highest * 1.1, std::max(highest, 100.0)), true, language);
    return sheet;
}

struct SheetOf {
    Language language;
    std::optional<ChartSheet> operator()(const FanChart& chart) const { return fan_sheet(chart, language); }
    std::optional<ChartSheet> operator()(const HistogramChart& chart) const { return histogram(chart, language); }
    std::optional<ChartSheet> operator()(const WaterfallChart& chart) const { return waterfall(chart, language); }
    std::optional<ChartSheet> operator()(const ClusteredBars& chart) const { return clustered(chart, language); }
    std::optional<ChartSheet> operator()(const TornadoChart& chart) const { return tornado(chart, language); }
    std::optional<ChartSheet> operator()(const ProbabilityPath& chart) const { return probability_path(chart, language); }
    std::optional<ChartSheet> operator()(const HeatMap&) const { return std::nullopt; }
};

// A chart without a row or a series cannot be drawn; its caption and notes still stand.
bool drawable(const ChartSheet& sheet) {
    return !sheet.categories.empty() && !sheet.series.empty();
}

}  // namespace

std::optional<ChartSheet> chart_sheet(const Chart& chart, Language language) {
    auto sheet = std::visit(SheetOf{language}, chart);
    if (sheet && !drawable(*sheet)) return std::nullopt;
    if (!sheet) return std::nullopt;
    for (auto& column : sheet->columns)
        column.values.resize(sheet->categories.size(), kNoValue);
    return sheet;
}

}  // namespace grdp::report
