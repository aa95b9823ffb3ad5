// Which value of an assumption gives a target, or a probability? docs/method/inverse.md.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/assumption.hpp"
#include "grdp/analysis/estimate.hpp"
#include "grdp/analysis/level_search.hpp"
#include "grdp/analysis/quantity.hpp"
#include "grdp/engine/simulate.hpp"

namespace grdp::analysis {

enum class EventSide : std::uint8_t { within, below, above, at_least };

/// What is to be given: a number of the projection, or the probability of an event.
struct Wanted {
    bool probability = false;
    Phrase phrase;          ///< of a number
    std::uint32_t event = model::kNone;
    EventSide side = EventSide::within;
    std::string text;       ///< "growth_grdp@2023", "band_2023", "at_least(band_2023)"
    model::Label label;     ///< of the event or series, may be empty
    std::string unit;       ///< of a number
    std::string period_text;
    double level = 0;       ///< number, or probability between 0 and 1
    Span where;
};

/// NAME=P or below(NAME)=P, above(NAME)=P, at_least(NAME)=P; a range gives two. Errors: E7021, E7031 unknown event, E7032 outside
/// 0 to 1.
[[nodiscard]] Result<std::vector<Wanted>> wanted_probabilities(const model::CompiledModel& model, const Phrase& phrase);
/// A number of a path and its value; a range gives two. Errors: those of find_quantity, E7021.
[[nodiscard]] Result<std::vector<Wanted>> wanted_numbers(const model::CompiledModel& model, const Phrase& phrase);

/// The scenario under other values of some assumptions. Parameters are compiled anew, everything else is changed in place.
class Variation {
  public:
    /// A model with these statements added at the end; nothing if it has errors.
    using Compile = std::function<std::optional<model::CompiledModel>(const std::vector<std::string>& statements)>;

    /// `prepare` is applied to every compiled model first: it holds what is to stay as planned.
    Variation(model::CompiledModel base, std::vector<Assumption> assumptions, Compile compile,
              std::function<model::CompiledModel(model::CompiledModel)> prepare = {});

    /// Contract: one value per assumption.
    [[nodiscard]] std::optional<model::CompiledModel> at(const std::vector<double>& values) const;
    [[nodiscard]] const std::vector<Assumption>& assumptions() const { return assumptions_; }

  private:
    model::CompiledModel base_;
    std::vector<Assumption> assumptions_;
    Compile compile_;
    std::function<model::CompiledModel(model::CompiledModel)> prepare_;
};

/// The estimator of probabilities: nothing where the model cannot be simulated. It must use the same luck each time.
using EventProbability = std::function<std::optional<Estimate>(const model::CompiledModel& model, std::uint32_t event, EventSide side)>;

/// The number of the projection, or the probability with its error.
[[nodiscard]] std::optional<Measured> measure(const model::CompiledModel& model, const Wanted& wanted, const EventProbability& probability);
/// How probable the wanted level is: for a number, that it is reached or exceeded; for a probability, its estimate.
[[nodiscard]] std::optional<Estimate> probability_there(const model::CompiledModel& model, const Wanted& wanted, const EventProbability& probability);

struct InverseAnswer {
    std::vector<double> values;           ///< one per assumption
    std::vector<double> standard_errors;  ///< NaN where the target hardly moves with the assumption
    std::vector<double> reached;          ///< each target there
    std::optional<Estimate> probability;  ///< of the first target there
};

enum class InverseStatus : std::uint8_t {
    answered,
    above_highest,   ///< the target is higher than the highest attainable: `best`
    below_lowest,    ///< lower than the lowest
    does_not_act,    ///< the assumption does not act on the target
    not_computable,  ///< the model has no value anywhere in the range
    alike,           ///< two instruments that move both targets alike
    not_found,       ///< two instruments: no pair within the ranges
};

struct Inverse {
    std::vector<Assumption> assumptions;
    std::vector<NumberRange> within;
    std::vector<Wanted> wanted;  ///< as many as assumptions
    InverseStatus status = InverseStatus::answered;
    std::vector<InverseAnswer> answers;
    std::optional<double> peak;     ///< one assumption: where the target is highest within the range
    std::optional<Measured> highest;
    std::optional<double> trough;
    std::optional<Measured> lowest;
    std::size_t evaluations = 0;
};

/// One assumption, one target: IN-1 to IN-6. `widen` lets the range grow when nothing is found in it.
[[nodiscard]] Inverse invert(const Variation& variation, const Wanted& wanted, NumberRange within, bool widen, const EventProbability& probability);

/// Two assumptions, two targets: Newton's method on differences, damped and kept inside the ranges; where it fails, one
/// equation solved for the second assumption along the first (IN-7 to IN-9).
[[nodiscard]] Inverse invert_two(const Variation& variation, const std::vector<Wanted>& wanted, const std::vector<NumberRange>& within,
                                 const EventProbability& probability);

/// One component at a fixed total: the model with every other component of its total held at the growth that the scenario
/// projects, in the periods of the assumption. Errors: E7030 the series is no component, E7024 it is held itself; engine::project's.
[[nodiscard]] Result<model::CompiledModel> others_as_planned(const model::CompiledModel& model, const Assumption& component);
/// The periods in which the component is open, from the first open one to the last.
[[nodiscard]] Assumption open_only(const model::CompiledModel& model, Assumption component);

[[nodiscard]] std::vector<AnswerTable> answer_tables(const std::vector<Inverse>& inverses);

}  // namespace grdp::analysis
