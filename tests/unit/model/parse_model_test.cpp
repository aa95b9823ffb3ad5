#include "catch.hpp"
#include "parsed.hpp"

using namespace grdp;
using namespace grdp::model;
using namespace grdp::model::test;

namespace {

std::vector<double> values(const std::vector<ast::Number>& numbers) {
    std::vector<double> all;
    for (const auto& number : numbers)
        all.push_back(number.value);
    return all;
}

}  // namespace

TEST_CASE("models: header and frequency") {
    const auto parsed = model_text("model four  \"Four\" vi \"Bốn\"\nfrequency quarterly\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.name.text == "four");
    CHECK(parsed.tree.labels.vi == "Bốn");
    CHECK(parsed.tree.frequency == accounts::Frequency::quarterly);
}

TEST_CASE("models: sets keep the order and labels of their elements") {
    const auto parsed = statements("set s = a \"A\" vi \"Á\" | b |\n   c vi \"C\"\nset t in s = a | c\n");
    REQUIRE(parsed.text().empty());
    REQUIRE(parsed.tree.sets.size() == 2);
    CHECK(parsed.tree.sets[0].elements.size() == 3);
    CHECK(parsed.tree.sets[0].elements[0].labels.en == "A");
    CHECK(parsed.tree.sets[0].elements[2].labels.vi == "C");
    CHECK(parsed.tree.sets[1].parent->text == "s");
}

TEST_CASE("models: units are products of atoms with exponents") {
    const auto parsed =
        statements("unit bike\nunit mn_bikes = 1e6 bike\nexog x, y[s] : mn_vnd/person^2*year \"L\" source \"NSO\"\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.units[1].factor->value == 1e6);
    const auto& atoms = parsed.tree.exogs[0].unit.atoms;
    REQUIRE(atoms.size() == 3);
    CHECK(atoms[1].name.text == "person");
    CHECK(atoms[1].exponent == -2);
    CHECK(atoms[2].exponent == 1);
    CHECK(parsed.tree.exogs[0].names[1].indices[0].text == "s");
    CHECK(parsed.tree.exogs[0].source->text == "NSO");
}

TEST_CASE("models: a percent unit and an equals sign need no space between them") {
    const auto parsed = statements("param p:%=3\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.params[0].unit.atoms[0].name.text == "%");
    CHECK(parsed.tree.params[0].values.flat[0].value == 3);
}

TEST_CASE("models: a parameter is a list, an expression or a table") {
    const auto parsed = statements(
        "param base[s] : % = 2.35 12.7 -1 source \"programme\" \"Trend\"\n"
        "param two = 2*base[a] judgement \"ours\"\n"
        "param three = 2 - 1\n"
        "param four = base\n"
        "param five = -rho\n");
    REQUIRE(parsed.text().empty());
    CHECK(values(parsed.tree.params[0].values.flat) == std::vector<double>{2.35, 12.7, -1});
    CHECK(parsed.tree.params[0].labels.en == "Trend");
    CHECK(shape(*parsed.tree.params[1].values.expression) == "(2 * base[a])");
    CHECK(parsed.tree.params[1].source->judgement);
    CHECK(shape(*parsed.tree.params[2].values.expression) == "(2 - 1)");
    CHECK(shape(*parsed.tree.params[3].values.expression) == "base");
    CHECK(shape(*parsed.tree.params[4].values.expression) == "(- rho)");
}

TEST_CASE("models: the clauses of a table stand in its first line or behind its rows") {
    for (const std::string text : {"param e[s,k] = x y sd 30% source \"t\"\n   a 1 -2\n\n   b 3 4  # comment\n",
                                   "param e[s,k] = x y\n   a 1 -2\n   b 3 4\n   sd 30%\n   source \"t\"\n"}) {
        const auto parsed = statements(text);
        REQUIRE(parsed.text().empty());
        const auto& param = parsed.tree.params[0];
        CHECK(param.values.columns.size() == 2);
        REQUIRE(param.values.rows.size() == 2);
        CHECK(param.values.rows[1].first.name.text == "b");
        CHECK(values(param.values.rows[0].second) == std::vector<double>{1, -2});
        CHECK(param.sd->flat[0].percent);
        CHECK(param.source->text == "t");
    }
}

TEST_CASE("models: a table of one dimension has an element and a number in each line") {
    const auto parsed = statements("param p[s] : % =\n   a 1\n   b -2.5\n   sd 0.1 0.2\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.params[0].values.columns.empty());
    REQUIRE(parsed.tree.params[0].values.rows.size() == 2);
    CHECK(values(parsed.tree.params[0].values.rows[1].second) == std::vector<double>{-2.5});
    CHECK(values(parsed.tree.params[0].sd->flat) == std::vector<double>{0.1, 0.2});
}

TEST_CASE("models: equations keep both sides, reports may leave the left one out") {
    const auto parsed = statements(
        "behave v[s] : bn_vnd_2010  growth(v[s]) = base[s]\n   + 1 \"V\" vi \"GTTT\"\n"
        "identity g : bn_vnd_2010  g = sum(s: v[s])\n"
        "report r : %  growth(g) \"Growth\"\n"
        "report q[s] : %  q[s] = 100*v[s]/g\n");
    REQUIRE(parsed.text().empty());
    const auto& equations = parsed.tree.equations;
    REQUIRE(equations.size() == 4);
    CHECK(shape(*equations[0].left) == "growth(v[s])");
    CHECK(shape(*equations[0].right) == "(base[s] + 1)");
    CHECK(equations[0].labels.vi == "GTTT");
    CHECK(equations[2].left == nullptr);
    CHECK(shape(*equations[3].left) == "q[s]");
}

TEST_CASE("models: checks may run over sets") {
    const auto parsed = statements("check abs(a - b) < 1e-9 \"adds up\"\ncheck[s,k] x[s,k] > 0\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.checks[0].labels.en == "adds up");
    CHECK(parsed.tree.checks[1].indices.size() == 2);
}

TEST_CASE("models: shocks have a law, persistence and pairs") {
    const auto parsed = statements(
        "shock v[s] ~ two_piece_normal(left = 1.2 2.5, right = 2*rho) persistence 0.3\n"
        "   corr industry,services = 0.35; a,b = -0.1\n   corr kendall a,c = 0.2\n");
    REQUIRE(parsed.text().empty());
    const auto& shock = parsed.tree.shocks[0];
    CHECK(shock.law.text == "two_piece_normal");
    CHECK(values(shock.arguments[0].values.flat) == std::vector<double>{1.2, 2.5});
    CHECK(shape(*shock.arguments[1].values.expression) == "(2 * rho)");
    CHECK(shock.persistence->flat[0].value == 0.3);
    REQUIRE(shock.pairs.size() == 3);
    CHECK(shock.pairs[0].coefficient == "pearson");
    CHECK(shock.pairs[1].value.value == -0.1);
    CHECK(shock.pairs[2].coefficient == "kendall");
}

TEST_CASE("models: correlations are pairs or a matrix") {
    const auto parsed = statements(
        "correlation spearman v[a],w = 0.2; v[b],w = 0.1\n"
        "correlation pearson matrix v[a] w\n   v[a] 1 -0.2\n   w -0.2 1\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.correlations[0].pairs[1].first.indices[0].text == "b");
    const auto& matrix = *parsed.tree.correlations[1].matrix;
    CHECK(matrix.columns.size() == 2);
    CHECK(matrix.rows[0].first.indices[0].text == "a");
    CHECK(values(matrix.rows[1].second) == std::vector<double>{-0.2, 1});
}

TEST_CASE("models: a faulty statement leaves its names behind and the others untouched") {
    const auto parsed = statements("exog x, y[s] : \nset s = a | b c\nexog z : %\nidentity w : % w = (\n");
    CHECK(parsed.errors().size() == 3);
    CHECK(parsed.tree.exogs.size() == 1);
    std::vector<std::string> names;
    for (const auto& name : parsed.tree.broken)
        names.push_back(name.text);
    CHECK(names == std::vector<std::string>{"x", "y", "s", "a", "b", "w"});
}
