#include "grdp/analysis/comparison.hpp"
#include "table_writer.hpp"

namespace grdp::analysis {
namespace {

using model::CompiledModel;

const char* side_name(EventSide side) { return side == EventSide::within ? "within" : side == EventSide::at_least ? "at_least" : side == EventSide::below ? "below" : "above"; }

AnswerTable cells_table(const CompiledModel& before, const std::vector<NamedComparison>& all) {
    TableWriter table("compare_series", "a number of the scenario against the baseline");
    table.text("scenario", "the alternative").text("series", "series").text("period", "period");
    for (const char* name : {"projected_baseline", "projected", "mean_baseline", "mean", "mean_difference", "mean_difference_se", "mean_difference_low",
                             "mean_difference_high", "failed"}) {
        table.number(name, "1", std::string(name) + ", in the unit of the series");
    }
    for (const NamedComparison& one : all) {
        for (const ComparedCell& c : one.comparison.cells) {
            table.row(one.name, before.series[c.series].name, c.period.text(), c.projected_before, c.projected_after, c.mean_before, c.mean_after, c.mean.value,
                      c.mean.standard_error, c.mean.low, c.mean.high, static_cast<double>(c.failed));
        }
    }
    return table.take();
}

AnswerTable quantiles_table(const CompiledModel& before, const std::vector<NamedComparison>& all, const std::vector<double>& probabilities) {
    TableWriter table("compare_quantile", "a quantile of the scenario against the baseline");
    table.text("scenario", "the alternative").text("series", "series").text("period", "period").number("probability", "1", "of the quantile");
    for (const char* name : {"baseline", "value", "difference", "difference_se", "difference_low", "difference_high"}) table.number(name, "1", std::string(name) + ", in the unit of the series");
    for (const NamedComparison& one : all) {
        for (const ComparedCell& c : one.comparison.cells) {
            for (std::size_t i = 0; i < c.quantiles.size(); ++i) {
                const Estimate& q = c.quantiles[i];
                table.row(one.name, before.series[c.series].name, c.period.text(), probabilities[i], c.quantiles_before[i], c.quantiles_after[i], q.value,
                          q.standard_error, q.low, q.high);
            }
        }
    }
    return table.take();
}

AnswerTable events_table(const CompiledModel& before, const std::vector<NamedComparison>& all) {
    TableWriter table("compare_event", "the probability of an event against the baseline");
    table.text("scenario", "the alternative").text("event", "event").text("period", "period").text("side", "within or at_least");
    for (const char* name : {"baseline", "baseline_se", "probability", "probability_se", "gained", "gained_se", "gained_low", "gained_high"}) table.number(name, "1", name);
    for (const NamedComparison& one : all) {
        for (const ComparedEvent& e : one.comparison.events) {
            const model::Event& event = before.events[e.event.before];
            table.row(one.name, event.name, event.period_text, side_name(e.side), e.before.value, e.before.standard_error, e.after.value, e.after.standard_error,
                      e.gained.value, e.gained.standard_error, e.gained.low, e.gained.high);
        }
    }
    return table.take();
}

AnswerTable growth_table(const CompiledModel& before, const std::vector<NamedComparison>& all) {
    TableWriter table("compare_growth", "growth and contribution of a total and its parts along both projections");
    table.text("scenario", "the alternative").text("total", "total").text("series", "the total or a part").text("period", "period");
    table.number("growth_baseline", "%", "growth").number("growth", "%", "growth").number("growth_difference", "points", "difference");
    table.number("contribution_baseline", "points", "of the total's growth").number("contribution", "points", "of the total's growth");
    table.number("contribution_difference", "points", "difference");
    for (const NamedComparison& one : all) {
        for (const ComparedGrowth& g : one.comparison.growth) {
            table.row(one.name, before.series[g.total].name, before.series[g.series].name, g.period.text(), g.growth_before, g.growth_after,
                      g.growth_after - g.growth_before, g.contribution_before, g.contribution_after, g.contribution_after - g.contribution_before);
        }
    }
    return table.take();
}

AnswerTable inputs_table(const std::vector<NamedComparison>& all) {
    TableWriter table("compare_input", "an input in which the scenario differs from the baseline");
    table.text("scenario", "the alternative").text("group", "assumption, data, target, observation or model").text("cause", "what it is counted under");
    table.text("input", "input").text("baseline", "its number").text("value", "its number");
    for (const NamedComparison& one : all) {
        for (const Cause& cause : one.comparison.causes.causes) {
            for (const std::size_t at : cause.inputs) {
                const DifferingInput& input = one.comparison.causes.inputs[at];
                table.row(one.name, cause_group_name(input.group), cause.name, input.name, input.before, input.after);
            }
        }
    }
    return table.take();
}

AnswerTable causes_table(const CompiledModel& before, const std::vector<NamedComparison>& all) {
    TableWriter table("compare_cause", "what a cause contributes to a difference; the causes of a number sum to it");
    table.text("scenario", "the alternative").text("number", "series or event").text("period", "period").text("what", "projection, within or at_least");
    table.text("group", "kind of the cause").text("cause", "cause").number("contribution", "1", "part of the difference").number("se", "1", "standard error");
    table.number("difference", "1", "of the number").number("orders", "1", "of the causes that were followed; 0: all of them");
    for (const NamedComparison& one : all) {
        const auto& causes = one.comparison.causes.causes;
        for (const Attribution& a : one.comparison.attributions) {
            const model::Event* event = a.what.probability ? &before.events[a.what.event.before] : nullptr;
            for (std::size_t i = 0; i < causes.size(); ++i) {
                table.row(one.name, event != nullptr ? event->name : before.series[a.what.series].name, event != nullptr ? event->period_text : a.what.period.text(),
                          event != nullptr ? side_name(a.what.side) : "projection", cause_group_name(causes[i].group), causes[i].name, a.parts[i].value,
                          a.parts[i].standard_error, a.difference.value, static_cast<double>(a.orders));
            }
        }
    }
    return table.take();
}

}  // namespace

std::vector<AnswerTable> answer_tables(const CompiledModel& before, const std::vector<NamedComparison>& comparisons, const std::vector<double>& probabilities) {
    return {events_table(before, comparisons), cells_table(before, comparisons), quantiles_table(before, comparisons, probabilities),
            growth_table(before, comparisons), inputs_table(comparisons), causes_table(before, comparisons)};
}

}  // namespace grdp::analysis
