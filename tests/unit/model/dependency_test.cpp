#include <algorithm>

#include "compiled.hpp"

using namespace grdp::model;
using test::compiled;

namespace {

std::size_t position(const CompiledModel& model, const std::string& series) {
    for (std::size_t e = 0; e < model.equations.size(); ++e) {
        if (model.series[model.equations[e].series].name == series) return e;
    }
    return SIZE_MAX;
}

}  // namespace

TEST_CASE("dependency: equations in any order are sorted so that each comes behind what it needs") {
    const auto model =
        compiled({"frequency annual\nexog z : 1\nidentity d : 1 d = c + b\nidentity c : 1 c = b\nidentity b : 1 b = a "
                  "+ z\nidentity a : 1 a = z\n",
                  "horizon 2023..2023\n2023 z = 1\n"});
    CHECK(position(model, "a") < position(model, "b"));
    CHECK(position(model, "b") < position(model, "c"));
    CHECK(position(model, "c") < position(model, "d"));
    CHECK(model.blocks.size() == 4);
    for (std::size_t b = 0; b < model.blocks.size(); ++b)
        CHECK(model.blocks[b].equations == std::vector<std::uint32_t>{static_cast<std::uint32_t>(b)});
}

TEST_CASE("dependency: independent equations keep the order of their declaration") {
    const auto model =
        compiled({"frequency annual\nexog z : 1\nidentity c : 1 c = z\nidentity a : 1 a = z\nidentity b : 1 b = z\n",
                  "horizon 2023..2023\n2023 z = 1\n"});
    CHECK(position(model, "c") == 0);
    CHECK(position(model, "a") == 1);
    CHECK(position(model, "b") == 2);
}

TEST_CASE("dependency: a circle through a lag is no circle") {
    const auto model = compiled(
        {"frequency annual\nidentity a : 1 a = b(-1)\nidentity b : 1 b = a\n", "horizon 2023..2024\n2022 b = 1\n"});
    CHECK(model.blocks.size() == 2);
    CHECK(position(model, "a") < position(model, "b"));
}

TEST_CASE("dependency: a chain of five thousand equations needs no deep stack") {
    std::string text;
    const int n = 5000;
    for (int i = n; i > 0; --i)
        text += "identity y" + std::to_string(i) + " : 1 y" + std::to_string(i) + " = y" + std::to_string(i - 1) + "\n";
    const auto model = compiled({"frequency annual\n" + text + "identity y0 : 1 y0 = 1\n", "horizon 2023..2023\n"});
    CHECK(model.equations.size() == n + 1);
    CHECK(position(model, "y0") == 0);
    CHECK(position(model, "y" + std::to_string(n)) == n);
}
