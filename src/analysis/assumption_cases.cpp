#include <algorithm>
#include <array>

#include "grdp/analysis/path_sample.hpp"
#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/engine/response.hpp"
#include "grdp/stats/correlation.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/random.hpp"
#include "paired_runs.hpp"
#include "sensitivity_parts.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

constexpr double kNormal95OfCases = 1.959963984540054;
/// Degrees of freedom of the t copula: heavy joint tails, and a distribution function in closed form.
constexpr double kDegrees = 4;
/// Block of uniforms that no other draw of the model uses.
constexpr std::uint32_t kMixingBlock = 0x7FFF0000u;

double student4_cdf(double t) {
    const double s = 1 + t * t / kDegrees;
    return 0.5 + 0.375 * (t / stats::sqrt(s)) * (1 - t * t / (12 * s));
}

/// The score of a t copula that takes the place of a normal score. Upper tail by symmetry, without loss.
double t_score(double s, double mixing) {
    const double t = s * stats::sqrt(kDegrees / mixing);
    return t > 0 ? -stats::normal_quantile(student4_cdf(-t)) : stats::normal_quantile(student4_cdf(t));
}

stats::SquareMatrix matrix_of(const CompiledModel& model) {
    const std::size_t n = model.shocks.size();
    stats::SquareMatrix matrix = stats::SquareMatrix::identity(n);
    for (std::size_t i = 0; i < n && !model.correlation.empty(); ++i) {
        for (std::size_t j = 0; j < n; ++j) matrix(i, j) = model.correlation[i * n + j];
    }
    return matrix;
}

/// Paths as given and the same paths under the t copula. (SE-19)
class CopulaPaths {
  public:
    CopulaPaths(const CompiledModel& model, const std::vector<std::uint32_t>& events, const engine::Sampling& sampling)
        : model_(model), events_(events), sampling_(sampling), factor_(stats::correlation_factor(matrix_of(model))), response_(model, quantities(events), sampling.dispersion) {}

    [[nodiscard]] bool invertible() const {
        for (std::size_t i = 0; i < factor_.size(); ++i) {
            if (!(factor_(i, i) > 1e-9)) return false;
        }
        return true;
    }

