#include "json_parts.hpp"

#include <cmath>

#include "grdp/base/contract.hpp"
#include "grdp/report/json.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

Json place(const Span& where, const SourceSet& sources) {
    if (where.source == kNoSource || where.source >= sources.size()) return nullptr;
    return Json{
        {"file", sources.path(where.source)}, {"line", where.line}, {"column", where.column}, {"length", where.length}};
}

std::string_view severity_name(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        default:
            return "note";
    }
}

Json one_diagnostic(const Diagnostic& diagnostic, const SourceSet& sources) {
    Json part{{"code", code_text(diagnostic.code)}, {"severity", severity_name(diagnostic.severity())}};
    const Json where = place(diagnostic.where, sources);
    if (where.is_null()) {
        part["file"] = diagnostic.file.empty() ? Json(nullptr) : Json(diagnostic.file);
        for (const char* key : {"line", "column", "length"})
            part[key] = nullptr;
    } else {
        part.update(where);
    }
    part["message"] = diagnostic.message;
    part["expected"] = diagnostic.expected;
    part["hint"] = diagnostic.hint;
    part["notes"] = Json::array();
    for (const auto& note : diagnostic.notes)
        part["notes"].push_back({{"message", note.message}, {"place", place(note.where, sources)}});
    return part;
}

std::string_view sense_name(model::Sense sense) {
    switch (sense) {
        case model::Sense::at_least:
            return "at_least";
        case model::Sense::at_most:
            return "at_most";
        default:
            return "band";
    }
}

}  // namespace

std::string schema_name(std::string_view document) {
    return "grdp." + std::string(document) + ".v" + std::to_string(kJsonVersion);
}

Json number(double value) {
    GRDP_EXPECTS(std::isfinite(value));
    return value;
}

Json value_or_null(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json range_part(const analysis::NumberRange& range) {
    return Json::array({value_or_null(range.low), value_or_null(range.high)});
}

Json limit(double value) {
    return std::isinf(value) ? Json(nullptr) : number(value);
}

Json diagnostics_part(const Diagnostics& diagnostics, const SourceSet& sources) {
    Json list = Json::array();
    for (const auto& item : diagnostics.items())
        list.push_back(one_diagnostic(item, sources));
    return list;
}

Json run_part(std::string_view document, const model::CompiledModel& model) {
    return Json{{"schema", schema_name(document)},
                {"scenario", model.scenario_name},
                {"model", model.model_name},
                {"frequency", model.frequency == accounts::Frequency::annual ? "annual" : "quarterly"},
                {"horizon", {model.horizon.first.text(), model.horizon.last.text()}}};
}

Json series_head(const model::CompiledModel& model, std::uint32_t series, Language language) {
    Json periods = Json::array();
    for (std::size_t p = 0; p < model.horizon.size(); ++p)
        periods.push_back(model.horizon.at(p).text());
    return Json{{"unit", model.series[series].unit},
                {"label", series_label(model.series[series], language)},
                {"periods", std::move(periods)}};
}

Json target_part(const model::CompiledModel& model, const model::TargetSet& set, const model::Target& target,
                 Language language) {
    Json cases = Json::object();
    for (std::size_t i = 0; i < target.cases.size(); ++i) {
        const std::string name = i < set.cases.size() ? set.cases[i] : std::to_string(i);
        cases[name] = number(target.cases[i]);
    }
    return Json{{"set", set.name},
                {"subject", target.subject},
                {"label", target_label(model, target, language)},
                {"period", target.period_text},
                {"unit", target.unit},
                {"sense", sense_name(target.sense)},
                {"cases", std::move(cases)}};
}

Json estimate_part(const analysis::Estimate& estimate) {
    return Json{{"value", number(estimate.value)},
                {"standard_error", number(estimate.standard_error)},
                {"interval", {number(estimate.low), number(estimate.high)}}};
}

std::string document_text(const Json& document) {
    constexpr int kIndent = 2;
    return document.dump(kIndent) + '\n';
}

}  // namespace grdp::report
