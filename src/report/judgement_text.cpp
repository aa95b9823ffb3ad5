#include "grdp/report/judgement_text.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "judgement_parts.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

constexpr std::size_t kLowLevel = 0, kMiddleLevel = 3, kHighLevel = 6;  // of the default 5, 10, 25, 50, 75, 90, 95

std::string cell_label(const model::CompiledModel& model, std::uint32_t series, Language language) {
    const model::Series& s = model.series[series];
    return labelled_unit(series_label(s, language), s.unit, language);
}

std::vector<std::string> quantile_heads(const engine::Sampling& sampling, Language language) {
    std::vector<std::string> heads;
    for (const std::size_t i : {kLowLevel, kMiddleLevel, kHighLevel}) {
        heads.push_back("P" + short_text(100 * sampling.probabilities[std::min(i, sampling.probabilities.size() - 1)], 2, language));
    }
    return heads;
}

void add_quantiles(std::vector<std::string>& row, const std::vector<analysis::Estimate>& quantiles, int decimals, Language language) {
    for (const std::size_t i : {kLowLevel, kMiddleLevel, kHighLevel}) {
        row.push_back(quantiles.empty() ? "–" : decimal_text(quantiles[std::min(i, quantiles.size() - 1)].value, decimals, language));
    }
}

std::string tilted_events(const model::CompiledModel& model, const analysis::Tilt& tilt, Language language, Style style) {
    if (tilt.events.empty()) return {};
    TextTable table({Align::left, Align::left, Align::right, Align::right, Align::right});
    table.head({text(Message::event, language), text(Message::band, language), text(Message::under_model, language),
                text(Message::under_views, language), text(Message::at_least, language)});
    const auto points = static_cast<std::uint64_t>(tilt.effective);
    for (const analysis::TiltedEvent& e : tilt.events) {
        const model::Event& event = model.events[e.event];
        const bool open = !event.is_band || !std::isfinite(event.low);
        table.row({"  " + event_name(model, e.event, language), event_band(event, language), percent_pair(e.plain, tilt.draws, language),
                   percent_pair(e.tilted, points, language), open ? "–" : percent_pair(e.at_least, points, language)});
    }
    return '\n' + style.strong(text(Message::tilt_events_title, language)) + '\n' + table.render(style);
}

std::string tilted_cells(const model::CompiledModel& model, const analysis::Tilt& tilt, const engine::Sampling& sampling,
                         Language language, Style style) {
    TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right});
    std::vector<std::string> head{text(Message::indicator, language), text(Message::period, language), text(Message::model_mean, language),
                                  text(Message::model_sd, language), text(Message::mean, language), text(Message::sd, language)};
    for (auto& level : quantile_heads(sampling, language)) head.push_back(std::move(level));
    table.head(std::move(head));
    for (const analysis::TiltedCell& c : tilt.cells) {
        const int decimals = std::max(unit_decimals(model.series[c.series].unit), 2);
        std::vector<std::string> row{"  " + cell_label(model, c.series, language), period_heading(model.grid.periods.at(c.period), language),
                                     decimal_text(c.plain_mean, decimals, language), decimal_text(c.plain_sd, decimals, language),
                                     value_pair(c.mean, decimals, language), decimal_text(c.sd, decimals, language)};
        add_quantiles(row, c.quantiles, decimals, language);
        table.row(std::move(row));
    }
    return '\n' + style.strong(text(Message::tilt_cells_title, language)) + '\n' + table.render(style);
}

