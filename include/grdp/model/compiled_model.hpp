// Model + scenario + data, resolved: every name a number, every number present, every unit checked. Immutable and
// dense.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "grdp/accounts/period.hpp"
#include "grdp/base/source.hpp"
#include "grdp/stats/marginal.hpp"
#include "grdp/stats/marginal_tables.hpp"

namespace grdp::model {

struct Label {
    std::string en;
    std::string vi;
};

inline constexpr std::uint32_t kNone = 0xFFFFFFFFu;

// ---- expressions: one pool of scalar nodes; children stand before their parents ------------------------------------

enum class Op : std::uint8_t {
    constant,   // value
    parameter,  // index into parameters
    series,     // index into series; period by `offset` (see Node)
    add,
    sub,
    mul,
    div,
    neg,
    pow,
    exp,
    log,
    sqrt,
    abs,
    min,
    max,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,  // 1 or 0
    logical_and,
    logical_or,
    logical_not,
    select,  // a != 0 ? b : c
    positive,  // x if x > 0, otherwise no number: the base of a growth rate
};

using NodeId = std::uint32_t;

/// A node of a scalar expression. `series` nodes of equations and checks are relative (offset <= 0 periods from the
/// period being computed); those of targets and events are absolute (offset = index into the grid of periods).
struct Node {
    Op op = Op::constant;
    bool absolute = false;
    std::int32_t offset = 0;
    std::uint32_t index = 0;
    NodeId a = kNone;
    NodeId b = kNone;
    NodeId c = kNone;
    double value = 0;
};

// ---- the parts -----------------------------------------------------------------------------------------------------

struct SetInfo {
    std::string name;
    std::string parent;  ///< empty, or the set of which this is a subset
    std::vector<std::string> elements;
    std::vector<Label> labels;
};

enum class SeriesKind : std::uint8_t { exogenous, behavioural, identity, report };

struct Series {
    std::string name;                   ///< "volume[industry]"
    std::string stem;                   ///< "volume"
    std::vector<std::string> elements;  ///< {"industry"}
    std::vector<std::string> sets;      ///< the set of each dimension as declared: {"s"}
    Label stem_label;                   ///< label of the declaration: "Gross value added at 2010 prices"
    Label element_label;  ///< labels of the elements joined: "Industry and construction"; empty for a scalar
    std::string unit;     ///< as declared: "bn_vnd_2010", "%"
    SeriesKind kind = SeriesKind::exogenous;
    Span declared;
};

struct Parameter {
    std::string name;  ///< "elasticity[industry,fdi]"
    std::string unit;
    double value = 0;
    double sd = 0;  ///< spread; 0: certain. Drawn once per path, normal.
    std::string source;
    std::string source_vi;  ///< the same in Vietnamese; may be empty
    bool judgement = false;
    bool separable = false;  ///< only equations, checks and events read the value: nothing but `sd` was computed from it
    double sd_percent = 0;   ///< not 0: `sd` is this percentage of |value|
    Label label;  ///< of the declaration
    Span declared;
};

/// The spread of a parameter with `sd_percent`.
[[nodiscard]] inline double spread_of(const Parameter& parameter) {
    return (parameter.value < 0 ? -parameter.value : parameter.value) * parameter.sd_percent / 100;
}

/// How the left-hand side is written; the engine inverts it (EQ: growth(x) = r  <=>  x = x(-k) * (1 + r/100)).
enum class LeftForm : std::uint8_t { level, growth, diff, log, dlog };

struct Equation {
    std::uint32_t series = kNone;
    LeftForm form = LeftForm::level;  ///< identities and reports: level
    NodeId right = kNone;
    std::uint32_t shock = kNone;  ///< index into shocks, behavioural equations only
    Span where;
};

/// Equations that must be solved together, in order of dependence within a period; today always of size one.
struct Block {
    std::vector<std::uint32_t> equations;
};

struct Shock {
    std::string name;  ///< name of its series
    std::uint32_t series = kNone;
    stats::MarginalParameters law;
    double persistence = 0;
    Span where;
};

struct Check {
    std::string text;  ///< as written
    Label label;
    NodeId condition = kNone;  ///< relative offsets; holds in every period of the horizon
    Span where;
};

/// A behavioural series held at a value in one period; its shock is off there.
struct Fix {
    std::uint32_t series = kNone;
    std::uint32_t period = 0;  ///< grid index
    LeftForm form = LeftForm::level;
    double value = 0;
};

struct AddFactor {
    std::uint32_t series = kNone;
    std::uint32_t period = 0;
    double value = 0;
};

/// What has become known: `value` took this number. It conditions the distribution, it is no assumption.
struct Observed {
    std::string subject;  ///< as written: "growth(grdp)"
    std::string unit;
    std::uint32_t period = 0;  ///< grid index
    NodeId value = kNone;      ///< absolute
    double number = 0;
    Span where;
};

enum class Sense : std::uint8_t { band, at_least, at_most };

struct Target {
    std::string subject;  ///< as written: "growth(volume[industry])", or the name of a monitored target
    Label label;
    std::string unit;
    std::uint32_t period = 0;  ///< grid index; kNone if a monitored target lies outside the grid
    std::string period_text;
    NodeId value = kNone;  ///< absolute; kNone for a monitored target
    Sense sense = Sense::band;
    std::vector<double> cases;  ///< one per case, in the order printed, never sorted
    Span where;
};

struct TargetSet {
    std::string name;
    Label label;
    std::vector<std::string> cases;
    std::string source;
    std::string source_vi;  ///< the same in Vietnamese; may be empty
    std::vector<Target> targets;
};

/// A question about a whole path. A band event asks where a number falls; a condition asks whether something is true.
/// Each target with a model line also stands here as a band event named "<set>: <subject>".
struct Event {
    std::string name;
    Label label;
    std::string period_text;  ///< "2023", "2023..2025"
    std::string unit;         ///< of the banded number
    bool is_band = true;
    NodeId value = kNone;  ///< banded number, absolute
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    NodeId condition = kNone;  ///< when not a band, absolute, 1 or 0
    std::uint32_t target_set = kNone;
    std::uint32_t target = kNone;
    Span where;
};

/// Values over the grid of periods: row-major [series][period]; NaN where `present` is false.
struct Grid {
    accounts::PeriodRange periods{accounts::Period::annual(2000), accounts::Period::annual(2000)};
    std::vector<double> values;
    std::vector<bool> present;