    /// t copula less normal copula, per event.
    std::vector<Estimate> differences() const {
        constexpr std::size_t kAtOnce = engine::ResponseLanes::kLanes;
        engine::ResponseLanes lanes(response_, sampling_.isa);
        std::vector<double> sums(events_.size(), 0.0), squares(events_.size(), 0.0);
        std::uint64_t done = 0;
        for (std::uint64_t first = 0; first < sampling_.draws; first += kAtOnce) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kAtOnce, sampling_.draws - first));
            const auto given = met(lanes, first, count, false), heavy = met(lanes, first, count, true);
            for (std::size_t e = 0; e < events_.size(); ++e) {
                for (std::size_t k = 0; k < count; ++k) {
                    const double d = heavy[e * kAtOnce + k] - given[e * kAtOnce + k];
                    sums[e] += d;
                    squares[e] += d * d;
                }
            }
            done += count;
        }
        std::vector<Estimate> found;
        const auto n = static_cast<double>(done);
        for (std::size_t e = 0; e < events_.size(); ++e) {
            const double mean = sums[e] / n, error = stats::sqrt(std::max(squares[e] / n - mean * mean, 0.0) / (n - 1));
            found.push_back({mean, error, mean - kNormal95OfCases * error, mean + kNormal95OfCases * error});
        }
        return found;
    }

  private:
    static std::vector<engine::Quantity> quantities(const std::vector<std::uint32_t>& events) {
        std::vector<engine::Quantity> all;
        for (const std::uint32_t event : events) all.push_back(engine::Quantity::event(event));
        return all;
    }

    [[nodiscard]] static double normal(std::uint64_t seed, std::uint64_t path, std::uint32_t ordinal, std::uint32_t index) {
        const stats::NormalPair pair = stats::normal_pair(seed, path, ordinal, index / 2);
        return index % 2 == 0 ? pair.z0 : pair.z1;
    }

    /// Independent normals of a period whose correlated scores are those of the t copula: z with L z = t(L z0).
    [[nodiscard]] std::vector<double> heavy_normals(std::uint64_t path, std::uint32_t ordinal) const {
        const std::size_t n = factor_.size();
        const stats::UniformPair u = stats::uniform_pair(sampling_.seed, path, ordinal, kMixingBlock);
        const double mixing = -2 * (stats::log(u.u0) + stats::log(1 - u.u1));  // chi-squared, 4 degrees of freedom
        std::vector<double> plain(n), found(n);
        for (std::uint32_t i = 0; i < n; ++i) plain[i] = normal(sampling_.seed, path, ordinal, i);
        for (std::size_t i = 0; i < n; ++i) {
            double score = 0, known = 0;
            for (std::size_t j = 0; j <= i; ++j) score += factor_(i, j) * plain[j];
            for (std::size_t j = 0; j < i; ++j) known += factor_(i, j) * found[j];
            found[i] = (t_score(score, mixing) - known) / factor_(i, i);
        }
        return found;
    }

    [[nodiscard]] std::vector<double> met(engine::ResponseLanes& lanes, std::uint64_t first, std::size_t count, bool heavy) const {
        constexpr std::size_t kAtOnce = engine::ResponseLanes::kLanes;
        const auto& coordinates = response_.coordinates();
        for (std::size_t k = 0; k < count; ++k) {
            std::vector<double> normals;
            std::uint32_t ordinal = 0;
            for (std::size_t i = 0; i < coordinates.size(); ++i) {
                const engine::Coordinate& at = coordinates[i];
                const bool shock = at.kind == engine::Coordinate::Kind::shock;
                if (heavy && shock && (normals.empty() || at.ordinal != ordinal)) {
                    normals = heavy_normals(first + k, at.ordinal);
                    ordinal = at.ordinal;
                }
                lanes.coordinate(i)[k] = heavy && shock ? normals[at.index] : normal(sampling_.seed, first + k, at.ordinal, at.index);
            }
        }
        lanes.run(count);
        std::vector<double> found(events_.size() * kAtOnce, 0.0);
        for (std::size_t e = 0; e < events_.size(); ++e) {
            for (std::size_t k = 0; k < count; ++k) found[e * kAtOnce + k] = place(model_.events[events_[e]], lanes.output(e)[k]) == Place::within ? 1 : 0;
        }
        return found;
    }

    const CompiledModel& model_;
    const std::vector<std::uint32_t>& events_;
    const engine::Sampling& sampling_;
    stats::SquareMatrix factor_;
    engine::Response response_;
};

class CaseWriter {
  public:
    CaseWriter(const CompiledModel& model, const std::vector<std::uint32_t>& events, const SensitivityOptions& options, engine::Executor& executor)
        : model_(model), events_(events), options_(options), executor_(executor) {}

    std::vector<AssumptionCase> write() {
        for (const std::uint32_t event : events_) given_.push_back(event_runs(model_, event, options_.planner, executor_));
        add("as given", model_);
        dependence();
        switched();
        for (const AssumptionAlternative& one : options_.alternatives) compiled(one.name, one.statements);
        return std::move(cases_);
    }

  private:
    void refuse(std::string name, std::string reason) { cases_.push_back({std::move(name), std::move(reason), {}, {}}); }

    void add(std::string name, const CompiledModel& world) {
        AssumptionCase found{std::move(name), {}, {}, {}};
        for (std::size_t e = 0; e < events_.size(); ++e) {
            const auto there = event_of(world, e);
            const auto runs = there == model::kNone ? std::nullopt : event_runs(world, there, options_.planner, executor_);
            const bool has = runs && given_[e];
            found.probability.push_back(has ? runs->within.own : Estimate{kNan, kNan, kNan, kNan});
            found.gained.push_back(has ? (cases_.empty() ? Estimate{} : difference(given_[e]->within, runs->within)) : Estimate{kNan, kNan, kNan, kNan});
        }
        cases_.push_back(std::move(found));
    }

