#include <limits>

#include "grdp/analysis/required_path.hpp"
#include "grdp/base/number.hpp"

namespace grdp::analysis {
namespace {

class TableMaker {
  public:
    TableMaker(std::string name, std::string about) { table_.name = std::move(name), table_.about = std::move(about); }

    void numbers(std::string name, std::string unit, std::string about) {
        table_.columns.push_back({std::move(name), std::move(unit), std::move(about), std::vector<double>()});
    }
    void texts(std::string name, std::string about) {
        table_.columns.push_back({std::move(name), "", std::move(about), std::vector<std::string>()});
    }
    void row(const std::vector<std::variant<double, std::string>>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (const double* number = std::get_if<double>(&cells[i])) std::get<std::vector<double>>(table_.columns[i].values).push_back(*number);
            else std::get<std::vector<std::string>>(table_.columns[i].values).push_back(std::get<std::string>(cells[i]));
        }
    }
    [[nodiscard]] AnswerTable done() { return std::move(table_); }

  private:
    AnswerTable table_;
};

std::string text_of(const std::vector<accounts::Period>& periods) {
    std::string out;
    for (const auto period : periods) out += (out.empty() ? "" : " ") + period.text();
    return out;
}

AnswerTable ends_table(const std::vector<RequiredPath>& paths) {
    TableMaker table("require_path", "each end of each goal: what the open periods must reach together");
    table.texts("goal", "what is to be reached");
    table.texts("end", "case or end of the band");
    table.numbers("target", "1", "value to be reached, in the goal's unit");
    table.texts("open_periods", "periods that are open");
    table.numbers("known", "%", "growth of the total over the known periods");
    table.numbers("planned", "%", "growth of the total over the open periods in the scenario");
    table.numbers("required_low", "%", "growth of the total over the open periods that is required, lower end");
    table.numbers("required_high", "%", "the same, upper end; equal unless a known number is a range");
    table.numbers("uplift_low", "points", "addition to the growth of every open component, lower end");
    table.numbers("uplift_high", "points", "the same, upper end");
    table.numbers("probability", "1", "that the goal reaches this end, given what is known");
    table.numbers("standard_error", "1", "simulation error of the probability");
    for (const RequiredPath& path : paths) {
        for (const EndNeed& need : path.ends) {
            table.row({path.goal.quantity.subject, need.end.name, need.end.value, text_of(path.open_periods), path.known.middle(), path.planned,
                       need.total.low, need.total.high, need.uplift.low, need.uplift.high, need.probability ? need.probability->value : kNan,
                       need.probability ? need.probability->standard_error : kNan});
        }
    }
    return table.done();
}

AnswerTable parts_table(const model::CompiledModel& model, const std::vector<RequiredPath>& paths) {
    TableMaker table("require_component", "each component for each end of each goal, over its open periods");
    table.texts("goal", "what is to be reached");
    table.texts("end", "case or end of the band");
    table.texts("series", "component");
    table.numbers("weight", "%", "last year's volume in the open periods, in the total of the year, constant prices");
    table.numbers("known", "%", "growth over the known periods");
    table.numbers("planned", "%", "growth over the open periods in the scenario");
    table.numbers("required", "%", "if every component does the same number of points better, middle of the range");
    table.numbers("alone", "%", "if this component alone makes up for all");
    table.numbers("own_target", "1", "the component's own target");
    table.numbers("own_required", "%", "growth over the open periods for the component's own target");
    for (const RequiredPath& path : paths) {
        for (const EndNeed& need : path.ends) {
            for (std::size_t i = 0; i < path.parts.size(); ++i) {
                const PartNeed& part = path.parts[i];
                const EndNeed::Part& wanted = need.parts[i];
                table.row({path.goal.quantity.subject, need.end.name, model.series[part.series].name, part.weight, part.known.middle(), part.planned,
                           wanted.alike.middle(), wanted.alone ? wanted.alone->middle() : kNan, wanted.own_target.value_or(kNan),
                           wanted.own ? wanted.own->middle() : kNan});
            }
        }
    }
    return table.done();
}

AnswerTable periods_table(const model::CompiledModel& model, const std::vector<RequiredPath>& paths) {
    TableMaker table("require_period", "each open period of the total and of each component, for each end of each goal");
    table.texts("goal", "what is to be reached");
    table.texts("end", "case or end of the band");
    table.texts("series", "total or component");
    table.texts("period", "open period");
    table.numbers("planned", "%", "growth in the scenario");
    table.numbers("required", "%", "growth that is required, middle of the range");
    const auto add = [&](const RequiredPath& path, const EndNeed& need, std::uint32_t series, const std::vector<double>& planned,
                         const std::vector<NumberRange>& required) {
        for (std::size_t q = 0; q < planned.size(); ++q)
            table.row({path.goal.quantity.subject, need.end.name, model.series[series].name, path.open_periods[q].text(), planned[q], required[q].middle()});
    };
    for (const RequiredPath& path : paths) {
        for (const EndNeed& need : path.ends) {
            add(path, need, path.total, path.planned_periods, need.total_periods);
            for (std::size_t i = 0; i < path.parts.size(); ++i)
                add(path, need, path.parts[i].series, path.parts[i].planned_periods, need.parts[i].alike_periods);
        }
    }
    return table.done();
}

}  // namespace

std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const std::vector<RequiredPath>& paths) {
    return {ends_table(paths), parts_table(model, paths), periods_table(model, paths)};
}

}  // namespace grdp::analysis
