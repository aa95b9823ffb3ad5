#include <fmt/format.h>

#include <utility>

#include "grdp/model/parse.hpp"
#include "lexer.hpp"
#include "parse_expression.hpp"
#include "parse_file.hpp"
#include "parse_shock.hpp"
#include "parse_values.hpp"
#include "parse_words.hpp"

namespace grdp::model {
namespace syntax {
namespace {

struct ModelHeader {
    ast::Name name;
    ast::Labels labels;
};

ModelHeader parse_model_header(Cursor& cursor) {
    ModelHeader header;
    header.name = cursor.expect_name("the name of the model");
    parse_labels(cursor, header.labels, "the labels of the model");
    return header;
}

std::optional<accounts::Frequency> parse_frequency(Cursor& cursor) {
    std::optional<accounts::Frequency> frequency;
    if (cursor.accept_word("annual")) {
        frequency = accounts::Frequency::annual;
    } else if (cursor.accept_word("quarterly")) {
        frequency = accounts::Frequency::quarterly;
    } else {
        const auto hint = suggestion(cursor.peek().text, {"annual", "quarterly"});
        cursor.fail(2126, cursor.peek().where, fmt::format("unexpected {}", Cursor::describe(cursor.peek())),
                    "annual or quarterly", hint);
    }
    cursor.expect_end("the frequency");
    return frequency;
}

ast::UnitDecl parse_unit_declaration(Cursor& cursor) {
    ast::UnitDecl unit;
    unit.name = cursor.expect_name("the name of a unit");
    if (cursor.accept_symbol("=")) {
        unit.factor = parse_signed_number(cursor);
        unit.of = parse_unit(cursor);
    }
    cursor.expect_end("the unit");
    return unit;
}

ast::SetDecl parse_set(Cursor& cursor) {
    ast::SetDecl set;
    set.name = cursor.expect_name("the name of a set");
    if (cursor.accept_word("in")) set.parent = cursor.expect_name("the set of which this is a part");
    cursor.expect_symbol("=", "and the elements of the set");
    do {
        ast::SetElement element;
        element.name = cursor.expect_name("the name of an element");
        while (!cursor.failed() && accept_label(cursor, element.labels)) {
        }
        set.elements.push_back(std::move(element));
    } while (cursor.accept_symbol("|"));
    if (cursor.is_symbol(",") || (cursor.is(TokenKind::word) && !cursor.failed()))
        cursor.fail_expected("\"|\" between elements, or the end");
    cursor.expect_end("the elements");
    return set;
}

ast::ExogDecl parse_exog(Cursor& cursor) {
    ast::ExogDecl exog;
    do {
        exog.names.push_back(cursor.expect_reference("the name of an exogenous series"));
    } while (cursor.accept_symbol(","));
    exog.unit = expect_unit(cursor, "the series");
    while (!cursor.failed() && (accept_label(cursor, exog.labels) || accept_source(cursor, exog.source))) {
    }
    cursor.expect_end("the declaration");
    return exog;
}

// Values, then clauses in any order; the rows of a table may stand before or behind the clauses of its first line.
void parse_parameter_tail(Cursor& cursor, ast::ParamDecl& param) {
    const bool table = at_table(cursor, param.name.indices.size());
    if (!table) {
        param.values = parse_values(cursor, "numbers, a table or an expression of parameters");
    } else if (param.name.indices.size() > 1) {
        parse_table_header(cursor, param.values);
    }
    while (!cursor.failed() && !cursor.at_end()) {
        if (table && at_table_row(cursor)) {
            parse_table_row(cursor, param.values);
        } else if (table && cursor.is(TokenKind::number)) {
            cursor.fail(2123, cursor.peek().where, "a row of the table has no name", "the element, then its numbers");
        } else if (cursor.is_word("sd")) {
            const Span where = cursor.take().where;
            if (param.sd) report_repeated(cursor, where, "sd");
            param.sd.emplace();
            param.sd->flat =
                parse_numbers(cursor, "the spread: a number, or a share of the value such as 30%", Percent::allowed);
            param.sd->where = where;
        } else if (!accept_source(cursor, param.source) && !accept_label(cursor, param.labels)) {
            break;
        }
    }
    if (table && !cursor.failed()) check_table(cursor, param.values);
}

ast::ParamDecl parse_param(Cursor& cursor) {
    ast::ParamDecl param;
    param.name = cursor.expect_reference("the name of a parameter");
    if (cursor.accept_symbol(":")) param.unit = parse_unit(cursor);
    cursor.expect_symbol("=", "and the value of the parameter");
    if (!cursor.failed()) parse_parameter_tail(cursor, param);
    if (cursor.is(TokenKind::word)) {
        const auto hint = suggestion(cursor.peek().text, {"sd", "source", "judgement", "vi"});
        cursor.fail(2120, cursor.peek().where,
                    fmt::format("unexpected {} behind the values", Cursor::describe(cursor.peek())),
                    "sd, source, judgement or a label", hint);
    }
    cursor.expect_end("the parameter");
    return param;
}

// LHS of a behave equation: NAME[..] or growth, diff, log, dlog of it, without a lag.
void check_left_form(Cursor& cursor, const ast::Expr& left) {
    const bool wrapped = left.kind == ast::ExprKind::call &&
                         (left.op == "growth" || left.op == "diff" || left.op == "log" || left.op == "dlog") &&
                         left.args.size() == 1;
    const ast::Expr& inner = wrapped ? *left.args[0] : left;
    if (inner.kind != ast::ExprKind::reference || inner.lag != 0) {
        cursor.report(2127, left.where, "the left-hand side of a behave equation has no such form",
                      "NAME, growth(NAME), diff(NAME), log(NAME) or dlog(NAME), without a lag");
    }
}

ast::EquationDecl parse_equation(Cursor& cursor, ast::EquationDecl::Kind kind) {
    using Kind = ast::EquationDecl::Kind;
    ast::EquationDecl equation;
    equation.kind = kind;
    const Span begin = cursor.last().where;
    equation.name = cursor.expect_reference("the name of a series");
    equation.unit = expect_unit(cursor, "the series");
    if (cursor.is_symbol("=") && !cursor.failed()) {
        cursor.fail(2103, cursor.peek().where, "unexpected \"=\" behind the unit",
                    kind == Kind::report ? "an expression" : "the equation: NAME = expression",
                    "the left-hand side is written out: identity grdp : bn_vnd  grdp = sum(s: value[s])");
    }
    ExpressionParser parser(cursor);
    equation.right = parser.number();
    if (cursor.accept_symbol("=")) {
        equation.left = std::exchange(equation.right, parser.number());
        if (kind == Kind::behave && !cursor.failed()) check_left_form(cursor, *equation.left);
        if (kind != Kind::behave && !cursor.failed() &&
            (equation.left->kind != ast::ExprKind::reference || equation.left->lag != 0)) {
            cursor.report(2127, equation.left->where, "the left-hand side of an identity is the series itself",
                          "NAME or NAME[set]", kind == Kind::identity ? "growth(x) = ... is a behave equation" : "");
        }
    } else if (kind != Kind::report) {
        cursor.fail_expected("\"=\" and the right-hand side of the equation");
    }
    parse_labels(cursor, equation.labels, "the equation");
    equation.where = join(begin, cursor.last().where);
    return equation;
}

ast::CheckDecl parse_check(Cursor& cursor) {
    ast::CheckDecl check;
    check.where = cursor.last().where;
    if (cursor.accept_symbol("[")) {
        do {
            check.indices.push_back(cursor.expect_name("a set"));
        } while (cursor.accept_symbol(","));
        cursor.expect_symbol("]", "behind the sets");
    }
    check.condition = ExpressionParser(cursor).condition();
    check.where = join(check.where, cursor.last().where);
    parse_labels(cursor, check.labels, "the condition");
    return check;
}

class ModelParser {
  public:
    ModelParser(const SourceSet& sources, SourceId id, Diagnostics& diagnostics)
        : lexer_(sources, id, diagnostics), id_(id), diagnostics_(diagnostics) {}

