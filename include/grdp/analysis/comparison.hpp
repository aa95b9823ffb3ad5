// Two scenarios on the same luck: what differs, by how much, and how sure that is.
// docs/method/sensitivity.md, equations (SE-5) to (SE-7).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/attribution.hpp"
#include "grdp/analysis/estimate.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/sampling.hpp"

namespace grdp::analysis {

/// Fewer paths give no honest error of a quantile's difference.
inline constexpr std::uint64_t kLeastComparedDraws = 1'600;

/// One number in one period of both scenarios.
struct ComparedCell {
    std::uint32_t series = 0;  ///< of the baseline
    accounts::Period period;
    double projected_before = 0, projected_after = 0;
    double mean_before = 0, mean_after = 0;
    Estimate mean;  ///< difference, error from the paths' own differences (SE-5)
    std::vector<double> quantiles_before, quantiles_after;
    std::vector<Estimate> quantiles;  ///< differences, one per Sampling::probabilities (SE-6)
    std::uint64_t failed = 0;  ///< paths without a finite value in either
};

struct ComparedEvent {
    EventPair event;
    EventSide side = EventSide::within;
    Estimate before, after;
    Estimate gained;  ///< after - before, error from pairs (SE-7)
    std::uint64_t points_before = 0, points_after = 0;
};

/// Growth and contribution of a total and its parts along both projections.
struct ComparedGrowth {
    std::uint32_t total = 0;   ///< series of the baseline
    std::uint32_t series = 0;  ///< the total itself, or a part
    accounts::Period period;
    double growth_before = 0, growth_after = 0;
    double contribution_before = 0, contribution_after = 0;  ///< points of the total's growth
};

struct Comparison {
    std::vector<ComparedCell> cells;
    std::vector<ComparedEvent> events;
    std::vector<ComparedGrowth> growth;
    Causes causes;
    std::vector<Attribution> attributions;
    std::vector<std::string> unexplained;  ///< numbers that some world between the two has not
};

struct ComparisonOptions {
    engine::Sampling sampling;
    PlannerOptions planner;
    Grouping grouping = Grouping::automatic;
    std::vector<std::uint32_t> series;     ///< of the baseline, in order; those that the other lacks are left out
    std::vector<std::uint32_t> explained;  ///< series whose projection is attributed to causes
};

/// Errors: E7301 nothing in common, E7302 too few draws, those of project() and sample_paths().
[[nodiscard]] Result<Comparison> compare(const model::CompiledModel& before, const model::CompiledModel& after,
                                         const ComparisonOptions& options, engine::Executor& executor);

/// One comparison per alternative, each against the same baseline.
struct NamedComparison {
    const model::CompiledModel* after = nullptr;
    std::string name;
    Comparison comparison;
};
[[nodiscard]] std::vector<AnswerTable> answer_tables(const model::CompiledModel& before, const std::vector<NamedComparison>& comparisons,
                                                     const std::vector<double>& probabilities);

}  // namespace grdp::analysis
