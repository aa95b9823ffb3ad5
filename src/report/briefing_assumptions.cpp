#include <algorithm>
#include <map>

#include "briefing_parts.hpp"
#include "grdp/analysis/swing.hpp"
#include "grdp/report/unit.hpp"
#include "input_label.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

constexpr std::size_t kMostBars = 8;
constexpr std::size_t kMostValues = 4;

std::string shock_label(const Context& context, const model::Shock& shock) {
    const auto& series = context.model().series[shock.series];
    const auto& volumes = context.focus.volumes;
    const bool part = volumes && std::find(volumes->parts.begin(), volumes->parts.end(), shock.series) != volumes->parts.end();
    const auto name = part ? part_label(series, context.language) : series_label(series, context.language);
    return context.say(Message::paper_shock_label, name);
}

doc::FigureBlock tornado(const Context& context, const std::vector<analysis::Swing>& swings) {
    const auto& model = context.model();
    const auto& series = model.series[context.focus.series];
    const int decimals = unit_decimals(series.unit);
    TornadoChart chart;
    chart.value.title = labelled_unit(series_label(series, context.language), series.unit, context.language);
    chart.value.unit = series.unit;
    const double base = context.run().projection.value(context.focus.series, context.focus.period);
    chart.base = {base, decimal_text(base, decimals, context.language)};
    chart.low_label = context.say(Message::paper_one_lower);
    chart.high_label = context.say(Message::paper_one_higher);
    const auto number = [&](double value) { return decimal_text(value, decimals, context.language); };
    for (std::size_t i = 0; i < std::min(swings.size(), kMostBars); ++i) {
        const auto& swing = swings[i];
        const double central = swing.is_shock ? 0 : model.parameters[swing.index].value;
        TornadoChart::Bar bar;
        bar.label = swing.is_shock ? shock_label(context, model.shocks[swing.index])
                                   : parameter_label(model, model.parameters[swing.index], context.language);
        bar.at_low = {swing.at_low, number(swing.at_low)};
        bar.at_high = {swing.at_high, number(swing.at_high)};
        if (central == 0) {
            bar.label += ", ±\u00A0" + short_text(swing.deviation, 3, context.language);
        } else {
            bar.low_text = short_text(central - swing.deviation, 3, context.language);
            bar.high_text = short_text(central + swing.deviation, 3, context.language);
        }
        chart.bars.push_back(std::move(bar));
    }
    doc::FigureBlock block;
    block.id = "tornado";
    block.caption = context.say(Message::paper_tornado_caption, series_label(series, context.language),
                                period_phrase(model.grid.periods.at(context.focus.period).text(), context.language));
    block.alt = context.say(Message::paper_tornado_alt, chart.bars.front().label, chart.bars.front().at_low.text, chart.bars.front().at_high.text);
    block.notes.push_back(context.say(Message::paper_tornado_note));
    block.chart = std::move(chart);
    return block;
}

// Paths that the scenario sets.
class PathTable {
  public:
    PathTable(const Context& context, std::size_t first, std::size_t last) : context_(context), first_(first), last_(last) {}

    doc::Table build(std::string id) {
        const auto language = context_.language;
        const auto& model = context_.model();
        table_.id = std::move(id);
        table_.caption = context_.say(Message::paper_paths_caption);
        table_.columns = {text_column("assumption", context_.say(Message::inverse_assumption), 3), text_column("unit", context_.say(Message::unit), 1.2)};
        for (std::size_t p = first_; p <= last_; ++p)
            table_.columns.push_back(number_column("p" + plain_name(model.grid.periods.at(p).text()), period_head(context_.run(), p, language), "", language));
        std::string stem;
        for (std::uint32_t id_of = 0; id_of < model.series.size(); ++id_of) {
            const auto& series = model.series[id_of];
            if (series.kind != model::SeriesKind::exogenous || !known(id_of)) continue;
            if (!series.elements.empty() && series.stem != stem) group(stem_label(series, language));
            stem = series.stem;
            row(id_of);
        }
        return std::move(table_);
    }

