// Finds out, by evaluation, how each observation constrains the normals.
#include <algorithm>
#include <string>

#include "conditioning.hpp"
#include "dot.hpp"
#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/random.hpp"

namespace grdp::engine {
namespace {

constexpr std::size_t kProbes = 24;
constexpr std::uint64_t kProbeSeed = 0x6F62736572766564u;  // the bytes of "observed"
constexpr double kDependence = 1e-10;  // of the gradient: below, nothing depends
constexpr double kBent = 1e-8;         // of the gradient: above, the level sets are not planes
constexpr double kReproduced = 1e-9;   // relative
constexpr double kFarthest = lanes::kMarginalScoreLimit;
constexpr double kImprobable = 5;

double length(const std::vector<double>& a) { return stats::sqrt(dot(a, a)); }

/// What the value does around one point of the constrained world.
struct Probe {
    double value = 0;
    double length = 0;            ///< of the whole gradient
    std::vector<double> along;    ///< the gradient without what earlier observations settle
    double along_length = 0;
};

enum class Outcome : std::uint8_t { certain, settled, plane, bent, no_value };

struct Study {
    Outcome outcome = Outcome::bent;
    double value = 0;               ///< at the centre of the constrained world
    double scale = 0;               ///< change of the value per unit of the normals
    std::vector<double> direction;  ///< of a plane
    bool linear = false;
    double rate = 0;                ///< along the direction, of a linear value
};

class Observer {
  public:
    Observer(const model::CompiledModel& model, const Graph& graph, const Program& program,
             const std::vector<ObservedValue>& observed)
        : model_(model), graph_(graph), program_(program), function_(graph, program, roots_of(observed)), observed_(observed) {
        result_.conditioning = Conditioning(function_.coordinates());
        result_.tolerances.assign(observed.size(), 0.0);
        make_probe_points();
    }

    Conditioned run() {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < observed_.size(); ++i) open.push_back(i);
        // What bends now may be a plane once others are known: pass after pass in order of time.
        for (bool progress = true; progress && !open.empty();) {
            const std::size_t before = open.size();
            std::erase_if(open, [&](std::size_t i) { return settle(i); });
            progress = open.size() < before;
        }
        if (!open.empty()) settle_given_a_parameter(open);
        for (const std::size_t i : open) refuse_bent(i);
        warn_of_the_improbable();
        return std::move(result_);
    }

  private:
    static std::vector<ValueId> roots_of(const std::vector<ObservedValue>& observed) {
        std::vector<ValueId> roots;
        for (const ObservedValue& o : observed) roots.push_back(o.value);
        return roots;
    }

    /// Fixed points, the first at zero, some of them far out.
    void make_probe_points() {
        const std::size_t n = function_.coordinates().size();
        points_.assign(kProbes, std::vector<double>(n, 0.0));
        for (std::size_t p = 1; p < kProbes; ++p) {
            const double reach = p % 4 == 0 ? 2.0 : 1.0;
            for (std::size_t i = 0; i < n; ++i) {
                const auto pair = stats::normal_pair(kProbeSeed, p, 0, static_cast<std::uint32_t>(i / 2));
                points_[p][i] = reach * (i % 2 == 0 ? pair.z0 : pair.z1);
            }
        }
    }

    Probe probe(std::size_t i, const std::vector<double>& point) {
        Probe p;
        p.value = function_.evaluate(observed_[i].value, point, p.along);
        p.length = length(p.along);
        result_.conditioning.project_out(p.along);
        p.along_length = length(p.along);
        return p;
    }

    std::vector<Probe> probes(std::size_t i) {
        std::vector<Probe> all;
        for (const std::vector<double>& point : points_) {
            Probe p = probe(i, result_.conditioning.constrained(point));
            if (all.empty() || (finite(p.value) && finite(p.length))) all.push_back(std::move(p));
        }
        return all;
    }

