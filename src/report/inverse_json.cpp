#include <cmath>

#include "grdp/base/number_text.hpp"
#include "grdp/report/inverse_text.hpp"
#include "json_parts.hpp"

namespace grdp::report {
namespace {

std::string goal(const analysis::Wanted& wanted) {
    const auto name = wanted.probability ? "P(" + wanted.text + ")" : wanted.text;
    const bool named = wanted.probability || wanted.text.find('@') != std::string::npos;
    return name + (named ? "" : "@" + wanted.period_text) + "=" + exact_text(wanted.level);
}

Json best_part(const std::optional<analysis::Measured>& measured, const std::optional<double>& place) {
    if (!measured || !place) return nullptr;
    return Json{{"value", number(measured->value)}, {"standard_error", value_or_null(measured->standard_error)}, {"at", number(*place)}};
}

Json answer_part(const analysis::Inverse& inverse, const analysis::InverseAnswer& answer, std::size_t i) {
    const auto& assumption = inverse.assumptions[i];
    Json part{{"for", goal(inverse.wanted[i])},
              {"assumption", analysis::assumption_text(assumption)},
              {"unit", assumption.unit},
              {"value", number(answer.values[i])},
              {"standard_error", value_or_null(answer.standard_errors[i])},
              {"probability", answer.probability ? number(answer.probability->value) : Json(nullptr)}};
    if (answer.probability) part["probability_estimate"] = estimate_part(*answer.probability);
    part.update({{"reached", number(answer.reached[i])},
                 {"current", value_or_null(assumption.current)},
                 {"statement", analysis::statement(assumption, answer.values[i])}});
    return part;
}

Json question_part(const analysis::Inverse& inverse) {
    Json part{{"for", Json::array()}, {"assumptions", Json::array()}, {"within", Json::array()}, {"answers", inverse.answers.size()}};
    for (std::size_t i = 0; i < inverse.assumptions.size(); ++i) {
        part["for"].push_back(goal(inverse.wanted[i]));
        part["assumptions"].push_back(analysis::assumption_text(inverse.assumptions[i]));
        part["within"].push_back(range_part(inverse.within[i]));
    }
    part["highest"] = best_part(inverse.highest, inverse.peak);
    part["lowest"] = best_part(inverse.lowest, inverse.trough);
    part["evaluations"] = inverse.evaluations;
    return part;
}

}  // namespace

std::string inverse_json(const InverseReport& report, Language language, const Diagnostics& diagnostics, const SourceSet& sources) {
    Json document = run_part("require", report.model);
    document["question"] = report.solved ? "component" : "inverse";
    document["seed"] = report.sampling.seed;
    document["method"] = report.estimator.method;
    document["points"] = report.estimator.points;
    document["answers"] = Json::array();
    document["questions"] = Json::array();
    std::string reason;
    for (const auto& inverse : report.inverses) {
        for (const auto& answer : inverse.answers) {
            for (std::size_t i = 0; i < answer.values.size(); ++i)
                document["answers"].push_back(answer_part(inverse, answer, i));
        }
        document["questions"].push_back(question_part(inverse));
        if (inverse.answers.empty()) reason += (reason.empty() ? "" : " ") + inverse_sentence(report.model, inverse, language);
    }
    document["status"] = reason.empty() ? "answered" : "unreachable";
    document["reason"] = reason;
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

}  // namespace grdp::report
