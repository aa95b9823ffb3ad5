// Which parameter bends the observations, and what they say of it.
#include "pivot.hpp"

#include <algorithm>
#include <limits>

#include "conditioning.hpp"
#include "dot.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::engine {
namespace {

constexpr double kStraight = 1e-8;     // of the gradient
constexpr double kDependence = 1e-10;  // of the gradient: below, an observation follows from those before it
constexpr double kFarthest = 12;       // standard deviations of the prior
constexpr double kNegligible = 45;     // of a log density, below its peak
constexpr std::size_t kPoints = 1025;
constexpr double kNothing = -std::numeric_limits<double>::infinity();

/// Given t: the orthonormal rows and numbers of the observations, and the log density of t.
struct Given {
    std::vector<std::vector<double>> rows;
    std::vector<double> u;
    double log_density = kNothing;
};

/// Laws that chance reaches must be normal: only these are straight in their score.
bool normal_below(const Graph& graph, const Program& program, ValueId root) {
    std::vector<bool> needed(root + 1, false), random(root + 1, false);
    needed[root] = true;
    for (ValueId id = root + 1; id-- > 0;) {
        if (needed[id]) for_operands(graph.values()[id], [&](ValueId operand) { needed[operand] = true; });
    }
    for (ValueId id = 0; id <= root; ++id) {
        const Value& v = graph.values()[id];
        if (!needed[id]) continue;
        random[id] = v.op == Op::normal;
        for_operands(v, [&](ValueId operand) { random[id] = random[id] || random[operand]; });
        const bool law_bends = v.op == Op::innovate && program.laws[v.b].view().form != lanes::MarginalForm::linear;
        if (law_bends && random[id]) return false;
    }
    return true;
}

class Candidate {
  public:
    Candidate(GraphFunction& function, const Conditioning& known, std::vector<double> row)
        : function_(function), known_(known), row_(std::move(row)) {}

    [[nodiscard]] const std::vector<double>& row() const { return row_; }

    /// Is the value a straight line in everything else, whatever the parameter?
    [[nodiscard]] bool straightens(const OpenValue& open, const std::vector<std::vector<double>>& probes) {
        for (const double t : {-2.0, -1.0, 0.0, 1.0, 2.0}) {
            std::vector<double> gradient;
            const std::vector<double> here = point(t);
            const double value = slope(open, here, gradient);
            const double size = stats::sqrt(dot(gradient, gradient));
            if (!finite(value) || !finite(size)) return false;
            for (std::size_t p = 1; p < probes.size(); p += 3) {
                std::vector<double> aside = probes[p], there = here, other;
                project_out(aside);
                for (std::size_t k = 0; k < there.size(); ++k) there[k] += aside[k];
                const double moved = slope(open, there, other);
                double turned2 = 0;
                for (std::size_t k = 0; k < other.size(); ++k) {
                    turned2 += (other[k] - gradient[k]) * (other[k] - gradient[k]);
                }
                if (!(stats::sqrt(turned2) <= kStraight * size)) return false;
                if (!(magnitude(moved - value - dot(gradient, aside)) <= kStraight * (size + magnitude(value)))) return false;
            }
        }
        return true;
    }

    [[nodiscard]] Given given(const std::vector<OpenValue>& open, double t) {
        Given all;
        all.log_density = -0.5 * t * t;
        const std::vector<double> here = point(t);
        for (const OpenValue& o : open) {
            std::vector<double> gradient;
            double left = o.number - slope(o, here, gradient);
            const double whole = stats::sqrt(dot(gradient, gradient));
            for (std::size_t i = 0; i < all.rows.size(); ++i) {
                const double along = dot(gradient, all.rows[i]);
                left -= along * all.u[i];
                for (std::size_t k = 0; k < gradient.size(); ++k) gradient[k] -= along * all.rows[i][k];
            }
            const double size = stats::sqrt(dot(gradient, gradient));
            if (!finite(left) || !(size > kDependence * whole)) return {};
            for (double& x : gradient) x /= size;
            all.u.push_back(left / size);
            all.rows.push_back(std::move(gradient));
            all.log_density -= 0.5 * all.u.back() * all.u.back() + stats::log(size);
        }
        return all;
    }

    [[nodiscard]] std::vector<double> point(double t) const {
        std::vector<double> z = known_.centre();
        for (std::size_t k = 0; k < z.size(); ++k) z[k] += t * row_[k];
        return z;
    }

  private:
    void project_out(std::vector<double>& vector) const {
        known_.project_out(vector);
        const double along = dot(vector, row_);
        for (std::size_t k = 0; k < vector.size(); ++k) vector[k] -= along * row_[k];
    }
    /// Value, and gradient in what is neither known nor the parameter.
    double slope(const OpenValue& open, const std::vector<double>& at, std::vector<double>& gradient) {
        const double value = function_.evaluate(open.root, at, gradient);
        project_out(gradient);
        return value;
    }

