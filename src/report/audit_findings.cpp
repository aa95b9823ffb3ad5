#include "audit_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

using analysis::Check;
using analysis::Closure;
using analysis::SetAudit;

bool known(double x) {
    return std::isfinite(x);
}

class Finder {
  public:
    Finder(const model::CompiledModel& model, const SetAudit& audit, Language language)
        : model_(model), audit_(audit), set_(model.target_sets[audit.target_set]), language_(language) {}

    std::vector<Finding> find() {
        for (const auto& sign : audit_.signs)
            sign_turned(sign);
        for (const auto& check : audit_.checks)
            disagreement(check);
        for (const auto& check : audit_.checks) {
            if (worst_of(check) == Closure::contradicted) {
                corners(check);
                no_weights(check);
                other_weights(check);
            }
        }
        for (const auto& found : audit_.conflicts)
            conflict(found);
        prices_apart();
        implied();
        for (const auto& base : audit_.bases)
            printed_base(base);
        if (!audit_.consistent) reconcile();
        return std::move(findings_);
    }

  private:
    void add(std::string id, std::string severity, std::string message, Json evidence) {
        findings_.push_back({std::move(id), std::move(severity), std::move(message), std::move(evidence)});
    }
    template <class... Arguments>
    [[nodiscard]] std::string say(Message message, const Arguments&... arguments) const {
        return text(message, language_, arguments...);
    }

    [[nodiscard]] const model::Target& target(std::uint32_t index) const { return set_.targets[index]; }
    [[nodiscard]] std::string name(std::uint32_t index) const { return target_name(model_, target(index), language_); }
    [[nodiscard]] std::string when(std::uint32_t index) const { return period_phrase(target(index).period_text, language_); }
    [[nodiscard]] std::string number(std::uint32_t index, double value, int more) const {
        return with_unit(stated_number(model_, target(index), value, more, language_), target(index).unit, language_);
    }
    [[nodiscard]] std::string numbers(std::uint32_t index, const std::vector<double>& values, int more) const {
        std::vector<std::string> texts;
        for (const double value : values)
            texts.push_back(number(index, value, more));
        return per_case(set_, texts, language_);
    }

    static Closure worst_of(const Check& check) {
        Closure worst = Closure::exact;
        for (const auto& one : check.cases)
            worst = std::max(worst, one.closure);
        return worst;
    }

    // In the order of cases that the sentence named before.
    [[nodiscard]] std::string bare_numbers(std::uint32_t index, const std::vector<double>& values) const {
        std::vector<std::string> texts;
        for (const double value : values)
            texts.push_back(number(index, value, 0));
        const bool same = std::all_of(texts.begin(), texts.end(), [&](const auto& t) { return t == texts.front(); });
        return same ? texts.front() : listed(texts, language_);
    }

    [[nodiscard]] std::string others(const Check& check) const {
        std::vector<std::string> names;
        for (const auto& term : check.terms)
            names.push_back(name(term.target));
        return listed(names, language_, "; ");
    }

    [[nodiscard]] Json by_case(const std::vector<double>& values) const {
        Json part = Json::object();
        for (std::size_t c = 0; c < values.size(); ++c)
            part[set_.cases[c]] = known(values[c]) ? Json(values[c]) : Json(nullptr);
        return part;
    }

    void sign_turned(const analysis::SignFault& sign) {
        const auto& series = model_.series[sign.series];
        add("sign/" + series.name, "error",
            say(Message::audit_sign, inside_sentence(series_label(series, language_)),
                period_phrase(model_.grid.periods.at(sign.period).text(), language_),
                with_unit(decimal_text(sign.value, unit_decimals(series.unit), language_), series.unit, language_),
                case_phrase(set_, sign.at_case, language_)),
            {{"series", series.name}, {"case", set_.cases[sign.at_case]}, {"value", sign.value}});
    }

