#include <algorithm>

#include "briefing_parts.hpp"
#include "grdp/base/number.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

constexpr std::size_t kMostScenarioBars = 8;
constexpr std::size_t kMostOthers = 8;  // single results in the table of scenarios

// One indicator as every run has it, in the period of the headline.
struct Indicator {
    std::string label;
    std::string unit;
    std::string series;
    bool is_total = false;
};

double central_value(const Context& context, const RunContent& run, const std::string& name) {
    const auto id = run.model.find_series(name);
    const auto period = context.model().grid.periods.at(context.focus.period);
    if (id == model::kNone || !run.model.grid.periods.contains(period)) return kNan;
    return run.projection.value(id, run.model.grid.periods.index(period));
}

const engine::Cell* same_cell(const Context& context, const RunContent& run, const std::string& name) {
    const auto id = run.model.find_series(name);
    const auto period = context.model().grid.periods.at(context.focus.period);
    if (id == model::kNone || !run.model.horizon.contains(period)) return nullptr;
    return cell_of(run, id, run.model.grid.periods.index(period));
}

// Growth of the total and of its parts, as series of the model where it has them.
std::vector<Indicator> growth_indicators(const Context& context) {
    std::vector<Indicator> found;
    if (!context.focus.volumes) return found;
    const auto& run = context.run();
    const auto account = analysis::decomposition_account(run.projection, run.model, *context.focus.volumes);
    const auto add = [&](std::uint32_t of, const std::vector<analysis::PartAccount>& path, bool total) {
        std::vector<double> growth;
        for (const auto& one : path)
            growth.push_back(one.growth);
        const auto id = series_with_values(run, growth, "%", run.model.series[of].elements);
        if (id != model::kNone) found.push_back({part_label(run.model.series[total ? id : of], context.language), "%", run.model.series[id].name, total});
    };
    add(account.decomposition.total, account.total, true);
    for (std::size_t i = 0; i < account.parts.size(); ++i)
        add(account.decomposition.parts[i], account.parts[i], false);
    return found;
}

bool has_target(const model::CompiledModel& model, const std::string& series) {
    return std::any_of(model.target_sets.begin(), model.target_sets.end(), [&](const auto& set) {
        return std::any_of(set.targets.begin(), set.targets.end(), [&](const auto& target) { return target.subject == series; });
    });
}

// Totals, and single results: all of them where they are few, else those that have a target first.
std::vector<Indicator> other_indicators(const Context& context, const std::vector<Indicator>& told) {
    std::vector<Indicator> found;
    const auto& model = context.model();
    const auto add = [&](std::uint32_t id) {
        const auto& series = model.series[id];
        const auto same = [&](const auto& one) { return one.series == series.name; };
        if (std::any_of(told.begin(), told.end(), same) || std::any_of(found.begin(), found.end(), same)) return;
        found.push_back({part_label(series, context.language), series.unit, series.name, false});
    };
    if (context.focus.volumes) add(context.focus.volumes->total);
    if (context.focus.values) add(context.focus.values->total);
    std::vector<std::uint32_t> wanted, others;
    for (std::uint32_t id = 0; id < model.series.size(); ++id) {
        if (model.series[id].kind != model::SeriesKind::report || !model.series[id].elements.empty()) continue;
        (has_target(model, model.series[id].name) ? wanted : others).push_back(id);
    }
    std::size_t room = kMostOthers - std::min(kMostOthers, wanted.size());
    if (room < others.size()) others.resize(room);
    wanted.insert(wanted.end(), others.begin(), others.end());
    std::sort(wanted.begin(), wanted.end());
    for (const auto id : wanted)
        add(id);
    return found;
}

class ScenarioTable {
  public:
    explicit ScenarioTable(const Context& context) : context_(context), language_(context.language) {}

