#include "grdp/report/json.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "economy.hpp"
#include "grdp/engine/simulate.hpp"

using namespace grdp;
using namespace grdp::report;
using nlohmann::json;

namespace {

json projection_document() {
    const auto compiled = test::compile_economy();
    const auto projection = engine::project(*compiled.model);
    const ProjectionReport report{
        *compiled.model, *projection, analysis::target_outcomes(*projection, *compiled.model), {}};
    return json::parse(projection_json(report, Language::en, {}, {}));
}

json simulation_document(std::uint64_t draws) {
    const auto compiled = test::compile_economy();
    const auto& model = *compiled.model;
    const auto projection = engine::project(model);
    engine::Sampling sampling;
    sampling.draws = draws;
    const auto ensemble = engine::simulate(model, sampling, engine::Outputs::explained(model));
    REQUIRE(ensemble);
    const auto answers = analysis::band_probabilities(*ensemble, model);
    return json::parse(simulation_json({model, *ensemble, answers, *projection}, Language::en, {}, {}));
}

}  // namespace

TEST_CASE("json: a projection has the documented shape and exact values") {
    const auto document = projection_document();
    CHECK(document["schema"] == "grdp.project.v1");
    CHECK(document["scenario"] == "base");
    const auto& growth = document["series"]["growth_grdp"];
    CHECK(growth["unit"] == "%");
    CHECK(growth["label"] == "GRDP growth");
    CHECK(growth["periods"] == json({"2023", "2024"}));
    const auto compiled = test::compile_economy();
    const auto projection = engine::project(*compiled.model);
    const auto id = compiled.model->find_series("growth_grdp");
    CHECK(growth["values"][0].get<double>() == projection->value(id, projection->first_horizon_index));
    CHECK(document["series"].contains("volume[farms]"));
}

TEST_CASE("json: targets carry cases by name, unsorted, and their verdict") {
    const auto targets = projection_document()["targets"];
    REQUIRE(targets.size() == 4);
    CHECK(targets[1]["cases"]["low"] == 13.7);
    CHECK(targets[1]["cases"]["high"] == 13.6);
    CHECK(targets[2]["sense"] == "at_least");
    CHECK(targets[2]["met"] == false);
    CHECK(targets[3]["verdict"] == "monitored");
    CHECK(targets[3]["value"].is_null());
}

TEST_CASE("json: a simulation has the documented shape") {
    const auto document = simulation_document(2000);
    for (const char* key :
         {"scenario", "seed", "draws", "generator", "failed_paths", "series", "events", "checks", "diagnostics"}) {
        INFO(key);
        CHECK(document.contains(key));
    }
    CHECK(document["draws"] == 2000);
    const auto& growth = document["series"]["growth_grdp"];
    for (const char* key : {"mean", "standard_error", "sd"})
        CHECK(growth[key].size() == 2);
    CHECK(growth["quantiles"]["5"].size() == 2);
    CHECK(growth["quantiles"]["50"][0].get<double>() < growth["quantiles"]["95"][0].get<double>());
    const auto& event = document["events"][0];
    for (const char* key :
         {"name", "period", "low", "high", "method", "points", "below", "within", "above", "at_least"}) {
        INFO(key);
        CHECK(event.contains(key));
    }
    const double sum = event["below"]["value"].get<double>() + event["within"]["value"].get<double>() +
                       event["above"]["value"].get<double>();
    CHECK(sum == Approx(1));
    CHECK(event["within"]["interval"][0].get<double>() <= event["within"]["value"].get<double>());
}

TEST_CASE("json: an open end is null, a condition has no limits") {
    const auto events = simulation_document(500)["events"];
    REQUIRE(events.size() == 4);
    CHECK(events[2]["low"] == 9);
    CHECK(events[2]["high"].is_null());
    CHECK(events[3]["kind"] == "condition");
    CHECK(events[3]["low"].is_null());
}

TEST_CASE("json: diagnostics carry code, place, expectation and hint") {
    const auto compiled =
        test::compile_files({{"main.scenario", "scenario s\nmodel \"m.model\"\nhorizon 2023..2024\n2023 nothing = 1\n"},
                             {"m.model", "model m\nfrequency annual\nexog x : %\nreport y : % 2*x\n"}});
    REQUIRE_FALSE(compiled.model);
    const auto document = json::parse(failure_json("check", compiled.diagnostics, compiled.sources));
    REQUIRE_FALSE(document["diagnostics"].empty());
    const auto& first = document["diagnostics"][0];
    CHECK(first["code"].get<std::string>().front() == 'E');
    CHECK(first["severity"] == "error");
    CHECK(first["line"].is_number_unsigned());
    CHECK(first["file"].is_string());
    CHECK(json::parse(check_json(nullptr, compiled.diagnostics, compiled.sources))["valid"] == false);
}
