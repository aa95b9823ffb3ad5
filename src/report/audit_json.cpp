#include <cmath>

#include "audit_findings.hpp"
#include "grdp/report/audit_text.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

using analysis::SetAudit;

Json maybe(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json numbers(const std::vector<double>& values) {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(maybe(value));
    return list;
}

class Document {
  public:
    Document(const model::CompiledModel& model, const SetAudit& audit, Language language)
        : model_(model), audit_(audit), set_(model.target_sets[audit.target_set]), language_(language) {}

    void add_to(Json& document) const {
        for (const auto& finding : audit_findings(model_, audit_, language_)) {
            document["findings"].push_back({{"id", finding.id},
                                            {"set", set_.name},
                                            {"severity", finding.severity},
                                            {"message", finding.message},
                                            {"evidence", finding.evidence}});
        }
        for (const auto& check : audit_.checks) {
            document["checks"].push_back(check_part(check));
            if (check.corners) document["corners"].push_back(corners_part(check));
        }
        for (const auto& quantity : audit_.implied)
            document["assumptions"].push_back(implied_part(quantity));
        for (const auto& price : audit_.prices)
            document["prices"].push_back(price_part(price));
        for (const auto& held : audit_.assumptions)
            document["from_scenario"].push_back(held_part(held));
        for (const auto& conflict : audit_.conflicts)
            document["conflicts"].push_back(conflict_part(conflict));
        document["reconcile"].push_back(reconcile_part());
    }

  private:
    [[nodiscard]] const std::string& subject(std::uint32_t target) const { return set_.targets[target].subject; }

    [[nodiscard]] Json by_case(const std::vector<double>& values) const {
        Json part = Json::object();
        for (std::size_t c = 0; c < values.size(); ++c)
            part[c < set_.cases.size() ? set_.cases[c] : std::to_string(c + 1)] = maybe(values[c]);
        return part;
    }

    [[nodiscard]] Json head(std::uint32_t target) const {
        return Json{{"set", set_.name},
                    {"target", subject(target)},
                    {"label", target_label(model_, set_.targets[target], language_)},
                    {"period", set_.targets[target].period_text},
                    {"unit", set_.targets[target].unit}};
    }

    static std::string_view closure_name(analysis::Closure closure) {
        switch (closure) {
            case analysis::Closure::exact:
                return "exact";
            case analysis::Closure::within_rounding:
                return "within_rounding";
            default:
                return "contradicted";
        }
    }

    [[nodiscard]] Json check_part(const analysis::Check& check) const {
        Json part = head(check.target);
        part["rule"] = check.total != model::kNone ? "total_from_parts" : check.is_sum ? "parts_of_a_whole" : "identity";
        part["exact_rule"] = check.affine;
        part["constant"] = maybe(check.constant);
        part["terms"] = Json::array();
        for (const auto& term : check.terms) {
            part["terms"].push_back(
                {{"target", subject(term.target)}, {"weight", term.weight}, {"interval", {term.low, term.high}}});
        }
        part["weights_from_printed_contributions"] = check.recovered_weights;
        part["cases"] = Json::array();
        for (std::size_t c = 0; c < check.cases.size(); ++c) {
            const auto& one = check.cases[c];
            part["cases"].push_back({{"case", set_.cases[c]},
                                     {"stated", one.stated},
                                     {"implied", maybe(one.implied)},
                                     {"discrepancy", maybe(one.discrepancy)},
                                     {"rounding",
                                      {{"total", one.slack},
                                       {"stated", one.slack_stated},
                                       {"others", one.slack_others},
                                       {"data", one.slack_data}}},
                                     {"closure", closure_name(one.closure)}});
        }
        part["no_weights"] = check.no_weights ? proof_part(check, *check.no_weights) : Json(nullptr);
        part["other_weights"] = check.other_weights ? other_part(*check.other_weights) : Json(nullptr);
        return part;
    }

    [[nodiscard]] Json proof_part(const analysis::Check& check, const analysis::WeightProof& proof) const {
        Json parts = Json::object();
        for (std::size_t i = 0; i < proof.parts.size(); ++i)
            parts[subject(check.terms[i].target)] = proof.parts[i];
        return Json{{"multipliers", by_case(proof.multipliers)},
                    {"constant", proof.constant},
                    {"parts", std::move(parts)},
                    {"total", proof.total},
                    {"nearest", {{"case", set_.cases[proof.best_case]}, {"value", proof.best}}},
                    {"beyond_rounding", proof.beyond_rounding}};
    }

    [[nodiscard]] Json other_part(const analysis::OtherWeights& other) const {
        return Json{{"structure_of", model_.series[other.total].name},
                    {"weights", numbers(other.weights)},
                    {"implied", by_case(other.implied)},
                    {"nearer_to_the_stated", other.explains}};
    }

    [[nodiscard]] Json corners_part(const analysis::Check& check) const {
        const auto& corners = *check.corners;
        Json part = head(check.target);
        part["corners"] = {{"count", corners.count},   {"above", corners.above},   {"below", corners.below},
                           {"lowest", corners.lowest}, {"highest", corners.highest}};
        part["box"] = {{"within", corners.share_within},
                       {"above", corners.share_above},
                       {"below", corners.share_below},
                       {"error", corners.share_error}};
        return part;
    }

    [[nodiscard]] Json series_part(std::uint32_t series, std::uint32_t period) const {
        return Json{{"set", set_.name},
                    {"series", model_.series[series].name},
                    {"label", series_label(model_.series[series], language_)},
                    {"period", model_.grid.periods.at(period).text()}};
    }

    [[nodiscard]] Json implied_part(const analysis::ImpliedQuantity& quantity) const {
        Json part = series_part(quantity.series, quantity.period);
        part["measure"] = quantity.as_growth ? "growth" : "value";
        part["unit"] = quantity.as_growth ? "%" : model_.series[quantity.series].unit;
        part["implied"] = by_case(quantity.implied);
        part["with_totals_from_parts"] = by_case(quantity.by_parts);
        part["last_observed"] = maybe(quantity.before);
        part["scenario_assumes"] = maybe(quantity.scenario);
        part["rests_on"] = Json::array();
        for (const auto target : quantity.rests_on)
            part["rests_on"].push_back(subject(target));
        return part;
    }

    [[nodiscard]] Json price_part(const analysis::RelativePrice& price) const {
        return Json{{"set", set_.name},
                    {"series", model_.series[price.value].name},
                    {"label", element_label(model_.series[price.value], language_)},
                    {"total", model_.series[audit_.price_total].name},
                    {"unit", "%"},
                    {"growth_of_deflator", by_case(price.growth)},
                    {"relative_to_total", by_case(price.relative)}};
    }

    [[nodiscard]] Json held_part(const analysis::ScenarioAssumption& held) const {
        Json part = series_part(held.series, held.period);
        part["unit"] = model_.series[held.series].unit;
        part["value"] = maybe(held.value);
        part["growth"] = maybe(held.growth);
        return part;
    }

    [[nodiscard]] Json conflict_part(const analysis::Conflict& conflict) const {
        Json part{{"set", set_.name}, {"case", set_.cases[conflict.at_case]}, {"targets", Json::array()}};
        for (const auto target : conflict.targets)
            part["targets"].push_back(subject(target));
        part["smallest"] = conflict.smallest;
        part["certificate"] = {{"checks", Json::array()},
                               {"multipliers", numbers(conflict.multipliers)},
                               {"weighted_discrepancy", conflict.excess},
                               {"rounding_explains", conflict.explained}};
        for (const auto check : conflict.checks)
            part["certificate"]["checks"].push_back(subject(audit_.checks[check].target));
        return part;
    }

    [[nodiscard]] Json reconcile_part() const {
        const auto& found = audit_.reconciliation;
        Json part{{"set", set_.name}, {"found", found.found}, {"cost", found.cost}, {"targets", Json::array()}};
        for (const auto& movement : found.movements) {
            part["targets"].push_back({{"target", subject(movement.target)},
                                       {"unit", set_.targets[movement.target].unit},
                                       {"weight", movement.weight},
                                       {"hard", movement.hard},
                                       {"stated", by_case(movement.stated)},
                                       {"reconciled", by_case(movement.moved)},
                                       {"left_by_the_others", {{"low", by_case(movement.low)}, {"high", by_case(movement.high)}}}});
        }
        return part;
    }

    const model::CompiledModel& model_;
    const SetAudit& audit_;
    const model::TargetSet& set_;
    Language language_;
};

}  // namespace

std::string audit_json(const model::CompiledModel& model, const analysis::Audit& audit, Language language,
                       const Diagnostics& diagnostics, const SourceSet& sources) {
    Json document = run_part("audit", model);
    document["consistent"] = audit.consistent;
    for (const char* key : {"findings", "checks", "corners", "assumptions", "prices", "from_scenario", "conflicts", "reconcile"})
        document[key] = Json::array();
    for (const auto& set : audit.sets)
        Document(model, set, language).add_to(document);
    document["diagnostics"] = diagnostics_part(diagnostics, sources);
    return document_text(document);
}

}  // namespace grdp::report