    void disagreement(const Check& check) {
        const auto worst = worst_of(check);
        if (worst == Closure::exact) return;
        std::vector<double> stated;
        std::vector<double> implied;
        std::vector<double> gaps;
        std::vector<double> slacks;
        std::size_t farthest = 0;
        for (std::size_t c = 0; c < check.cases.size(); ++c) {
            const auto& one = check.cases[c];
            stated.push_back(one.stated);
            implied.push_back(one.implied);
            gaps.push_back(one.discrepancy);
            slacks.push_back(one.slack);
            const auto beyond = [&](std::size_t i) { return std::abs(gaps[i]) - slacks[i]; };
            if (beyond(c) > beyond(farthest)) farthest = c;
        }
        const bool wrong = worst == Closure::contradicted;
        const std::string unit = is_percent(target(check.target).unit) ? "points" : target(check.target).unit;
        const auto amount = [&](double value) {
            return with_unit(stated_number(model_, target(check.target), std::abs(value), 1, language_), unit, language_);
        };
        std::string message =
            check.total != model::kNone
                ? say(Message::audit_parts_give, name(check.target), when(check.target), numbers(check.target, implied, 1),
                      bare_numbers(check.target, stated))
                : say(Message::audit_others_give, name(check.target), when(check.target), numbers(check.target, implied, 1),
                      bare_numbers(check.target, stated), others(check));
        message += ' ';
        message += wrong ? say(Message::audit_beyond_rounding, amount(gaps[farthest]), case_phrase(set_, farthest, language_),
                               amount(slacks[farthest]))
                         : say(Message::audit_rounding_explains, amount(gaps[farthest]), amount(slacks[farthest]));
        add((wrong ? "contradiction/" : "rounding/") + target(check.target).subject, wrong ? "error" : "note", message,
            {{"target", target(check.target).subject},
             {"stated", by_case(stated)},
             {"implied", by_case(implied)},
             {"discrepancy", by_case(gaps)},
             {"rounding_explains", by_case(slacks)}});
    }

    void corners(const Check& check) {
        if (!check.corners) return;
        const auto& found = *check.corners;
        const auto& cases = target(check.target).cases;
        const double low = *std::min_element(cases.begin(), cases.end());
        const double high = *std::max_element(cases.begin(), cases.end());
        const auto percent = [&](double share) { return decimal_text(100 * share, 0, language_); };
        std::string message = say(Message::audit_corners, found.above, found.count, number(check.target, high, 0));
        if (found.below > 0) message += say(Message::audit_corners_below, found.below, number(check.target, low, 0));
        add("corners/" + target(check.target).subject, "warning", message + '.',
            {{"count", found.count}, {"above", found.above}, {"below", found.below}, {"lowest", found.lowest}, {"highest", found.highest}});
        message = say(Message::audit_box, name(check.target), percent(found.share_within),
                      text(Message::value_range, language_, stated_number(model_, target(check.target), low, 0, language_),
                           number(check.target, high, 0)),
                      percent(found.share_above));
        if (found.share_below > 0) message += say(Message::audit_box_below, percent(found.share_below));
        add("box/" + target(check.target).subject, "warning", message + '.',
            {{"within", found.share_within}, {"above", found.share_above}, {"below", found.share_below}, {"error", found.share_error}});
    }

    void no_weights(const Check& check) {
        if (!check.no_weights) return;
        const auto& proof = *check.no_weights;
        std::vector<double> stated;
        for (const auto& one : check.cases)
            stated.push_back(one.stated);
        std::string message = say(Message::audit_no_weights, bare_numbers(check.target, stated), case_phrase(set_, proof.best_case, language_),
                                  number(check.target, proof.best, 1), number(check.target, stated[proof.best_case], 0));
        message += ' ';
        message += say(proof.beyond_rounding ? Message::audit_no_weights_firm : Message::audit_no_weights_edge);
        add("no-weights/" + target(check.target).subject, "warning", message,
            {{"multipliers", by_case(proof.multipliers)},
             {"constant", proof.constant},
             {"parts", proof.parts},
             {"total", proof.total},
             {"nearest", proof.best},
             {"nearest_case", set_.cases[proof.best_case]},
             {"beyond_rounding", proof.beyond_rounding}});
    }

    void other_weights(const Check& check) {
        if (!check.other_weights) return;
        const auto& other = *check.other_weights;
        const auto message = other.explains ? Message::audit_wrong_weights_taken : Message::audit_wrong_weights;
        add("current-price-weights/" + target(check.target).subject, other.explains ? "warning" : "note",
            say(message, numbers(check.target, other.implied, 1)),
            {{"implied", by_case(other.implied)}, {"weights", other.weights}, {"nearer_to_the_stated", other.explains}});
    }

    void conflict(const analysis::Conflict& found) {
        std::vector<std::string> names;
        Json targets = Json::array();
        for (const auto index : found.targets) {
            names.push_back(name(index));
            targets.push_back(target(index).subject);
        }
        const auto message = found.smallest ? Message::audit_conflict_smallest : Message::audit_conflict_small;
        add("conflict/" + target(found.targets.front()).subject, "error",
            say(message, case_phrase(set_, found.at_case, language_), listed(names, language_, "; ")),
            {{"targets", std::move(targets)},
             {"case", set_.cases[found.at_case]},
             {"smallest", found.smallest},
             {"weighted_discrepancy", found.excess},
             {"rounding_explains", found.explained}});
    }

