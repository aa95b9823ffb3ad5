// Marks on a picture 720 units wide, and the scale that puts numbers on it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grdp/report/chart.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report::drawing {

inline constexpr double kWidth = 720;
inline constexpr double kFont = 13;
inline constexpr double kSmall = 12;

struct Point {
    double x = 0;
    double y = 0;
};

enum class Anchor : unsigned char { start, middle, end };

/// Numbers to places along one direction.
class Scale {
  public:
    Scale() = default;
    Scale(double low, double high, double from, double to) : low_(low), high_(high), from_(from), to_(to) {}
    [[nodiscard]] double at(double value) const { return from_ + (value - low_) / (high_ - low_) * (to_ - from_); }
    [[nodiscard]] double low() const { return low_; }
    [[nodiscard]] double high() const { return high_; }

  private:
    double low_ = 0;
    double high_ = 1;
    double from_ = 0;
    double to_ = 1;
};

/// Round numbers that cover what is shown.
struct Ticks {
    double low = 0;
    double high = 1;
    double step = 1;
    int decimals = 0;
    [[nodiscard]] std::vector<double> values() const;
};
[[nodiscard]] Ticks ticks_for(double low, double high, int wanted);

struct Legend {
    std::string text;
    std::string_view fill;    ///< empty: a line
    std::string_view stroke = {};
    bool dashed = false;
};

/// Estimated width of a text: sans-serif letters are about half as wide as high.
[[nodiscard]] double text_width(std::string_view text, double size);
/// Lines of at most `width` units, broken at blanks.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, double width, double size);

class Canvas {
  public:
    explicit Canvas(Language language) : language_(language) {}

    void rect(double x, double y, double width, double height, std::string_view fill, std::string_view stroke = {}, double stroke_width = 1);
    void line(Point from, Point to, std::string_view stroke, double width = 1, bool dashed = false);
    void polyline(const std::vector<Point>& points, std::string_view stroke, double width, bool dashed = false);
    void polygon(const std::vector<Point>& points, std::string_view fill);
    void dot(Point centre, double radius, std::string_view fill, std::string_view stroke = {});
    void text(Point at, std::string_view words, Anchor anchor = Anchor::start, double size = kFont, bool strong = false, std::string_view fill = palette::kInk);
    /// A white edge around the letters keeps them readable on any ground.
    void label(Point at, std::string_view words, Anchor anchor = Anchor::middle, double size = kSmall);

    /// Entries side by side from the left, in as many lines as they need; the height that they take.
    double legend(const std::vector<Legend>& entries, double top);
    /// Grid lines and numbers for a vertical axis.
    void vertical_axis(const Scale& scale, const Ticks& ticks, double left, double right);
    /// Grid lines and numbers for a horizontal axis; numbers stand below `bottom`.
    void horizontal_axis(const Scale& scale, const Ticks& ticks, double top, double bottom);

    [[nodiscard]] std::string number(double value, int decimals) const;
    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] std::string take() { return std::move(marks_); }

  private:
    Language language_;
    std::string marks_;
};

/// A picture and its height.
struct Picture {
    std::string marks;
    double height = 0;
};

[[nodiscard]] Picture draw(const FanChart& chart, Language language);
[[nodiscard]] Picture draw(const HistogramChart& chart, Language language);
[[nodiscard]] Picture draw(const WaterfallChart& chart, Language language);
[[nodiscard]] Picture draw(const ClusteredBars& chart, Language language);
[[nodiscard]] Picture draw(const TornadoChart& chart, Language language);
[[nodiscard]] Picture draw(const HeatMap& chart, Language language);
[[nodiscard]] Picture draw(const ProbabilityPath& chart, Language language);

}  // namespace grdp::report::drawing
