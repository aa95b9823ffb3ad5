#include "grdp/analysis/assumption.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/stats/correlation.hpp"

namespace grdp::analysis {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr double kHundred = 100;

/// The words between the brackets of "sd(...)", split at the commas outside square brackets; nothing for another form.
std::optional<std::vector<std::string>> arguments_of(const std::string& subject, std::string_view form) {
    if (!subject.starts_with(form) || subject.size() <= form.size() || subject[form.size()] != '(' || subject.back() != ')') return std::nullopt;
    std::vector<std::string> words(1);
    int depth = 0;
    for (std::size_t i = form.size() + 1; i + 1 < subject.size(); ++i) {
        const char c = subject[i];
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (c == ',' && depth == 0) words.emplace_back();
        else words.back() += c;
    }
    return words;
}

std::uint32_t find_parameter(const model::CompiledModel& model, const std::string& name) {
    for (std::uint32_t i = 0; i < model.parameters.size(); ++i) {
        if (model.parameters[i].name == name) return i;
    }
    return model::kNone;
}

std::uint32_t find_shock(const model::CompiledModel& model, const std::string& name) {
    for (std::uint32_t i = 0; i < model.shocks.size(); ++i) {
        if (model.shocks[i].name == name) return i;
    }
    return model::kNone;
}

std::vector<std::string> candidates(const model::CompiledModel& model) {
    std::vector<std::string> names;
    for (const auto& series : model.series) {
        if (series.kind == model::SeriesKind::exogenous) names.push_back(series.name);
        if (series.kind == model::SeriesKind::behavioural) names.push_back("growth(" + series.name + ")");
    }
    for (const auto& parameter : model.parameters) {
        names.push_back(parameter.name);
        if (parameter.sd > 0) names.push_back("sd(" + parameter.name + ")");
    }
    for (const auto& shock : model.shocks) {
        names.push_back("sd(" + shock.name + ")");
        names.push_back("persistence(" + shock.name + ")");
    }
    return names;
}

class Finder {
  public:
    Finder(const model::CompiledModel& model, const Phrase& phrase) : model_(model), phrase_(phrase) {
        found_.name = phrase.subject;
        found_.where = phrase.subject_where;
    }

    Result<Assumption> find() {
        if (const auto words = arguments_of(phrase_.subject, "sd")) return spread((*words)[0]);
        if (const auto words = arguments_of(phrase_.subject, "persistence")) return persistence((*words)[0]);
        if (const auto words = arguments_of(phrase_.subject, "corr")) return correlation(*words);
        if (const auto words = arguments_of(phrase_.subject, "growth")) return series((*words)[0], true);
        const std::uint32_t parameter = find_parameter(model_, phrase_.subject);
        if (parameter == model::kNone) return series(phrase_.subject, false);
        found_.kind = AssumptionKind::parameter;
        found_.index = parameter;
        found_.unit = model_.parameters[parameter].unit;
        found_.current = model_.parameters[parameter].value;
        found_.separable = model_.parameters[parameter].separable;
        return timeless();
    }

  private:
    Result<Assumption> timeless() const {
        if (!phrase_.periods) return found_;
        return Diagnostic{Code{7023}, phrase_.periods_where, found_.name + " is the same in all periods", "no period behind it", "write " + found_.name};
    }

    Result<Assumption> unknown() const {
        const auto names = candidates(model_);  // the nearest name is a view into them
        const auto close = did_you_mean(phrase_.subject, names);
        return Diagnostic{Code{7027}, phrase_.subject_where, "the model has no assumption \"" + phrase_.subject + "\"",
                          "an exogenous series, growth(SERIES) of a behavioural one, a parameter, sd(..), corr(.., ..) or persistence(..)",
                          close.empty() ? std::string() : "did you mean " + std::string(close) + "?"};
    }