    // The growth of the total's deflator against that of its volume: which of the two sets the cases apart.
    void prices_apart() {
        if (audit_.prices.empty() || set_.cases.size() < 2) return;
        const auto volume = spread(growth_of_total());
        const auto price = spread(growth_of_prices());
        if (!volume || !price) return;
        const auto points = [&](double x) { return with_unit(decimal_text(x, 1, language_), "points", language_); };
        const auto message = *price > *volume ? Message::audit_prices_separate : Message::audit_volumes_separate;
        add("cases-apart/" + set_.name, *price > *volume ? "warning" : "note", say(message, points(*volume), points(*price)),
            {{"volume", *volume}, {"prices", *price}});
    }
    [[nodiscard]] std::vector<double> growth_of_total() const {
        for (const auto& check : audit_.checks) {
            if (check.total == model::kNone) continue;
            std::vector<double> stated;
            for (const auto& one : check.cases)
                stated.push_back(one.stated);
            return stated;
        }
        return {};
    }
    [[nodiscard]] std::vector<double> growth_of_prices() const {
        std::vector<double> growth;
        const auto& price = audit_.prices.front();
        for (std::size_t c = 0; c < price.growth.size(); ++c)
            growth.push_back(100 * ((1 + price.growth[c] / 100) / (1 + price.relative[c] / 100) - 1));
        return growth;
    }
    static std::optional<double> spread(const std::vector<double>& values) {
        if (values.empty() || !std::all_of(values.begin(), values.end(), known)) return std::nullopt;
        return *std::max_element(values.begin(), values.end()) - *std::min_element(values.begin(), values.end());
    }

    void implied() {
        for (const auto& quantity : audit_.implied) {
            const auto& series = model_.series[quantity.series];
            const std::string unit = quantity.as_growth ? "%" : series.unit;
            const bool against =
                quantity.as_growth && std::any_of(quantity.implied.begin(), quantity.implied.end(),
                                                  [&](double value) { return known(value) && value * quantity.scenario < 0; });
            add("implied/" + series.name, against ? "warning" : "note", implied_phrase(model_, set_, quantity, language_),
                {{"series", series.name},
                 {"measure", quantity.as_growth ? "growth" : "value"},
                 {"unit", unit},
                 {"implied", by_case(quantity.implied)},
                 {"last_observed", known(quantity.before) ? Json(quantity.before) : Json(nullptr)},
                 {"scenario_assumes", known(quantity.scenario) ? Json(quantity.scenario) : Json(nullptr)}});
        }
    }

    void printed_base(const analysis::PrintedBase& base) {
        const auto& own = target(base.target);
        const auto amount = [&](double value) {
            return with_unit(short_text(value, 2, language_), own.unit, language_);
        };
        const auto year = accounts::periods_per_year(model_.frequency);
        const auto then = period_phrase((model_.grid.periods.at(own.period) - year).text(), language_);
        add("printed-base/" + own.subject, "note",
            say(Message::audit_printed_base, name(base.target), then, amount(base.printed), amount(base.computed)),
            {{"target", own.subject}, {"printed", base.printed}, {"computed", base.computed}});
    }

    void reconcile() {
        const auto& found = audit_.reconciliation;
        if (!found.found) return;
        std::vector<std::string> moves;
        Json evidence = Json::array();
        for (const auto& movement : found.movements) {
            std::vector<std::string> before;
            std::vector<std::string> after;
            for (std::size_t c = 0; c < movement.stated.size(); ++c) {
                const auto was = number(movement.target, movement.stated[c], 0);
                const auto now = number(movement.target, movement.moved[c], 0);
                if (was == now) continue;
                before.push_back(was);
                after.push_back(now);
                evidence.push_back({{"target", target(movement.target).subject},
                                    {"case", set_.cases[c]},
                                    {"stated", movement.stated[c]},
                                    {"reconciled", movement.moved[c]}});
            }
            for (std::size_t i = 0; i < before.size(); ++i)
                moves.push_back(say(Message::audit_move, name(movement.target), before[i], after[i]));
        }
        if (moves.empty()) return;
        add("reconcile/" + set_.name, "note", say(Message::audit_reconcile, listed(moves, language_, "; ")), std::move(evidence));
    }

    const model::CompiledModel& model_;
    const SetAudit& audit_;
    const model::TargetSet& set_;
    Language language_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> audit_findings(const model::CompiledModel& model, const SetAudit& audit, Language language) {
    return Finder(model, audit, language).find();
}

}  // namespace grdp::report
