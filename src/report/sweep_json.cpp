#include <cmath>

#include "grdp/report/json.hpp"
#include "grdp/report/sweep_text.hpp"
#include "json_parts.hpp"

namespace grdp::report {
namespace {

using analysis::SweepAxis;

Json axis_value(const SweepAxis& axis, double value) {
    if (std::isnan(value)) return nullptr;
    return axis.has_levels() ? Json(analysis::axis_value_text(axis, value)) : number(value);
}

Json axes_part(const analysis::SweepResult& sweep) {
    Json axes = Json::array();
    for (const SweepAxis& axis : sweep.axes) axes.push_back({{"name", axis.name}, {"unit", axis.unit.empty() ? Json(nullptr) : Json(axis.unit)}});
    return axes;
}

Json event_part(const analysis::SweepEvent& event) {
    Json part{{"low", limit(event.low)}, {"high", limit(event.high)}, {"method", std::string(analysis::estimator_name(event.method))}, {"points", event.points}, {"failed", event.failed}};
    for (std::size_t k = 0; k < analysis::kOutcomeNames.size(); ++k) part[std::string(analysis::kOutcomeNames[k])] = estimate_part(event.outcomes[k]);
    return part;
}

Json series_part(const analysis::SweepResult& sweep, const analysis::SweepRow& row) {
    Json all = Json::object();
    const std::size_t periods = sweep.frame.periods.size();
    for (std::size_t s = 0; s < sweep.frame.series.size(); ++s) {
        Json mean = Json::array(), error = Json::array(), sd = Json::array(), quantiles = Json::object(), intervals = Json::object();
        for (std::size_t p = 0; p < periods; ++p) {
            const auto& cell = row.cells[s * periods + p];
            mean.push_back(value_or_null(cell.mean));
            error.push_back(value_or_null(cell.standard_error));
            sd.push_back(value_or_null(cell.sd));
            constexpr const char* kNames[] = {"5", "50", "95"};
            for (std::size_t q = 0; q < cell.quantiles.size(); ++q) {
                quantiles[kNames[q]].push_back(value_or_null(cell.quantiles[q].value));
                intervals[kNames[q]].push_back(Json::array({value_or_null(cell.quantiles[q].low), value_or_null(cell.quantiles[q].high)}));
            }
        }
        const auto& head = sweep.frame.series[s];
        all[head.name] = {{"unit", head.unit}, {"periods", sweep.frame.periods}, {"mean", std::move(mean)}, {"standard_error", std::move(error)}, {"sd", std::move(sd)},
                          {"quantiles", std::move(quantiles)}, {"quantile_intervals", std::move(intervals)}};
    }
    return all;
}

Json scenario_part(const analysis::SweepResult& sweep, const analysis::SweepRow& row) {
    Json values = Json::object();
    for (std::size_t axis = 0; axis < sweep.axes.size(); ++axis) values[sweep.axes[axis].name] = axis_value(sweep.axes[axis], sweep.point(row.row, axis));
    Json part{{"id", sweep.ids[row.row]}, {"values", std::move(values)}, {"seed", row.seed}, {"status", row.failed ? "failed" : "done"}, {"reason", row.failed ? Json(row.reason) : Json(nullptr)}};
    if (row.failed) return part;
    part["failed_paths"] = row.failed_paths;
    Json events = Json::object();
    for (std::size_t e = 0; e < row.events.size(); ++e) {
        if (row.events[e].present) events[sweep.frame.events[e].key] = event_part(row.events[e]);
    }
    part["events"] = std::move(events);
    part["series"] = series_part(sweep, row);
    return part;
}

Json ids_part(const analysis::SweepResult& sweep, const std::vector<std::size_t>& places) {
    Json ids = Json::array();
    for (const std::size_t place : places) ids.push_back(sweep.ids[sweep.rows[place].row]);
    return ids;
}

Json heat_part(const SweepReport& report) {
    const auto& sweep = report.sweep;
    const auto& heat = *report.heat;
    const auto axis = [&](std::size_t place, const std::vector<double>& values) {
        Json all = Json::array();
        for (const double value : values) all.push_back(axis_value(sweep.axes[place], value));
        return Json{{"axis", sweep.axes[place].name}, {"unit", sweep.axes[place].unit}, {"values", std::move(all)}};
    };
    Json held = Json::object();
    for (std::size_t a = 0; a < sweep.axes.size(); ++a) {
        if (a != heat.across && a != heat.down) held[sweep.axes[a].name] = axis_value(sweep.axes[a], heat.held[a]);
    }
    Json rows = Json::array();
    for (std::size_t y = 0; y < heat.down_values.size(); ++y) {
        Json cells = Json::array();
        for (std::size_t x = 0; x < heat.across_values.size(); ++x) {
            const std::size_t place = heat.cells[y * heat.across_values.size() + x];
            const auto estimate = place == analysis::SweepHeat::kNoRow ? std::nullopt : analysis::answer_of(sweep.rows[place], report.questions.front());
            cells.push_back(estimate ? estimate_part(*estimate) : Json(nullptr));
        }
        rows.push_back(std::move(cells));
    }
    return {{"across", axis(heat.across, heat.across_values)}, {"down", axis(heat.down, heat.down_values)}, {"held", std::move(held)}, {"probability", std::move(rows)}};
}

Json sharing_part(const analysis::SweepSharing& sharing, const std::vector<std::string>& ids) {
    const auto text_or_null = [](std::string_view text) { return text.empty() ? Json(nullptr) : Json(std::string(text)); };
    Json reasons = Json::array();
    for (const auto& alone : sharing.reasons) {
        reasons.push_back({{"reason", std::string(engine::unshared_name(alone.why))}, {"event", text_or_null(alone.event)}, {"place", text_or_null(alone.place)},
                           {"cause", text_or_null(alone.bend == engine::Bend::none ? "" : engine::bend_name(alone.bend))}, {"scenarios", alone.count}, {"first", ids[alone.first]}});
    }
    if (sharing.apart != analysis::Apart::no && sharing.alone > 0) {
        reasons.push_back({{"reason", std::string(analysis::apart_name(sharing.apart))}, {"event", nullptr}, {"place", nullptr}, {"cause", nullptr}, {"scenarios", sharing.alone}, {"first", nullptr}});
    }
    return {{"together", sharing.together}, {"alone", sharing.alone}, {"failed", sharing.failed}, {"elsewhere", sharing.elsewhere}, {"reasons", std::move(reasons)}};
}

}  // namespace

std::string sweep_json(const SweepReport& report, Language language) {
    const auto& sweep = report.sweep;
    const auto& settings = sweep.settings;
    Json document{{"schema", schema_name("sweep")}, {"scenario", sweep.scenario}, {"seed", settings.sampling.seed}, {"draws", settings.sampling.draws},
                  {"dispersion", settings.sampling.dispersion}, {"estimator", std::string(analysis::estimator_name(settings.estimator))},
                  {"independent", settings.independent}, {"axes", axes_part(sweep)}};
    Json events = Json::object();
    for (const auto& event : sweep.frame.events) {
        events[event.key] = {{"name", event.name}, {"period", event.period}, {"label", language == Language::vi && !event.label.vi.empty() ? event.label.vi : event.label.en},
                             {"unit", event.unit}, {"kind", event.is_band ? "band" : "condition"}};
    }
    document["events"] = std::move(events);
    Json scenarios = Json::array();
    for (const auto& row : sweep.rows) scenarios.push_back(scenario_part(sweep, row));
    document["scenarios"] = std::move(scenarios);
    if (!report.questions.empty()) {
        document["question"] = analysis::question_text(sweep.frame, report.questions.front());
        document["ranking"] = ids_part(sweep, analysis::ranked(sweep, report.questions.front()));
    }
    if (report.reach) {
        Json surely = Json::array();
        for (const bool one : report.reach->surely) surely.push_back(one);
        document["reach"] = {{"probability", report.reach->probability}, {"scenarios", ids_part(sweep, report.reach->reached)}, {"surely", std::move(surely)}, {"open", ids_part(sweep, report.reach->open)}};
    }
    if (report.questions.size() > 1) {
        document["pareto"] = {{"events", {analysis::question_text(sweep.frame, report.questions[0]), analysis::question_text(sweep.frame, report.questions[1])}},
                              {"scenarios", ids_part(sweep, analysis::pareto(sweep, report.questions[0], report.questions[1]))}};
    }
    if (report.heat) document["heat"] = heat_part(report);
    if (report.sharing) document["shared_draws"] = sharing_part(*report.sharing, sweep.ids);
    return document_text(document);
}

std::string store_json(const std::string& file, bool sealed, std::uint64_t scenarios, const std::vector<std::uint64_t>& damaged) {
    return document_text({{"schema", schema_name("store")}, {"file", file}, {"sealed", sealed}, {"scenarios", scenarios}, {"damaged", damaged}});
}

std::string part_json(const PartSummary& part) {
    return document_text({{"schema", schema_name("part")}, {"scenario", part.scenario}, {"scenarios", part.scenarios}, {"of", part.of}, {"failed", part.failed}, {"shards", part.shards},
                          {"held", part.held}, {"missing", part.missing}});
}

}  // namespace grdp::report
