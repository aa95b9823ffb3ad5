#include "grdp/analysis/required_path.hpp"
#include "grdp/base/number.hpp"
#include "table_writer.hpp"

namespace grdp::analysis {
namespace {

std::string text_of(const std::vector<accounts::Period>& periods) {
    std::string out;
    for (const auto period : periods) out += (out.empty() ? "" : " ") + period.text();
    return out;
}

AnswerTable ends_table(const std::vector<RequiredPath>& paths) {
    TableWriter table("require_path", "each end of each goal: what the open periods must reach together");
    table.text("goal", "what is to be reached");
    table.text("end", "case or end of the band");
    table.number("target", "1", "value to be reached, in the goal's unit");
    table.text("open_periods", "periods that are open");
    table.number("known", "%", "growth of the total over the known periods");
    table.number("planned", "%", "growth of the total over the open periods in the scenario");
    table.number("required_low", "%", "growth of the total over the open periods that is required, lower end");
    table.number("required_high", "%", "the same, upper end; equal unless a known number is a range");
    table.number("uplift_low", "points", "addition to the growth of every open component, lower end");
    table.number("uplift_high", "points", "the same, upper end");
    table.number("probability", "1", "that the goal reaches this end, given what is known");
    table.number("standard_error", "1", "simulation error of the probability");
    for (const RequiredPath& path : paths) {
        for (const EndNeed& need : path.ends) {
            table.row(path.goal.quantity.subject, need.end.name, need.end.value, text_of(path.open_periods), path.known.middle(), path.planned,
                       need.total.low, need.total.high, need.uplift.low, need.uplift.high, need.probability ? need.probability->value : kNan,
                       need.probability ? need.probability->standard_error : kNan);
        }
    }
    return table.take();
}

AnswerTable parts_table(const model::CompiledModel& model, const std::vector<RequiredPath>& paths) {
    TableWriter table("require_component", "each component for each end of each goal, over its open periods");
    table.text("goal", "what is to be reached");
    table.text("end", "case or end of the band");
    table.text("series", "component");
    table.number("weight", "%", "last year's volume in the open periods, in the total of the year, constant prices");
    table.number("known", "%", "growth over the known periods");
    table.number("planned", "%", "growth over the open periods in the scenario");
    table.number("required", "%", "if every component does the same number of points better, middle of the range");
    table.number("alone", "%", "if this component alone makes up for all");
    table.number("own_target", "1", "the component's own target");
    table.number("own_required", "%", "growth over the open periods for the component's own target");
    for (const RequiredPath& path : paths) {
        for (const EndNeed& need : path.ends) {
            for (std::size_t i = 0; i < path.parts.size(); ++i) {
                const PartNeed& part = path.parts[i];
                const EndNeed::Part& wanted = need.parts[i];
                table.row(path.goal.quantity.subject, need.end.name, model.series[part.series].name, part.weight, part.known.middle(), part.planned,
                           wanted.alike.middle(), wanted.alone ? wanted.alone->middle() : kNan, wanted.own_target.value_or(kNan),
                           wanted.own ? wanted.own->middle() : kNan);
            }
        }
    }
    return table.take();
}

AnswerTable periods_table(const model::CompiledModel& model, const std::vector<RequiredPath>& paths) {
    TableWriter table("require_period", "each open period of the total and of each component, for each end of each goal");
    table.text("goal", "what is to be reached");
    table.text("end", "case or end of the band");
    table.text("series", "total or component");
    table.text("period", "open period");
    table.number("planned", "%", "growth in the scenario");
    table.number("required", "%", "growth that is required, middle of the range");
    const auto add = [&](const RequiredPath& path, const EndNeed& need, std::uint32_t series, const std::vector<double>& planned,
                         const std::vector<NumberRange>& required) {
        for (std::size_t q = 0; q < planned.size(); ++q)
            table.row(path.goal.quantity.subject, need.end.name, model.series[series].name, path.open_periods[q].text(), planned[q], required[q].middle());
    };
    for (const RequiredPath& path : paths) {
        for (const EndNeed& need : path.ends) {
            add(path, need, path.total, path.planned_periods, need.total_periods);
            for (std::size_t i = 0; i < path.parts.size(); ++i)
                add(path, need, path.parts[i].series, path.parts[i].planned_periods, need.parts[i].alike_periods);
        }
    }
    return table.take();
}

}  // namespace

std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const std::vector<RequiredPath>& paths) {
    return {ends_table(paths), parts_table(model, paths), periods_table(model, paths)};
}

}  // namespace grdp::analysis
