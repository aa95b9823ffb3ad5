// The state that the passes of the compiler hand to each other.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compile_report.hpp"
#include "expand.hpp"
#include "expression_check.hpp"
#include "grdp/model/ast.hpp"
#include "grdp/model/compile.hpp"
#include "names.hpp"

namespace grdp::model {

/// One scenario file of an extends chain.
struct ScenarioFile {
    SourceId id = kNoSource;
    ast::Scenario scenario;
};

/// One data statement with the text it names.
struct DataFile {
    const ast::DataDecl* declaration = nullptr;
    SourceId id = kNoSource;
};

/// All texts of a compilation, parsed.
struct Inputs {
    bool lacks_data = false;              ///< a data file could not be read
    std::vector<ScenarioFile> scenarios;  ///< the most basic first, the one asked for last
    bool names_model = false;             ///< a model statement stands somewhere
    bool has_model = false;               ///< and its text was read
    bool lacks_scenario = false;          ///< an extended scenario could not be read
    ast::Model model;
    Span model_where;
    std::vector<DataFile> data;
    std::vector<ast::Assignment> overrides;
    std::vector<InputFile> files;
};

/// A declaration of series written out: cell `first + i` belongs to the i-th tuple of the domains.
struct SeriesPart {
    const ast::EquationDecl* equation = nullptr;  ///< nothing for an exogenous series
    std::uint32_t stem = 0;
    std::vector<Domain> domains;
    std::uint32_t first = 0;
};

struct ParameterPart {
    const ast::ParamDecl* declaration = nullptr;
    std::vector<Domain> domains;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::vector<NodeId> formulas;       ///< of an expression, one per cell, in Draft::formula_nodes
    std::vector<std::uint32_t> starts;  ///< first node of each formula
    std::vector<bool> assigned;         ///< by a scenario: its formula no longer counts
};

/// One datum of a data file.
struct Observation {
    std::uint32_t series = 0;
    accounts::Period period;
    double value = 0;
    Span where;
};

struct Draft {
    Draft(const SourceSet& sources, Diagnostics& diagnostics) : report(sources, diagnostics) {}

    Reporter report;
    Names names;
    CompiledModel model;
    std::vector<std::pair<std::string, Unit>> units;  ///< declared by the model
    std::vector<SeriesPart> series_parts;
    std::vector<ParameterPart> parameter_parts;
    std::vector<Node> formula_nodes;
    std::vector<std::uint32_t> equation_of;  ///< per series; kNone for exogenous ones
    std::vector<std::uint32_t> shock_of;     ///< per series; kNone where there is none
    std::unordered_map<std::string, std::uint32_t> series_named;
    std::unordered_set<std::string> faulty_shocks;  ///< stems whose shock statement was refused
    std::vector<Observation> observations;
    std::unordered_set<std::string> unsettled;  ///< stems to which a refused statement may have given data
    bool data_lost = false;                     ///< a file could not be read, so any datum may be missing because of it
    Span horizon_where;
    std::unordered_set<SourceId> inherited;  ///< scenarios more basic than the one that states the horizon
    bool has_horizon = false;

    [[nodiscard]] Expander expander() { return {names, model.nodes, report, model.frequency}; }
};

// ---- the passes, in order ------------------------------------------------------------------------------------------

/// Reads and parses the scenario chain, its model, its data and the overrides.
[[nodiscard]] Inputs load_inputs(SourceLoader& loader, const std::string& path, const CompileOptions& options,
                                 SourceSet& sources, Diagnostics& diagnostics);

void resolve_frame(Draft& draft, const Inputs& inputs);  ///< names, frequency, horizon
void resolve_units(Draft& draft, const ast::Model& model);
void resolve_sets(Draft& draft, const ast::Model& model);
void declare_parameters(Draft& draft, const ast::Model& model);
void declare_series(Draft& draft, const ast::Model& model);
void resolve_parameters(Draft& draft, const Inputs& inputs);  ///< values, scenario assignments, spreads
void resolve_equations(Draft& draft);
void resolve_checks(Draft& draft, const ast::Model& model);
void sort_by_dependence(Draft& draft);
void resolve_shocks(Draft& draft, const ast::Model& model);
void resolve_correlation(Draft& draft, const ast::Model& model);
void read_data(Draft& draft, const Inputs& inputs);  ///< observations of all data files
void resolve_targets(Draft& draft, const Inputs& inputs);
void resolve_events(Draft& draft, const Inputs& inputs);
void resolve_observed(Draft& draft, const Inputs& inputs);
void lay_grid(Draft& draft, const Inputs& inputs);        ///< the periods, and the observations in them
void apply_scenario(Draft& draft, const Inputs& inputs);  ///< assignments, fixes, add-factors
void find_missing_data(Draft& draft);
void warn_of_idle_names(Draft& draft, const ast::Model& model);

// ---- shared by the passes ------------------------------------------------------------------------------------------

/// The unit of an expression of atoms; nothing (reported) for an unknown name. An empty expression is a plain number.
[[nodiscard]] std::optional<Unit> resolve_unit(Draft& draft, const ast::UnitExpr& unit);
/// Inside the horizon; reported otherwise, as a warning where a more basic scenario says it.
[[nodiscard]] bool inside_horizon(Draft& draft, const ast::PeriodName& period, int code, std::string hint = {});
/// A period of the model's frequency; reported otherwise.
[[nodiscard]] bool fits_frequency(Draft& draft, const ast::PeriodName& period);
/// As a model writes it: "mn_vnd/person".
[[nodiscard]] std::string unit_source_text(const ast::UnitExpr& unit);
/// The domains of a declaration's indices; nothing if any is wrong (reported). `roots` helps with literal elements.
[[nodiscard]] std::optional<std::vector<Domain>> resolve_domains(Draft& draft, const ast::Reference& name,
                                                                 const std::vector<std::uint32_t>* roots);
[[nodiscard]] Scope scope_of(const std::vector<Domain>& domains, const Names& names);
[[nodiscard]] Bindings bindings_of(const std::vector<Domain>& domains, const std::vector<std::uint32_t>& tuple,
                                   const Names& names);
[[nodiscard]] Label to_label(const ast::Labels& labels);
/// "volume[industry,north]"
[[nodiscard]] std::string scalar_name(const Names& names, const Stem& stem, const std::vector<std::uint32_t>& tuple);
/// Values of a block of numbers, one per tuple; nothing if the shape does not fit (reported).
[[nodiscard]] std::optional<std::vector<ast::Number>> shaped_values(Draft& draft, const ast::Numbers& numbers,
                                                                    const std::vector<Domain>& domains,
                                                                    std::string_view what);
/// The value of a formula without series, parameters at their central values.
[[nodiscard]] double formula_value(const std::vector<Node>& nodes, std::uint32_t first, NodeId root,
                                   const std::vector<Parameter>& parameters);
/// An expression as written, in one line with plain spaces.
[[nodiscard]] std::string source_text(const ast::Expr& expr);

}  // namespace grdp::model
