// Which scenarios can share their draws: a proof from the graph, docs/method/shared-draws.md (SD-1) to (SD-4).
#include <algorithm>

#include "affine_form.hpp"
#include "bend.hpp"
#include "contradiction.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/shared_draws.hpp"
#include "program.hpp"

namespace grdp::engine {
namespace {

constexpr std::size_t kMostNormals = 64;
constexpr double kLeastSpread = 1e4;  ///< in errors: what varies less is decided by rounding too often

bool accepted(const Sampling& sampling) {
    return sampling.draws >= 2 && sampling.draws <= std::uint64_t{1} << 40 && finite(sampling.dispersion) && sampling.dispersion >= 0 &&
           sampling.first_path % kBlockPaths == 0;
}

class Sharing {
  public:
    Sharing(const model::CompiledModel& model, const Sampling& sampling)
        : model_(model), lowered_(lower_to_graph(model, whole())), forms_(lowered_.graph, lowered_.program.law_views, sampling.dispersion),
          cell_values_(lowered_.program.cell_sinks, 0), check_values_(lowered_.program.check_sinks, 0) {
        for (const Observation& one : lowered_.observations) {
            (one.observer == Op::observe_cell ? cell_values_ : check_values_)[one.sink] = one.value;
        }
    }

    SharedAnalysis run() {
        const std::vector<Value>& values = lowered_.graph.values();
        for (const ValueId id : forms_.normals()) found_.normals.push_back({values[id].a, values[id].b});
        if (found_.normals.size() > kMostNormals) return because(Unshared::too_many);
        for (const EventSlot& slot : lowered_.program.events) {
            if (auto fault = add(slot)) return *std::move(fault);
        }
        if (auto fault = unbounded()) return *std::move(fault);
        if (contradictions(model_, lowered_.program).has_errors()) return because(Unshared::refused);
        SharedAnalysis sound;
        sound.scenario = std::move(found_);
        return sound;
    }

  private:
    static Scope whole() {
        Scope scope;
        scope.whole = true;
        return scope;
    }

    static SharedAnalysis because(Unshared why, std::uint32_t event = model::kNone) {
        SharedAnalysis fault;
        fault.why = why;
        fault.event = event;
        return fault;
    }

    /// Where on the way to a value the line bends or the bounds are lost: the operation, and the innermost cell around it.
    [[nodiscard]] SharedAnalysis bent(Unshared why, std::uint32_t event, ValueId id, Straightness wanted) const {
        SharedAnalysis fault = because(why, event);
        const std::vector<ValueId> chain = chain_to_bend(lowered_.graph, forms_, id, wanted);
        fault.bend = bend_of(lowered_.graph.values()[chain.back()].op);
        const std::vector<CellSlot>& cells = lowered_.program.cells;
        for (auto value = chain.rbegin(); value != chain.rend() && fault.series == model::kNone; ++value) {
            const auto cell = std::find_if(cells.begin(), cells.end(), [&](const CellSlot& slot) { return slot.wanted.sink != kNoSink && cell_values_[slot.wanted.sink] == *value; });
            if (cell == cells.end()) continue;
            fault.series = cell->series;
            fault.period = cell->period;
        }
        return fault;
    }

    /// The first value without bounds.
    [[nodiscard]] std::optional<SharedAnalysis> unbounded() const {
        const auto fault = [&](const Wanted& wanted, const std::vector<ValueId>& values, std::uint32_t event) -> std::optional<SharedAnalysis> {
            if (wanted.sink == kNoSink) return wanted.absent || finite(wanted.certain) ? std::nullopt : std::optional(because(Unshared::not_finite, event));
            const ValueId id = values[wanted.sink];
            if (forms_[id].finite) return std::nullopt;
            return bent(Unshared::not_finite, event, id, Straightness::finite);
        };
        const Program& program = lowered_.program;
        for (const CellSlot& slot : program.cells) {
            if (auto found = fault(slot.wanted, cell_values_, model::kNone)) return found;
        }
        for (const CheckSlot& slot : program.checks) {
            if (auto found = fault(slot.wanted, check_values_, model::kNone)) return found;
        }
        for (const EventSlot& slot : program.events) {
            if (auto found = fault(slot.wanted, cell_values_, slot.event)) return found;
        }
        return std::nullopt;
    }

    std::optional<SharedAnalysis> add(const EventSlot& slot) {
        SharedScenario::Event event{slot.event, slot.low, slot.high, slot.wanted.certain, 0, {}};
        if (slot.wanted.absent) return because(Unshared::not_finite, slot.event);
        if (slot.wanted.sink != kNoSink) {
            if (!model_.events[slot.event].is_band) return because(Unshared::condition, slot.event);
            const ValueId id = cell_values_[slot.wanted.sink];
            const KnownValue& known = forms_[id];
            if (!known.affine) return bent(Unshared::not_affine, slot.event, id, Straightness::affine);
            if (!(known.high - known.low > kLeastSpread * known.error)) return because(Unshared::no_spread, slot.event);
            event.centre = known.centre;
            event.error = known.error;
            event.loadings.assign(forms_.loadings(id), forms_.loadings(id) + found_.normals.size());
        }
        found_.events.push_back(std::move(event));
        return std::nullopt;
    }

    const model::CompiledModel& model_;
    Lowered lowered_;
    AffineForms forms_;
    std::vector<ValueId> cell_values_, check_values_;  ///< by sink
    SharedScenario found_;
};

}  // namespace

std::string_view unshared_name(Unshared why) {
    switch (why) {
        case Unshared::observations: return "observations";
        case Unshared::condition: return "condition";
        case Unshared::not_affine: return "not_affine";
        case Unshared::not_finite: return "not_finite";
        case Unshared::no_spread: return "no_spread";
        case Unshared::too_many: return "too_many";
        case Unshared::refused: return "refused";
    }
    return "";
}

SharedAnalysis share(const model::CompiledModel& model, const Sampling& sampling) {
    SharedAnalysis fault;
    if (!accepted(sampling)) return fault;
    fault.why = Unshared::observations;
    if (!model.observed.empty()) return fault;
    return Sharing(model, sampling).run();
}

}  // namespace grdp::engine