    Result<Assumption> spread(const std::string& name) {
        const std::uint32_t shock = find_shock(model_, name);
        const std::uint32_t parameter = find_parameter(model_, name);
        if (shock != model::kNone) {
            found_.kind = AssumptionKind::spread;
            found_.index = shock;
            found_.current = stats::standard_deviation(model_.shocks[shock].law);
            found_.unit = shock_unit(shock);
            if (!(found_.current > 0)) return fixed_spread("the shock of " + name + " has no spread to scale");
            return timeless();
        }
        if (parameter == model::kNone) return unknown();
        found_.kind = AssumptionKind::uncertainty;
        found_.index = parameter;
        found_.current = model_.parameters[parameter].sd;
        found_.unit = model_.parameters[parameter].unit;
        return timeless();
    }

    [[nodiscard]] std::string shock_unit(std::uint32_t shock) const {
        for (const auto& equation : model_.equations) {
            if (equation.shock == shock) return equation.form == model::LeftForm::level ? model_.series[equation.series].unit : equation.form == model::LeftForm::growth ? "%" : "";
        }
        return {};
    }

    Result<Assumption> fixed_spread(std::string message) const {
        return Diagnostic{Code{7027}, phrase_.subject_where, std::move(message), "a shock with a spread", "give it one in the model"};
    }

    Result<Assumption> persistence(const std::string& name) {
        found_.kind = AssumptionKind::persistence;
        found_.index = find_shock(model_, name);
        if (found_.index == model::kNone) return unknown();
        found_.current = model_.shocks[found_.index].persistence;
        return timeless();
    }

    Result<Assumption> correlation(const std::vector<std::string>& names) {
        if (names.size() != 2) return unknown();
        found_.kind = AssumptionKind::correlation;
        found_.index = find_shock(model_, names[0]);
        found_.other = find_shock(model_, names[1]);
        if (found_.index == model::kNone || found_.other == model::kNone || found_.index == found_.other) return unknown();
        found_.current = model_.correlation[found_.index * model_.shocks.size() + found_.other];
        return timeless();
    }

    Result<Assumption> series(const std::string& name, bool growth) {
        const std::uint32_t id = model_.find_series(name);
        if (id == model::kNone) return unknown();
        const auto& info = model_.series[id];
        const bool behaves = info.kind == model::SeriesKind::behavioural;
        if (!behaves && (growth || info.kind != model::SeriesKind::exogenous)) {
            return Diagnostic{Code{7027}, phrase_.subject_where, phrase_.subject + " is no assumption: the model computes it", "what the scenario states",
                              info.kind == model::SeriesKind::exogenous ? "vary " + name + " itself" : "vary what its equation uses"};
        }
        found_.kind = !behaves ? AssumptionKind::datum : growth ? AssumptionKind::held_growth : AssumptionKind::held_level;
        found_.index = id;
        found_.unit = growth ? "%" : info.unit;
        if (auto periods = read_periods(); !periods) return periods.diagnostics();
        else found_.periods = *periods;
        found_.current = behaves ? kNan : mean_datum(id);
        return found_;
    }

    Result<accounts::PeriodRange> read_periods() const {
        if (!phrase_.periods) return model_.horizon;
        accounts::PeriodRange periods = *phrase_.periods;
        if (periods.first.frequency() == accounts::Frequency::annual && model_.frequency == accounts::Frequency::quarterly)
            periods = {accounts::Period::quarterly(periods.first.year(), 1), accounts::Period::quarterly(periods.last.year(), 4)};
        const bool fits = periods.first.frequency() == model_.frequency && periods.first <= model_.horizon.last && periods.last >= model_.horizon.first;
        if (!fits) {
            return Diagnostic{Code{7023}, phrase_.periods_where, "these periods lie outside the horizon", "periods from " + model_.horizon.first.text() + " to " + model_.horizon.last.text(), ""};
        }
        return accounts::PeriodRange{std::max(periods.first, model_.horizon.first), std::min(periods.last, model_.horizon.last)};
    }

