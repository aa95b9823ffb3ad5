// One scenario of a sweep after the other: bound to its values, then simulated exactly as `grdp simulate` would.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/assumption.hpp"
#include "grdp/analysis/sweep_result.hpp"
#include "grdp/analysis/sweep_sharing.hpp"
#include "grdp/base/result.hpp"
#include "grdp/engine/executor.hpp"
#include "grdp/engine/shared_draws.hpp"

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

/// Why no two scenarios can be counted together, whatever their models.
[[nodiscard]] Apart apart_of(const SweepPlan& plan);

/// What makes a row the row it is, as text: scenario file, statements, values, seed. Equal texts give equal results.
[[nodiscard]] std::string identity_of(const SweepPlan& plan, std::uint64_t row);

/// Used by one worker at a time. Compiles anew only where statements differ, and remembers the last models; all other assumptions are
/// changed in place in a copy of the compiled model, and set back for the next scenario.
class SweepWorker {
  public:
    SweepWorker(const SweepPlan& plan, SweepCompiler compiler) : plan_(plan), compiler_(std::move(compiler)) {}

    /// The result does not depend on what was asked before. A scenario that fails is a row with its reason; nothing: cancelled.
    [[nodiscard]] std::optional<SweepRow> run(std::uint64_t row, engine::Executor& executor, engine::Progress* progress);

    /// Rows in the order asked, each the same as run() gives it: scenarios whose events are straight in Gaussian shocks are counted over
    /// common draws (engine/shared_draws.hpp). Nothing: cancelled.
    [[nodiscard]] std::optional<std::vector<SweepRow>> run_together(const std::vector<std::uint64_t>& rows, engine::Executor& executor, engine::Progress* progress);
    [[nodiscard]] const engine::SharedWork& shared_work() const { return shared_work_; }
    /// What run_together() did so far.
    [[nodiscard]] const SweepSharing& sharing() const { return sharing_; }

    /// The model of a row with all its values; stands until the next call.
    [[nodiscard]] Result<const model::CompiledModel*> bind(const std::vector<double>& point);

  private:
    struct Remembered {
        SweepText text;
        model::CompiledModel model;
        model::CompiledModel bound;           ///< the model but for the values of the last scenario
        std::vector<Assumption> assumptions;  ///< one per axis, of assumption axes
        std::vector<std::size_t> moved;       ///< axes whose values `bound` has
        std::optional<AloneScenarios> bent;   ///< why a scenario of this model was no straight line
    };
    Result<Remembered*> remembered(const SweepText& text);
    void drop_unasked(model::CompiledModel& model) const;
    Result<const std::vector<Assumption>*> assumptions_of(std::size_t scenario);
    /// What must be compiled for a point.
    Result<SweepText> needed_text(const std::vector<double>& point);
    [[nodiscard]] SweepRow begin_row(std::uint64_t number, const std::vector<double>& point) const;
    /// The scenario, or why it stands alone; one that cannot be is told by run().
    std::optional<engine::SharedScenario> share(std::uint64_t number, const std::vector<double>& point, const engine::Sampling& sampling, AloneScenarios& alone);
    [[nodiscard]] Result<std::vector<Assumption>> find_all(const model::CompiledModel& model) const;

    const SweepPlan& plan_;
    SweepCompiler compiler_;
    std::vector<std::optional<std::vector<Assumption>>> known_;  ///< per scenario file
    std::vector<Remembered> memory_;
    std::size_t next_ = 0;
    engine::SharedMemory shared_memory_;
    engine::SharedWork shared_work_;
    SweepSharing sharing_;
};

}  // namespace grdp::analysis
