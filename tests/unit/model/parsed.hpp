// Parses a text given in a test and keeps what came of it.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "grdp/model/parse.hpp"

namespace grdp::model::test {

/// "E2012 3:14" for every error and warning, in the order of the text.
inline std::vector<std::string> places(Diagnostics diagnostics) {
    diagnostics.sort();
    std::vector<std::string> texts;
    for (const auto& item : diagnostics.items())
        texts.push_back(fmt::format("{} {}:{}", code_text(item.code), item.where.line, item.where.column));
    return texts;
}

template <class Tree>
struct Parsed {
    SourceSet sources;
    Diagnostics diagnostics;
    Tree tree;

    [[nodiscard]] std::vector<std::string> errors() const { return places(diagnostics); }
    [[nodiscard]] std::string text() const { return render(diagnostics, sources); }
};

inline Parsed<ast::Model> model_text(const std::string& text) {
    Parsed<ast::Model> parsed;
    const auto id = parsed.sources.add({"x.model", text});
    parsed.tree = parse_model(parsed.sources, id, parsed.diagnostics);
    return parsed;
}

/// With a header in front of the text, in line 1.
inline Parsed<ast::Model> statements(const std::string& text) {
    return model_text("model m\n" + text);
}

inline Parsed<ast::Scenario> scenario_text(const std::string& text) {
    Parsed<ast::Scenario> parsed;
    const auto id = parsed.sources.add({"x.scenario", text});
    parsed.tree = parse_scenario(parsed.sources, id, parsed.diagnostics);
    return parsed;
}

inline Parsed<std::optional<ast::Assignment>> override_text(const std::string& text) {
    Parsed<std::optional<ast::Assignment>> parsed;
    const auto id = parsed.sources.add({"--set", text});
    parsed.tree = parse_override(parsed.sources, id, parsed.diagnostics);
    return parsed;
}

/// An expression with every operation in parentheses: what binds to what.
inline std::string shape(const ast::Expr& expr) {
    std::vector<std::string> parts;
    for (const auto& argument : expr.args)
        parts.push_back(shape(*argument));
    const std::string arguments = fmt::format("{}", fmt::join(parts, ", "));
    switch (expr.kind) {
        case ast::ExprKind::number:
            return fmt::format("{}", expr.value);
        case ast::ExprKind::reference: {
            std::string indices;
            for (const auto& index : expr.reference.indices)
                indices += (indices.empty() ? "" : ",") + index.text;
            return expr.reference.name.text + (indices.empty() ? "" : "[" + indices + "]") +
                   (expr.lag != 0 ? fmt::format("({})", expr.lag) : "");
        }
        case ast::ExprKind::unary:
            return fmt::format("({} {})", expr.op, arguments);
        case ast::ExprKind::binary:
            return fmt::format("({} {} {})", parts[0], expr.op, parts[1]);
        case ast::ExprKind::call:
            return fmt::format("{}({}{})", expr.op, arguments,
                               expr.unit.atoms.empty() ? "" : ", " + expr.unit.atoms[0].name.text);
        case ast::ExprKind::reduce:
            return fmt::format("{}({}: {})", expr.op, expr.index.text, arguments);
        case ast::ExprKind::periods:
            return fmt::format("{}({}..{}: {})", expr.op, expr.periods->first.period.text(),
                               expr.periods->last.period.text(), arguments);
        case ast::ExprKind::between:
            return fmt::format("between({})", arguments);
        case ast::ExprKind::target_set:
            return fmt::format("{}<{}>", expr.op, expr.index.text);
    }
    return "?";
}

}  // namespace grdp::model::test