  private:
    [[nodiscard]] bool known(std::uint32_t id) const {
        for (std::size_t p = first_; p <= last_; ++p) {
            if (std::isfinite(context_.run().projection.value(id, p))) return true;
        }
        return false;
    }
    void group(std::string label) {
        std::vector<doc::Cell> cells(table_.columns.size());
        cells.front() = words(std::move(label));
        table_.rows.push_back({doc::RowKind::group, 0, std::move(cells)});
    }
    void row(std::uint32_t id) {
        const auto& series = context_.model().series[id];
        const auto language = context_.language;
        doc::Row one{doc::RowKind::body, series.elements.empty() ? 0 : 1, {words(part_label(series, language)), words(unit_text(series.unit, language))}};
        for (std::size_t p = first_; p <= last_; ++p) {
            const double value = context_.run().projection.value(id, p);
            const auto shown = short_text(value, kMostDecimals, language);
            const auto mark = shown.rfind(language == Language::vi ? ',' : '.');
            const bool fraction = mark != std::string::npos && std::isfinite(value) && std::fabs(value) < 1000;
            one.cells.push_back(figure(value, fraction ? static_cast<int>(shown.size() - mark) - 1 : 0, language, series.unit));
        }
        table_.rows.push_back(std::move(one));
    }

    const Context& context_;
    std::size_t first_;
    std::size_t last_;
    doc::Table table_;
};

std::string values_text(const std::vector<double>& values, const std::string& unit, Language language) {
    const auto number = [&](double value) { return short_text(value, kMostDecimals, language); };
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    std::string out;
    if (*low == *high) {
        out = number(*low);
    } else if (values.size() <= kMostValues) {
        for (const double value : values)
            out += (out.empty() ? "" : "; ") + number(value);
    } else {
        out = text(Message::from_to_numbers, language, number(*low), number(*high));
    }
    return bound(with_unit(out, unit, language));
}

// Numbers of the model: one row per declaration, with what they rest on.
doc::Table parameter_table(const Context& context) {
    struct Declared {
        std::vector<double> values;
        std::vector<double> spreads;
        std::string unit;
        std::string label;
        std::string source;
        bool judgement = false;
    };
    std::vector<std::string> order;
    std::map<std::string, Declared> all;
    for (const auto& one : context.model().parameters) {
        const auto stem = parameter_stem(one);
        if (!all.contains(stem)) order.push_back(stem);
        auto& declared = all[stem];
        declared.values.push_back(one.value);
        declared.spreads.push_back(one.sd);
        declared.unit = one.unit;
        declared.label = declared_label(one, context.language);
        declared.source = label_text({one.source, one.source_vi}, context.language, "");
        declared.judgement = one.judgement;
    }
    doc::Table table;
    table.id = "parameters";
    table.caption = context.say(Message::paper_parameters_caption);
    table.columns = {text_column("parameter", context.say(Message::paper_parameter), 2), text_column("value", context.say(Message::paper_value_and_spread), 1.6),
                     text_column("source", context.say(Message::paper_source), 5)};
    for (const auto& name : order) {
        const auto& one = all[name];
        const bool certain = std::all_of(one.spreads.begin(), one.spreads.end(), [](double sd) { return sd == 0; });
        auto value = values_text(one.values, one.unit, context.language);
        if (!certain) value += " (" + values_text(one.spreads, one.unit, context.language) + ')';
        const auto source = one.source.empty() ? std::string(kMissing)
                            : one.judgement    ? context.say(Message::paper_judgement, one.source)
                                               : one.source;
        table.rows.push_back({doc::RowKind::body, 0, {words(one.label), words(std::move(value)), words(source)}});
    }
    return table;
}

}  // namespace

std::optional<doc::Table> parameters(const Context& context) {
    if (context.model().parameters.empty()) return std::nullopt;
    return parameter_table(context);
}

Section assumptions(const Context& context) {
    Section section{"assumptions", context.say(Message::paper_assumptions), {}};
    const auto& model = context.model();
    if (context.focus.series != model::kNone) {
        const auto swings = analysis::swings(model, context.focus.series, context.focus.period);
        if (!swings.empty()) section.blocks.emplace_back(tornado(context, swings));
    }
    const std::size_t end = model.first_horizon_index() + model.horizon.size();
    int number = 0;
    for (std::size_t first = model.first_horizon_index(); first < end; first += kPeriodsAcross) {
        auto id = number++ == 0 ? std::string("assumptions") : fmt::format("assumptions_{}", number);
        auto table = PathTable(context, first, std::min(first + kPeriodsAcross, end) - 1).build(std::move(id));
        if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
    }
    return section;
}

}  // namespace grdp::report::paper
