#include <fmt/format.h>

#include "parse_values.hpp"
#include "parse_words.hpp"

namespace grdp::model::syntax {
namespace {

void set_once(Cursor& cursor, std::string& text, const ast::Name& name, std::string_view clause) {
    if (!text.empty()) report_repeated(cursor, name.where, clause);
    text = name.text;
}

}  // namespace

void report_repeated(Cursor& cursor, const Span& where, std::string_view clause) {
    cursor.report(2119, where, fmt::format("{} is given twice", clause), {}, "keep one of them");
}

bool accept_label(Cursor& cursor, ast::Labels& labels) {
    if (cursor.is(TokenKind::string)) {
        set_once(cursor, labels.en, cursor.expect_string("a label"), "the English label");
        return true;
    }
    if (!cursor.is_word("vi") && !cursor.is_word("en")) return false;
    const bool vietnamese = cursor.take().text == "vi";
    const auto label = cursor.expect_string(vietnamese ? "the Vietnamese label" : "the English label");
    if (vietnamese) {
        set_once(cursor, labels.vi, label, "the Vietnamese label");
    } else {
        set_once(cursor, labels.en, label, "the English label");
    }
    return true;
}

bool accept_source(Cursor& cursor, std::optional<ast::Source>& source) {
    if (!cursor.is_word("source") && !cursor.is_word("judgement")) return false;
    const Token word = cursor.take();
    const auto text = cursor.expect_string(word.text == "source" ? "the source" : "the reason for the judgement");
    if (source) report_repeated(cursor, word.where, "the source");
    source = ast::Source{text.text, {}, word.text == "judgement", join(word.where, text.where)};
    if (cursor.is_word("vi")) {  // directly behind a source: its own translation
        cursor.take();
        source->vi = cursor.expect_string("the source in Vietnamese").text;
    }
    return true;
}

void parse_labels(Cursor& cursor, ast::Labels& labels, std::string_view behind) {
    while (!cursor.failed() && accept_label(cursor, labels)) {
    }
    cursor.expect_end(behind);
}

}  // namespace grdp::model::syntax
