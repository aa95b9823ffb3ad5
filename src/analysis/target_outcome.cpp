#include "grdp/analysis/target_outcome.hpp"

#include <algorithm>
#include <limits>

#include "grdp/accounts/band.hpp"
#include "grdp/base/contract.hpp"

namespace grdp::analysis {
namespace {

/// The event that stands for a target; compile gives one to each target with a model line.
const model::Event* event_of(const model::CompiledModel& model, std::uint32_t set, std::uint32_t target, std::size_t& index) {
    for (index = 0; index < model.events.size(); ++index) {
        if (model.events[index].target_set == set && model.events[index].target == target) return &model.events[index];
    }
    return nullptr;
}

}  // namespace

std::vector<TargetOutcome> target_outcomes(const engine::Projection& projection, const model::CompiledModel& model) {
    std::vector<TargetOutcome> outcomes;
    for (std::uint32_t s = 0; s < model.target_sets.size(); ++s) {
        for (std::uint32_t i = 0; i < model.target_sets[s].targets.size(); ++i) {
            const model::Target& target = model.target_sets[s].targets[i];
            GRDP_EXPECTS(!target.cases.empty());
            const auto [least, greatest] = std::minmax_element(target.cases.begin(), target.cases.end());
            TargetOutcome outcome{s, i, std::numeric_limits<double>::quiet_NaN(), *least, *greatest, Verdict::monitored, false};
            std::size_t index = 0;
            if (target.value != model::kNone && event_of(model, s, i, index) != nullptr) {
                const double x = outcome.value = projection.events[index];
                const bool reaches = x >= accounts::inclusive_low(outcome.low);
                const bool stays = x <= accounts::inclusive_high(outcome.high);
                outcome.verdict = !reaches ? Verdict::below : !stays ? Verdict::above : Verdict::within;
                if (target.sense == model::Sense::at_least) outcome.met = reaches;
                else if (target.sense == model::Sense::at_most) outcome.met = stays;
                else outcome.met = reaches && stays;
            }
            outcomes.push_back(outcome);
        }
    }
    return outcomes;
}

}  // namespace grdp::analysis
