// Two instruments for two targets.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "grdp/analysis/inverse.hpp"
#include "grdp/base/contract.hpp"

namespace grdp::analysis {
namespace {

using Pair = std::array<double, 2>;
constexpr int kMostNewtonSteps = 40;
constexpr int kMostHalvings = 12;
constexpr double kStep = 1.0 / 1024;     // of the range, for central differences: wide against the steps of counted paths
constexpr double kSingular = 1e-7;       // determinant against the lengths of the rows
constexpr double kNearlySingular = 1e-3; // what differences can tell from singular where no pair was found
constexpr std::size_t kGrid = 17;        // of the fallback

double length(const Pair& row) { return std::sqrt(row[0] * row[0] + row[1] * row[1]); }

struct Jacobian {
    std::array<Pair, 2> rows = {};
    [[nodiscard]] double determinant() const { return rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]; }
    [[nodiscard]] bool singular(double part) const {
        const double size = length(rows[0]) * length(rows[1]);
        return !(std::fabs(determinant()) > part * size);
    }
};

class TwoInstruments {
  public:
    TwoInstruments(const Variation& variation, const std::vector<Wanted>& wanted, const std::vector<NumberRange>& within, const EventProbability& probability)
        : variation_(variation), wanted_(wanted), within_(within), probability_(probability) {
        for (std::size_t i = 0; i < 2; ++i) width_[i] = within[i].high - within[i].low;
    }

    Inverse solve() {
        result_.assumptions = variation_.assumptions();
        result_.wanted = wanted_;
        result_.within = within_;
        result_.status = InverseStatus::not_found;
        Pair start = {};
        for (std::size_t i = 0; i < 2; ++i) {
            const double current = result_.assumptions[i].current;
            const bool usable = current >= within_[i].low && current <= within_[i].high;
            start[i] = usable ? current : within_[i].low + width_[i] / 2;
        }
        const bool found = newton(start) || along_the_first();
        if (found) result_.status = InverseStatus::answered;
        else if (computed_ == 0) result_.status = InverseStatus::not_computable;
        else if (singular_) result_.status = InverseStatus::alike;
        return result_;
    }

  private:
    struct Look {
        Pair off = {};    ///< from the two levels
        Pair error = {};  ///< standard errors
    };

    std::optional<Look> look(const Pair& x) {
        ++result_.evaluations;
        const auto model = variation_.at({x[0], x[1]});
        if (!model) return std::nullopt;
        Look seen;
        for (std::size_t i = 0; i < 2; ++i) {
            const auto measured = measure(*model, wanted_[i], probability_);
            if (!measured || !std::isfinite(measured->value)) return std::nullopt;
            seen.off[i] = measured->value - wanted_[i].level;
            seen.error[i] = measured->standard_error;
        }
        ++computed_;
        return seen;
    }

    /// A difference of each target, in the unit in which it counts as met.
    [[nodiscard]] double distance(const Look& seen) const {
        double worst = 0;
        for (std::size_t i = 0; i < 2; ++i) worst = std::max(worst, std::fabs(seen.off[i]) / tolerance(i, seen));
        return worst;
    }

    /// Numbers to ten digits; probabilities far inside their simulation error.
    [[nodiscard]] double tolerance(std::size_t i, const Look& seen) const {
        if (!wanted_[i].probability) return 1e-11 * std::max(1.0, std::fabs(wanted_[i].level));
        return std::max(seen.error[i] / 50, 1e-12);
    }

    std::optional<Jacobian> jacobian(const Pair& x) {
        Jacobian found;
        for (std::size_t j = 0; j < 2; ++j) {
            Pair below = x, above = x;
            below[j] = std::max(x[j] - kStep * width_[j], within_[j].low);
            above[j] = std::min(x[j] + kStep * width_[j], within_[j].high);
            const auto low = look(below), high = look(above);
            if (!low || !high) return std::nullopt;
            for (std::size_t i = 0; i < 2; ++i) found.rows[i][j] = (high->off[i] - low->off[i]) / (above[j] - below[j]);
        }
        return found;
    }

