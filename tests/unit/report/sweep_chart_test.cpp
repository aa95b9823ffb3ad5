#include "grdp/report/sweep_chart.hpp"

#include <cmath>

#include "catch.hpp"

using namespace grdp;

namespace {

/// Two by two scenarios; the last one failed.
analysis::SweepResult two_axes() {
    analysis::SweepResult sweep;
    for (const char* name : {"trend[services]@2023", "trend[industry]@2023"}) {
        analysis::SweepAxis axis;
        axis.name = name;
        axis.unit = "%";
        sweep.axes.push_back(axis);
    }
    sweep.points = {7, 8, 7, 9.5, 9, 8, 9, 9.5};
    sweep.ids = {"1", "2", "3", "4"};
    sweep.frame.events = {{"band@2023", "band", "2023", {}, "%", true}};
    for (std::uint64_t row = 0; row < 4; ++row) {
        analysis::SweepRow one;
        one.row = row;
        one.failed = row == 3;
        analysis::SweepEvent event;
        event.present = !one.failed;
        event.outcomes[1] = {0.1 * static_cast<double>(row + 1), 0.001, 0, 1};
        one.events.push_back(event);
        sweep.rows.push_back(one);
    }
    return sweep;
}

}  // namespace

TEST_CASE("the map of a sweep has a cell for each pair of values, in percent, and a dash where a scenario failed") {
    const auto sweep = two_axes();
    const report::SweepReport asked{sweep, {{0, 1}}, std::nullopt, analysis::heat_map(sweep, 0, 1, {std::nullopt, std::nullopt})};
    const auto chart = report::sweep_heat_map(asked, report::Language::vi);
    CHECK(chart.columns == std::vector<std::string>{"7", "9"});
    CHECK(chart.rows == std::vector<std::string>{"8", "9,5"});
    REQUIRE(chart.cells.size() == 4);
    CHECK(chart.cells[0].text == "10,0");
    CHECK(chart.cells[1].text == "30,0");
    CHECK(chart.cells[2].value == Approx(20));
    CHECK(std::isnan(chart.cells[3].value));
    CHECK(chart.cells[3].text == "–");
    CHECK(report::sweep_heat_svg(asked, report::Language::en).find("trend[industry]@2023") != std::string::npos);
}
