#include "grdp/analysis/sensitivity.hpp"

#include "sensitivity_parts.hpp"
#include "table_writer.hpp"

namespace grdp::analysis {

namespace {

/// Which of the numbers the fault is about.
Diagnostic naming(const model::CompiledModel& model, const UncertainNumber& number, Diagnostic fault) {
    fault.message = (number.event ? model.events[number.index].name : model.series[number.index].name + '@' + model.grid.periods.at(number.period).text()) + ": " + fault.message;
    return fault;
}

}  // namespace

Result<Sensitivity> sensitivity(const model::CompiledModel& model, const SensitivityOptions& options, engine::Executor& executor) {
    if (options.sampling.draws < kLeastIndexDraws) {
        return Diagnostic{Code{7311}, {}, std::to_string(options.sampling.draws) + " draws are too few for an index of sensitivity",
                          "at least " + std::to_string(kLeastIndexDraws) + " draws", ""};
    }
    Sensitivity found;
    found.numbers = options.numbers;
    found.draws = options.sampling.draws;
    for (const UncertainNumber& number : options.numbers) {
        if (number.event) found.events.push_back(number.index);
    }
    auto derivatives = slopes(model, options, executor);
    if (!derivatives) return derivatives.diagnostics();
    found.slopes = *std::move(derivatives);
    for (std::size_t i = 0; i < options.numbers.size(); ++i) {
        auto shares = uncertainty_shares(model, options.numbers[i], options.sampling, executor);
        if (shares) found.shares.emplace_back(i, *std::move(shares));
        else if (shares.diagnostics().items().front().code == Code{7311}) return naming(model, options.numbers[i], shares.diagnostics().items().front());
        else found.certain.push_back(i);
    }
    found.tornado = tornado(model, options, executor);
    auto first = first_order_effects(model, options, executor);
    if (!first) return first.diagnostics();
    found.first_order = *std::move(first);
    found.cases = assumption_cases(model, found.events, options, executor);
    return found;
}

namespace {

struct NumberNames {
    std::string name, period;
};

NumberNames names_of(const model::CompiledModel& model, const UncertainNumber& number) {
    if (number.event) return {model.events[number.index].name, model.events[number.index].period_text};
    return {model.series[number.index].name, model.grid.periods.at(number.period).text()};
}

const std::string& input_name(const model::CompiledModel& model, bool is_shock, std::uint32_t index) {
    return is_shock ? model.shocks[index].name : model.parameters[index].name;
}

TableWriter about_number(std::string name, std::string about) {
    TableWriter table(std::move(name), std::move(about));
    table.text("number", "series or event").text("period", "period");
    return table;
}

AnswerTable slopes_table(const model::CompiledModel& model, const Sensitivity& found) {
    auto table = about_number("sensitivity_slope", "derivative of a statistic to an assumption, per unit of the assumption");
    table.text("statistic", "probability, mean or quantile").text("assumption", "assumption").text("unit", "of the assumption").number("value", "1", "of the assumption");
    table.number("slope", "1", "derivative").number("se", "1", "standard error").number("low", "1", "95 % interval").number("high", "1", "95 % interval");
    for (const Slope& s : found.slopes) {
        const auto number = names_of(model, found.numbers[s.number]);
        table.row(number.name, number.period, s.statistic, s.assumption, s.unit, s.value, s.slope.value, s.slope.standard_error, s.slope.low, s.slope.high);
    }
    return table.take();
}

AnswerTable shares_table(const model::CompiledModel& model, const Sensitivity& found) {
    auto table = about_number("sensitivity_share", "share of the variance that an uncertain input makes; Shapley effects sum to 1");
    table.text("input", "shock or parameters of one name").text("method", "exact or sampled (paths, or orders of more than ten inputs)");
    for (const char* name : {"shapley", "shapley_se", "shapley_low", "shapley_high", "first_order", "first_order_se", "first_order_low", "first_order_high", "total", "total_se", "total_low", "total_high", "draws", "orders"}) table.number(name, "1", name);
    for (const auto& [at, shares] : found.shares) {
        const auto number = names_of(model, found.numbers[at]);
        for (std::size_t i = 0; i < shares.inputs.size(); ++i) {
            const Estimate &s = shares.shapley[i], &first = shares.first_order[i], &total = shares.total[i];
            table.row(number.name, number.period, shares.inputs[i].name, shares.exact ? "exact" : "sampled", s.value, s.standard_error, s.low, s.high,
                      first.value, first.standard_error, first.low, first.high, total.value, total.standard_error, total.low, total.high, static_cast<double>(shares.draws), static_cast<double>(shares.orders));
        }
    }
    return table.take();
}

AnswerTable tornado_table(const model::CompiledModel& model, const Sensitivity& found) {
    auto table = about_number("sensitivity_tornado", "an uncertain input one standard deviation lower and higher");
    table.text("input", "shock or parameter");
    for (const char* name : {"deviation", "low", "high", "swing", "swing_se", "together"}) table.number(name, "1", name);
    for (const TornadoBar& bar : found.tornado) {
        const auto number = names_of(model, found.numbers[bar.number]);
        table.row(number.name, number.period, input_name(model, bar.is_shock, bar.index), bar.deviation, bar.low, bar.high, bar.swing.value, bar.swing.standard_error, bar.together);
    }
    return table.take();
}

AnswerTable first_order_table(const model::CompiledModel& model, const Sensitivity& found) {
    auto table = about_number("sensitivity_first_order", "variance that knowledge of one input alone removes, from the paths at hand");
    table.text("input", "shock of the period, or parameter").number("share", "1", "of the variance").number("se", "1", "standard error");
    table.number("low", "1", "95 % interval").number("high", "1", "95 % interval");
    for (const FirstOrder& one : found.first_order) {
        const auto number = names_of(model, found.numbers[one.number]);
        table.row(number.name, number.period, input_name(model, one.is_shock, one.index), one.share.value, one.share.standard_error, one.share.low, one.share.high);
    }
    return table.take();
}

AnswerTable cases_table(const model::CompiledModel& model, const Sensitivity& found) {
    TableWriter table("sensitivity_assumption", "an event under another assumption on dependence or law");
    table.text("assumption", "the case").text("reason", "why it cannot be had").text("event", "event").text("period", "period");
    for (const char* name : {"probability", "se", "gained", "gained_se", "gained_low", "gained_high"}) table.number(name, "1", name);
    for (const AssumptionCase& one : found.cases) {
        for (std::size_t e = 0; e < found.events.size(); ++e) {
            const model::Event& event = model.events[found.events[e]];
            const double none = __builtin_nan("");
            const bool has = one.reason.empty();
            const Estimate p = has ? one.probability[e] : Estimate{none, none, none, none}, gained = has ? one.gained[e] : p;
            table.row(one.name, one.reason, event.name, event.period_text, p.value, p.standard_error, gained.value, gained.standard_error, gained.low, gained.high);
        }
    }
    return table.take();
}

}  // namespace

std::vector<AnswerTable> answer_tables(const model::CompiledModel& model, const Sensitivity& found) {
    return {cases_table(model, found), shares_table(model, found), tornado_table(model, found), slopes_table(model, found), first_order_table(model, found)};
}

}  // namespace grdp::analysis