    ast::Model run() {
        while (auto statement = lexer_.next()) {
            Cursor cursor(std::move(*statement), diagnostics_);
            if (cursor.at_end()) continue;
            if (!has_header_ && is_other_kind(cursor, FileKind::model)) return std::move(model_);
            parse_statement(cursor);
            first_ = false;
            if (!cursor.sound()) {
                for (auto& name : cursor.likely_names())
                    model_.broken.push_back(std::move(name));
            }
        }
        if (!has_header_ && !lexer_.spoiled()) report_missing_header(diagnostics_, id_, FileKind::model);
        return std::move(model_);
    }

  private:
    template <class Statement>
    static void keep(const Cursor& cursor, std::vector<Statement>& statements, Statement statement) {
        if (cursor.sound()) statements.push_back(std::move(statement));
    }

    void parse_statement(Cursor& cursor) {
        using Kind = ast::EquationDecl::Kind;
        const std::string word = cursor.is(TokenKind::word) ? cursor.peek().text : std::string{};
        if (word == "model") return header(cursor);
        if (word == "frequency") return frequency(cursor);
        if (word.empty() || !is_model_statement(word)) return unknown(cursor);
        cursor.take();
        if (word == "unit") keep(cursor, model_.units, parse_unit_declaration(cursor));
        if (word == "set") keep(cursor, model_.sets, parse_set(cursor));
        if (word == "exog") keep(cursor, model_.exogs, parse_exog(cursor));
        if (word == "param") keep(cursor, model_.params, parse_param(cursor));
        if (word == "behave") keep(cursor, model_.equations, parse_equation(cursor, Kind::behave));
        if (word == "identity") keep(cursor, model_.equations, parse_equation(cursor, Kind::identity));
        if (word == "report") keep(cursor, model_.equations, parse_equation(cursor, Kind::report));
        if (word == "check") keep(cursor, model_.checks, parse_check(cursor));
        if (word == "shock") keep(cursor, model_.shocks, parse_shock(cursor));
        if (word == "correlation") keep(cursor, model_.correlations, parse_correlation(cursor));
    }

