// What would have to happen: the most plausible way to miss or to reach an event, and how far each assumption is from doing it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/estimate.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::analysis {

/// A shock of one period, or an uncertain parameter, at the stress point.
struct StressInput {
    bool is_parameter = false;
    std::uint32_t index = 0;   ///< of the shock or the parameter
    std::uint32_t period = 0;  ///< grid index; shocks only
    std::string unit;          ///< of `value`: "points" for a growth form
    double value = 0;          ///< what chance adds, less what it adds along the central path
    double deviations = 0;     ///< the same in standard deviations of its law
    double outcome_central = 0;  ///< growth (or the form of its equation) along the central path; value of a parameter
    double outcome = 0;          ///< and at the stress point
};

/// Means of an input over the paths on which the event holds and on which it does not.
struct InsideOutside {
    bool is_parameter = false;
    std::uint32_t index = 0;
    std::uint32_t period = 0;
    std::string unit;
    Estimate inside;
    Estimate outside;
};

/// One assumption moved alone over all periods until the central number of the event meets an end of its band.
struct BreakEven {
    std::uint32_t series = 0;
    bool relative = false;  ///< shifts in percent of the path; otherwise in the unit of the series
    double now = 0;         ///< in the last period that counts
    double shift_low = 0;   ///< NaN: no shift does it, or the end is open
    double shift_high = 0;
};

struct ReverseStress {
    std::uint32_t event = 0;
    bool miss = true;
    bool already = false;  ///< the central path is there; distance 0
    double distance = 0;   ///< in standard deviations of independent normals
    double tail = 0;       ///< P(chi-square with `active` degrees > distance^2)
    double first_order = 0;  ///< Phi(-distance): the probability that a plane at this distance would cut off
    std::size_t active = 0;
    int iterations = 0;
    std::vector<double> central;   ///< numbers of the event along the central path
    std::vector<double> stressed;  ///< and at the stress point
    std::vector<StressInput> inputs;  ///< largest deviation first; those above 0.005 sd
    std::vector<BreakEven> break_even;  ///< band events only
    std::vector<InsideOutside> contrast;  ///< largest contrast first
    std::uint64_t draws = 0;
    Estimate probability;  ///< that the event holds, over the same paths
};

/// Errors: E7043 an event that is no bound on numbers, E7044 no such point found.
[[nodiscard]] Result<ReverseStress> reverse_stress(const model::CompiledModel& model, std::uint32_t event, bool miss,
                                                   const engine::Sampling& sampling, engine::Executor& executor);

/// P(chi-square with `degrees` > x2), x2 >= 0 (RS-4).
[[nodiscard]] double chi_square_tail(double x2, std::size_t degrees);

[[nodiscard]] std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const ReverseStress& stress);

}  // namespace grdp::analysis
