// Which scenarios can share their draws: a proof from the graph, docs/method/shared-draws.md (SD-1) to (SD-4).
#include <algorithm>

#include "affine_form.hpp"
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
        if (found_.normals.size() > kMostNormals) return {std::nullopt, Unshared::not_affine};
        for (const EventSlot& slot : lowered_.program.events) {
            if (const auto fault = add(slot)) return {std::nullopt, *fault};
        }
        if (!all_finite()) return {std::nullopt, Unshared::not_finite};
        if (contradictions(model_, lowered_.program).has_errors()) return {std::nullopt, Unshared::refused};
        return {std::move(found_), {}};
    }

  private:
    static Scope whole() {
        Scope scope;
        scope.whole = true;
        return scope;
    }

    [[nodiscard]] bool all_finite() const {
        const auto fine = [&](const Wanted& wanted, const std::vector<ValueId>& values) {
            return wanted.sink == kNoSink ? wanted.absent || finite(wanted.certain) : forms_[values[wanted.sink]].finite;
        };
        const Program& program = lowered_.program;
        return std::all_of(program.cells.begin(), program.cells.end(), [&](const CellSlot& slot) { return fine(slot.wanted, cell_values_); }) &&
               std::all_of(program.checks.begin(), program.checks.end(), [&](const CheckSlot& slot) { return fine(slot.wanted, check_values_); }) &&
               std::all_of(program.events.begin(), program.events.end(), [&](const EventSlot& slot) { return fine(slot.wanted, cell_values_); });
    }

    std::optional<Unshared> add(const EventSlot& slot) {
        SharedScenario::Event event{slot.event, slot.low, slot.high, slot.wanted.certain, 0, {}};
        if (slot.wanted.absent) return Unshared::not_finite;
        if (slot.wanted.sink != kNoSink) {
            if (!model_.events[slot.event].is_band) return Unshared::condition;
            const ValueId id = cell_values_[slot.wanted.sink];
            const KnownValue& known = forms_[id];
            if (!known.affine) return Unshared::not_affine;
            if (!(known.high - known.low > kLeastSpread * known.error)) return Unshared::no_spread;
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
        case Unshared::refused: return "refused";
    }
    return "";
}

SharedAnalysis share(const model::CompiledModel& model, const Sampling& sampling) {
    if (!accepted(sampling)) return {std::nullopt, Unshared::refused};
    if (!model.observed.empty()) return {std::nullopt, Unshared::observations};
    return Sharing(model, sampling).run();
}

}  // namespace grdp::engine