    doc::Table build() {
        const auto period = period_phrase(context_.model().grid.periods.at(context_.focus.period).text(), language_);
        table_.id = "scenarios";
        table_.caption = context_.say(Message::paper_scenarios_caption, period);
        table_.columns.push_back(text_column("indicator", context_.say(Message::indicator), 2.4));
        int number = 0;
        for (const auto& run : context_.runs)
            table_.columns.push_back(number_column(fmt::format("s{}_{}", ++number, plain_name(run.model.scenario_name)), run_label(run, language_), "", language_, 1.2));
        const auto growth = growth_indicators(context_);
        if (!growth.empty()) group(context_.say(Message::paper_growth_group), "%");
        for (const auto& one : growth) {
            values(one, growth.size() > 1 && !one.is_total ? 2 : 1);
            if (one.is_total) ranges(one);
        }
        const auto others = other_indicators(context_, growth);
        if (!others.empty()) group(context_.say(Message::paper_other_group), "");
        for (auto one : others) {
            one.label = labelled_unit(one.label, one.unit, language_);
            values(one, 1);
        }
        chances();
        table_.notes.push_back(context_.say(Message::paper_scenarios_note));
        return std::move(table_);
    }

  private:
    void group(const std::string& label, std::string_view unit) {
        std::vector<doc::Cell> cells(table_.columns.size());
        cells.front() = words(labelled_unit(label, unit, language_));
        table_.rows.push_back({doc::RowKind::group, 0, std::move(cells)});
    }
    void values(const Indicator& one, int indent) {
        doc::Row row{one.is_total ? doc::RowKind::total : doc::RowKind::body, indent, {words(one.label)}};
        for (const auto& run : context_.runs)
            row.cells.push_back(figure(central_value(context_, run, one.series), unit_decimals(one.unit), language_, one.unit));
        table_.rows.push_back(std::move(row));
    }
    // Where nine of ten paths end.
    void ranges(const Indicator& one) {
        doc::Row row{doc::RowKind::body, 2, {words(context_.say(Message::paper_p5_p95))}};
        bool any = false;
        for (const auto& run : context_.runs) {
            const auto* cell = same_cell(context_, run, one.series);
            const auto low = cell == nullptr ? std::nullopt : quantile_of(*cell, 0.05);
            const auto high = cell == nullptr ? std::nullopt : quantile_of(*cell, 0.95);
            const int decimals = unit_decimals(one.unit);
            any = any || (low && high);
            row.cells.push_back(words(low && high ? bound(context_.say(Message::from_to_numbers, decimal_text(*low, decimals, language_), decimal_text(*high, decimals, language_)))
                                                  : std::string(kMissing)));
        }
        if (any) table_.rows.push_back(std::move(row));
    }
    // The headline's outcomes and the scenario's own questions.
    void chances() {
        const auto& answers = context_.run().answers;
        bool headed = false;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto& answer = answers[i];
            const bool headline = context_.focus.event == i;
            if (!headline && answer.target_set != model::kNone) continue;
            if (!headed) group(context_.say(Message::paper_probability), "%");
            headed = true;
            const auto label = capital(event_name(context_, answer));
            const auto band = answer.is_band ? ", " + band_phrase(answer.low, answer.high, answer.unit, language_) : std::string();
            chance_row(label + band, answer, &analysis::EventAnswer::within);
            const bool two_sided = answer.is_band && std::isfinite(answer.low) && std::isfinite(answer.high);
            if (headline && two_sided)
                chance_row(label + ", ≥\u00A0" + band_phrase(answer.low, answer.low, answer.unit, language_), answer, &analysis::EventAnswer::at_least);
        }
    }
    void chance_row(std::string label, const analysis::EventAnswer& question, analysis::Estimate analysis::EventAnswer::*outcome) {
        doc::Row row{doc::RowKind::body, 1, {words(std::move(label))}};
        for (const auto& run : context_.runs) {
            const auto* answer = same_answer(run, question);
            row.cells.push_back(answer == nullptr ? words(std::string(kMissing)) : chance(answer->*outcome, answer->points, language_));
        }
        table_.rows.push_back(std::move(row));
    }

    const Context& context_;
    Language language_;
    doc::Table table_;
};

