#include "grdp/analysis/sweep_phrase.hpp"

#include <cmath>

#include "catch.hpp"

using namespace grdp;

namespace {

template <class T>
std::uint16_t code_of(const Result<T>& result) {
    return result ? std::uint16_t{0} : result.diagnostics().items().at(0).code.number;
}

}  // namespace

TEST_CASE("a range with a step gives the doubles nearest to the decimals") {
    const auto axis = analysis::parse_axis("trend[services]@2023=0..0.3:0.1, 7", 0);
    REQUIRE(axis);
    CHECK(axis->axis.name == "trend[services]@2023");
    CHECK(axis->values == std::vector<double>{0, 0.1, 0.2, 0.3, 7});
    const auto negative = analysis::parse_axis("corr(a[x,y], b) = -0.5..0.5:0.25", 0);
    REQUIRE(negative);
    CHECK(negative->axis.name == "corr(a[x,y],b)");
    CHECK(negative->values == std::vector<double>{-0.5, -0.25, 0, 0.25, 0.5});
}

TEST_CASE("seeds are whole numbers") {
    const auto axis = analysis::parse_axis("seed=1..3:1", 0);
    REQUIRE(axis);
    CHECK(axis->axis.kind == analysis::AxisKind::seed);
    CHECK(code_of(analysis::parse_axis("seed=1.5", 0)) == 7201);  // E7201
    CHECK(code_of(analysis::parse_axis("seed=-1", 0)) == 7201);
}

TEST_CASE("a malformed axis is refused with its place") {
    CHECK(code_of(analysis::parse_axis("trend[services]@2023", 0)) == 7201);
    CHECK(code_of(analysis::parse_axis("x=7..9", 0)) == 7201);
    CHECK(code_of(analysis::parse_axis("x=", 0)) == 7201);
    CHECK(code_of(analysis::parse_axis("x=7,7.0", 0)) == 7201);
    CHECK(code_of(analysis::parse_axis("x@then=7", 0)) == 7021);
    const auto comma = analysis::parse_axis("x=1,2,9..8:1", 0);
    REQUIRE_FALSE(comma);
    CHECK(comma.diagnostics().items()[0].code.number == 7202);  // E7202
    CHECK(comma.diagnostics().items()[0].where.column == 7);
    CHECK(comma.diagnostics().items()[0].hint == "write 8..9");
    CHECK(code_of(analysis::parse_axis("x=7..9:0.7", 0)) == 7202);
    CHECK(code_of(analysis::parse_axis("x=7..9:0", 0)) == 7202);
    CHECK(code_of(analysis::parse_axis("x=0..9000000:0.1", 0)) == 7202);
    CHECK(code_of(analysis::parse_axis_range("x=3", 0)) == 7201);
    CHECK(code_of(analysis::parse_axis_range("seed=1..3", 0)) == 7201);
}

TEST_CASE("an alternative is a level of a factor with its statements") {
    const auto found = analysis::parse_alternative("credit = tight: 2023 driver[credit] = 8; 2024 driver[credit] = 9;", 0);
    REQUIRE(found);
    CHECK(found->factor == "credit");
    CHECK(found->level.name == "tight");
    CHECK(found->level.statements == std::vector<std::string>{"2023 driver[credit] = 8", "2024 driver[credit] = 9"});
    CHECK(analysis::parse_alternative("credit=as it is:", 0)->level.statements.empty());
    CHECK(code_of(analysis::parse_alternative("2023 driver[credit] = 8", 0)) == 7203);  // E7203
    CHECK(code_of(analysis::parse_alternative("seed=a: x = 1", 0)) == 7203);
}

TEST_CASE("a table of scenarios is read with commas or semicolons, names and gaps") {
    const auto list = analysis::parse_scenario_list("# cases\nscenario,trend[services]@2023,elasticity[industry,fdi]\nlow,7,0.1\n\nhigh,,0.2\n", 0);
    REQUIRE(list);
    CHECK(list->names == std::vector<std::string>{"low", "high"});
    REQUIRE(list->axes.size() == 2);
    CHECK(list->axes[1].name == "elasticity[industry,fdi]");
    CHECK(list->values[0] == 7);
    CHECK(std::isnan(list->values[2]));
    CHECK(list->values[3] == 0.2);
    const auto vietnamese = analysis::parse_scenario_list("a;b@2023\r\n7,5;8\r\n", 0);
    REQUIRE(vietnamese);
    CHECK(vietnamese->values == std::vector<double>{7.5, 8});
}

TEST_CASE("each fault of a table of scenarios has its line and column") {
    const auto list = analysis::parse_scenario_list("scenario,a\none,x\none,2\nthree\n", 0);
    REQUIRE_FALSE(list);
    const auto& items = list.diagnostics().items();
    REQUIRE(items.size() == 3);
    for (const auto& item : items) CHECK(item.code.number == 7204);  // E7204
    CHECK((items[0].where.line == 2 && items[0].where.column == 5));
    CHECK(items[1].where.line == 4);
    CHECK(code_of(analysis::parse_scenario_list("", 0)) == 7204);
    CHECK(code_of(analysis::parse_scenario_list("a,a\n1,2\n", 0)) == 7204);
    CHECK(code_of(analysis::parse_scenario_list("a\n", 0)) == 7204);
}