    bool newton(Pair x) {
        auto here = look(x);
        if (!here) return false;
        for (int step = 0; step < kMostNewtonSteps; ++step) {
            const auto slope = jacobian(x);
            if (!slope) return false;
            singular_ = singular_ || slope->singular(kNearlySingular);
            if (slope->singular(kSingular)) return false;
            if (distance(*here) <= 1) return accept(x, *here, *slope);
            const double d = slope->determinant();
            const Pair move = {(slope->rows[0][1] * here->off[1] - slope->rows[1][1] * here->off[0]) / d,
                               (slope->rows[1][0] * here->off[0] - slope->rows[0][0] * here->off[1]) / d};
            if (!advance(x, here, move)) return false;
        }
        return false;
    }

    /// The longest of the steps 1, 1/2, 1/4 .. that comes nearer and stays inside.
    bool advance(Pair& x, std::optional<Look>& here, const Pair& move) {
        double share = 1;
        for (int halving = 0; halving < kMostHalvings; ++halving, share /= 2) {
            Pair next = x;
            for (std::size_t j = 0; j < 2; ++j) next[j] = std::clamp(x[j] + share * move[j], within_[j].low, within_[j].high);
            const auto there = look(next);
            if (!there || !(distance(*there) < distance(*here))) continue;
            x = next;
            here = there;
            return true;
        }
        return false;
    }

    bool accept(const Pair& x, const Look& here, const Jacobian& slope) {
        // The inverse of the slopes carries the errors over; their signs are taken as the worst (IN-9).
        const double d = std::fabs(slope.determinant());
        const std::array<Pair, 2> inverse = {Pair{std::fabs(slope.rows[1][1]) / d, std::fabs(slope.rows[0][1]) / d},
                                             Pair{std::fabs(slope.rows[1][0]) / d, std::fabs(slope.rows[0][0]) / d}};
        InverseAnswer answer;
        for (std::size_t j = 0; j < 2; ++j) {
            answer.values.push_back(x[j]);
            answer.standard_errors.push_back(inverse[j][0] * here.error[0] + inverse[j][1] * here.error[1]);
            answer.reached.push_back(wanted_[j].level + here.off[j]);
        }
        if (const auto model = variation_.at({x[0], x[1]})) answer.probability = probability_there(*model, wanted_[0], probability_);
        result_.answers.push_back(std::move(answer));
        return true;
    }

    /// Fallback: for each value of the first assumption the second that meets the first target; along that curve the second
    /// target is a function of one number. Ends in Newton's method from the best place.
    bool along_the_first() {
        std::optional<Pair> before, best;
        double off_before = 0, least = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < kGrid; ++i) {
            const double x = within_[0].low + width_[0] * static_cast<double>(i) / static_cast<double>(kGrid - 1);
            const auto y = second_for(x);
            if (!y) {
                before.reset();
                continue;
            }
            const auto seen = look({x, *y});
            if (!seen) continue;
            if (before && (seen->off[1] > 0) != (off_before > 0)) {
                const double share = off_before / (off_before - seen->off[1]);
                if (newton({(*before)[0] + share * (x - (*before)[0]), (*before)[1] + share * (*y - (*before)[1])})) return true;
            }
            if (std::fabs(seen->off[1]) < least) {
                least = std::fabs(seen->off[1]);
                best = Pair{x, *y};
            }
            before = Pair{x, *y};
            off_before = seen->off[1];
        }
        return best && newton(*best);
    }

    std::optional<double> second_for(double x) {
        SearchOptions options;
        options.within = within_[1];
        options.grid = 9;
        options.relative_width = 1e-6;
        const auto search = find_level(
            [&](double y) -> std::optional<Measured> {
                ++result_.evaluations;
                const auto model = variation_.at({x, y});
                return model ? measure(*model, wanted_[0], probability_) : std::nullopt;
            },
            wanted_[0].level, options);
        if (search.roots.empty()) return std::nullopt;
        return search.roots.front().x;
    }

    const Variation& variation_;
    const std::vector<Wanted>& wanted_;
    const std::vector<NumberRange>& within_;
    const EventProbability& probability_;
    Pair width_ = {};
    Inverse result_;
    std::size_t computed_ = 0;
    bool singular_ = false;
};

}  // namespace

Inverse invert_two(const Variation& variation, const std::vector<Wanted>& wanted, const std::vector<NumberRange>& within, const EventProbability& probability) {
    GRDP_EXPECTS(wanted.size() == 2 && within.size() == 2 && variation.assumptions().size() == 2);
    return TwoInstruments(variation, wanted, within, probability).solve();
}

}  // namespace grdp::analysis
