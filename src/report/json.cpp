#include "grdp/report/json.hpp"

#include <cmath>

#include "grdp/analysis/mean_stability.hpp"
#include "grdp/base/number_text.hpp"
#include "json_parts.hpp"

namespace grdp::report {
namespace {

std::string_view kind_name(model::SeriesKind kind) {
    switch (kind) {
        case model::SeriesKind::exogenous:
            return "exogenous";
        case model::SeriesKind::behavioural:
            return "behavioural";
        case model::SeriesKind::identity:
            return "identity";
        default:
            return "report";
    }
}

std::string_view verdict_name(analysis::Verdict verdict) {
    switch (verdict) {
        case analysis::Verdict::below:
            return "below";
        case analysis::Verdict::within:
            return "within";
        case analysis::Verdict::above:
            return "above";
        default:
            return "monitored";
    }
}

std::vector<std::uint32_t> wanted_series(const ProjectionReport& report) {
    if (!report.wanted.empty()) return report.wanted;
    std::vector<std::uint32_t> all(report.model.series.size());
    for (std::uint32_t id = 0; id < all.size(); ++id)
        all[id] = id;
    return all;
}

Json projected_series(const ProjectionReport& report, Language language) {
    Json series = Json::object();
    const std::size_t first = report.projection.first_horizon_index;
    for (const auto id : wanted_series(report)) {
        Json part = series_head(report.model, id, language);
        part["kind"] = kind_name(report.model.series[id].kind);
        part["values"] = Json::array();
        for (std::size_t p = 0; p < report.model.horizon.size(); ++p) {
            const bool present = report.projection.present[report.projection.at(id, first + p)];
            part["values"].push_back(present ? number(report.projection.value(id, first + p)) : Json(nullptr));
        }
        series[report.model.series[id].name] = std::move(part);
    }
    return series;
}

Json target_outcomes(const ProjectionReport& report, Language language) {
    Json list = Json::array();
    for (const auto& outcome : report.targets) {
        const auto& set = report.model.target_sets[outcome.target_set];
        Json part = target_part(report.model, set, set.targets[outcome.target], language);
        const bool monitored = outcome.verdict == analysis::Verdict::monitored;
        part["value"] = monitored ? Json(nullptr) : number(outcome.value);
        part["verdict"] = verdict_name(outcome.verdict);
        part["met"] = monitored ? Json(nullptr) : Json(outcome.met);
        list.push_back(std::move(part));
    }
    return list;
}

Json failed_checks(const ProjectionReport& report) {
    Json list = Json::array();
    for (const auto& failed : report.projection.failed_checks) {
        list.push_back({{"text", report.model.checks[failed.check].text},
                        {"period", report.model.grid.periods.at(failed.period).text()}});
    }
    return list;
}

// "5", "2.5": the level of a quantile in percent.
std::string percent_key(double probability) {
    constexpr double kSteps = 1e10;
    return exact_text(std::round(probability * 100 * kSteps) / kSteps);
}

Json simulated_series(const SimulationReport& report, std::size_t output, Language language) {
    const auto& ensemble = report.ensemble;
    Json part = series_head(report.model, ensemble.series[output], language);
    for (const char* key : {"mean", "unstable_mean", "standard_error", "sd", "minimum", "maximum", "failed"})
        part[key] = Json::array();
    part["quantiles"] = Json::object();
    part["quantile_intervals"] = Json::object();
    for (std::size_t p = 0; p < ensemble.periods.size(); ++p) {
        const auto& cell = ensemble.cell(output, p);
        const bool any = cell.finite > 0;
        const auto or_null = [&](double value) { return any ? number(value) : Json(nullptr); };
        part["mean"].push_back(or_null(cell.mean));
        part["unstable_mean"].push_back(any && !analysis::mean_is_stable(cell));
        part["standard_error"].push_back(or_null(cell.standard_error));
        part["sd"].push_back(or_null(cell.sd));
        part["minimum"].push_back(or_null(cell.minimum));
        part["maximum"].push_back(or_null(cell.maximum));
        part["failed"].push_back(cell.failed);
        for (const auto& quantile : cell.quantiles) {
            const auto key = percent_key(quantile.probability);
            part["quantiles"][key].push_back(or_null(quantile.value));
            part["quantile_intervals"][key].push_back(any ? Json{limit(quantile.low), limit(quantile.high)}
                                                          : Json(nullptr));
        }
    }
    return part;
}

Json event_answers(const SimulationReport& report) {
    Json list = Json::array();
    for (const auto& answer : report.answers) {
        const bool target = answer.target_set != model::kNone;
        list.push_back({{"name", answer.name},
                        {"target_set", target ? Json(report.model.target_sets[answer.target_set].name) : Json(nullptr)},
                        {"period", answer.period_text},
                        {"unit", answer.unit},
                        {"kind", answer.is_band ? "band" : "condition"},
                        {"low", answer.is_band ? limit(answer.low) : Json(nullptr)},
                        {"high", answer.is_band ? limit(answer.high) : Json(nullptr)},
                        {"method", answer.method},
                        {"points", answer.points},
                        {"failed", answer.failed},
                        {"below", estimate_part(answer.below)},
                        {"within", estimate_part(answer.within)},
                        {"above", estimate_part(answer.above)},
                        {"at_least", estimate_part(answer.at_least)}});
    }
    return list;
}

Json violated_checks(const SimulationReport& report) {
    Json list = Json::array();
    for (const auto& check : report.ensemble.checks) {
        Json part{{"text", report.model.checks[check.check].text}, {"violations", check.violations}};
        if (check.violations > 0) {
            part["first_path"] = check.first_path;
            part["first_period"] = report.model.grid.periods.at(check.first_period).text();
        }
        list.push_back(std::move(part));
    }
    return list;
}

Json first_failures(const SimulationReport& report) {
    Json list = Json::array();
    for (const auto& failed : report.ensemble.first_failures) {
        const bool known = failed.series != engine::FailedPath::kNone;
        const bool dated = failed.period != engine::FailedPath::kNone;
        list.push_back({{"path", failed.path},
                        {"period", dated ? Json(report.model.grid.periods.at(failed.period).text()) : Json(nullptr)},
                        {"series", known ? Json(report.model.series[failed.series].name) : Json(nullptr)}});
    }
    return list;
}

Json monitored_targets(const model::CompiledModel& model, Language language) {
    Json list = Json::array();
    for (const auto& set : model.target_sets) {
        for (const auto& target : set.targets) {
            if (target.value == model::kNone) list.push_back(target_part(model, set, target, language));
        }
    }
    return list;
}

}  // namespace

std::string check_json(const model::CompiledModel* model, const Diagnostics& diagnostics, const SourceSet& sources,
                       const std::string& expanded) {
    Json document = model != nullptr ? run_part("check", *model) : Json{{"schema", schema_name("check")}};
    document["valid"] = model != nullptr && !diagnostics.has_errors();
    if (model != nullptr) {
        document["series"] = model->series.size();
        document["equations"] = model->equations.size();
        document["blocks"] = model->blocks.size();
        document["shocks"] = model->shocks.size();
        document["events"] = model->events.size();
    }
    if (!expanded.empty()) document["expanded"] = expanded;
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

std::string projection_json(const ProjectionReport& report, Language language, const Diagnostics& diagnostics,
                            const SourceSet& sources) {
    Json document = run_part("project", report.model);
    document["series"] = projected_series(report, language);
    document["targets"] = target_outcomes(report, language);
    document["failed_checks"] = failed_checks(report);
    if (!report.tables.empty()) document["tables"] = answer_tables_part(report.tables);
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

std::string simulation_json(const SimulationReport& report, Language language, const Diagnostics& diagnostics,
                            const SourceSet& sources) {
    const auto& ensemble = report.ensemble;
    Json document = run_part("simulate", report.model);
    document["seed"] = ensemble.sampling.seed;
    document["draws"] = ensemble.sampling.draws;
    document["dispersion"] = number(ensemble.sampling.dispersion);
    document["generator"] = stats::generator_name(ensemble.sampling.generator);
    document["numerics_version"] = engine::kNumericsVersion;
    document["failed_paths"] = ensemble.failed_paths;
    document["first_failures"] = first_failures(report);
    Json series = Json::object();
    for (std::size_t output = 0; output < ensemble.series.size(); ++output) {
        series[report.model.series[ensemble.series[output]].name] = simulated_series(report, output, language);
    }
    document["series"] = std::move(series);
    document["events"] = event_answers(report);
    document["monitored"] = monitored_targets(report.model, language);
    document["checks"] = violated_checks(report);
    if (!report.tables.empty()) document["tables"] = answer_tables_part(report.tables);
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

std::string init_json(const std::string& folder, const std::vector<std::string>& files) {
    return document_text({{"schema", schema_name("init")}, {"folder", folder}, {"files", files}});
}

std::string export_json(const std::optional<std::string>& file, const std::string& csv) {
    return document_text({{"schema", schema_name("export")},
                          {"file", file ? Json(*file) : Json(nullptr)},
                          {"csv", file ? Json(nullptr) : Json(csv)}});
}

std::string report_json(const model::CompiledModel& model, Language language, const std::vector<WrittenFile>& files) {
    Json document{{"schema", schema_name("report")}, {"scenario", model.scenario_name}, {"language", language == Language::vi ? "vi" : "en"}};
    document["files"] = Json::array();
    for (const auto& file : files)
        document["files"].push_back({{"format", file.format}, {"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    return document_text(document);
}

std::string completion_json(const std::string& shell, const std::string& script) {
    return document_text({{"schema", schema_name("completion")}, {"shell", shell}, {"script", script}});
}

std::string failure_json(std::string_view command, const Diagnostics& diagnostics, const SourceSet& sources) {
    const Json document{{"schema", schema_name("failure")},
                        {"command", command},
                        {"diagnostics", diagnostics_part(diagnostics, sources)}};
    return document_text(document);
}

}  // namespace grdp::report
