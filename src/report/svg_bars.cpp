#include <algorithm>
#include <cmath>

#include "svg_canvas.hpp"

namespace grdp::report::drawing {
namespace {

constexpr double kLabels = 240;  // room for names on the left
constexpr double kRight = 64;    // and for figures on the right
constexpr double kRow = 34;
constexpr double kLine = 15;

struct Range {
    double low = 0;
    double high = 0;
    void take(double value) {
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

// A name of up to three lines, its middle at `y`.
void name_row(Canvas& canvas, std::string_view name, double y, bool strong = false) {
    auto lines = wrapped(name, kLabels - 14, kSmall);
    if (lines.size() > 3) {
        lines.resize(3);
        lines.back() += " …";
    }
    double at = y + 4 - kLine * static_cast<double>(lines.size() - 1) / 2;
    for (const auto& line : lines) {
        canvas.text({kLabels - 10, at}, line, Anchor::end, kSmall, strong);
        at += kLine;
    }
}

// The figure stands outside its bar, away from where it begins.
void figure_at(Canvas& canvas, const Scale& x, double from, const Figured& value, double y) {
    if (!std::isfinite(value.value)) return;
    const bool left = value.value < from;
    canvas.label({x.at(value.value) + (left ? -5 : 5), y + 4}, value.text, left ? Anchor::end : Anchor::start);
}

void bar(Canvas& canvas, const Scale& x, double from, double to, double y, double height, std::string_view fill) {
    if (!std::isfinite(from) || !std::isfinite(to)) return;
    const double left = x.at(std::min(from, to));
    canvas.rect(left, y - height / 2, std::max(x.at(std::max(from, to)) - left, 0.8), height, fill);
}

}  // namespace

Picture draw(const WaterfallChart& chart, Language language) {
    Canvas canvas(language);
    canvas.text({0, 14}, chart.value.title, Anchor::start, kFont, true);
    Range range;
    double sum = 0;
    for (const auto& step : chart.steps) {
        sum = step.is_total ? step.value.value : sum + step.value.value;
        range.take(sum);
    }
    const double top = 28;
    const double bottom = top + kRow * static_cast<double>(chart.steps.size()) + 4;
    const auto ticks = ticks_for(range.low, range.high, 6);
    const Scale x(ticks.low, ticks.high, kLabels, kWidth - kRight);
    canvas.horizontal_axis(x, ticks, top, bottom);
    double at = 0;
    double y = top + kRow / 2 + 2;
    for (const auto& step : chart.steps) {
        const double from = step.is_total ? 0 : at;
        const double to = step.is_total ? step.value.value : at + step.value.value;
        name_row(canvas, step.label, y, step.is_total);
        bar(canvas, x, from, to, y, 20, step.is_total ? palette::kTotal : to < from ? palette::kFall : palette::kRise);
        if (&step != &chart.steps.back()) canvas.line({x.at(to), y + 10}, {x.at(to), y + kRow - 10}, palette::kInk, 0.8);
        // A fall is labelled at its lower end, a rise at its upper one.
        figure_at(canvas, x, from, {to, step.value.text}, y);
        at = to;
        y += kRow;
    }
    return {canvas.take(), bottom + 26};
}

Picture draw(const ClusteredBars& chart, Language language) {
    Canvas canvas(language);
    canvas.text({0, 14}, chart.value.title, Anchor::start, kFont, true);
    Range range;
    std::vector<Legend> legend;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        legend.push_back({chart.series[s].name, palette::kSeries[s % std::size(palette::kSeries)]});
        for (std::size_t i = 0; i < chart.series[s].values.size(); ++i) {
            const double error = chart.series[s].errors.empty() ? 0 : chart.series[s].errors[i];
            range.take(chart.series[s].values[i].value + error);
            range.take(chart.series[s].values[i].value - error);
        }
    }
    const double top = 24 + canvas.legend(legend, 22);
    constexpr double kBar = 15;
    const double cluster = kBar * static_cast<double>(chart.series.size()) + 16;
    const double bottom = top + cluster * static_cast<double>(chart.categories.size());
    const auto ticks = ticks_for(range.low, range.high, 6);
    const Scale x(ticks.low, ticks.high, kLabels, kWidth - kRight);
    canvas.horizontal_axis(x, ticks, top, bottom);
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
        const double first = top + cluster * static_cast<double>(i) + 8;
        name_row(canvas, chart.categories[i], first + (cluster - 16) / 2);
        for (std::size_t s = 0; s < chart.series.size(); ++s) {
            const double y = first + kBar * (static_cast<double>(s) + 0.5);
            const auto& value = chart.series[s].values[i];
            bar(canvas, x, 0, value.value, y, kBar - 2, palette::kSeries[s % std::size(palette::kSeries)]);
            double end = value.value;
            if (!chart.series[s].errors.empty() && std::isfinite(value.value)) {
                const double error = chart.series[s].errors[i];
                canvas.line({x.at(value.value - error), y}, {x.at(value.value + error), y}, palette::kInk, 1.2);
                end += value.value < 0 ? -error : error;
            }
            figure_at(canvas, x, 0, {end, value.text}, y);
        }
    }
    return {canvas.take(), bottom + 26};
}

Picture draw(const TornadoChart& chart, Language language) {
    Canvas canvas(language);
    canvas.text({0, 14}, chart.value.title, Anchor::start, kFont, true);
    Range range{chart.base.value, chart.base.value};
    for (const auto& one : chart.bars) {
        range.take(one.at_low.value);
        range.take(one.at_high.value);
    }
    const double margin = (range.high - range.low) * 0.1;
    const double top = 42 + canvas.legend({{chart.low_label, palette::kBelow}, {chart.high_label, palette::kWithin}}, 22);
    constexpr double kRowHeight = 46;
    const double bottom = top + kRowHeight * static_cast<double>(chart.bars.size()) + 4;
    const auto ticks = ticks_for(range.low - margin, range.high + margin, 6);
    const Scale x(ticks.low, ticks.high, kLabels, kWidth - 30);
    canvas.horizontal_axis(x, ticks, top, bottom);
    double y = top + kRowHeight / 2 + 2;
    for (const auto& one : chart.bars) {
        name_row(canvas, one.label, y);
        // On the same side the shorter would vanish behind the longer: one above the other.
        const bool same_side = (one.at_low.value - chart.base.value) * (one.at_high.value - chart.base.value) > 0;
        const double height = same_side ? 13 : 20, apart = same_side ? 7 : 0;
        bar(canvas, x, chart.base.value, one.at_low.value, y - apart, height, palette::kBelow);
        bar(canvas, x, chart.base.value, one.at_high.value, y + apart, height, palette::kWithin);
        figure_at(canvas, x, chart.base.value, one.at_low, y - apart);
        figure_at(canvas, x, chart.base.value, one.at_high, y + apart);
        y += kRowHeight;
    }
    const double base = x.at(chart.base.value);
    canvas.line({base, top - 4}, {base, bottom}, palette::kInk, 1.4);
    canvas.label({base, top - 8}, chart.base.text);
    return {canvas.take(), bottom + 26};
}

}  // namespace grdp::report::drawing
