#include <algorithm>
#include <cmath>

#include "svg_canvas.hpp"

namespace grdp::report::drawing {
namespace {

constexpr double kHistogramLeft = 48;
constexpr double kHistogramRight = 12;
constexpr double kHistogramPlot = 240;

std::string_view colour(HistogramChart::Area area) {
    switch (area) {
        case HistogramChart::Area::below:
            return palette::kBelow;
        case HistogramChart::Area::within:
            return palette::kWithin;
        default:
            return palette::kAbove;
    }
}

}  // namespace

Picture draw(const HistogramChart& chart, Language language) {
    Canvas canvas(language);
    canvas.text({0, 14}, chart.share.title, Anchor::start, kFont, true);
    std::vector<Legend> legend;
    for (const auto& label : chart.labels)
        legend.push_back({label.name + ": " + label.share.text, colour(label.area)});
    const double top = 40 + canvas.legend(legend, 22);
    const double bottom = top + kHistogramPlot;
    double most = 0;
    for (const auto& bin : chart.bins)
        most = std::max(most, bin.share);
    const auto shares = ticks_for(0, most, 4);
    const Scale y(0, shares.high, bottom, top);
    const Scale x(chart.bins.front().low, chart.bins.back().high, kHistogramLeft, kWidth - kHistogramRight);
    canvas.vertical_axis(y, shares, kHistogramLeft, kWidth - kHistogramRight);
    for (const auto& bin : chart.bins)
        canvas.rect(x.at(bin.low), y.at(bin.share), x.at(bin.high) - x.at(bin.low), bottom - y.at(bin.share), colour(bin.area), "#FFFFFF", 0.6);
    for (const double value : ticks_for(x.low(), x.high(), 8).values()) {
        if (value < x.low() || value > x.high()) continue;
        canvas.line({x.at(value), bottom}, {x.at(value), bottom + 5}, palette::kInk);
        canvas.text({x.at(value), bottom + 19}, canvas.number(value, ticks_for(x.low(), x.high(), 8).decimals), Anchor::middle, kSmall);
    }
    canvas.line({kHistogramLeft, bottom}, {kWidth - kHistogramRight, bottom}, palette::kInk);
    if (chart.median && chart.median->value > x.low() && chart.median->value < x.high()) {
        const double at = x.at(chart.median->value);
        canvas.line({at, top - 4}, {at, bottom}, palette::kInk, 1.4, true);
        canvas.label({at, top - 8}, chart.median_label + " " + chart.median->text);
    }
    canvas.text({kWidth - kHistogramRight, bottom + 40}, chart.value.title, Anchor::end, kFont, true);
    canvas.text({0, bottom + 40}, chart.tails_note, Anchor::start, kSmall);
    return {canvas.take(), bottom + 52};
}

}  // namespace grdp::report::drawing
