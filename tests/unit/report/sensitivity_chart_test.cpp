#include "grdp/report/sensitivity_chart.hpp"

#include <limits>

#include "catch.hpp"
#include "memory_loader.hpp"

using namespace grdp;

namespace {

model::CompiledModel two_shocks() {
    const auto compiled = test::compile_files({{"m.model", R"(model m "M" vi "M"
frequency annual
set s = a "Farms" vi "Nông nghiệp" | b "Services" vi "Dịch vụ"
behave rate[s] : % rate[s] = 5 "Growth" vi "Tăng trưởng"
shock rate[s] ~ normal(sd = 1 2)
report total : % 0.5*rate[a] + 0.5*rate[b] "GRDP growth" vi "Tăng trưởng GRDP"
)"}, {"main.scenario", R"(scenario s "S"
model "m.model"
horizon 2023..2023
event band total between 4.5 and 5 in 2023 "GRDP growth in its band" vi "Tăng trưởng GRDP trong khoảng"
)"}});
    for (const auto& item : compiled.diagnostics.items()) UNSCOPED_INFO(item.message);
    REQUIRE(compiled.model);
    return *compiled.model;
}

analysis::Sensitivity found_for(const model::CompiledModel& model) {
    const auto total = model.find_series("total");
    const auto year = static_cast<std::uint32_t>(model.first_horizon_index());
    const double none = std::numeric_limits<double>::quiet_NaN();
    analysis::Sensitivity found;
    found.numbers = {{false, total, year}, {true, 0, 0}, {false, total, year}};
    found.events = {0};
    found.cases = {{"as given", "", {{0.25, 0, 0.25, 0.25}}, {{0, 0, 0, 0}}}};
    found.tornado = {{0, true, 1, 2, 4, 6, {2, 0, 2, 2}, 2}, {0, true, 0, 1, 4.5, 5.5, {1, 0, 1, 1}, 1}, {1, true, 1, 2, 0.2, 0.125, {-0.075, 0, 0, 0}, none}};
    return found;
}

}  // namespace

TEST_CASE("the tornado of a series has its values around the projection, that of an event the points it gains") {
    const auto model = two_shocks();
    const auto projection = engine::project(model);
    REQUIRE(projection);
    const auto found = found_for(model);
    const auto series = report::tornado_chart(model, *projection, found, 0, report::Language::en);
    REQUIRE(series);
    CHECK(series->value.title == "GRDP growth, %, 2023");
    CHECK(series->base.text == "5.00");
    REQUIRE(series->bars.size() == 2);
    CHECK(series->bars[0].at_low.text == "4.00");
    CHECK(series->bars[1].at_high.value == 5.5);
    const auto event = report::tornado_chart(model, *projection, found, 1, report::Language::vi);
    REQUIRE(event);
    CHECK(event->value.title == "Thay đổi xác suất của tăng trưởng GRDP trong khoảng (2023), điểm phần trăm");
    CHECK(event->base.text == "25,00%");
    CHECK(event->base.value == 0);
    REQUIRE(event->bars.size() == 1);
    CHECK(event->bars[0].label == "Tăng trưởng, Dịch vụ (cú sốc), ±\u00A02");
    CHECK(event->bars[0].at_low.value == Approx(-5));
    CHECK(event->bars[0].at_low.text == "-5,00");
    CHECK(event->bars[0].at_high.text == "-12,50");
    CHECK_FALSE(report::tornado_chart(model, *projection, found, 2, report::Language::en));
}

TEST_CASE("tornados stand below each other in one picture, with ids of their own, and both ends of a bar are seen") {
    const auto model = two_shocks();
    const auto projection = engine::project(model);
    REQUIRE(projection);
    auto found = found_for(model);
    const auto picture = report::tornado_svg(model, *projection, found, report::Language::en);
    REQUIRE(picture);
    CHECK(picture->starts_with("<?xml"));
    for (const char* part : {"id=\"tornado_1_title\"", "id=\"tornado_2_title\"", " y=\"0\"", "Change of the probability of GRDP growth in its band (2023), percentage points", "25.00%", "-12.50", "height=\"13\""}) {
        INFO(part);
        CHECK(picture->find(part) != std::string::npos);
    }
    found.tornado.clear();
    CHECK_FALSE(report::tornado_svg(model, *projection, found, report::Language::en));
}
