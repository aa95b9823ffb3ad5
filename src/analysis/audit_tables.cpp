#include <limits>

#include "grdp/analysis/audit.hpp"
#include "table_writer.hpp"

namespace grdp::analysis {
namespace {

const char* closure_name(Closure closure) {
    return closure == Closure::exact ? "exact" : closure == Closure::within_rounding ? "within_rounding" : "contradicted";
}

// An open end is no number.
double bounded(double x) {
    return x - x == 0 ? x : std::numeric_limits<double>::quiet_NaN();
}

AnswerTable check_table(const model::CompiledModel& model, const Audit& audit) {
    TableWriter table("audit_check", "A stated target against what the other targets of its set give, in one case");
    table.text("target_set", "name of the set").text("target", "subject as written").text("case", "name of the case");
    table.text("unit", "unit of the four numbers").number("stated", "1", "as printed").number("implied", "1", "from the other targets");
    table.number("discrepancy", "1", "implied less stated").number("rounding", "1", "greatest discrepancy that rounding explains");
    table.text("closure", "exact, within_rounding or contradicted");
    for (const auto& one : audit.sets) {
        const auto& set = model.target_sets[one.target_set];
        for (const auto& check : one.checks) {
            for (std::size_t c = 0; c < check.cases.size(); ++c) {
                const auto& found = check.cases[c];
                const auto& target = set.targets[check.target];
                table.row(set.name, target.subject, set.cases[c], target.unit, found.stated, found.implied, found.discrepancy, found.slack,
                          closure_name(found.closure));
            }
        }
    }
    return table.take();
}

AnswerTable term_table(const model::CompiledModel& model, const Audit& audit) {
    TableWriter table("audit_term", "A term of a check: implied = constant + sum of weight x other target");
    table.text("target_set", "name of the set").text("target", "subject of the check").text("other", "subject of the term");
    table.number("weight", "1", "coefficient").number("low", "1", "its interval, if recovered from printed figures").number("high", "1", "the same");
    for (const auto& one : audit.sets) {
        const auto& set = model.target_sets[one.target_set];
        for (const auto& check : one.checks) {
            for (const auto& term : check.terms)
                table.row(set.name, set.targets[check.target].subject, set.targets[term.target].subject, term.weight, term.low, term.high);
        }
    }
    return table.take();
}

AnswerTable implied_table(const model::CompiledModel& model, const Audit& audit) {
    TableWriter table("audit_implied", "A quantity that no target states but the targets of one case imply");
    table.text("target_set", "name of the set").text("series", "name of the series").text("period", "period").text("case", "name of the case");
    table.text("measure", "growth (in %) or value").text("unit", "unit of the numbers").number("implied", "1", "with totals as stated");
    table.number("by_parts", "1", "with totals from their parts").number("year_before", "1", "last observed");
    table.number("scenario", "1", "central path of the scenario");
    for (const auto& one : audit.sets) {
        const auto& set = model.target_sets[one.target_set];
        for (const auto& quantity : one.implied) {
            const auto& series = model.series[quantity.series];
            for (std::size_t c = 0; c < quantity.implied.size(); ++c) {
                table.row(set.name, series.name, model.grid.periods.at(quantity.period).text(), set.cases[c], quantity.as_growth ? "growth" : "value",
                          quantity.as_growth ? std::string("%") : series.unit, quantity.implied[c], quantity.by_parts[c], quantity.before, quantity.scenario);
            }
        }
    }
    return table.take();
}

AnswerTable reconcile_table(const model::CompiledModel& model, const Audit& audit) {
    TableWriter table("audit_reconcile", "A target of one case, and the nearest number with which all agree");
    table.text("target_set", "name of the set").text("target", "subject as written").text("case", "name of the case").text("unit", "unit of the numbers");
    table.number("weight", "1", "how firmly it stands").number("hard", "1", "1: it may not move").number("stated", "1", "as printed");
    table.number("reconciled", "1", "least weighted squares").number("low", "1", "least that the other targets leave it").number("high", "1", "most");
    for (const auto& one : audit.sets) {
        const auto& set = model.target_sets[one.target_set];
        for (const auto& moved : one.reconciliation.movements) {
            const auto& target = set.targets[moved.target];
            for (std::size_t c = 0; c < moved.stated.size(); ++c) {
                table.row(set.name, target.subject, set.cases[c], target.unit, moved.weight, moved.hard ? 1.0 : 0.0, moved.stated[c],
                          moved.moved[c], bounded(moved.low[c]), bounded(moved.high[c]));
            }
        }
    }
    return table.take();
}

}  // namespace

std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const Audit& audit) {
    std::vector<AnswerTable> tables;
    for (auto* make : {check_table, term_table, implied_table, reconcile_table}) {
        auto table = make(model, audit);
        if (table.rows() > 0) tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace grdp::analysis