    [[nodiscard]] std::uint32_t event_of(const CompiledModel& world, std::size_t e) const {
        const model::Event& own = model_.events[events_[e]];
        for (std::uint32_t i = 0; i < world.events.size(); ++i) {
            if (world.events[i].name == own.name && world.events[i].period_text == own.period_text) return i;
        }
        return model::kNone;
    }

    void dependence() {
        const std::size_t n = model_.shocks.size();
        const auto matrix = matrix_of(model_);
        if (matrix == stats::SquareMatrix::identity(n)) return refuse("independent", "the shocks are independent as given");
        with_matrix("independent", [](double) { return 0.0; });
        if (!model_.observed.empty()) refuse("t copula, 4 degrees of freedom", "what is observed was conditioned on under the normal copula");
        else t_copula();
        with_matrix("coefficients read as Spearman's", stats::pearson_from_spearman);
        with_matrix("coefficients read as Kendall's", stats::pearson_from_kendall);
    }

    template <class Change>
    void with_matrix(const std::string& name, Change&& change) {
        const std::size_t n = model_.shocks.size();
        auto matrix = matrix_of(model_);
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                if (i != j) matrix(i, j) = change(matrix(i, j));
            }
        }
        if (stats::check_correlation(matrix)) return refuse(name, "no shocks have these correlations together");
        CompiledModel world = model_;
        world.correlation = matrix.cells();
        add(name, world);
    }

    void t_copula() {
        const CopulaPaths paths(model_, events_, options_.sampling);
        const std::string name = "t copula, 4 degrees of freedom";
        if (!paths.invertible()) return refuse(name, "some shocks move as one");
        const auto gained = paths.differences();
        AssumptionCase found{name, {}, {}, gained};
        for (std::size_t e = 0; e < events_.size(); ++e) {
            const Estimate own = given_[e] ? given_[e]->within.own : Estimate{kNan, kNan, kNan, kNan};
            const double error = stats::sqrt(own.standard_error * own.standard_error + gained[e].standard_error * gained[e].standard_error);
            const double value = std::clamp(own.value + gained[e].value, 0.0, 1.0);
            found.probability.push_back({value, error, std::max(value - kNormal95OfCases * error, 0.0), std::min(value + kNormal95OfCases * error, 1.0)});
        }
        cases_.push_back(std::move(found));
    }

    /// A parameter called `crisis` that is 0 or 1 is a switch: docs/howto/compare-assumptions.md.
    void switched() {
        for (const auto& parameter : model_.parameters) {
            if (parameter.name != "crisis" || (parameter.value != 0 && parameter.value != 1)) continue;
            compiled(parameter.value == 0 ? "crisis years counted" : "crisis years left out", {"crisis = " + exact_text(1 - parameter.value)});
        }
    }

    void compiled(const std::string& name, const std::vector<std::string>& statements) {
        const auto world = options_.compile ? options_.compile(statements) : std::nullopt;
        if (world) add(name, *world);
        else refuse(name, "the scenario cannot be compiled with these statements");
    }

    const CompiledModel& model_;
    const std::vector<std::uint32_t>& events_;
    const SensitivityOptions& options_;
    engine::Executor& executor_;
    std::vector<std::optional<EventRuns>> given_;
    std::vector<AssumptionCase> cases_;
};

}  // namespace

std::vector<AssumptionCase> assumption_cases(const CompiledModel& model, const std::vector<std::uint32_t>& events, const SensitivityOptions& options, engine::Executor& executor) {
    return events.empty() ? std::vector<AssumptionCase>() : CaseWriter(model, events, options, executor).write();
}

}  // namespace grdp::analysis
