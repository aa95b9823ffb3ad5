#include "compiled.hpp"

using namespace grdp::model;
using test::codes;
using test::compiled;

namespace {

const Parameter& parameter(const CompiledModel& model, const std::string& name) {
    for (const auto& p : model.parameters) {
        if (p.name == name) return p;
    }
    FAIL("no parameter " << name);
    return model.parameters.front();
}

CompiledModel with(const std::string& declarations, const std::string& scenario = {}) {
    return compiled(
        {"frequency annual\nset s = a | b | c\nset k = u | v\n" + declarations, "horizon 2023..2023\n" + scenario});
}

}  // namespace

TEST_CASE("parameters: one number holds for all elements, a list runs row by row") {
    const auto model = with("param p[s] : % = 2.5 source \"x\"\nparam q[s,k] = 1 2 3 4 5 6 source \"x\"\n");
    CHECK(parameter(model, "p[a]").value == 2.5);
    CHECK(parameter(model, "p[c]").value == 2.5);
    CHECK(parameter(model, "p[c]").unit == "%");
    CHECK(parameter(model, "q[a,v]").value == 2);
    CHECK(parameter(model, "q[b,u]").value == 3);
    CHECK(parameter(model, "q[c,v]").value == 6);
}

TEST_CASE("parameters: a table is read by its names, whatever their order") {
    const auto model = with(
        "param q[s,k] =\n      v u\n    c 1 2\n    a 3 4\n    b 5 6\n    source \"x\"\nparam p[s] =\n    b 7\n    c "
        "8\n    a 9\n    source \"x\"\n");
    CHECK(parameter(model, "q[a,u]").value == 4);
    CHECK(parameter(model, "q[a,v]").value == 3);
    CHECK(parameter(model, "q[c,v]").value == 1);
    CHECK(parameter(model, "p[a]").value == 9);
    CHECK(parameter(model, "p[b]").value == 7);
}

TEST_CASE("parameters: labels in two languages, and a source that carries its translation") {
    const auto model = with(
        "param q = 5 \"Pace\" vi \"Nhịp độ\" judgement \"y\" vi \"nhận định\"\n"
        "param p[s] = 1 2 3 source \"x\" \"Weight\" vi \"Quyền số\"\n");
    CHECK(parameter(model, "q").label.en == "Pace");
    CHECK(parameter(model, "q").label.vi == "Nhịp độ");
    CHECK(parameter(model, "q").source == "y");
    CHECK(parameter(model, "q").source_vi == "nhận định");
    CHECK(parameter(model, "p[b]").source_vi.empty());
    CHECK(parameter(model, "p[b]").label.vi == "Quyền số");
}

TEST_CASE("parameters: a spread in percent is taken from the size of each value, after the scenario has changed it") {
    const auto model = with(
        "param p[s] = -2 0 4 sd 30% source \"x\"\nparam q = 5 sd 0.1 judgement \"y\"\nparam r[k] = 10 20 sd 1 10% "
        "source \"x\"\n",
        "p[c] = 10\n");
    CHECK(parameter(model, "p[a]").sd == Approx(0.6));
    CHECK(parameter(model, "p[b]").sd == 0);
    CHECK(parameter(model, "p[c]").sd == Approx(3));
    CHECK(parameter(model, "q").sd == 0.1);
    CHECK(parameter(model, "q").judgement);
    CHECK(parameter(model, "q").source == "y");
    CHECK_FALSE(parameter(model, "p[a]").judgement);
    CHECK(parameter(model, "r[u]").sd == 1);
    CHECK(parameter(model, "r[v]").sd == Approx(2));
}

TEST_CASE("parameters: a formula follows the parameters that a scenario changes, unless it is assigned itself") {
    const std::string declarations =
        "param rho = 2 source \"x\"\nparam twice[s] = 2*rho\nparam sum2 = sum(s: twice[s]) + rho^2\n";
    CHECK(parameter(with(declarations), "sum2").value == 16);
    CHECK(parameter(with(declarations, "rho = 3\n"), "sum2").value == 27);
    CHECK(parameter(with(declarations, "rho = 3\ntwice[a] = 1\n"), "sum2").value == 22);
    CHECK(parameter(with(declarations, "rho += 1\nrho *= 2\ntwice[b] -= 1\n"), "twice[b]").value == 11);
}

TEST_CASE("parameters: formulas know the functions of equations") {
    const auto model = with(
        "param p = 4 source \"x\"\nparam f = if(p >= 4 and not (p > 5 or p == 0), sqrt(p) + abs(-1) + min(p, 3) + "
        "max(p, 3), 0)\n"
        "param g = exp(log(p)) + p^0.5 + 2^-1\nparam h = if(p < 4 or p != 4 or p <= 3, 1, -p)\n");
    CHECK(parameter(model, "f").value == 10);
    CHECK(parameter(model, "g").value == Approx(6.5));
    CHECK(parameter(model, "h").value == -4);
}

TEST_CASE("parameters: without source or use they are asked about, not refused") {
    CHECK(codes({"frequency annual\nparam p = 1\nidentity y : 1 y = p\n", "horizon 2023..2023\n"}) == "W2230");
    CHECK(codes({"frequency annual\nparam p = 1 source \"x\"\nidentity y : 1 y = 2\n", "horizon 2023..2023\n"}) ==
          "W2232");
    CHECK(codes({"frequency annual\nexog x : 1\nidentity y : 1 y = 2\n", "horizon 2023..2023\n"}) == "W2231");
}

TEST_CASE("parameters: a set product beyond the limit is refused before memory is taken") {
    std::string sets;
    std::string indices;
    for (const std::string name : {"i", "j", "k"}) {
        sets += "set " + name + " = " + name + "0";
        for (int e = 1; e < 120; ++e)
            sets += " | " + name + std::to_string(e);
        sets += "\n";
    }
    CHECK(codes({"frequency annual\n" + sets + "param p[i,j,k] = 1 source \"x\"\n", "horizon 2023..2023\n"}) ==
          "E2213");
    CHECK(codes({"frequency annual\n" + sets + "exog x[i,j,k] : 1\n", "horizon 2023..2023\n"}) == "E2213");
    CHECK(codes({"frequency annual\n" + sets + "exog x[i,j] : 1\nidentity a[i,j] : 1 a[i,j] = 1\nexog y[j,k] : 1\n",
                 "horizon 2023..2023\n"}) == "W2231 W2231");
}