    Study study(std::size_t i) {
        Study found;
        const std::vector<Probe> all = probes(i);
        found.value = all.front().value;
        if (!finite(found.value) || !finite(all.front().length)) return found.outcome = Outcome::no_value, found;
        double most = 0;
        const Probe* steepest = &all.front();
        for (const Probe& p : all) {
            found.scale = std::max(found.scale, p.length);
            most = std::max(most, p.along_length);
            if (p.along_length > steepest->along_length) steepest = &p;
        }
        if (found.scale == 0) return found.outcome = Outcome::certain, found;
        if (most <= kDependence * found.scale) return found.outcome = Outcome::settled, found;
        found.direction = steepest->along;
        for (double& x : found.direction) x /= steepest->along_length;
        found.outcome = Outcome::plane;
        found.linear = true;
        found.rate = steepest->along_length;
        for (const Probe& p : all) {
            const double forward = dot(p.along, found.direction);
            double aside2 = 0;
            for (std::size_t k = 0; k < p.along.size(); ++k) {
                const double aside = p.along[k] - forward * found.direction[k];
                aside2 += aside * aside;
            }
            if (stats::sqrt(aside2) > kBent * most || forward < 0) found.outcome = Outcome::bent;
            if (magnitude(forward - found.rate) > kBent * most) found.linear = false;
        }
        return found;
    }

    /// True if nothing is left to do for it, well or badly.
    bool settle(std::size_t i) {
        const Study found = study(i);
        const model::Observed& o = model_.observed[observed_[i].observed];
        const double reproduced = kReproduced * std::max({magnitude(o.number), magnitude(found.value), found.scale});
        result_.tolerances[i] = reproduced;
        switch (found.outcome) {
            case Outcome::certain: return certain(o, found.value, reproduced);
            case Outcome::settled: return settled(o, found.value, reproduced);
            case Outcome::plane: return add_plane(i, found);
            case Outcome::bent: return false;
            case Outcome::no_value: return refuse(o, 2645, "has no finite value in its projection", "a number to compare with", "");
        }
        return false;
    }

    bool refuse(const model::Observed& o, std::uint16_t code, const std::string& what, std::string expected, std::string hint) {
        Diagnostic item{Code{code}, o.where, name(o) + " " + what, std::move(expected), std::move(hint)};
        result_.diagnostics.add(std::move(item));
        return true;
    }

    [[nodiscard]] std::string name(const model::Observed& o) const {
        return o.subject + " of " + model_.grid.periods.at(o.period).text();
    }

    bool certain(const model::Observed& o, double value, double tolerance) {
        if (magnitude(value - o.number) <= tolerance) {
            return refuse(o, 2646, "is certain in the model already", "", "the observation adds nothing and may be left out");
        }
        return refuse(o, 2643, "is " + exact_text(value) + " for certain, not " + exact_text(o.number), "a number that chance reaches",
                      "no shock and no uncertain parameter moves it; is it held by fix, or without a shock?");
    }

    bool settled(const model::Observed& o, double value, double tolerance) {
        if (magnitude(value - o.number) <= tolerance) {
            return refuse(o, 2646, "follows from the other observations", "", "the observation adds nothing and may be left out");
        }
        return refuse(o, 2644, "is " + exact_text(value) + " by the other observations, not " + exact_text(o.number),
                      "observations that agree",
                      "published parts rarely give the published total to the last digit: leave one of them out");
    }

    bool add_plane(std::size_t i, const Study& found) {
        const model::Observed& o = model_.observed[observed_[i].observed];
        const auto at = [&](double u) {
            std::vector<double> point = result_.conditioning.centre();
            for (std::size_t k = 0; k < point.size(); ++k) point[k] += u * found.direction[k];
            return probe(i, point);
        };
        double u = 0;
        if (found.linear) {
            u = (o.number - found.value) / found.rate;
            u += (o.number - at(u).value) / found.rate;  // once more, against rounding
        } else if (!search(at, o.number, result_.tolerances[i], u)) {
            return refuse(o, 2647, "cannot become " + exact_text(o.number) + ": chance carries it from " +
                                       exact_text(at(-kFarthest).value) + " to " + exact_text(at(kFarthest).value),
                          "a number within reach", "widen the spread of its shock");
        }
        Conditioning more = result_.conditioning;
        more.add(found.direction, u);
        std::swap(more, result_.conditioning);
        if (holds_everywhere(i, found)) return true;
        std::swap(more, result_.conditioning);
        return false;
    }

    /// The value rises along the direction; u with value(u) = y, by bisection between the ends of what a law can reach.
    template <class At>
    bool search(const At& at, double y, double tolerance, double& u) const {
        double low = -kFarthest, high = kFarthest;
        if (!(at(low).value <= y && y <= at(high).value)) return false;
        for (int step = 0; step < 200 && high - low > 0; ++step) {
            u = low + 0.5 * (high - low);
            if (u == low || u == high) break;
            (at(u).value < y ? low : high) = u;
        }
        return magnitude(at(u).value - y) <= tolerance;
    }

