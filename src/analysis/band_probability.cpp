#include "grdp/analysis/band_probability.hpp"

#include <algorithm>

#include "grdp/stats/interval.hpp"

namespace grdp::analysis {
namespace {

Estimate estimate_of(const stats::Proportion& share) { return {share.value, share.standard_error, share.interval.low, share.interval.high}; }

}  // namespace

std::vector<EventAnswer> band_probabilities(const engine::Ensemble& ensemble, const model::CompiledModel& model) {
    std::vector<EventAnswer> answers;
    for (const engine::EventCounts& counts : ensemble.events) {
        const model::Event& event = model.events[counts.event];
        EventAnswer answer;
        answer.name = event.name;
        answer.label = event.label;
        answer.period_text = event.period_text;
        answer.unit = event.unit;
        answer.is_band = event.is_band;
        answer.low = event.is_band ? std::min(event.low, event.high) : 1.0;
        answer.high = event.is_band ? std::max(event.low, event.high) : 1.0;
        answer.points = ensemble.sampling.draws;
        answer.failed = counts.failed;
        answer.within = proportion(counts.within, answer.points);
        answer.above = proportion(counts.above, answer.points);
        if (counts.failed == 0) {
            const stats::Proportions both = stats::proportion_and_rest(counts.below, answer.points);
            answer.below = estimate_of(both.share);
            answer.at_least = estimate_of(both.rest);
        } else {
            answer.below = proportion(counts.below, answer.points);
            answer.at_least = proportion(counts.within + counts.above, answer.points);
        }
        answer.target_set = event.target_set;
        answer.target = event.target;
        answers.push_back(std::move(answer));
    }
    return answers;
}

}  // namespace grdp::analysis
