#include <cmath>

#include "grdp/base/number_text.hpp"
#include "grdp/report/required_path_text.hpp"
#include "json_parts.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

Json period_list(const std::vector<accounts::Period>& periods) {
    Json list = Json::array();
    for (const auto period : periods)
        list.push_back(period.text());
    return list;
}

Json quarters(const analysis::RequiredPath& path, const std::vector<double>& planned, const std::vector<analysis::NumberRange>& required) {
    Json list = Json::array();
    for (std::size_t q = 0; q < planned.size(); ++q) {
        list.push_back({{"period", path.open_periods[q].text()},
                        {"planned", value_or_null(planned[q])},
                        {"required", value_or_null(required[q].middle())},
                        {"interval", range_part(required[q])}});
    }
    return list;
}

Json component(const analysis::RequiredPath& path, const analysis::EndNeed& need, std::size_t i, const model::CompiledModel& model,
               Language language) {
    const auto& part = path.parts[i];
    const auto& wanted = need.parts[i];
    const auto optional_range = [](const std::optional<analysis::NumberRange>& range) {
        return range ? range_part(*range) : Json(nullptr);
    };
    return Json{{"series", model.series[part.series].name},
                {"label", series_label(model.series[part.series], language)},
                {"weight", value_or_null(part.weight)},
                {"quarter_weight", value_or_null(part.open_weight)},
                {"known", range_part(part.known)},
                {"planned", value_or_null(part.planned)},
                {"required", range_part(wanted.alike)},
                {"alone", optional_range(wanted.alone)},
                {"own_target", wanted.own_target ? number(*wanted.own_target) : Json(nullptr)},
                {"own_required", optional_range(wanted.own)},
                {"path", quarters(path, part.planned_periods, wanted.alike_periods)}};
}

Json answer(const analysis::RequiredPath& path, const analysis::EndNeed& need, const model::CompiledModel& model, Language language) {
    const auto& periods = path.goal.quantity.periods;
    const auto when = periods.first == periods.last ? periods.first.text()
                      : periods.size() == 4         ? std::to_string(periods.first.year())
                                                    : periods.first.text() + ".." + periods.last.text();
    Json part{{"for", path.goal.quantity.subject + "@" + when + "=" + exact_text(need.end.value)},
              {"case", need.end.name},
              {"target", number(need.end.value)},
              {"unit", "%"},
              {"value", value_or_null(need.total.middle())},
              {"interval", range_part(need.total)},
              {"standard_error", 0.0},
              {"probability", need.probability ? number(need.probability->value) : Json(nullptr)}};
    if (need.probability) part["probability_estimate"] = estimate_part(*need.probability);
    part["probability_is"] = path.learnt ? "conditional" : "held";
    part.update({{"open", period_list(path.open_periods)},
                 {"known_periods", period_list(path.known_periods)},
                 {"known", range_part(path.known)},
                 {"planned", value_or_null(path.planned)},
                 {"difference", range_part({need.total.low - path.planned, need.total.high - path.planned})},
                 {"uplift", range_part(need.uplift)},
                 {"weight", value_or_null(path.open_weight)},
                 {"planned_goal", value_or_null(path.planned_goal)},
                 {"path", quarters(path, path.planned_periods, need.total_periods)},
                 {"components", Json::array()}});
    for (std::size_t i = 0; i < path.parts.size(); ++i)
        part["components"].push_back(component(path, need, i, model, language));
    return part;
}

}  // namespace

std::string required_path_json(const RequiredPathReport& report, Language language, const Diagnostics& diagnostics, const SourceSet& sources) {
    Json document = run_part("require", report.model);
    document["question"] = "required_path";
    document["seed"] = report.sampling.seed;
    document["draws"] = report.sampling.draws;
    document["answers"] = Json::array();
    for (const auto& path : report.paths) {
        for (const auto& need : path.ends)
            document["answers"].push_back(answer(path, need, report.model, language));
    }
    document["status"] = "answered";
    document["reason"] = "";
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

std::string unreachable_json(const model::CompiledModel& model, const Diagnostics& diagnostics, const SourceSet& sources) {
    Json document = run_part("require", model);
    document["answers"] = Json::array();
    document["status"] = "unreachable";
    document["reason"] = "";
    for (const auto& item : diagnostics.items()) {
        if (item.severity() == Severity::error && document["reason"] == "") document["reason"] = item.message;
    }
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

}  // namespace grdp::report