    /// On the whole plane the value is the observed number and its slope the same: then the plane is what is known.
    bool holds_everywhere(std::size_t i, const Study& found) {
        const model::Observed& o = model_.observed[observed_[i].observed];
        double least = 0, most = 0;
        for (std::size_t p = 0; p < points_.size(); ++p) {
            std::vector<double> gradient;
            const double value =
                function_.evaluate(observed_[i].value, result_.conditioning.constrained(points_[p]), gradient);
            if (!finite(value)) continue;  // such a path fails by itself
            if (!(magnitude(value - o.number) <= result_.tolerances[i])) return false;
            const double slope = magnitude(dot(gradient, found.direction));
            least = most == 0 ? slope : std::min(least, slope);
            most = std::max(most, slope);
        }
        return least > 0 && most - least <= kBent * most;
    }

    void refuse_bent(std::size_t i) {
        const model::Observed& o = model_.observed[observed_[i].observed];
        const std::string which = mixers(i);
        refuse(o, 2645, "does not depend on chance in a straight line, so that conditioning on it would not be exact",
               "a sum of shocks with certain weights",
               (which.empty() ? std::string() : "together it bends in: " + which + "; ") +
                   "observe its components instead, observe the periods before it, or let the horizon begin after them");
    }

    /// The coordinates along which the gradient turns, by the names that the user knows.
    std::string mixers(std::size_t i) {
        constexpr std::size_t kNamed = 4;
        const std::vector<double> centre = result_.conditioning.centre();
        const Probe here = probe(i, centre);
        std::vector<std::string> names;
        for (std::size_t k = 0; k < centre.size(); ++k) {
            std::vector<double> point = centre;
            point[k] += 1;
            const Probe there = probe(i, point);
            double turned2 = 0;
            for (std::size_t j = 0; j < centre.size(); ++j) {
                turned2 += (there.along[j] - here.along[j]) * (there.along[j] - here.along[j]);
            }
            if (stats::sqrt(turned2) > kBent * here.length) names.push_back(coordinate_name(k));
        }
        std::string text;
        for (std::size_t k = 0; k < names.size() && k < kNamed; ++k) text += (k ? ", " : "") + names[k];
        if (names.size() > kNamed) text += " and " + std::to_string(names.size() - kNamed) + " more";
        return text;
    }

    /// What bends in one parameter only is a plane once that is given. (CD-7)
    void settle_given_a_parameter(std::vector<std::size_t>& open) {
        std::vector<OpenValue> values;
        for (const std::size_t i : open) {
            values.push_back({i, observed_[i].value, model_.observed[observed_[i].observed].number});
        }
        auto found = find_pivot(function_, graph_, program_, result_.conditioning, values, points_);
        if (!found) return;
        result_.conditioning.set_pivot(std::move(found->pivot));
        std::erase_if(open, [&](std::size_t i) {
            return std::find(found->settled.begin(), found->settled.end(), i) != found->settled.end();
        });
    }

    [[nodiscard]] std::string coordinate_name(std::size_t k) const {
        const NormalAddress& address = function_.coordinates()[k];
        if (address.ordinal == 0) return model_.parameters[address.number].name;
        const int first = model_.grid.periods.first.ordinal();
        const auto period = static_cast<std::size_t>(static_cast<int>(address.ordinal) - first);
        return "the shock of " + model_.shocks[address.number].name + " in " + model_.grid.periods.at(period).text();
    }

    void warn_of_the_improbable() {
        const std::size_t count = result_.conditioning.degrees();
        const double distance = stats::sqrt(result_.conditioning.distance2());
        if (result_.diagnostics.has_errors() || distance <= kImprobable + stats::sqrt(static_cast<double>(count))) return;
        const model::Observed& o = model_.observed[observed_.back().observed];
        result_.diagnostics.add(
            {Code{2648}, o.where,
             "the " + std::to_string(count) + " observations lie " + exact_text(static_cast<double>(static_cast<int>(10 * distance)) / 10) +
                 " standard deviations from what the model expected",
             "", "look for a slip in the numbers, or for spreads that are too narrow"});
    }

    const model::CompiledModel& model_;
    const Graph& graph_;
    const Program& program_;
    GraphFunction function_;
    const std::vector<ObservedValue>& observed_;
    std::vector<std::vector<double>> points_;
    Conditioned result_;
};

}  // namespace

Conditioned condition(const model::CompiledModel& model, const Graph& graph, const Program& program,
                      const std::vector<ObservedValue>& observed) {
    return Observer(model, graph, program, observed).run();
}

}  // namespace grdp::engine
