#include "line_search.hpp"

#include <algorithm>
#include <limits>

#include "grdp/base/number.hpp"

namespace grdp::analysis {
namespace {

constexpr std::array<double, 6> kGridPoints = {-6, -3.5, -1.2, 1.2, 3.5, 6};
constexpr double kOutmost = 8.3;
constexpr double kUnknown = 1e300;  ///< stands for a value that is not finite, far out
constexpr double kTolerance = 1e-7;
constexpr double kSmooth = 0.02;
constexpr double kLeastWidth = 1e-11;
constexpr int kMostSteps = 100;

std::size_t whole(std::size_t count) { return (count + 7) / 8 * 8; }

double absolute(double x) { return x < 0 ? -x : x; }

/// Inverse quadratic interpolation through three points.
double inverse_quadratic(double a, double ma, double b, double mb, double c, double mc) {
    return a * mb * mc / ((ma - mb) * (ma - mc)) + b * ma * mc / ((mb - ma) * (mb - mc)) + c * ma * mb / ((mc - ma) * (mc - mb));
}

}  // namespace

/// ma <= 0 < mb at a < b.
struct LineSearch::Bracket {
    Numbers a, ma, b, mb, guess;
    std::array<bool, kLanes> done;
};

LineSearch::LineSearch(const Line& line, engine::Isa isa)
    : line_(line), lanes_(line.response, isa), kernels_(line_kernels(isa)), last_(line.bounds.size() * kLanes),
      differences_(line.affine ? 0 : kGrid * kGrid) {
    for (std::size_t i = 0; i < line.bounds.size(); ++i) {
        const bool up = line.slopes[i] > 0;
        if (finite(up ? line.bounds[i].low : line.bounds[i].high)) lower_.bounded = true;
        if (finite(up ? line.bounds[i].high : line.bounds[i].low)) upper_.bounded = true;
    }
}

/// Both sides' distances at t.
void LineSearch::evaluate(const Numbers& t, std::size_t count) {
    std::copy_n(t.data(), whole(count), lanes_.parameter());
    if (fresh_) lanes_.run(count);
    else lanes_.run_moving(count);
    fresh_ = false;
    lower_.now.fill(kUnknown);
    upper_.now.fill(-kUnknown);
    for (std::size_t i = 0; i < line_.bounds.size(); ++i) {
        const engine::Bound& bound = line_.bounds[i];
        const double* f = lanes_.output(bound.output);
        const double per_unit = 1 / line_.slopes[i];  // turns a decreasing output round
        const double from = line_.slopes[i] > 0 ? bound.low : bound.high, to = line_.slopes[i] > 0 ? bound.high : bound.low;
        if (finite(from)) kernels_.least(f, from, per_unit, lower_.now.data(), whole(count));
        if (finite(to)) kernels_.greatest(f, to, per_unit, upper_.now.data(), whole(count));
    }
}

void LineSearch::run(std::size_t count, Shares& shares) {
    low.fill(-kFar);
    high.fill(kFar);
    falling.fill(0);
    faulty_.fill(0);
    fresh_ = true;
    if (line_.affine) return find_affine(count, shares);
    if (!scan(count, shares)) return;
    if (lower_.bounded) find(lower_, count, low, shares);
    if (upper_.bounded) find(upper_, count, high, shares);
}

/// Two points tell all of a straight line.
void LineSearch::find_affine(std::size_t count, Shares& shares) {
    Numbers t;
    t.fill(-1);
    evaluate(t, count);
    for (std::size_t i = 0; i < line_.bounds.size(); ++i) {
        std::copy_n(lanes_.output(line_.bounds[i].output), whole(count), last_.data() + i * kLanes);
    }
    t.fill(1);
    evaluate(t, count);
    for (std::size_t i = 0; i < line_.bounds.size(); ++i) {  // a straight line may turn round from path to path
        const engine::Bound& bound = line_.bounds[i];
        kernels_.cut(last_.data() + i * kLanes, lanes_.output(bound.output), {bound.low, bound.high}, kFar, low.data(), high.data(),
                     falling.data(), faulty_.data(), whole(count));
    }
    count_faults(count, shares);
}

/// The grid: values for the brackets, and the proof against lines that turn round. False if a line fails.
bool LineSearch::scan(std::size_t count, Shares& shares) {
    for (std::size_t g = 0; g < kGrid; ++g) {
        Numbers t;
        t.fill(kGridPoints[g]);
        evaluate(t, count);
        const bool far_out = g == 0 || g + 1 == kGrid;
        for (std::size_t i = 0; i < line_.bounds.size(); ++i) {
            const double sign = line_.slopes[i] > 0 ? 1 : -1;
            kernels_.check(lanes_.output(line_.bounds[i].output), sign, g == 0, !far_out, last_.data() + i * kLanes, faulty_.data(), whole(count));
        }
        const double unknown = g == 0 ? -kUnknown : kUnknown;
        for (Side* side : {&lower_, &upper_}) {
            if (side->bounded) kernels_.known(side->now.data(), unknown, side->grid[g].data(), whole(count));
        }
    }
    return count_faults(count, shares);
}

/// True if there are none.
bool LineSearch::count_faults(std::size_t count, Shares& shares) const {
    bool sound = true;
    for (std::size_t k = 0; k < count; ++k) {
        if (faulty_[k] == 0) continue;
        ++((faulty_[k] & 2) != 0 ? shares.not_finite : shares.not_monotone);
        sound = false;
    }
    return sound;
}

/// Newton's divided differences of t as a function of m over the grid.
void LineSearch::divide_differences(const Side& side, std::size_t count) {
    for (std::size_t i = 0; i < kGrid; ++i) differences_[i].fill(kGridPoints[i]);
    const Numbers* from = differences_.data();
    for (std::size_t order = 1; order < kGrid; ++order) {
        Numbers* to = differences_.data() + order * kGrid;
        for (std::size_t i = 0; i + order < kGrid; ++i) {
            const Numbers &left = side.grid[i], &right = side.grid[i + order];
            kernels_.divide(from[i].data(), from[i + 1].data(), left.data(), right.data(), to[i].data(), whole(count));
        }
        from = to;
    }
}

/// Where the polynomial t(m) through `points` grid points from `first` on has m = 0.
double LineSearch::inverse_polynomial(const Side& side, std::size_t first, std::size_t points, std::size_t k) const {
    double root = differences_[(points - 1) * kGrid + first][k];
    for (std::size_t order = points - 1; order-- > 0;) root = differences_[order * kGrid + first][k] - side.grid[first + order][k] * root;
    return root;
}

void LineSearch::find(Side& side, std::size_t count, Numbers& roots, Shares& shares) {
    Bracket bracket;
    divide_differences(side, count);
    for (std::size_t k = 0; k < count; ++k) {
        std::size_t right = 0;
        while (right < kGrid && side.grid[right][k] <= 0) ++right;
        bracket.done[k] = right == 0 || right == kGrid;
        roots[k] = right == 0 ? -kFar : kFar;
        if (bracket.done[k]) continue;
        bracket.a[k] = kGridPoints[right - 1];
        bracket.ma[k] = side.grid[right - 1][k];
        bracket.b[k] = kGridPoints[right];
        bracket.mb[k] = side.grid[right][k];
        // All six points where the line is smooth enough for the four nearest to say much the same.
        const double near = inverse_polynomial(side, std::min<std::size_t>(right < 2 ? 0 : right - 2, kGrid - 4), 4, k);
        const double all = inverse_polynomial(side, 0, kGrid, k);
        bracket.guess[k] = absolute(all - near) < kSmooth ? all : near;
    }
    reach_out(side, bracket, count, roots);
    refine(side, bracket, count, roots, shares);
}

/// Roots beyond the grid: another point on either end. What lies beyond 8.3 has a mass below 1e-16.
void LineSearch::reach_out(Side& side, Bracket& bracket, std::size_t count, Numbers& roots) {
    Numbers t;
    t.fill(0);
    bool any = false;
    for (std::size_t k = 0; k < count; ++k) {
        if (!bracket.done[k]) continue;
        t[k] = roots[k] < 0 ? -kOutmost : kOutmost;
        any = true;
    }
    if (!any) return;
    evaluate(t, count);
    for (std::size_t k = 0; k < count; ++k) {
        if (!bracket.done[k] || !finite(side.now[k])) continue;
        const bool left = t[k] < 0;
        if (left ? side.now[k] > 0 : side.now[k] <= 0) continue;
        const double known = left ? side.grid[0][k] : side.grid[kGrid - 1][k];
        bracket.a[k] = left ? -kOutmost : kGridPoints[kGrid - 1];
        bracket.b[k] = left ? kGridPoints[0] : kOutmost;
        bracket.ma[k] = left ? side.now[k] : known;
        bracket.mb[k] = left ? known : side.now[k];
        bracket.guess[k] = kFar;  // none yet
        bracket.done[k] = false;
    }
}

/// Inverse interpolation kept within the bracket; halving where that is slow.
void LineSearch::refine(Side& side, Bracket& bracket, std::size_t count, Numbers& roots, Shares& shares) {
    Numbers t, width;
    t.fill(0);
    width.fill(std::numeric_limits<double>::infinity());
    for (int step = 0; step <= kMostSteps; ++step) {
        bool all_done = true;
        for (std::size_t k = 0; k < count; ++k) {
            if (bracket.done[k]) continue;
            all_done = false;
            const double a = bracket.a[k], b = bracket.b[k], ma = bracket.ma[k], mb = bracket.mb[k];
            double guess = bracket.guess[k];
            if (!(guess > a && guess < b)) guess = a - ma * ((b - a) / (mb - ma));
            if (step % 3 == 2) {
                if (b - a > 0.5 * width[k]) guess = 0.5 * (a + b);
                width[k] = b - a;
            }
            t[k] = guess > a && guess < b ? guess : 0.5 * (a + b);
        }
        if (all_done) return;
        evaluate(t, count);
        for (std::size_t k = 0; k < count; ++k) {
            if (bracket.done[k]) continue;
            const double m = side.now[k];
            double &a = bracket.a[k], &b = bracket.b[k], &ma = bracket.ma[k], &mb = bracket.mb[k];
            const bool tight = b - a < 1e-7;  // rounding may disturb the order
            if (!finite(m) || step == kMostSteps || (!tight && (m < ma || m > mb))) {
                ++(finite(m) ? shares.not_monotone : shares.not_finite);
                bracket.done[k] = true;
                continue;
            }
            if (absolute(m) <= kTolerance || b - a < kLeastWidth) {
                const double slope = m > 0 ? (m - ma) / (t[k] - a) : (mb - m) / (b - t[k]);
                const double root = t[k] - m / slope;
                roots[k] = root > a && root < b ? root : t[k];
                bracket.done[k] = true;
                continue;
            }
            const double guess = inverse_quadratic(a, ma, b, mb, t[k], m);
            const double straight = m > 0 ? t[k] - m * ((t[k] - a) / (m - ma)) : t[k] - m * ((b - t[k]) / (mb - m));
            if (absolute(guess - straight) <= kTolerance && guess > a && guess < b) {
                roots[k] = guess;
                bracket.done[k] = true;
                continue;
            }
            bracket.guess[k] = guess;
            (m > 0 ? b : a) = t[k];
            (m > 0 ? mb : ma) = m;
        }
    }
}

}  // namespace grdp::analysis