    GraphFunction& function_;
    const Conditioning& known_;
    std::vector<double> row_;
};

struct Axis {
    double first = -kFarthest;
    double step = 2 * kFarthest / static_cast<double>(kPoints - 1);
    [[nodiscard]] double at(std::size_t i) const { return first + static_cast<double>(i) * step; }
};

/// The points between which the law lies, found by looking closer and closer.
struct Tabulated {
    Axis axis;
    std::vector<double> log_density;
    bool inside = false;  ///< negligible at both ends
};

Tabulated tabulate(Candidate& candidate, const std::vector<OpenValue>& open) {
    Tabulated table;
    for (int closer = 0; closer < 40; ++closer) {
        table.log_density.assign(kPoints, kNothing);
        for (std::size_t i = 0; i < kPoints; ++i) {
            const double x = candidate.given(open, table.axis.at(i)).log_density;
            table.log_density[i] = x == x ? x : kNothing;
        }
        const double peak = *std::max_element(table.log_density.begin(), table.log_density.end());
        const auto counts = [&](double x) { return x > peak - kNegligible; };
        if (!finite(peak)) return table;
        const auto from = std::find_if(table.log_density.begin(), table.log_density.end(), counts);
        const auto to = std::find_if(table.log_density.rbegin(), table.log_density.rend(), counts);
        const auto least = static_cast<std::size_t>(from - table.log_density.begin());
        const auto most = kPoints - 1 - static_cast<std::size_t>(to - table.log_density.rbegin());
        table.inside = least > 0 && most + 1 < kPoints;
        if (!table.inside || most - least > kPoints / 2) return table;
        const Axis before = table.axis;
        table.axis.first = before.at(least - 1);
        table.axis.step = (before.at(most + 1) - table.axis.first) / static_cast<double>(kPoints - 1);
        // One point of the density on either side: the law now fills the whole table, but for its last point.
        if (most - least + 2 > kPoints / 2) return table;
    }
    table.inside = false;
    return table;
}

/// Moments of every normal: those given t, and those of t, put together.
void put_moments(Candidate& candidate, const Conditioning& known, const std::vector<OpenValue>& open, const Axis& axis,
                 const stats::DensityLaw& law, Pivot& pivot) {
    const std::size_t n = pivot.row.size();
    std::vector<double> first(n, 0.0), second(n, 0.0);
    pivot.distance2 = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < law.weights().size(); ++i) {
        const double weight = law.weights()[i];
        if (!(weight > 1e-18)) continue;
        const double t = axis.at(i);
        const Given given = candidate.given(open, t);
        pivot.distance2 = std::min(pivot.distance2, t * t + dot(given.u, given.u));
        for (std::size_t k = 0; k < n; ++k) {
            double mean = known.centre()[k] + t * pivot.row[k], variance = 1 - pivot.row[k] * pivot.row[k];
            for (const std::vector<double>& row : known.rows()) variance -= row[k] * row[k];
            for (std::size_t j = 0; j < given.rows.size(); ++j) {
                mean += given.u[j] * given.rows[j][k];
                variance -= given.rows[j][k] * given.rows[j][k];
            }
            first[k] += weight * mean;
            second[k] += weight * (std::max(0.0, variance) + mean * mean);
        }
    }
    pivot.mean = first;
    pivot.variance.resize(n);
    for (std::size_t k = 0; k < n; ++k) pivot.variance[k] = std::max(0.0, second[k] - first[k] * first[k]);
}

std::optional<Pivot> settle(Candidate& candidate, const Conditioning& known, const std::vector<OpenValue>& open) {
    const Tabulated table = tabulate(candidate, open);
    if (!table.inside) return std::nullopt;
    const stats::DensityLaw law(table.axis.first, table.axis.step, table.log_density);
    auto map = stats::tabulate(law);
    if (!map) return std::nullopt;
    Pivot pivot;
    pivot.row = candidate.row();
    pivot.law = *std::move(map);
    pivot.centre = pivot.law.evaluate(0.0);
    Given middle = candidate.given(open, pivot.centre);
    if (!finite(middle.log_density)) return std::nullopt;
    pivot.rows = std::move(middle.rows);
    pivot.u = std::move(middle.u);
    put_moments(candidate, known, open, table.axis, law, pivot);
    return pivot;
}

}  // namespace

std::optional<PivotFound> find_pivot(GraphFunction& function, const Graph& graph, const Program& program,
                                     const Conditioning& known, const std::vector<OpenValue>& open,
                                     const std::vector<std::vector<double>>& probes) {
    std::vector<OpenValue> normal;
    for (const OpenValue& o : open) {
        if (normal_below(graph, program, o.root)) normal.push_back(o);
    }
    std::optional<PivotFound> best;
    const std::vector<NormalAddress>& coordinates = function.coordinates();
    for (std::size_t k = 0; k < coordinates.size() && !normal.empty(); ++k) {
        if (coordinates[k].ordinal != 0) continue;  // not a parameter
        std::vector<double> row(coordinates.size(), 0.0);
        row[k] = 1;
        known.project_out(row);
        const double length = stats::sqrt(dot(row, row));
        if (!(length > 1e-6)) continue;
        for (double& x : row) x /= length;
        Candidate candidate(function, known, std::move(row));
        std::vector<OpenValue> straight;
        for (const OpenValue& o : normal) {
            if (candidate.straightens(o, probes)) straight.push_back(o);
        }
        if (straight.empty() || (best && best->settled.size() >= straight.size())) continue;
        auto pivot = settle(candidate, known, straight);
        if (!pivot) continue;
        best = PivotFound{*std::move(pivot), {}};
        for (const OpenValue& o : straight) {
            best->settled.push_back(o.place);
            best->pivot.roots.push_back(o.root);
            best->pivot.numbers.push_back(o.number);
        }
    }
    if (!best) return best;
    best->pivot.formulas = graph.values();
    best->pivot.laws = program.laws;
    return best;
}

}  // namespace grdp::engine
