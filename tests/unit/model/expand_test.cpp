#include <algorithm>

#include "compiled.hpp"

using namespace grdp::model;
using test::compiled;
using test::equation_of;

namespace {

const std::string kFrame =
    "frequency annual\nset s = a | b | c\nset t in s = a | c\nset k = u | v\nexog x[s] : %\nexog z : %\nexog w[s,k] : "
    "%\n"
    "param e[s,k] = 1 2 3 4 5 6 source \"test\"\n";
const std::string kData =
    "horizon 2023..2023\n2020..2023 x[a] = 1\n2020..2023 x[b] = 1\n2020..2023 x[c] = 1\n2018..2023 z = 1\n2022..2023 "
    "w[a,u] = 1\n"
    "2022..2023 w[a,v] = 1\n2022..2023 w[b,u] = 1\n2022..2023 w[b,v] = 1\n2022..2023 w[c,u] = 1\n2022..2023 w[c,v] = "
    "1\n";

std::string expanded(const std::string& unit, const std::string& expression) {
    return equation_of(compiled({kFrame + "identity y : " + unit + " y = " + expression + "\n", kData}), "y");
}

}  // namespace

TEST_CASE("expand: sums, means and extremes over sets become scalar terms in order of the set") {
    CHECK(expanded("%", "sum(s: x[s])") == "x[a] + x[b] + x[c]");
    CHECK(expanded("%", "sum(t: x[t])") == "x[a] + x[c]");
    CHECK(expanded("%", "mean(s: x[s])") == "(x[a] + x[b] + x[c])/3");
    CHECK(expanded("%", "min(s: x[s])") == "min(x[a], x[b], x[c])");
    CHECK(expanded("%", "max(k: sum(t: e[t,k]*w[t,k]))") ==
          "max(e[a,u]*w[a,u] + e[c,u]*w[c,u], e[a,v]*w[a,v] + e[c,v]*w[c,v])");
    CHECK(expanded("%", "max(min(z, 3), x[b])") == "max(min(z, 3), x[b])");
}

TEST_CASE("expand: a lag of growth or of a difference reaches every series inside") {
    CHECK(expanded("%", "diff(x[a] + z)") == "x[a] + z - (x[a](-1) + z(-1))");
    CHECK(expanded("%", "growth(z*x[a](-1))") == "100*(z*x[a](-1)/(z(-1)*x[a](-2)) - 1)");
    CHECK(expanded("fraction", "dlog(z)") == "log(z) - log(z(-1))");
    CHECK(expanded("%", "diff(diff(z(-2)))") == "z(-2) - z(-3) - (z(-3) - z(-4))");
    CHECK(expanded("%", "change(z)") == "z - z(-1)");
}

TEST_CASE("expand: the base of a growth rate must be positive, which the text does not repeat") {
    const auto model = compiled({kFrame + "identity y : % y = growth(z)\n", kData});
    CHECK(std::count_if(model.nodes.begin(), model.nodes.end(), [](const Node& n) { return n.op == Op::positive; }) == 1);
    CHECK(equation_of(model, "y") == "100*(z/z(-1) - 1)");
}

TEST_CASE("expand: in a quarterly model growth and change look back four quarters, differences one") {
    const auto model =
        compiled({"frequency quarterly\nexog z : %\nidentity y : % y = growth(z)\nidentity c : % c = "
                  "change(z)\nidentity d : % d = diff(z)\n",
                  "horizon 2023Q1..2023Q2\n2021Q4..2023Q2 z = 1\n"});
    CHECK(equation_of(model, "y") == "100*(z/z(-4) - 1)");
    CHECK(equation_of(model, "c") == "z - z(-4)");
    CHECK(equation_of(model, "d") == "z - z(-1)");
}

TEST_CASE("expand: text has the parentheses that are needed and no others") {
    CHECK(expanded("%", "((z - (x[a] - 1)) - 2)") == "z - (x[a] - 1) - 2");
    CHECK(expanded("%", "(2*(z + 1))*(3)") == "2*(z + 1)*3");
    CHECK(expanded("1", "z/(x[a]/x[b])/z*1") == "z/(x[a]/x[b])/z*1");
    CHECK(expanded("1", "(2^3)^2 + 2^(3^2) + 2^-1") == "(2^3)^2 + 2^3^2 + 2^-1");
    CHECK(expanded("%", "-(z + 1) - -z") == "-(z + 1) - -z");
    CHECK(expanded("%", "if(z > 1 and not (z > 2 or z < 0), z, -z)") == "if(z > 1 and not (z > 2 or z < 0), z, -z)");
    CHECK(expanded("%", "abs(z)*exp(0.5)*sqrt(4)") == "abs(z)*exp(0.5)*sqrt(4)");
    CHECK(expanded("%", "z*(x[a]/x[b])") == "z*(x[a]/x[b])");
    CHECK(expanded("%", "z + (x[a] + x[b])") == "z + (x[a] + x[b])");
    CHECK(expanded("%", "if(z > 1 or z < 2 and z == 3, 1, -z^2/100)") == "if(z > 1 or z < 2 and z == 3, 1, -z^2/100)");
}

TEST_CASE("expand: parts of one series over subsets and single elements have their own equations") {
    const auto model = compiled(
        {"frequency annual\nset s = a | b | c\nset t in s = a | b\nexog z : %\n"
         "identity y[t] : % y[t] = z\nidentity y[c] : % y[c] = sum(t: y[t])\nidentity both[s] : % both[s] = y[s]\n",
         "horizon 2023..2023\n2023 z = 1\n"});
    CHECK(equation_of(model, "y[b]") == "z");
    CHECK(equation_of(model, "y[c]") == "y[a] + y[b]");
    CHECK(equation_of(model, "both[c]") == "y[c]");
    CHECK(model.series[model.find_series("y[a]")].sets == std::vector<std::string>{"t"});
    CHECK(model.series[model.find_series("y[c]")].sets == std::vector<std::string>{"s"});
    CHECK(model.find_series("y[d]") == kNone);
}

TEST_CASE("expand: the printed model lists equations with blocks, shocks, fixes and add-factors") {
    const auto model =
        compiled({"frequency annual\nexog z : %\nbehave y : bn_vnd growth(y) = z\nbehave q : bn_vnd dlog(q) = "
                  "z/100\nidentity r : bn_vnd r = y + q\n"
                  "shock y ~ two_piece_normal(left = 1, right = 2) persistence 0.25\n",
                  "horizon 2023..2024\n2023..2024 z = 1\n2022 y = 100\n2022 q = 50\n2023 fix growth(y) = 2\n2024 add q "
                  "= 0.1\n"});
    CHECK(
        expand(model) ==
        "   1  growth(y) = z + shock\n   2  dlog(q) = z/100\n   3  r = y + q\n"
        "shock y ~ two_piece_normal(left = 1, right = 2) persistence 0.25\n2023 fix growth(y) = 2\n2024 add q = 0.1\n");
}

TEST_CASE("expand: a sum over a thousand elements is written in one line without deep recursion") {
    std::string set = "set s = e0";
    for (int i = 1; i < 1000; ++i)
        set += " | e" + std::to_string(i);
    const auto model =
        compiled({"frequency annual\n" + set + "\nparam p[s] = 1 source \"test\"\nidentity y : 1 y = sum(s: p[s])\n",
                  "horizon 2023..2023\n"});
    const auto text = equation_of(model, "y");
    CHECK(text.substr(0, 17) == "p[e0] + p[e1] + p");
    CHECK(std::count(text.begin(), text.end(), '+') == 999);
}
