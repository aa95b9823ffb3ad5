#include "judgement_parts.hpp"

#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/judgement_text.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/unit.hpp"
#include "json_parts.hpp"
#include "wording.hpp"

namespace grdp::report {

std::string event_name(const model::CompiledModel& model, std::uint32_t index, Language language) {
    const model::Event& event = model.events[index];
    analysis::EventAnswer answer;
    answer.name = event.name;
    answer.label = event.label;
    answer.target_set = event.target_set;
    answer.target = event.target;
    return event_label(model, answer, language) + " (" + period_cell(event.period_text, language) + ")";
}

std::string event_band(const model::Event& event, Language language) {
    if (!event.is_band) return {};
    const auto bound = [&](double x) { return short_text(x, 4, language); };
    if (!std::isfinite(event.low)) return "≤ " + bound(event.high);
    if (!std::isfinite(event.high)) return "≥ " + bound(event.low);
    return text(Message::value_range, language, bound(event.low), bound(event.high));
}

std::string percent_pair(const analysis::Estimate& estimate, std::uint64_t points, Language language) {
    return probability_with_error(estimate, points, language);
}

std::string value_pair(const analysis::Estimate& estimate, int decimals, Language language) {
    if (!std::isfinite(estimate.value)) return "–";
    return decimal_text(estimate.value, decimals, language) + " ± " + decimal_text(estimate.standard_error, decimals + 1, language);
}

std::string draws_line(const engine::Sampling& sampling, Language language) {
    return text(Message::judgement_draws, language, decimal_text(static_cast<double>(sampling.draws), 0, language), sampling.seed,
                engine::kGeneratorName) +
           '\n';
}

std::string tables_json(const std::string& verb, const model::CompiledModel& model, const engine::Sampling& sampling,
                        const std::vector<analysis::AnswerTable>& tables, const Diagnostics& diagnostics, const SourceSet& sources) {
    Json document = run_part(verb, model);
    document["seed"] = sampling.seed;
    document["draws"] = sampling.draws;
    document["tables"] = answer_tables_part(tables);
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

}  // namespace grdp::report