    [[nodiscard]] std::size_t at(std::size_t series, std::size_t period) const {
        return series * periods.size() + period;
    }
};

struct InputFile {
    std::string role;  ///< "model", "scenario", "data", "override"
    std::string path;  ///< relative to the scenario's root
    std::string text;
    std::string sha256;
};

struct CompiledModel {
    std::string model_name;
    Label model_label;
    std::string scenario_name;
    Label scenario_label;
    accounts::Frequency frequency = accounts::Frequency::annual;
    accounts::PeriodRange horizon{accounts::Period::annual(2000), accounts::Period::annual(2000)};

    std::vector<SetInfo> sets;
    std::vector<Series> series;
    std::vector<std::uint32_t> name_order;  ///< series sorted by full name
    std::vector<Parameter> parameters;
    std::vector<Node> nodes;
    std::vector<Equation> equations;  ///< in order of dependence
    std::vector<Block> blocks;
    std::vector<Shock> shocks;        ///< in order of declaration; the position is the shock's address
    std::shared_ptr<const stats::MarginalTables> tables;  ///< of the shocks' laws as compiled, to save time; may be null
    std::vector<double> correlation;  ///< [shocks x shocks] of normal scores, row-major, positive semidefinite
    std::vector<Check> checks;
    std::vector<Fix> fixes;
    std::vector<AddFactor> add_factors;
    std::vector<Observed> observed;  ///< in order of period, then as written
    std::vector<TargetSet> target_sets;
    std::vector<Event> events;
    Grid grid;  ///< history and exogenous paths; holds the horizon and every lag that is needed
    std::vector<InputFile> inputs;

    /// Index of a series by its full name, or kNone.
    [[nodiscard]] std::uint32_t find_series(std::string_view name) const;
    /// Grid index of the first period of the horizon.
    [[nodiscard]] std::size_t first_horizon_index() const { return grid.periods.index(horizon.first); }
};

}  // namespace grdp::model
