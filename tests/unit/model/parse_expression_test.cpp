#include "catch.hpp"
#include "parsed.hpp"

using namespace grdp;
using namespace grdp::model::test;

namespace {

std::string right(const std::string& expression) {
    const auto parsed = statements("identity a : %  a = " + expression + "\n");
    INFO(parsed.text());
    REQUIRE(parsed.tree.equations.size() == 1);
    return shape(*parsed.tree.equations[0].right);
}

std::string condition(const std::string& expression) {
    const auto parsed = statements("check " + expression + "\n");
    INFO(parsed.text());
    REQUIRE(parsed.tree.checks.size() == 1);
    return shape(*parsed.tree.checks[0].condition);
}

std::string event(const std::string& text) {
    const auto parsed = scenario_text("scenario s\nevent e " + text + "\n");
    INFO(parsed.text());
    REQUIRE(parsed.tree.events.size() == 1);
    return shape(*parsed.tree.events[0].condition);
}

}  // namespace

TEST_CASE("expressions: operators bind as in mathematics") {
    CHECK(right("b + c*d") == "(b + (c * d))");
    CHECK(right("b - c - d") == "((b - c) - d)");
    CHECK(right("b/c/d") == "((b / c) / d)");
    CHECK(right("-b^2") == "(- (b ^ 2))");
    CHECK(right("b^c^d") == "(b ^ (c ^ d))");
    CHECK(right("2^-b") == "(2 ^ (- b))");
    CHECK(right("--b") == "(- (- b))");
    CHECK(right("(b + c)*d") == "((b + c) * d)");
    CHECK(right("b*-c") == "(b * (- c))");
}

TEST_CASE("expressions: not binds closer than and, and closer than or") {
    CHECK(condition("a > 1 or b > 2 and not c > 3") == "((a > 1) or ((b > 2) and (not (c > 3))))");
    CHECK(condition("(a > 1 or b > 2) and c != 3") == "(((a > 1) or (b > 2)) and (c != 3))");
    CHECK(condition("a + 1 <= b*2") == "((a + 1) <= (b * 2))");
    CHECK(condition("not not a == 1") == "(not (not (a == 1)))");
}

TEST_CASE("expressions: references carry indices and lags") {
    CHECK(right("x(-1)") == "x(-1)");
    CHECK(right("volume[s,k](-4)") == "volume[s,k](-4)");
    CHECK(right("x( - 2 )") == "x(-2)");
    CHECK(right("x(0)") == "x");
}

TEST_CASE("expressions: functions, sums over sets and stated units") {
    CHECK(right("growth(b) + if(b > 1 and c < 2, 1, 0)") == "(growth(b) + if(((b > 1) and (c < 2)), 1, 0))");
    CHECK(right("sum(s: w[s]*sum(k: e[s,k]))") == "sum(s: (w[s] * sum(k: e[s,k])))");
    CHECK(right("min(b, c, 3) + min(s: x[s])") == "(min(b, c, 3) + min(s: x[s]))");
    CHECK(right("as(b*c, bn_vnd)") == "as((b * c), bn_vnd)");
    CHECK(right("exp(-1)") == "exp((- 1))");
}

TEST_CASE("expressions: events take aggregates over periods, bands and target sets") {
    CHECK(event("mean(2026..2030: g) between 9.5 and 10") == "between(mean(2026..2030: g), 9.5, 10)");
    CHECK(event("all(2023..2025: g >= 8 and h > 1)") == "all(2023..2025: ((g >= 8) and (h > 1)))");
    CHECK(event("all(plan_2023) or any(plan_2024)") == "(all<plan_2023> or any<plan_2024>)");
    CHECK(event("at(2023: g >= 9.5)") == "at(2023..2023: (g >= 9.5))");
    CHECK(event("at(2023: g) >= 9.5") == "(at(2023..2023: g) >= 9.5)");
    CHECK(event("g between 9.5 and 10 in 2023Q2") == "at(2023Q2..2023Q2: between(g, 9.5, 10))");
    CHECK(event("g >= 9 in 2023 \"label\"") == "at(2023..2023: (g >= 9))");
    CHECK(event("max(2023..2025: g) - min(2023..2025: g) < 2") == "((max(2023..2025: g) - min(2023..2025: g)) < 2)");
}

TEST_CASE("expressions: exactly 64 parentheses and 256 levels are accepted") {
    CHECK(right(std::string(64, '(') + "b" + std::string(64, ')')) == "b");
    std::string sum = "b";
    for (int i = 0; i < 255; ++i)
        sum += "+b";
    CHECK_FALSE(right(sum).empty());
    CHECK(statements("identity a : % a = " + sum + "+b\n").errors() == std::vector<std::string>{"E2107 2:20"});
}

TEST_CASE("expressions: depth of a hundred thousand levels ends in one error") {
    for (const std::string open : {"(", "-", "log(", "b^", "not ", "sum(s: ", "if(b > 1, 1, ", "as("}) {
        std::string deep;
        for (int i = 0; i < 100000; ++i)
            deep += open;
        const auto parsed = statements("check " + deep + "\n");
        REQUIRE(parsed.diagnostics.items().size() == 1);
        const int code = parsed.diagnostics.items()[0].code.number;
        CHECK((code == 2106 || code == 2107));
    }
}

TEST_CASE("expressions: places cover the whole expression") {
    const auto parsed = statements("identity a : % a = b + log(c)\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.equations[0].right->where == Span{0, 2, 20, 10});
    CHECK(parsed.tree.equations[0].right->args[1]->where == Span{0, 2, 24, 6});
}
