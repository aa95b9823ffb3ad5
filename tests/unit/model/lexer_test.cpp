// What the lexer accepts and how it reads it; what it refuses stands in tests/malformed.
#include "catch.hpp"
#include "parsed.hpp"

using namespace grdp;
using namespace grdp::model::test;

TEST_CASE("lexer: comments, blank lines and white space at line ends do not matter") {
    const auto parsed = model_text("# head\n\n   # indented\nmodel m  # name\n\n\"label with # inside\"\r\n");
    CHECK(parsed.errors() == std::vector<std::string>{"E2101 6:1"});
    const auto good = model_text("# head\n\nmodel m  # name\r\n \t\n   # between\n\n  \"label with # inside\"  \r\n");
    CHECK(good.text().empty());
    CHECK(good.tree.labels.en == "label with # inside");
}

TEST_CASE("lexer: a text keeps Vietnamese letters and resolves its two escapes") {
    const auto parsed = statements(R"(exog x : %  "say \"yes\" \\ no" vi "Tỷ lệ đô thị hóa")");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.exogs[0].labels.en == "say \"yes\" \\ no");
    CHECK(parsed.tree.exogs[0].labels.vi == "Tỷ lệ đô thị hóa");
}

TEST_CASE("lexer: numbers are read to the last bit, whatever their spelling") {
    const auto parsed = statements("param p[s] = 0.1 .5 1. 1e3 1.5E-3 2e+2 -7 +8 0\n");
    REQUIRE(parsed.text().empty());
    std::vector<double> values;
    for (const auto& number : parsed.tree.params[0].values.flat)
        values.push_back(number.value);
    CHECK(values == std::vector<double>{0.1, 0.5, 1.0, 1000, 0.0015, 200, -7, 8, 0});
}

TEST_CASE("lexer: columns count characters, not bytes, and carets cover the whole token") {
    const auto parsed = statements("exog x : % vi \"Đầu tư\" zzz\n");
    REQUIRE(parsed.diagnostics.items().size() == 1);
    CHECK(parsed.diagnostics.items()[0].where == Span{0, 2, 24, 3});
}

TEST_CASE("lexer: a range of periods needs no spaces") {
    const auto parsed = scenario_text("scenario s\nhorizon 2023..2025\n2023Q1..2023q4 x = 1\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.horizon->last.period == accounts::Period::annual(2025));
    CHECK(parsed.tree.assignments[0].periods->first.period == accounts::Period::quarterly(2023, 1));
    CHECK(parsed.tree.assignments[0].periods->last.period == accounts::Period::quarterly(2023, 4));
}

TEST_CASE("lexer: a text of more than 16 MiB is refused before it is read") {
    std::string text((std::size_t{16} << 20) + 1, '\n');
    CHECK(model_text(text).errors() == std::vector<std::string>{"E1003 0:0"});
    CHECK(scenario_text(text).errors() == std::vector<std::string>{"E1003 0:0"});
}

TEST_CASE("lexer: a file of nothing but mistakes ends after 200 errors") {
    std::string text = "model m\n";
    for (int i = 0; i < 1000; ++i)
        text += "zzz\n";
    CHECK(model_text(text).diagnostics.items().size() == Diagnostics::kMaximumErrors + 1);
}
