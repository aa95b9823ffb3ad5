#include "grdp/analysis/level_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "grdp/base/contract.hpp"

namespace grdp::analysis {
namespace {

constexpr double kGolden = 0.6180339887498949;
constexpr int kPeakSteps = 24;
constexpr int kMostRefinements = 200;

struct Point {
    double x = 0;
    Measured at;
};

class Search {
  public:
    Search(const MeasuredFunction& function, double level, const SearchOptions& options)
        : function_(function), level_(level), options_(options), width_(options.within.high - options.within.low) {}

    LevelSearch run() {
        lay_grid();
        if (points_.empty()) return result_;
        result_.any = true;
        const Point first_peak = *std::max_element(points_.begin(), points_.end(), less);
        const Point first_trough = *std::min_element(points_.begin(), points_.end(), less);
        if (first_peak.at.value == first_trough.at.value) {
            result_.flat = true;
            note_extremes(first_peak, first_trough);
            return result_;
        }
        const Point peak = extreme(first_peak, 1), trough = extreme(first_trough, -1);
        note_extremes(peak, trough);
        std::sort(points_.begin(), points_.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
        find_roots();
        return result_;
    }

  private:
    static bool less(const Point& a, const Point& b) { return a.at.value < b.at.value; }

    std::optional<Point> look(double x) {
        ++result_.evaluations;
        const auto measured = function_(x);
        if (!measured || !std::isfinite(measured->value)) return std::nullopt;
        return Point{x, *measured};
    }

    void lay_grid() {
        for (std::size_t i = 0; i < options_.grid; ++i) {
            const double share = static_cast<double>(i) / static_cast<double>(options_.grid - 1);
            const double x = i + 1 == options_.grid ? options_.within.high : options_.within.low + share * width_;
            if (const auto point = look(x)) points_.push_back(*point);
        }
    }

    void note_extremes(const Point& peak, const Point& trough) {
        result_.peak = peak.x;
        result_.highest = peak.at;
        result_.trough = trough.x;
        result_.lowest = trough.at;
    }

    /// Golden section between the neighbours of a grid point; sign 1 for the greatest, -1 for the least. What it finds joins
    /// the points, so that two roots on both sides of a narrow peak are told apart.
    Point extreme(const Point& start, double sign) {
        const double step = width_ / static_cast<double>(options_.grid - 1);
        double low = std::max(start.x - step, options_.within.low), high = std::min(start.x + step, options_.within.high);
        Point best = start;
        auto a = look(high - kGolden * (high - low)), b = look(low + kGolden * (high - low));
        for (int i = 0; i < kPeakSteps && a && b; ++i) {
            for (const Point& p : {*a, *b}) {
                if (sign * p.at.value > sign * best.at.value) best = p;
            }
            if (sign * a->at.value >= sign * b->at.value) {
                high = b->x;
                b = a;
                a = look(high - kGolden * (high - low));
            } else {
                low = a->x;
                a = b;
                b = look(low + kGolden * (high - low));
            }
        }
        if (best.x != start.x) points_.push_back(best);
        return best;
    }

    [[nodiscard]] double above(const Point& point) const { return point.at.value - level_; }

    void find_roots() {
        for (std::size_t i = 0; i < points_.size(); ++i) {
            if (above(points_[i]) == 0) {
                if (i == 0 || above(points_[i - 1]) != 0) add_root(points_[i], points_[i].x, points_[i].x);
                continue;
            }
            if (i + 1 == points_.size() || above(points_[i]) * above(points_[i + 1]) >= 0) continue;
            if (const auto root = narrowed(points_[i], points_[i + 1])) add_root(*root, points_[i].x, points_[i + 1].x);
        }
    }

    /// Regula falsi with halved ends (Illinois), bisection where it is slow; nothing where the function has no value between.
    std::optional<Point> narrowed(Point low, Point high) {
        double fl = above(low), fh = above(high);
        int side = 0;
        for (int step = 0; step < kMostRefinements; ++step) {
            const double span = high.x - low.x;
            if (span <= options_.relative_width * width_ || low.x + span / 2 == low.x || low.x + span / 2 == high.x) break;
            double x = (fl * high.x - fh * low.x) / (fl - fh);
            if (!(x > low.x && x < high.x) || step % 4 == 3) x = low.x + span / 2;
            const auto middle = look(x);
            if (!middle) return std::nullopt;
            const double fm = above(*middle);
            if (fm == 0) return middle;
            if ((fm > 0) == (fh > 0)) {
                high = *middle;
                fh = fm;
                if (side == 1) fl /= 2;
                side = 1;
            } else {
                low = *middle;
                fl = fm;
                if (side == -1) fh /= 2;
                side = -1;
            }
        }
        return std::fabs(above(low)) <= std::fabs(above(high)) ? low : high;
    }

    /// Slope by a difference over a step that is small against the way to the extremes and large against the steps of counted
    /// paths (IN-5).
    void add_root(const Point& root, double bracket_low, double bracket_high) {
        Root found{root.x, 0, 0, root.at};
        double reach = width_ / 256;
        for (const double place : {result_.peak, result_.trough}) {
            if (place != root.x) reach = std::min(reach, std::fabs(root.x - place) / 4);
        }
        reach = std::max(reach, (bracket_high - bracket_low) * 1e-6);
        const auto left = root.x - reach >= options_.within.low ? look(root.x - reach) : std::optional<Point>(root);
        const auto right = root.x + reach <= options_.within.high ? look(root.x + reach) : std::optional<Point>(root);
        const bool sloped = left && right && right->x > left->x && right->at.value != left->at.value;
        found.slope = sloped ? (right->at.value - left->at.value) / (right->x - left->x) : 0;
        const double error = root.at.standard_error;
        if (error > 0) found.standard_error = sloped ? error / std::fabs(found.slope) : std::numeric_limits<double>::quiet_NaN();
        result_.roots.push_back(found);
    }

    const MeasuredFunction& function_;
    double level_;
    SearchOptions options_;
    double width_;
    std::vector<Point> points_;
    LevelSearch result_;
};

}  // namespace

LevelSearch find_level(const MeasuredFunction& function, double level, const SearchOptions& options) {
    GRDP_EXPECTS(options.grid >= 3 && options.within.low < options.within.high && std::isfinite(level));
    return Search(function, level, options).run();
}

}  // namespace grdp::analysis
