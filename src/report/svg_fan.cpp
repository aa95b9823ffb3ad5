#include <algorithm>
#include <cmath>

#include "svg_canvas.hpp"

namespace grdp::report::drawing {
namespace {

constexpr double kFanLeft = 48;
constexpr double kFanRight = 20;
constexpr double kFanPlot = 260;

class FanPicture {
  public:
    FanPicture(const FanChart& chart, Language language) : chart_(chart), canvas_(language) {}

    Picture draw() {
        canvas_.text({0, 14}, chart_.value.title, Anchor::start, kFont, true);
        const double top = 34 + canvas_.legend(legend(), 22);
        const double bottom = top + kFanPlot;
        find_range();
        const auto ticks = ticks_for(low_, high_, 6);
        y_ = Scale(ticks.low, ticks.high, bottom, top);
        const double inset = chart_.periods.size() > 1 ? 34 : (kWidth - kFanLeft) / 2;
        x_ = Scale(0, std::max(1.0, static_cast<double>(chart_.periods.size() - 1)), kFanLeft + inset, kWidth - kFanRight - inset);
        canvas_.vertical_axis(y_, ticks, kFanLeft, kWidth - kFanRight);
        for (std::size_t b = 0; b < chart_.bands.size(); ++b)
            band(chart_.bands[b], palette::kFan[std::min<std::size_t>(b, 2)]);
        for (const auto& target : chart_.targets)
            mark(target);
        lines();
        periods(bottom);
        return {canvas_.take(), bottom + 34};
    }

  private:
    [[nodiscard]] double place(std::size_t period) const { return x_.at(static_cast<double>(period)); }

    [[nodiscard]] std::vector<Legend> legend() const {
        std::vector<Legend> entries;
        const bool history = std::any_of(chart_.history.begin(), chart_.history.end(), [](double v) { return std::isfinite(v); });
        if (history) entries.push_back({chart_.history_label, {}, palette::kInk});
        entries.push_back({chart_.central_label, {}, palette::kInk, true});
        for (std::size_t b = chart_.bands.size(); b-- > 0;)
            entries.push_back({chart_.bands[b].label, palette::kFan[std::min<std::size_t>(b, 2)]});
        if (!chart_.targets.empty()) entries.push_back({chart_.targets.front().label, "#FFFFFF", palette::kTarget});
        return entries;
    }

    void find_range() {
        const auto take = [&](double value) {
            if (!std::isfinite(value)) return;
            low_ = std::isfinite(low_) ? std::min(low_, value) : value;
            high_ = std::isfinite(high_) ? std::max(high_, value) : value;
        };
        for (const double value : chart_.history)
            take(value);
        for (const auto& one : chart_.central)
            take(one.value);
        for (const auto& band : chart_.bands) {
            for (std::size_t p = 0; p < band.low.size(); ++p) {
                take(band.low[p]);
                take(band.high[p]);
            }
        }
        for (const auto& target : chart_.targets) {
            take(target.low);
            take(target.high);
        }
    }

    // The last datum is known: the bands open from there.
    [[nodiscard]] std::size_t last_known() const {
        for (std::size_t p = chart_.history.size(); p-- > 0;) {
            if (std::isfinite(chart_.history[p])) return p;
        }
        return chart_.history.size();
    }

    void band(const FanChart::Band& band, std::string_view fill) {
        std::vector<Point> upper;
        std::vector<Point> lower;
        if (const auto known = last_known(); known < chart_.history.size()) upper.push_back({place(known), y_.at(chart_.history[known])});
        for (std::size_t p = 0; p < band.low.size(); ++p) {
            if (!std::isfinite(band.low[p])) continue;
            upper.push_back({place(p), y_.at(band.high[p])});
            lower.push_back({place(p), y_.at(band.low[p])});
        }
        // One period alone has no width of its own.
        if (upper.size() == 1 && lower.size() == 1) {
            upper.insert(upper.begin(), {upper.front().x - 20, upper.front().y});
            upper.push_back({upper.back().x + 40, upper.back().y});
            lower.insert(lower.begin(), {lower.front().x - 20, lower.front().y});
            lower.push_back({lower.back().x + 40, lower.back().y});
        }
        upper.insert(upper.end(), lower.rbegin(), lower.rend());
        canvas_.polygon(upper, fill);
    }

    void mark(const FanChart::Target& target) {
        constexpr double kHalf = 15;
        const double x = place(target.period);
        const double from = y_.at(std::isfinite(target.high) ? target.high : y_.high());
        const double to = y_.at(std::isfinite(target.low) ? target.low : y_.low());
        if (std::fabs(to - from) < 1) {
            canvas_.line({x - kHalf, to}, {x + kHalf, to}, palette::kTarget, 2.5);
            return;
        }
        canvas_.rect(x - kHalf, from, 2 * kHalf, to - from, {}, palette::kTarget, 2.2);
    }

    void lines() {
        std::vector<Point> known;
        std::vector<Point> ahead;
        for (std::size_t p = 0; p < chart_.periods.size(); ++p) {
            if (std::isfinite(chart_.history[p])) known.push_back({place(p), y_.at(chart_.history[p])});
            if (std::isfinite(chart_.central[p].value)) ahead.push_back({place(p), y_.at(chart_.central[p].value)});
        }
        auto dashes = ahead;
        if (!known.empty()) dashes.insert(dashes.begin(), known.back());
        canvas_.polyline(dashes, palette::kInk, 2, true);
        canvas_.polyline(known, palette::kInk, 2);
        for (const auto& point : known)
            canvas_.dot(point, 3.2, palette::kInk);
        for (const auto& point : ahead)
            canvas_.dot(point, 3.2, "#FFFFFF", palette::kInk);
        for (std::size_t p = 0; p < chart_.periods.size(); ++p) {
            if (const auto& one = chart_.central[p]; std::isfinite(one.value)) canvas_.label({place(p) + 8, y_.at(one.value) - 8}, one.text, Anchor::start);
            const bool last = p == last_known();
            if (last) canvas_.label({place(p) + 8, y_.at(chart_.history[p]) - 8}, canvas_.number(chart_.history[p], 2), Anchor::start);
        }
    }

    void periods(double bottom) {
        const auto every = static_cast<std::size_t>(std::ceil(static_cast<double>(chart_.periods.size()) / 14));
        for (std::size_t p = 0; p < chart_.periods.size(); p += every)
            canvas_.text({place(p), bottom + 20}, chart_.periods[p], Anchor::middle, kSmall);
    }

    const FanChart& chart_;
    Canvas canvas_;
    Scale x_;
    Scale y_;
    double low_ = std::nan("");
    double high_ = std::nan("");
};

}  // namespace

Picture draw(const FanChart& chart, Language language) {
    return FanPicture(chart, language).draw();
}

}  // namespace grdp::report::drawing