doc::FigureBlock growth_bars(const Context& context, const std::vector<Indicator>& indicators) {
    ClusteredBars chart;
    chart.value.title = context.say(Message::paper_growth_axis);
    chart.value.unit = "%";
    for (std::size_t i = 0; i < std::min(indicators.size(), kMostScenarioBars); ++i)
        chart.categories.push_back(indicators[i].label);
    for (const auto& run : context.runs) {
        ClusteredBars::Series series;
        series.name = run_label(run, context.language);
        for (std::size_t i = 0; i < chart.categories.size(); ++i) {
            const double value = central_value(context, run, indicators[i].series);
            series.values.push_back({value, std::isfinite(value) ? decimal_text(value, 1, context.language) : std::string()});
        }
        chart.series.push_back(std::move(series));
    }
    doc::FigureBlock block;
    block.id = "comparison";
    const auto period = period_phrase(context.model().grid.periods.at(context.focus.period).text(), context.language);
    block.caption = context.say(Message::paper_comparison_caption, period);
    block.alt = block.caption + ". ";
    for (const auto& series : chart.series)
        block.alt += series.name + ": " + chart.categories.front() + ' ' + series.values.front().text + "%. ";
    block.alt.pop_back();
    block.chart = std::move(chart);
    return block;
}

// Differences of probabilities against the first run.
doc::Table differences(const Context& context) {
    doc::Table table;
    table.id = "differences";
    table.caption = context.say(Message::paper_differences_caption, run_label(context.run(), context.language));
    table.columns.push_back(text_column("event", context.say(Message::paper_event), 2.6));
    table.columns.push_back(number_column("first", run_label(context.run(), context.language), "%", context.language, 1.2));
    for (std::size_t k = 1; k < context.runs.size(); ++k) {
        const auto name = fmt::format("s{}", k + 1);
        table.columns.push_back(number_column(name + "_difference", run_label(context.runs[k], context.language), "points", context.language, 1.2));
        table.columns.push_back(number_column(name + "_error", "±", "points", context.language, 0.6));
        for (auto column = table.columns.end() - 2; column != table.columns.end(); ++column)
            column->unit_text.clear();  // the caption says it
    }
    for (const auto& answer : context.run().answers) {
        const auto band = answer.is_band ? ", " + band_phrase(answer.low, answer.high, answer.unit, context.language) : std::string();
        if (answer.target_set != model::kNone && context.focus.event != static_cast<std::size_t>(&answer - context.run().answers.data())) continue;
        doc::Row row{doc::RowKind::body, 0, {words(capital(event_name(context, answer)) + band), chance(answer.within, answer.points, context.language)}};
        for (std::size_t k = 1; k < context.runs.size(); ++k) {
            const auto* other = same_answer(context.runs[k], answer);
            if (other == nullptr) {
                row.cells.insert(row.cells.end(), 2, words(std::string(kMissing)));
                continue;
            }
            const double error = std::sqrt(answer.within.standard_error * answer.within.standard_error + other->within.standard_error * other->within.standard_error);
            const analysis::Estimate gap{other->within.value - answer.within.value, error, 0, 0};
            row.cells.push_back(figure(100 * gap.value, 2, context.language, "points"));
            row.cells.push_back(chance_error({0.5, error, 0, 0}, context.language));
        }
        table.rows.push_back(std::move(row));
    }
    table.notes.push_back(context.say(Message::paper_differences_note));
    return table;
}

}  // namespace

Section scenarios(const Context& context) {
    Section section{"scenarios", context.say(Message::paper_scenarios), {}};
    if (context.runs.size() < 2) return section;
    section.blocks.emplace_back(ScenarioTable(context).build());
    return section;
}

Section comparison(const Context& context) {
    Section section{"comparison", context.say(Message::paper_comparison), {}};
    if (context.runs.size() < 2) return section;
    const auto indicators = growth_indicators(context);
    if (!indicators.empty()) section.blocks.emplace_back(growth_bars(context, indicators));
    auto table = differences(context);
    if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
    return section;
}

}  // namespace grdp::report::paper
