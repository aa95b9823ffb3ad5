#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "grdp/base/utf8.hpp"
#include "svg_canvas.hpp"

namespace grdp::report::drawing {
namespace {

// From a pale to a dark blue; one hue, so that grey print keeps the order.
std::string shade(double share) {
    const auto mix = [&](int pale, int dark) { return static_cast<int>(std::lround(pale + share * (dark - pale))); };
    return fmt::format("#{:02X}{:02X}{:02X}", mix(0xEA, 0x12), mix(0xF1, 0x43), mix(0xF8, 0x6D));
}

}  // namespace

Picture draw(const HeatMap& chart, Language language) {
    Canvas canvas(language);
    constexpr double kLetter = 7.2;  // of bold small print, generously
    const double labels = std::clamp(kLetter * static_cast<double>(utf8::text_width(chart.row_title)) + 14, 150.0, 320.0);
    constexpr double kRow = 30;
    const double width = (kWidth - labels - 6) / static_cast<double>(std::max<std::size_t>(1, chart.columns.size()));
    double low = std::nan("");
    double high = std::nan("");
    for (const auto& cell : chart.cells) {
        if (!std::isfinite(cell.value)) continue;
        low = std::isfinite(low) ? std::min(low, cell.value) : cell.value;
        high = std::isfinite(high) ? std::max(high, cell.value) : cell.value;
    }
    canvas.text({0, 14}, chart.value.title, Anchor::start, kFont, true);
    canvas.text({labels, 38}, chart.column_title, Anchor::start, kSmall, true);
    canvas.text({labels - 10, 58}, chart.row_title, Anchor::end, kSmall, true);
    const double top = 66;
    for (std::size_t c = 0; c < chart.columns.size(); ++c)
        canvas.text({labels + width * (static_cast<double>(c) + 0.5), 58}, chart.columns[c], Anchor::middle, kSmall);
    for (std::size_t r = 0; r < chart.rows.size(); ++r) {
        const double y = top + kRow * static_cast<double>(r);
        canvas.text({labels - 10, y + kRow / 2 + 4}, chart.rows[r], Anchor::end, kSmall);
        for (std::size_t c = 0; c < chart.columns.size(); ++c) {
            const auto& cell = chart.cells[r * chart.columns.size() + c];
            const double x = labels + width * static_cast<double>(c);
            const bool known = std::isfinite(cell.value);
            const double share = known && high > low ? (cell.value - low) / (high - low) : 0;
            canvas.rect(x + 1, y + 1, width - 2, kRow - 2, known ? shade(share) : std::string("#FFFFFF"), known ? std::string_view() : palette::kFaint);
            canvas.text({x + width / 2, y + kRow / 2 + 4}, cell.text, Anchor::middle, kSmall, false, share > 0.5 ? std::string_view("#FFFFFF") : palette::kInk);
        }
    }
    return {canvas.take(), top + kRow * static_cast<double>(chart.rows.size()) + 10};
}

Picture draw(const ProbabilityPath& chart, Language language) {
    Canvas canvas(language);
    constexpr double kLeft = 48;
    constexpr double kPlot = 240;
    canvas.text({0, 14}, chart.value.title, Anchor::start, kFont, true);
    std::vector<Legend> legend;
    double most = 0;
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        legend.push_back({chart.series[s].name, {}, palette::kSeries[s % std::size(palette::kSeries)], s % 2 == 1});
        for (const auto& one : chart.series[s].values) {
            if (std::isfinite(one.value)) most = std::max(most, one.value);
        }
    }
    const double top = 24 + canvas.legend(legend, 22);
    const double bottom = top + kPlot;
    const auto ticks = ticks_for(0, std::max(most, 1.0), 5);
    const Scale y(0, ticks.high, bottom, top);
    const Scale x(0, std::max(1.0, static_cast<double>(chart.points.size() - 1)), kLeft + 60, kWidth - 80);
    canvas.vertical_axis(y, ticks, kLeft, kWidth - 20);
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const auto stroke = palette::kSeries[s % std::size(palette::kSeries)];
        std::vector<Point> points;
        for (std::size_t i = 0; i < chart.series[s].values.size(); ++i) {
            const auto& one = chart.series[s].values[i];
            if (!std::isfinite(one.value)) continue;
            const Point at{x.at(static_cast<double>(i)), y.at(one.value)};
            const double error = i < chart.series[s].errors.size() ? 2 * chart.series[s].errors[i] : 0;
            if (error > 0) canvas.line({at.x, y.at(one.value - error)}, {at.x, y.at(one.value + error)}, stroke, 1.2);
            points.push_back(at);
        }
        canvas.polyline(points, stroke, 2, s % 2 == 1);
        for (const auto& point : points)
            canvas.dot(point, 3.4, stroke);
        std::size_t shown = 0;
        for (const auto& one : chart.series[s].values) {
            if (!std::isfinite(one.value)) continue;
            canvas.label({points[shown].x, points[shown].y - 9}, one.text + "%");
            ++shown;
        }
    }
    for (std::size_t i = 0; i < chart.points.size(); ++i)
        canvas.text({x.at(static_cast<double>(i)), bottom + 20}, chart.points[i], Anchor::middle, kSmall);
    return {canvas.take(), bottom + 34};
}

}  // namespace grdp::report::drawing
