#include "svg_canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "grdp/base/utf8.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/xml_text.hpp"

namespace grdp::report::drawing {
namespace {

constexpr double kLetter = 0.54;  // of the height
constexpr double kLegendLine = 20;
constexpr double kSwatch = 14;

// Tenths of a unit are finer than print.
std::string place(double value) {
    const double tenths = std::round(value * 10);
    const auto whole = static_cast<long long>(tenths) / 10;
    const auto rest = std::llabs(static_cast<long long>(tenths)) % 10;
    const bool minus = tenths < 0 && whole == 0 && rest != 0;
    return rest == 0 ? fmt::format("{}", whole) : fmt::format("{}{}.{}", minus ? "-" : "", whole, rest);
}

std::string_view anchor_name(Anchor anchor) {
    return anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
}

std::string points_text(const std::vector<Point>& points) {
    std::string out;
    for (const auto& point : points)
        out += fmt::format("{}{},{}", out.empty() ? "" : " ", place(point.x), place(point.y));
    return out;
}

}  // namespace

std::vector<double> Ticks::values() const {
    std::vector<double> all;
    const auto count = static_cast<int>(std::round((high - low) / step));
    for (int i = 0; i <= count; ++i)
        all.push_back(low + i * step);
    return all;
}

Ticks ticks_for(double low, double high, int wanted) {
    if (!(high > low)) {
        low -= 1;
        high += 1;
    }
    const double rough = (high - low) / wanted;
    double power = 1;
    int decimals = 0;
    while (power > rough) {
        power /= 10;
        ++decimals;
    }
    while (power * 10 <= rough) {
        power *= 10;
        --decimals;
    }
    double step = 10 * power;
    int shown = decimals - 1;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (power * factor < rough) continue;
        step = power * factor;
        shown = factor == 2.5 ? decimals + 1 : decimals;
        break;
    }
    return {std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step, step, std::max(shown, 0)};
}

double text_width(std::string_view text, double size) {
    return kLetter * size * static_cast<double>(utf8::text_width(text));
}

std::vector<std::string> wrapped(std::string_view text, double width, double size) {
    std::vector<std::string> lines(1);
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const auto word = text.substr(begin, end - begin);
        auto& line = lines.back();
        if (!line.empty() && text_width(line, size) + text_width(word, size) + kLetter * size > width) {
            lines.emplace_back(word);
        } else {
            line += (line.empty() ? "" : " ") + std::string(word);
        }
        begin = end + 1;
    }
    return lines;
}

void Canvas::rect(double x, double y, double width, double height, std::string_view fill, std::string_view stroke, double stroke_width) {
    marks_ += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" fill="{}")", place(x), place(y), place(std::max(width, 0.0)), place(std::max(height, 0.0)),
                          fill.empty() ? "none" : fill);
    if (!stroke.empty()) marks_ += fmt::format(R"( stroke="{}" stroke-width="{}")", stroke, place(stroke_width));
    marks_ += "/>\n";
}

void Canvas::line(Point from, Point to, std::string_view stroke, double width, bool dashed) {
    marks_ += fmt::format(R"(<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>)", place(from.x), place(from.y), place(to.x), place(to.y), stroke,
                          place(width), dashed ? R"( stroke-dasharray="6 4")" : "") +
              '\n';
}

void Canvas::polyline(const std::vector<Point>& points, std::string_view stroke, double width, bool dashed) {
    if (points.size() < 2) return;
    marks_ += fmt::format(R"(<polyline points="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{}/>)", points_text(points), stroke, place(width),
                          dashed ? R"( stroke-dasharray="6 4")" : "") +
              '\n';
}

void Canvas::polygon(const std::vector<Point>& points, std::string_view fill) {
    if (points.size() < 3) return;
    marks_ += fmt::format(R"(<polygon points="{}" fill="{}"/>)", points_text(points), fill) + '\n';
}

void Canvas::dot(Point centre, double radius, std::string_view fill, std::string_view stroke) {
    marks_ += fmt::format(R"(<circle cx="{}" cy="{}" r="{}" fill="{}"{}/>)", place(centre.x), place(centre.y), place(radius), fill,
                          stroke.empty() ? std::string() : fmt::format(R"( stroke="{}" stroke-width="1.5")", stroke)) +
              '\n';
}

void Canvas::text(Point at, std::string_view words, Anchor anchor, double size, bool strong, std::string_view fill) {
    if (words.empty()) return;
    marks_ += fmt::format(R"(<text x="{}" y="{}" text-anchor="{}" font-size="{}" fill="{}"{}>{}</text>)", place(at.x), place(at.y), anchor_name(anchor), place(size), fill,
                          strong ? R"( font-weight="bold")" : "", xml_text(words)) +
              '\n';
}

void Canvas::label(Point at, std::string_view words, Anchor anchor, double size) {
    if (words.empty()) return;
    marks_ += fmt::format(
                  R"(<text x="{}" y="{}" text-anchor="{}" font-size="{}" fill="{}" stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" paint-order="stroke">{}</text>)",
                  place(at.x), place(at.y), anchor_name(anchor), place(size), palette::kInk, xml_text(words)) +
              '\n';
}

double Canvas::legend(const std::vector<Legend>& entries, double top) {
    constexpr double kGap = 22;
    double x = 0;
    double y = top + kSwatch;
    for (const auto& entry : entries) {
        const double width = kSwatch + 8 + 6 + text_width(entry.text, kSmall);
        if (x > 0 && x + width > kWidth) {
            x = 0;
            y += kLegendLine;
        }
        if (entry.fill.empty()) {
            line({x, y - 4}, {x + kSwatch + 8, y - 4}, entry.stroke, 2, entry.dashed);
        } else {
            rect(x + 4, y - kSwatch + 3, kSwatch, kSwatch - 2, entry.fill, entry.stroke);
        }
        text({x + kSwatch + 14, y}, entry.text, Anchor::start, kSmall);
        x += width + kGap;
    }
    return entries.empty() ? 0 : y - top + 8;
}

void Canvas::vertical_axis(const Scale& scale, const Ticks& ticks, double left, double right) {
    for (const double value : ticks.values()) {
        const double y = scale.at(value);
        const bool zero = std::fabs(value) < ticks.step / 1000;
        line({left, y}, {right, y}, zero ? palette::kInk : palette::kFaint, zero ? 1 : 0.8);
        text({left - 8, y + 4}, number(zero ? 0 : value, ticks.decimals), Anchor::end, kSmall);
    }
}

void Canvas::horizontal_axis(const Scale& scale, const Ticks& ticks, double top, double bottom) {
    for (const double value : ticks.values()) {
        const double x = scale.at(value);
        const bool zero = std::fabs(value) < ticks.step / 1000;
        line({x, top}, {x, bottom}, zero ? palette::kInk : palette::kFaint, zero ? 1 : 0.8);
        text({x, bottom + 17}, number(zero ? 0 : value, ticks.decimals), Anchor::middle, kSmall);
    }
}

std::string Canvas::number(double value, int decimals) const {
    return decimal_text(value, decimals, language_);
}

}  // namespace grdp::report::drawing
