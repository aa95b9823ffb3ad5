#include <fmt/format.h>

#include <algorithm>

#include "grdp/model/parse.hpp"
#include "lexer.hpp"
#include "parse_assignment.hpp"
#include "parse_data.hpp"
#include "parse_expression.hpp"
#include "parse_file.hpp"
#include "parse_target.hpp"
#include "parse_values.hpp"

namespace grdp::model {
namespace syntax {
namespace {

struct ScenarioHeader {
    ast::Name name;
    ast::Labels labels;
    std::optional<ast::Name> extends;
};

ScenarioHeader parse_scenario_header(Cursor& cursor) {
    ScenarioHeader header;
    header.name = cursor.expect_name("the name of the scenario");
    while (!cursor.failed() && !cursor.at_end()) {
        const Span where = cursor.peek().where;
        if (cursor.accept_word("extends")) {
            if (header.extends) report_repeated(cursor, where, "extends");
            header.extends = cursor.is(TokenKind::string) ? cursor.expect_string("a scenario")
                                                          : cursor.expect_name("a scenario, or its path in quotes");
        } else if (!accept_label(cursor, header.labels)) {
            break;
        }
    }
    cursor.expect_end("the name of the scenario");
    return header;
}

// Where a part of the condition has its periods, the mistake is the part that has none.
void report_undated(Cursor& cursor, const std::string& event, const ast::Expr& condition) {
    const ast::Expr* undated = without_period(condition);
    if (undated == nullptr) return;
    constexpr const char* kExpected = "a period";
    if (!has_period(condition)) {
        cursor.fail(2139, condition.where, fmt::format("the event \"{}\" does not say when", event), kExpected,
                    "write all(2023..2025: ...), mean(2023..2025: ...), or \"in 2023\" behind the condition");
    } else {
        cursor.fail(2139, undated->where, fmt::format("the event \"{}\" does not say when to look at this name", event), kExpected,
                    "write at(2023: ...) around it; a limit is a number: >= 7.5");
    }
}

ast::EventDecl parse_event(Cursor& cursor) {
    ast::EventDecl event;
    const Span begin = cursor.last().where;
    event.name = cursor.expect_name("the name of the event");
    auto condition = ExpressionParser(cursor, Place::event).condition();
    if (cursor.is_word("in")) {
        cursor.take();
        auto at = std::make_unique<ast::Expr>();
        at->kind = ast::ExprKind::periods;
        at->op = "at";
        at->periods = parse_periods(cursor);
        if (at->periods && at->periods->first.period != at->periods->last.period) {
            cursor.fail(2112, join(at->periods->first.where, at->periods->last.where), "in stands before one period",
                        "a single period", "write all(2023..2025: ...) or any(2023..2025: ...)");
        }
        if (without_period(*condition) == nullptr && !cursor.failed())
            cursor.fail(2115, cursor.last().where, "the event names its period twice", {}, "leave out \"in\"");
        at->where = join(condition->where, cursor.last().where);
        at->args.push_back(std::move(condition));
        condition = std::move(at);
    } else if (!cursor.failed()) {
        report_undated(cursor, event.name.text, *condition);
    }
    event.condition = std::move(condition);
    parse_labels(cursor, event.labels, "the condition");
    event.where = join(begin, cursor.last().where);
    return event;
}

class ScenarioParser {
  public:
    ScenarioParser(const SourceSet& sources, SourceId id, Diagnostics& diagnostics)
        : lexer_(sources, id, diagnostics), id_(id), diagnostics_(diagnostics) {}

    ast::Scenario run() {
        while (auto statement = lexer_.next()) {
            Cursor cursor(std::move(*statement), diagnostics_);
            if (cursor.at_end()) continue;
            if (!has_header_ && is_other_kind(cursor, FileKind::scenario)) return std::move(scenario_);
            parse_statement(cursor);
            first_ = false;
        }
        if (!has_header_ && !lexer_.spoiled()) report_missing_header(diagnostics_, id_, FileKind::scenario);
        return std::move(scenario_);
    }

  private:
    void parse_statement(Cursor& cursor) {
        if (cursor.is_word("scenario")) return header(cursor);
        if (cursor.is_word("model")) return model(cursor);
        if (cursor.is_word("horizon")) return horizon(cursor);
        if (cursor.is_word("data")) return data(cursor);
        if (cursor.is_word("targets")) return targets(cursor);
        if (cursor.is_word("event")) return event(cursor);
        if (at_target(cursor)) return target(cursor);
        if (at_assignment(cursor)) return assignment(cursor);
        unknown(cursor);
    }