    static bool is_model_statement(const std::string& word) {
        for (const auto& statement : model_statements()) {
            if (statement == word) return true;
        }
        return false;
    }

    // A file whose very first word is misspelt has a header, if a broken one.
    void unknown(Cursor& cursor) {
        if (first_ && cursor.is(TokenKind::word)) has_header_ = true;
        fail_unknown_statement(cursor, FileKind::model);
    }

    void header(Cursor& cursor) {
        if (has_header_) report_second(cursor, "model");
        has_header_ = true;
        cursor.take();
        auto header = parse_model_header(cursor);
        if (!cursor.sound()) return;
        model_.name = std::move(header.name);
        model_.labels = std::move(header.labels);
    }

    void frequency(Cursor& cursor) {
        if (model_.frequency) report_second(cursor, "frequency");
        model_.frequency_where = cursor.take().where;
        const auto frequency = parse_frequency(cursor);
        if (frequency) model_.frequency = frequency;
    }

    Lexer lexer_;
    SourceId id_;
    Diagnostics& diagnostics_;
    ast::Model model_;
    bool has_header_ = false;
    bool first_ = true;
};

}  // namespace
}  // namespace syntax

ast::Model parse_model(const SourceSet& sources, SourceId id, Diagnostics& diagnostics) {
    return syntax::ModelParser(sources, id, diagnostics).run();
}

}  // namespace grdp::model
