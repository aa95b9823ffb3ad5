#include <limits>

#include "grdp/analysis/scorecard.hpp"
#include "grdp/base/number.hpp"
#include "table_writer.hpp"

namespace grdp::analysis {

std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const Scorecard& card) {
    TableWriter targets("scorecard_target", "A target of the plan; probabilities are missing where the model has no line for it");
    targets.text("target_set", "name of the set").text("target", "subject as written").text("unit", "unit of the numbers");
    targets.number("year_before", "1", "last observed").number("low", "1", "lowest case").number("high", "1", "highest case");
    targets.number("central", "1", "central path of the scenario");
    for (const char* name : {"missed", "met", "exceeded", "only_this_missed"}) {
        targets.number(name, "1", "probability").number(std::string(name) + "_se", "1", "its standard error");
    }
    targets.text("method", "estimator of missed, met and exceeded");
    TableWriter joint("scorecard_joint", "All targets of a set at once, counted path by path");
    joint.text("target_set", "name of the set").number("targets", "1", "targets with a model line");
    joint.number("all_reached", "1", "probability that none is missed").number("all_reached_se", "1", "its standard error");
    joint.number("all_met", "1", "probability that all lie in their bands").number("all_met_se", "1", "its standard error");
    joint.number("draws", "1", "paths that were counted");
    for (const auto& one : card.sets) {
        const auto& set = model.target_sets[one.target_set];
        for (const auto& row : one.rows) {
            const bool answered = row.outcome.verdict != Verdict::monitored;
            const auto value = [&](const Estimate& e) { return answered ? e.value : kNan; };
            const auto error = [&](const Estimate& e) { return answered ? e.standard_error : kNan; };
            const auto& alone = row.reached_alone_missing;
            targets.row(set.name, set.targets[row.target].subject, set.targets[row.target].unit, row.before, row.outcome.low, row.outcome.high,
                        answered ? row.outcome.value : kNan, value(row.missed), error(row.missed), value(row.met), error(row.met),
                        value(row.exceeded), error(row.exceeded), value(alone), error(alone), answered ? row.method : std::string());
        }
        if (one.answered == 0) continue;
        joint.row(set.name, static_cast<double>(one.answered), one.all_reached.value, one.all_reached.standard_error, one.all_met.value,
                  one.all_met.standard_error, static_cast<double>(card.sampling.draws));
    }
    std::vector<AnswerTable> tables;
    tables.push_back(targets.take());
    tables.push_back(joint.take());
    return tables;
}

}  // namespace grdp::analysis
