#include "grdp/analysis/phrase.hpp"

#include "catch.hpp"

namespace grdp {
namespace {

std::string refusal(const std::string& text) {
    const auto phrase = analysis::parse_phrase(text, 0);
    if (phrase) return "accepted";
    const Diagnostic& first = phrase.diagnostics().items().front();
    return code_text(first.code) + " at " + std::to_string(first.where.column) + "+" + std::to_string(first.where.length) + " " + first.hint;
}

}  // namespace

TEST_CASE("phrase: subject, periods and numbers are taken apart, blanks or not") {
    for (const char* text : {"growth(volume[services])@2023Q3..2023Q4=8..8.4", " growth( volume[services] ) @ 2023Q3 .. 2023Q4 = 8 .. 8.4 "}) {
        const auto phrase = analysis::parse_phrase(text, 0);
        REQUIRE(phrase);
        CHECK(phrase->subject == "growth(volume[services])");
        REQUIRE(phrase->periods);
        CHECK(phrase->periods->first.text() == "2023Q3");
        CHECK(phrase->periods->last.text() == "2023Q4");
        CHECK(phrase->numbers == analysis::NumberRange{8, 8.4});
    }
    const auto bare = analysis::parse_phrase("grdp", 0);
    REQUIRE(bare);
    CHECK_FALSE(bare->periods);
    CHECK_FALSE(bare->numbers);
    CHECK(analysis::parse_phrase("x=-1..2", 0)->numbers == analysis::NumberRange{-1, 2});
}

TEST_CASE("phrase: what is malformed is named with its place and what to write") {
    CHECK(refusal("x@2023=6,5") == "E7021 at 8+3 write 6.5");
    CHECK(refusal("x@2023=6.5..6") == "E7021 at 8+6 write 6..6.5");
    CHECK(refusal("x@Q1/2023=6").starts_with("E7021 at 3+7"));
    CHECK(refusal("x@2023Q4..2023Q1=6").starts_with("E7021 at 3+14"));
    CHECK(refusal("x@2023..2023Q1").starts_with("E7021"));
    CHECK(refusal("=6").starts_with("E7021"));
    CHECK(refusal("x=").starts_with("E7021"));
    CHECK(refusal("tăng=nhanh").starts_with("E7021 at 6+5"));
}

}  // namespace grdp