std::string mixed_cells(const model::CompiledModel& model, const analysis::Mixture& mixture, const engine::Sampling& sampling,
                        Language language, Style style) {
    if (mixture.cells.empty()) return {};
    TextTable table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right});
    std::vector<std::string> head{text(Message::indicator, language), text(Message::period, language), text(Message::mean, language), text(Message::sd, language)};
    for (auto& level : quantile_heads(sampling, language)) head.push_back(std::move(level));
    head.push_back(text(Message::between_scenarios, language));
    table.head(std::move(head));
    for (const analysis::MixtureCell& c : mixture.cells) {
        const int decimals = std::max(unit_decimals(model.series[c.series].unit), 2);
        std::vector<std::string> row{"  " + cell_label(model, c.series, language), period_heading(model.grid.periods.at(c.period), language),
                                     value_pair(c.mean, decimals, language), decimal_text(c.sd, decimals, language)};
        add_quantiles(row, c.quantiles, decimals, language);
        row.push_back(decimal_text(100 * c.between, 0, language));
        table.row(std::move(row));
    }
    return '\n' + style.strong(text(Message::mixture_cells_title, language)) + '\n' + table.render(style);
}

std::string mixed_events(const std::vector<analysis::WeighedScenario>& scenarios, const analysis::Mixture& mixture, Language language, Style style) {
    if (mixture.events.empty()) return {};
    const model::CompiledModel& model = *scenarios[0].model;
    std::vector<Align> columns{Align::left, Align::left};
    columns.resize(3 + scenarios.size(), Align::right);
    TextTable table(columns);
    std::vector<std::string> head{text(Message::event, language), text(Message::band, language)};
    for (const analysis::WeighedScenario& s : scenarios) head.push_back(s.model->scenario_name);
    head.push_back(text(Message::mixture, language));
    table.head(std::move(head));
    for (const analysis::MixtureEvent& e : mixture.events) {
        std::vector<std::string> row{"  " + event_name(model, e.event, language), event_band(model.events[e.event], language)};
        for (const double part : e.parts) row.push_back(short_text(100 * part, 2, language));
        row.push_back(percent_pair(e.probability, mixture.draws, language));
        table.row(std::move(row));
    }
    return '\n' + style.strong(text(Message::mixture_events_title, language)) + '\n' + table.render(style);
}

}  // namespace

std::string tilt_text(const model::CompiledModel& model, const analysis::Tilt& tilt, const engine::Sampling& sampling, Language language, Style style) {
    std::string out = style.strong(run_title(model, language)) + "\n\n" + text(Message::tilt_intro, language) + '\n';
    for (std::size_t i = 0; i < tilt.views.size(); ++i) {
        const auto kind = tilt.views[i].kind;
        const bool mean = kind == analysis::View::Kind::mean;
        out += text(kind == analysis::View::Kind::quantile ? Message::tilt_view_below : Message::tilt_view, language, tilt.views[i].text,
                    mean ? short_text(tilt.held[i], 4, language) : short_text(100 * tilt.held[i], 2, language) + "%") +
               '\n';
    }
    out += text(Message::tilt_effective, language, decimal_text(tilt.effective, 0, language),
                decimal_text(static_cast<double>(tilt.draws), 0, language), decimal_text(tilt.floor, 0, language),
                decimal_text(tilt.entropy, 4, language)) +
           '\n';
    out += tilted_events(model, tilt, language, style) + tilted_cells(model, tilt, sampling, language, style);
    return out + '\n' + draws_line(sampling, language) + text(Message::tilt_note, language) + '\n';
}

std::string mixture_text(const std::vector<analysis::WeighedScenario>& scenarios, const analysis::Mixture& mixture,
                         const engine::Sampling& sampling, Language language, Style style) {
    std::string parts;
    for (const analysis::WeighedScenario& s : scenarios) {
        parts += (parts.empty() ? "" : ", ") + s.model->scenario_name + " (" + short_text(100 * s.weight, 2, language) + "%)";
    }
    std::string out = style.strong(text(Message::mixture_head, language, parts)) + "\n";
    out += mixed_events(scenarios, mixture, language, style) + mixed_cells(*scenarios[0].model, mixture, sampling, language, style);
    if (mixture.failed > 0) out += '\n' + text(Message::mixture_failed, language, mixture.failed) + '\n';
    return out + '\n' + draws_line(sampling, language) + text(Message::mixture_note, language) + '\n';
}

}  // namespace grdp::report
