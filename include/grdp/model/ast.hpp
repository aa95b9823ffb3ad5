// What the parser understood, statement by statement, before any name is looked up.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grdp/accounts/period.hpp"
#include "grdp/base/source.hpp"

namespace grdp::model::ast {

struct Name {
    std::string text;
    Span where;
};

struct Labels {
    std::string en;
    std::string vi;
};

struct Number {
    double value = 0;
    Span where;
    bool percent = false;  ///< written with % behind it
};

struct PeriodName {
    accounts::Period period;
    Span where;
};

struct PeriodSpan {
    PeriodName first;
    PeriodName last;  ///< equal to first for a single period
};

/// NAME[index, index]; an index is a set, a subset or an element.
struct Reference {
    Name name;
    std::vector<Name> indices;
    Span where;  ///< the whole reference
};

enum class ExprKind : std::uint8_t {
    number,      ///< value
    reference,   ///< reference, lag (0 or negative)
    unary,       ///< op "-" or "not", args[0]
    binary,      ///< op, args[0], args[1]
    call,        ///< op = function name, args; `as` keeps its unit
    reduce,      ///< op = sum|mean|min|max, index = bound set, args[0]
    periods,     ///< op = mean|sum|min|max|all|any|at, periods, args[0] (events only)
    between,     ///< args[0] between args[1] and args[2] (events only)
    target_set,  ///< op = all|any over a target set: index = its name (events only)
};

struct UnitAtom {
    Name name;  ///< "%", "1" or an identifier
    int exponent = 1;
};
struct UnitExpr {
    std::vector<UnitAtom> atoms;  ///< empty: not stated
    std::string quoted;           ///< a unit given as text (monitored targets only)
    Span where;
};

struct Expr {
    ExprKind kind = ExprKind::number;
    Span where;
    std::string op;
    double value = 0;
    Reference reference;
    int lag = 0;
    Name index;
    std::optional<PeriodSpan> periods;
    UnitExpr unit;
    std::vector<std::unique_ptr<Expr>> args;
};
using ExprPtr = std::unique_ptr<Expr>;

struct Source {
    std::string text;
    std::string vi;  ///< the same in Vietnamese, may be empty
    bool judgement = false;
    Span where;
};

// ---- model statements -------------------------------------------------------------------------------------------

struct SetElement {
    Name name;
    Labels labels;
};
struct SetDecl {
    Name name;
    std::optional<Name> parent;  ///< `set T in S`
    std::vector<SetElement> elements;
};

struct UnitDecl {
    Name name;
    std::optional<Number> factor;
    UnitExpr of;
};

struct ExogDecl {
    std::vector<Reference> names;
    UnitExpr unit;
    Labels labels;
    std::optional<Source> source;
};

/// A block of numbers: flat (no rows), or a table: rows of one number each (no columns), or rows with one number per
/// column. Several numbers must fit the product of the index sets, one number holds for all.
struct Numbers {
    std::vector<Number> flat;
    std::vector<Reference> columns;
    std::vector<std::pair<Reference, std::vector<Number>>> rows;
    ExprPtr expression;  ///< instead of numbers: a constant expression of parameters
    Span where;
};

struct ParamDecl {
    Reference name;
    UnitExpr unit;
    Numbers values;
    std::optional<Numbers> sd;
    std::optional<Source> source;
    Labels labels;
};

struct EquationDecl {
    enum class Kind : std::uint8_t { behave, identity, report } kind = Kind::identity;
    Reference name;
    UnitExpr unit;
    ExprPtr left;  ///< null where a report has none
    ExprPtr right;
    Labels labels;
    Span where;
};

struct CheckDecl {
    std::vector<Name> indices;
    ExprPtr condition;
    Labels labels;
    Span where;
};

struct ShockArgument {
    Name name;
    Numbers values;
};
struct CorrelationPair {
    Reference first;
    Reference second;
    Number value;
    std::string coefficient;  ///< pearson (default), spearman, kendall
};
struct ShockDecl {
    Reference name;
    Name law;
    std::vector<ShockArgument> arguments;
    std::optional<Numbers> persistence;
    std::vector<CorrelationPair> pairs;  ///< references hold a bare element name each
    Span where;
};
struct CorrelationDecl {
    std::vector<CorrelationPair> pairs;
    std::optional<Numbers> matrix;
    std::string coefficient;
    Span where;
};

struct Model {
    Name name;
    Labels labels;
    std::optional<accounts::Frequency> frequency;
    Span frequency_where;
    std::vector<UnitDecl> units;
    std::vector<SetDecl> sets;
    std::vector<ExogDecl> exogs;
    std::vector<ParamDecl> params;
    std::vector<EquationDecl> equations;
    std::vector<CheckDecl> checks;
    std::vector<ShockDecl> shocks;
    std::vector<CorrelationDecl> correlations;
    std::vector<Name> broken;  ///< names that faulty statements would have declared; messages about them are noise
};

// ---- scenario statements ----------------------------------------------------------------------------------------

struct ColumnMap {
    Name header;
    Reference series;
};
struct DataDecl {
    Name path;
    std::string dialect;    ///< "", english, vietnamese
    std::string separator;  ///< "", "," ";" or "\t"
    std::string decimal;    ///< "" or . ,
    std::string layout;     ///< "", wide, long
    std::vector<ColumnMap> columns;
    Span where;
};

struct Assignment {
    enum class Kind : std::uint8_t { set, fix, add, observed } kind = Kind::set;
    std::optional<PeriodSpan> periods;  ///< absent: a parameter (or, from the command line, the whole horizon)
    ExprPtr left;                       ///< a reference, for fix also growth(reference) ..., for observed any number
    std::string op;                     ///< = += -= *= %=
    std::vector<Number> values;
    Span where;
};

enum class Sense : std::uint8_t { band, at_least, at_most };
struct TargetDecl {
    PeriodName period;
    ExprPtr subject;  ///< null for a monitored target
    Name monitor;     ///< name of a monitored target
    UnitExpr unit;    ///< of a monitored target
    Sense sense = Sense::band;
    std::vector<Number> values;
    Labels labels;
    Span where;
};
struct TargetSetDecl {
    Name name;
    Labels labels;
    std::vector<Name> cases;
    std::optional<Source> source;
    std::vector<TargetDecl> targets;
    Span where;
};

struct EventDecl {
    Name name;
    ExprPtr condition;
    Labels labels;
    Span where;
};

struct Scenario {
    Name name;
    Labels labels;
    std::optional<Name> extends;  ///< as written: a path in quotes or a bare name
    std::optional<Name> model;    ///< path
    std::vector<DataDecl> data;
    std::optional<PeriodSpan> horizon;
    std::vector<Assignment> assignments;
    std::vector<TargetSetDecl> target_sets;
    std::vector<EventDecl> events;
    std::vector<Name> broken;  ///< names (target sets, events) that faulty statements would have declared
};

}  // namespace grdp::model::ast
