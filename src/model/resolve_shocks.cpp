// Shocks: one per behavioural series, its law with every argument named, its persistence.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "compile_draft.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::model {

namespace {

constexpr std::size_t kMostShocks = 2000;
constexpr std::array kLaws{
    stats::Law::normal, stats::Law::two_piece_normal, stats::Law::student_t, stats::Law::triangular,
    stats::Law::pert,   stats::Law::uniform,          stats::Law::lognormal};

/// One argument of a law: its values per tuple and its place.
struct ArgumentValues {
    std::vector<double> values;
    std::vector<Span> places;
    Span where;
};

stats::Law law_named(std::string_view name) {
    const auto found =
        std::find_if(kLaws.begin(), kLaws.end(), [&](stats::Law law) { return name == stats::law_name(law); });
    GRDP_EXPECTS(found != kLaws.end());
    return *found;
}

std::optional<ArgumentValues> formula_values(Draft& draft, const ast::Expr& formula,
                                             const std::vector<Domain>& domains) {
    ExpressionChecker checker(draft.names, draft.report, Setting::parameter);
    if (!checker.check(formula, scope_of(domains, draft.names))) return std::nullopt;
    std::vector<Node> nodes;
    Expander expander(draft.names, nodes, draft.report, draft.model.frequency);
    ArgumentValues result;
    bool sound = true;
    for_each_tuple(domains, [&](const std::vector<std::uint32_t>& tuple) {
        nodes.clear();
        const NodeId root = expander.expand(formula, bindings_of(domains, tuple, draft.names));
        sound = sound && root != kNone;
        if (!sound) return;
        for (const Node& node : nodes) {
            if (node.op == Op::parameter) draft.model.parameters[node.index].separable = false;
            if (node.op != Op::parameter || draft.model.parameters[node.index].sd == 0) continue;
            draft.report.error(2217, formula.where,
                               fmt::format("the shock is computed from {}, which has a spread",
                                           draft.model.parameters[node.index].name),
                               "parameters without a spread");
            sound = false;
            return;
        }
        result.values.push_back(formula_value(nodes, 0, root, draft.model.parameters));
        result.places.push_back(formula.where);
    });
    return sound ? std::optional(result) : std::nullopt;
}

std::optional<ArgumentValues> argument_values(Draft& draft, const ast::Numbers& numbers,
                                              const std::vector<Domain>& domains, const std::string& what) {
    std::optional<ArgumentValues> result;
    if (numbers.expression) {
        result = formula_values(draft, *numbers.expression, domains);
    } else if (const auto shaped = shaped_values(draft, numbers, domains, what)) {
        result.emplace();
        for (const auto& number : *shaped) {
            result->values.push_back(number.value);
            result->places.push_back(number.where);
        }
    }
    if (result) result->where = numbers.where;
    return result;
}

// Values of each parameter of the law in its order; the parser has matched the names.
std::optional<std::vector<ArgumentValues>> law_arguments(Draft& draft, const ast::ShockDecl& declaration,
                                                         stats::Law law, const std::vector<Domain>& domains) {
    std::vector<ArgumentValues> arguments;
    bool sound = true;
    for (std::size_t i = 0; i < stats::parameter_count(law); ++i) {
        const auto given =
            std::find_if(declaration.arguments.begin(), declaration.arguments.end(),
                         [&](const auto& argument) { return argument.name.text == stats::parameter_name(law, i); });
        GRDP_EXPECTS(given != declaration.arguments.end());
        auto values = argument_values(draft, given->values, domains, given->name.text);
        sound &= values.has_value();
        if (values) arguments.push_back(std::move(*values));
    }
    return sound ? std::optional(arguments) : std::nullopt;
}

std::string fault_text(const stats::MarginalFault& fault, stats::Law law) {
    const char* name = stats::parameter_name(law, fault.parameter);
    switch (fault.kind) {
        case stats::MarginalFaultKind::not_finite:
            return fmt::format("{} is not a finite number", name);
        case stats::MarginalFaultKind::negative_spread:
            return fmt::format("{} is negative", name);
        case stats::MarginalFaultKind::too_few_degrees:
            return fmt::format("{} is at most 2, so the law has no standard deviation", name);
        case stats::MarginalFaultKind::low_above_mode:
            return "low lies above mode";
        case stats::MarginalFaultKind::mode_above_high:
            return "mode lies above high";
        case stats::MarginalFaultKind::low_above_high:
            return "low lies above high";
        case stats::MarginalFaultKind::zero_scale:
            return "scale is zero";
        case stats::MarginalFaultKind::sigma_too_large:
            return "sigma is above 10, which overflows";
        case stats::MarginalFaultKind::too_large:
            return fmt::format("{} is above 1e150, whose square overflows", name);
        case stats::MarginalFaultKind::too_small:
            return "the spread is below 1e-150, whose square underflows";
    }
    return {};
}

const char* fault_expectation(stats::MarginalFaultKind kind) {
    switch (kind) {
        case stats::MarginalFaultKind::low_above_mode:
        case stats::MarginalFaultKind::mode_above_high:
            return "low <= mode <= high";
        case stats::MarginalFaultKind::low_above_high:
            return "low <= high";
        case stats::MarginalFaultKind::too_few_degrees:
            return "df > 2";
        case stats::MarginalFaultKind::zero_scale:
            return "a scale other than 0";
        case stats::MarginalFaultKind::too_large:
        case stats::MarginalFaultKind::too_small:
            return "0, or 1e-150 to 1e150";
        default:
            return "a number of at least 0";
    }
}

void add_shock(Draft& draft, const ast::ShockDecl& declaration, const Shock& shock) {
    auto& slot = draft.shock_of[shock.series];
    const auto& series = draft.model.series[shock.series];
    if (slot != kNone) {
        draft.report.error(2502, declaration.name.where, fmt::format("{} has a shock already", series.name),
                           "one shock for each series", "", {{draft.model.shocks[slot].where, "the first shock"}});
        return;
    }
    if (draft.model.shocks.size() == kMostShocks) {
        draft.report.error(2512, declaration.name.where, "the model has too many shocks",
                           fmt::format("at most {}", kMostShocks));
        return;
    }
    slot = static_cast<std::uint32_t>(draft.model.shocks.size());
    const auto equation = draft.equation_of[shock.series];
    if (equation != kNone) draft.model.equations[equation].shock = slot;
    draft.model.shocks.push_back(shock);
}

// Laws of all tuples; a fault is told once, at the number that causes it.
void write_out(Draft& draft, const ast::ShockDecl& declaration, stats::Law law, const std::vector<Domain>& domains,
               const std::vector<ArgumentValues>& arguments, const ArgumentValues& persistence) {
    std::size_t i = 0;
    for_each_tuple(domains, [&](const std::vector<std::uint32_t>& tuple) {
        Shock shock;
        const Stem& stem = *draft.names.find_stem(declaration.name.name.text);
        shock.series = stem.cells[draft.names.flat(stem, tuple)];
        shock.where = declaration.where;
        shock.law.law = law;
        for (std::size_t p = 0; p < arguments.size(); ++p)
            shock.law.p[p] = arguments[p].values[i];
        shock.persistence = persistence.values[i];
        const Span persistence_place = persistence.places[i];
        const std::size_t at = i++;
        if (shock.series == kNone || draft.model.series[shock.series].kind != SeriesKind::behavioural) {
            draft.report.error(2501, declaration.name.where,
                               fmt::format("{} has no behavioural equation, so it can have no shock",
                                           scalar_name(draft.names, stem, tuple)),
                               "a series of a behave statement");
            return;
        }
        shock.name = draft.model.series[shock.series].name;
        if (const auto fault = stats::validate(shock.law)) {
            draft.report.error(2505, arguments[fault->parameter].places[at],
                               fmt::format("the {} law of {} does not exist: {}", declaration.law.text, shock.name,
                                           fault_text(*fault, law)),
                               fault_expectation(fault->kind));
        } else if (!(std::abs(shock.persistence) < 1)) {
            draft.report.error(
                2506, persistence_place,
                fmt::format("the persistence {} makes a shock that never dies out", exact_text(shock.persistence)),
                "a number between -1 and 1, both excluded");
        } else {
            add_shock(draft, declaration, shock);
        }
    });
}

void resolve_shock(Draft& draft, const ast::ShockDecl& declaration) {
    ExpressionChecker checker(draft.names, draft.report, Setting::equation);
    const Stem* stem = draft.names.find_stem(declaration.name.name.text);
    const auto domains = resolve_domains(draft, declaration.name, stem == nullptr ? nullptr : &stem->roots);
    if (!domains || !checker.check(declaration.name, scope_of(*domains, draft.names))) return;
    const auto law = law_named(declaration.law.text);
    if (stem->is_parameter) {
        draft.report.error(2501, declaration.name.where, fmt::format("{} is a parameter", declaration.name.name.text),
                           "a series of a behave statement", "a parameter gets its spread with sd");
        return;
    }
    const auto arguments = law_arguments(draft, declaration, law, *domains);
    std::optional<ArgumentValues> persistence =
        ArgumentValues{std::vector<double>(tuple_count(*domains), 0.0),
                       std::vector<Span>(tuple_count(*domains), declaration.where),
                       {}};
    if (declaration.persistence)
        persistence = argument_values(draft, *declaration.persistence, *domains, "the persistence");
    if (arguments && persistence) write_out(draft, declaration, law, *domains, *arguments, *persistence);
}

}  // namespace

void resolve_shocks(Draft& draft, const ast::Model& model) {
    for (const auto& declaration : model.shocks) {
        const std::size_t errors = draft.report.error_count();
        resolve_shock(draft, declaration);
        if (draft.report.error_count() > errors) draft.faulty_shocks.insert(declaration.name.name.text);
    }
}

}  // namespace grdp::model