    [[nodiscard]] double mean_datum(std::uint32_t id) const {
        double sum = 0;
        for (std::size_t i = 0; i < found_.periods.size(); ++i)
            sum += model_.grid.values[model_.grid.at(id, model_.grid.periods.index(found_.periods.at(i)))];
        return sum / static_cast<double>(found_.periods.size());
    }

    const model::CompiledModel& model_;
    const Phrase& phrase_;
    Assumption found_;
};

/// The law of f*X for X of the law.
stats::MarginalParameters scaled(stats::MarginalParameters law, double factor) {
    const auto times = [&](std::initializer_list<std::size_t> places) {
        for (const std::size_t i : places) law.p[i] *= factor;
    };
    switch (law.law) {
        case stats::Law::normal: times({0}); break;
        case stats::Law::two_piece_normal: times({0, 1}); break;
        case stats::Law::student_t: times({1}); break;
        case stats::Law::triangular:
        case stats::Law::pert: times({0, 1, 2}); break;
        case stats::Law::uniform: times({0, 1}); break;
        case stats::Law::lognormal: times({0}); break;
    }
    return law;
}

void correlate(model::CompiledModel& model, const Assumption& assumption, double value) {
    const std::size_t n = model.shocks.size();
    model.correlation[assumption.index * n + assumption.other] = value;
    model.correlation[assumption.other * n + assumption.index] = value;
}

void hold(model::CompiledModel& model, const Assumption& assumption, double value) {
    const auto form = assumption.kind == AssumptionKind::held_growth ? model::LeftForm::growth : model::LeftForm::level;
    for (std::size_t i = 0; i < assumption.periods.size(); ++i) {
        const auto period = static_cast<std::uint32_t>(model.grid.periods.index(assumption.periods.at(i)));
        std::erase_if(model.fixes, [&](const model::Fix& fix) { return fix.series == assumption.index && fix.period == period; });
        model.fixes.push_back({assumption.index, period, form, value});
    }
}

}  // namespace

Result<Assumption> find_assumption(const model::CompiledModel& model, const Phrase& phrase) { return Finder(model, phrase).find(); }

NumberRange domain_of(const Assumption& assumption) {
    switch (assumption.kind) {
        case AssumptionKind::spread:
        case AssumptionKind::uncertainty: return {0, kInfinite};
        case AssumptionKind::correlation: return {-1, 1};
        case AssumptionKind::persistence: return {-0.999, 0.999};
        case AssumptionKind::held_growth: return {-kHundred, kInfinite};
        default: return {-kInfinite, kInfinite};
    }
}

NumberRange usual_range(const Assumption& assumption) {
    const NumberRange domain = domain_of(assumption);
    const double at = std::isfinite(assumption.current) ? assumption.current : 0;
    double reach = std::max(std::fabs(at), assumption.unit == "%" || assumption.unit == "points" ? 10.0 : 0.0);
    if (assumption.kind == AssumptionKind::spread || assumption.kind == AssumptionKind::uncertainty) reach = 4 * std::max(at, 1e-3);
    if (assumption.kind == AssumptionKind::correlation || assumption.kind == AssumptionKind::persistence) reach = 2;
    if (assumption.kind == AssumptionKind::held_growth) reach = 30;
    if (!(reach > 0)) reach = 1;
    return {std::max(at - reach, domain.low), std::min(at + reach, domain.high)};
}

bool needs_compilation(const Assumption& assumption) { return assumption.kind == AssumptionKind::parameter && !assumption.separable; }