    // A file whose very first word is misspelt has a header, if a broken one.
    void unknown(Cursor& cursor) {
        if (first_ && cursor.is(TokenKind::word)) has_header_ = true;
        fail_unknown_statement(cursor, FileKind::scenario);
    }

    void header(Cursor& cursor) {
        if (has_header_) report_second(cursor, "scenario");
        has_header_ = true;
        cursor.take();
        auto header = parse_scenario_header(cursor);
        if (!cursor.sound()) return;
        scenario_.name = std::move(header.name);
        scenario_.labels = std::move(header.labels);
        scenario_.extends = std::move(header.extends);
    }

    void model(Cursor& cursor) {
        if (scenario_.model) report_second(cursor, "model");
        cursor.take();
        auto path = cursor.expect_string("the path of the model");
        cursor.expect_end("the path of the model");
        if (cursor.sound()) scenario_.model = std::move(path);
    }

    void horizon(Cursor& cursor) {
        if (scenario_.horizon) report_second(cursor, "horizon");
        cursor.take();
        const auto periods = parse_periods(cursor);
        cursor.expect_end("the horizon");
        if (cursor.sound()) scenario_.horizon = periods;
    }

    void data(Cursor& cursor) {
        cursor.take();
        auto data = parse_data(cursor);
        if (cursor.sound()) scenario_.data.push_back(std::move(data));
    }

    // A faulty target set stays open, so that its targets are read; it is dropped with them at the end.
    void targets(Cursor& cursor) {
        cursor.take();
        auto set = parse_target_set(cursor);
        open_set_ = true;
        keep_targets_ = cursor.sound();
        if (keep_targets_) {
            scenario_.target_sets.push_back(std::move(set));
        } else {
            remember(cursor);
        }
    }

    void target(Cursor& cursor) {
        const std::size_t cases = open_set_ && keep_targets_ ? scenario_.target_sets.back().cases.size() : 0;
        auto target = parse_target(cursor, cases);
        if (!open_set_) {
            cursor.report(2125, target.where, "a target stands before any targets statement",
                          "a line: targets NAME cases low, high", "an assignment needs =, +=, -=, *= or %=");
        }
        if (cursor.sound() && keep_targets_) scenario_.target_sets.back().targets.push_back(std::move(target));
    }

    void event(Cursor& cursor) {
        cursor.take();
        auto event = parse_event(cursor);
        if (cursor.sound()) {
            scenario_.events.push_back(std::move(event));
        } else {
            remember(cursor);
        }
    }

    void assignment(Cursor& cursor) {
        auto assignment = parse_assignment(cursor, AssignmentPlace::scenario);
        if (cursor.sound()) scenario_.assignments.push_back(std::move(assignment));
    }

    void remember(const Cursor& cursor) {
        auto names = cursor.likely_names();
        if (!names.empty()) scenario_.broken.push_back(std::move(names.front()));
    }

    Lexer lexer_;
    SourceId id_;
    Diagnostics& diagnostics_;
    ast::Scenario scenario_;
    bool has_header_ = false;
    bool first_ = true;
    bool open_set_ = false;
    bool keep_targets_ = false;
};

}  // namespace
}  // namespace syntax

ast::Scenario parse_scenario(const SourceSet& sources, SourceId id, Diagnostics& diagnostics) {
    return syntax::ScenarioParser(sources, id, diagnostics).run();
}

std::optional<ast::Assignment> parse_override(const SourceSet& sources, SourceId id, Diagnostics& diagnostics) {
    const std::size_t errors = diagnostics.error_count();
    syntax::Lexer lexer(sources, id, diagnostics);
    auto statement = lexer.next();
    const auto refuse = [&](const Span& where, std::string message) -> std::optional<ast::Assignment> {
        if (diagnostics.error_count() == errors) {
            diagnostics.add({.code = Code{2135},
                             .where = where,
                             .message = std::move(message),
                             .expected = "one assignment, fix or add statement",
                             .hint = "for example: driver[credit] = 12"});
        }
        return std::nullopt;
    };
    if (!statement) return refuse({id, 1, 1, 1}, "the setting is empty");
    syntax::Cursor cursor(std::move(*statement), diagnostics);
    if (!syntax::at_assignment(cursor)) return refuse(cursor.peek().where, "the setting is no assignment");
    auto assignment = syntax::parse_assignment(cursor, syntax::AssignmentPlace::command_line);
    if (cursor.sound()) {
        if (const auto second = lexer.next())
            return refuse(second->tokens.front().where, "the setting has more than one statement");
    }
    if (diagnostics.error_count() > errors || !cursor.sound()) return std::nullopt;
    return assignment;
}

}  // namespace grdp::model
