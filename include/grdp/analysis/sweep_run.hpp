// One scenario of a sweep after the other: bound to its values, then simulated exactly as `grdp simulate` would.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "grdp/analysis/assumption.hpp"
#include "grdp/analysis/sweep_result.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"

namespace grdp::analysis {

/// A scenario file, by its place among those of the sweep, with more statements after all others.
using SweepCompiler = std::function<Result<model::CompiledModel>(std::size_t scenario, const std::vector<std::string>& statements)>;

/// What is known before the first draw.
struct SweepPlan {
    SweepDesign design;
    std::vector<const model::CompiledModel*> models;  ///< one per scenario file, as compiled without further statements
    std::vector<Diagnostics> broken;  ///< per scenario file, empty where it compiles; its place in `models` then means nothing
    SweepFrame frame;
    SweepSettings settings;
};

/// Every axis means something in every scenario file, and every value can be taken; all faults at once. `places` are those of the
/// axes in what the user typed. Errors: E7023, E7027, E7205 two axes move the same assumption, E7206 a value outside the domain.
[[nodiscard]] Status check_axes(const SweepPlan& plan, const std::vector<Span>& places);

/// Which scenario file, and the statements that its alternatives and parameters ask for.
struct SweepText {
    std::size_t scenario = 0;
    std::vector<std::string> statements;
};
[[nodiscard]] SweepText text_of(const SweepPlan& plan, const std::vector<double>& point);

/// The seed of a row: of its axis, or the common one, or its own.
[[nodiscard]] std::uint64_t seed_of(const SweepPlan& plan, std::uint64_t row, const std::vector<double>& point);

/// What makes a row the row it is, as text: scenario file, statements, values, seed. Equal texts give equal results.
[[nodiscard]] std::string identity_of(const SweepPlan& plan, std::uint64_t row);

/// Used by one worker at a time. Compiles anew only where statements differ, and remembers the last models; all other assumptions are
/// changed in a copy of the compiled model.
class SweepWorker {
  public:
    SweepWorker(const SweepPlan& plan, SweepCompiler compiler) : plan_(plan), compiler_(std::move(compiler)) {}

    /// The result does not depend on what was asked before. A scenario that fails is a row with its reason; nothing: cancelled.
    [[nodiscard]] std::optional<SweepRow> run(std::uint64_t row, engine::Executor& executor, engine::Progress* progress);

    /// The model of a row with all its values.
    [[nodiscard]] Result<model::CompiledModel> bind(const std::vector<double>& point);

  private:
    struct Remembered {
        SweepText text;
        model::CompiledModel model;
        std::vector<Assumption> assumptions;  ///< one per axis, of assumption axes
    };
    Result<const Remembered*> remembered(const SweepText& text);
    [[nodiscard]] Result<std::vector<Assumption>> find_all(const model::CompiledModel& model) const;

    const SweepPlan& plan_;
    SweepCompiler compiler_;
    std::vector<Remembered> memory_;
    std::size_t next_ = 0;
};

}  // namespace grdp::analysis