bool change(model::CompiledModel& model, const Assumption& assumption, double value) {
    GRDP_EXPECTS(!needs_compilation(assumption));
    const NumberRange domain = domain_of(assumption);
    if (!std::isfinite(value) || value < domain.low || value > domain.high) return false;
    switch (assumption.kind) {
        case AssumptionKind::datum:
            for (std::size_t i = 0; i < assumption.periods.size(); ++i) {
                const std::size_t cell = model.grid.at(assumption.index, model.grid.periods.index(assumption.periods.at(i)));
                model.grid.values[cell] = value;
                model.grid.present[cell] = true;
            }
            break;
        case AssumptionKind::spread: {
            auto& law = model.shocks[assumption.index].law;
            law = scaled(law, value / assumption.current);
            if (stats::validate(law)) return false;
            break;
        }
        case AssumptionKind::uncertainty: model.parameters[assumption.index].sd = value; break;
        case AssumptionKind::correlation: correlate(model, assumption, value); break;
        case AssumptionKind::persistence: model.shocks[assumption.index].persistence = value; break;
        case AssumptionKind::held_growth:
        case AssumptionKind::held_level: hold(model, assumption, value); break;
        case AssumptionKind::parameter: {
            model::Parameter& parameter = model.parameters[assumption.index];
            parameter.value = value;
            if (parameter.sd_percent != 0) parameter.sd = model::spread_of(parameter);
            if (!std::isfinite(parameter.sd)) return false;
            break;
        }
    }
    return true;
}

void restore(model::CompiledModel& model, const model::CompiledModel& base, const Assumption& assumption) {
    switch (assumption.kind) {
        case AssumptionKind::datum:
            for (std::size_t i = 0; i < assumption.periods.size(); ++i) {
                const std::size_t cell = model.grid.at(assumption.index, model.grid.periods.index(assumption.periods.at(i)));
                model.grid.values[cell] = base.grid.values[cell];
                model.grid.present[cell] = base.grid.present[cell];
            }
            break;
        case AssumptionKind::parameter:
            model.parameters[assumption.index].value = base.parameters[assumption.index].value;
            model.parameters[assumption.index].sd = base.parameters[assumption.index].sd;
            break;
        case AssumptionKind::uncertainty: model.parameters[assumption.index].sd = base.parameters[assumption.index].sd; break;
        case AssumptionKind::spread: model.shocks[assumption.index].law = base.shocks[assumption.index].law; break;
        case AssumptionKind::persistence: model.shocks[assumption.index].persistence = base.shocks[assumption.index].persistence; break;
        case AssumptionKind::correlation: model.correlation = base.correlation; break;
        case AssumptionKind::held_growth:
        case AssumptionKind::held_level: model.fixes = base.fixes; break;
    }
}

bool has_possible_correlation(const model::CompiledModel& model) {
    const std::size_t n = model.shocks.size();
    if (n == 0) return true;
    stats::SquareMatrix matrix(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) matrix(i, j) = model.correlation[i * n + j];
    }
    return !stats::check_correlation(matrix).has_value();
}

std::optional<model::CompiledModel> changed(const model::CompiledModel& model, const Assumption& assumption, double value) {
    model::CompiledModel copy = model;
    if (!change(copy, assumption, value)) return std::nullopt;
    if (assumption.kind == AssumptionKind::correlation && !has_possible_correlation(copy)) return std::nullopt;
    return copy;
}

std::string assumption_text(const Assumption& assumption) {
    const bool timed = assumption.kind == AssumptionKind::datum || assumption.kind == AssumptionKind::held_growth || assumption.kind == AssumptionKind::held_level;
    if (!timed) return assumption.name;
    const auto& periods = assumption.periods;
    return assumption.name + "@" + periods.first.text() + (periods.first == periods.last ? "" : ".." + periods.last.text());
}

std::string statement(const Assumption& assumption, double value) {
    const auto& periods = assumption.periods;
    const std::string when = periods.first.text() + (periods.first == periods.last ? "" : ".." + periods.last.text());
    switch (assumption.kind) {
        case AssumptionKind::datum: return when + " " + assumption.name + " = " + exact_text(value);
        case AssumptionKind::parameter: return assumption.name + " = " + exact_text(value);
        case AssumptionKind::held_growth:
        case AssumptionKind::held_level: return when + " fix " + assumption.name + " = " + exact_text(value);
        default: return {};
    }
}

}  // namespace grdp::analysis
