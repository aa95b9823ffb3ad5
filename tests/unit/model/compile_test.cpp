#include "grdp/model/compile.hpp"

#include "catch.hpp"
#include "memory_loader.hpp"

using namespace grdp;
using test::compile_files;

namespace {

const std::string kModel = R"(model four "GRDP by components" vi "Mô hình bốn khu vực"
frequency annual
set s = agriculture "Agriculture" vi "Nông nghiệp" | industry "Industry" | services | taxes
set activity in s = agriculture | industry | services
set k = public_investment | fdi
exog driver[k] : % "Drivers"
exog price[s] : index_2010
param base[activity] : % = 2.35 12.7 10.55 source "history"
param elasticity[activity,k] =
          public_investment fdi
    agriculture 0.04 0
    industry    0.10 0.2
    services    0.05 0.1
    sd 30% judgement "literature"
param reference[k] : % = 15 judgement "normal years"
behave volume[activity] : bn_vnd_2010
    growth(volume[activity]) = base[activity] + sum(k: elasticity[activity,k]*(driver[k] - reference[k]))
    "Gross value added" vi "Giá trị tăng thêm"
behave volume[taxes] : bn_vnd_2010 growth(volume[taxes]) = growth(sum(activity: volume[activity]))
identity value[s] : bn_vnd value[s] = volume[s]*price[s]/100
identity grdp : bn_vnd_2010 grdp = sum(s: volume[s]) "GRDP" vi "GRDP"
report growth_grdp : % growth(grdp) "GRDP growth" vi "Tăng trưởng GRDP"
report share[s] : % 100*value[s]/sum(s2: value[s2])
set s2 in s = agriculture | industry | services | taxes
check abs(sum(s: share[s]) - 100) < 1e-9 "Shares add up"
shock volume[activity] ~ normal(sd = 1.2 2.5 1.5) persistence 0.3 corr industry,services = 0.35
)";

const std::string kScenario = R"(scenario base "Base" vi "Cơ sở"
model "four.model"
data "data.csv"
horizon 2023..2025
2023..2025 driver[public_investment] = 18 20 20
2023 driver[public_investment] += 5
2023..2025 driver[fdi] = 12
2022 price[agriculture] = 100
2023..2025 price[agriculture] %= 3
2023 fix growth(volume[agriculture]) = 2.3
2024 add volume[industry] = 0.5
reference[fdi] = 10
targets plan cases low, high source "programme"
2023 growth_grdp 9.5 10
2023 growth(volume[industry]) 12 13.4
2024 grdp >= 100000
2023 monitor urbanisation : % 74 "Urbanisation" vi "Đô thị hóa"
event average mean(2023..2025: growth_grdp) between 9.5 and 10
event every all(2023..2025: growth_grdp >= 8)
event on_target all(plan)
event short growth_grdp between 9 and 10 in 2023
)";

const std::string kData =
    R"(year,volume[agriculture],volume[industry],volume[services],volume[taxes],price[industry],price[services],price[taxes]
2022,7000,20000,33000,4500,110,120,115
2023,,,,,112,124,118
2024,,,,,114,128,121
2025,,,,,116,132,124
)";

}  // namespace

TEST_CASE("compile: a model with sets, shocks, data, targets and events stands on dense numbers") {
    const auto result = compile_files({{"main.scenario", kScenario}, {"four.model", kModel}, {"data.csv", kData}});
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model.has_value());
    const auto& model = *result.model;
    INFO(model::expand(model));
    CHECK(model.series.size() == 2 + 4 + 4 + 4 + 1 + 1 + 4);
    CHECK(model.shocks.size() == 3);
    CHECK(model.correlation[1 * 3 + 2] == 0.35);
    CHECK(model.grid.periods.first == accounts::Period::annual(2022));
    const auto driver = model.find_series("driver[public_investment]");
    REQUIRE(driver != model::kNone);
    CHECK(model.grid.values[model.grid.at(driver, 1)] == 23.0);
    CHECK(model.events.size() == 3 + 4);
    CHECK(model.fixes.size() == 1);
    CHECK(model.add_factors.size() == 1);
    CHECK(model.blocks.size() == model.equations.size());
}

TEST_CASE("compile: the series of a model carry labels, sets and units as declared") {
    const auto result = compile_files({{"main.scenario", kScenario}, {"four.model", kModel}, {"data.csv", kData}});
    REQUIRE(result.model.has_value());
    const auto& model = *result.model;
    const auto& series = model.series[model.find_series("volume[agriculture]")];
    CHECK(series.stem == "volume");
    CHECK(series.elements == std::vector<std::string>{"agriculture"});
    CHECK(series.stem_label.vi == "Giá trị tăng thêm");
    CHECK(series.element_label.vi == "Nông nghiệp");
    CHECK(series.unit == "bn_vnd_2010");
    CHECK(series.kind == model::SeriesKind::behavioural);
    CHECK(model.sets[1].parent == "s");
    CHECK(model.sets[1].labels[0].en == "Agriculture");
    CHECK(model.model_label.vi == "Mô hình bốn khu vực");
    CHECK(model.scenario_label.vi == "Cơ sở");
    REQUIRE(model.checks.size() == 1);
    CHECK(model.checks[0].text == "abs(sum(s: share[s]) - 100) < 1e-09");
}

TEST_CASE("compile: the same texts give the same model, byte for byte of its expansion") {
    const auto once = compile_files({{"main.scenario", kScenario}, {"four.model", kModel}, {"data.csv", kData}});
    const auto again = compile_files({{"main.scenario", kScenario}, {"four.model", kModel}, {"data.csv", kData}});
    REQUIRE(once.model.has_value());
    CHECK(model::expand(*once.model) == model::expand(*again.model));
    CHECK(once.model->nodes.size() == again.model->nodes.size());
    CHECK(once.model->inputs[0].sha256 == again.model->inputs[0].sha256);
}

TEST_CASE("compile: children of a node stand before it, and names find their series") {
    const auto result = compile_files({{"main.scenario", kScenario}, {"four.model", kModel}, {"data.csv", kData}});
    REQUIRE(result.model.has_value());
    const auto& model = *result.model;
    for (model::NodeId id = 0; id < model.nodes.size(); ++id) {
        for (const auto child : {model.nodes[id].a, model.nodes[id].b, model.nodes[id].c})
            CHECK((child == model::kNone || child < id));
    }
    for (std::uint32_t i = 0; i < model.series.size(); ++i)
        CHECK(model.find_series(model.series[i].name) == i);
    auto by_hand = model;
    by_hand.name_order.clear();
    CHECK(by_hand.find_series("grdp") == model.find_series("grdp"));
    CHECK(by_hand.find_series("nothing") == model::kNone);
    CHECK(model.find_series("nothing") == model::kNone);
}

namespace {

// 63 provinces, four components, 40 quarters: twice as large as the country.
std::map<std::string, std::string> country() {
    std::string provinces = "set p = p1";
    for (int i = 2; i <= 63; ++i)
        provinces += " | p" + std::to_string(i);
    const std::string text = "model country\nfrequency quarterly\n" + provinces +
                             "\nset s = agriculture | industry | services | taxes\nexog driver[p] : %\nexog price[p,s] "
                             ": index_2010\nparam e[p,s] = 0.1 source \"x\"\n"
                             "behave volume[p,s] : bn_vnd_2010 growth(volume[p,s]) = e[p,s]*driver[p]\nidentity "
                             "value[p,s] : bn_vnd value[p,s] = volume[p,s]*price[p,s]/100\n"
                             "identity total[p] : bn_vnd_2010 total[p] = sum(s: volume[p,s])\nidentity national : "
                             "bn_vnd_2010 national = sum(p: total[p])\n"
                             "report share[p,s] : % 100*value[p,s]/sum(s2: value[p,s2])\nset s2 in s = agriculture | "
                             "industry | services | taxes\nreport g[p] : % growth(total[p])\n"
                             "shock volume[p,s] ~ normal(sd = 1) persistence 0.3 corr agriculture,industry = 0.2; "
                             "industry,services = 0.4; services,taxes = 0.3\n";
    std::string data = "series;period;value\n";
    const char* components[] = {"agriculture", "industry", "services", "taxes"};
    for (int i = 1; i <= 63; ++i) {
        const auto province = "p" + std::to_string(i);
        for (int q = 0; q < 44; ++q) {
            const auto period = std::to_string(2022 + q / 4) + "Q" + std::to_string(q % 4 + 1);
            if (q >= 4) data += "driver[" + province + "];" + period + ";1.5\n";
            for (const char* component : components) {
                data += "price[" + province + "," + component + "];" + period + ";110\n";
                if (q < 4) data += "volume[" + province + "," + component + "];" + period + ";1000\n";
            }
        }
    }
    return {{"main.scenario", "scenario main\nmodel \"country.model\"\ndata \"data.csv\"\nhorizon 2023Q1..2032Q4\n"},
            {"country.model", text},
            {"data.csv", data}};
}

}  // namespace

TEST_CASE("compile: sixty-three provinces over ten years of quarters compile without a quadratic search") {
    const auto result = compile_files(country());
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model.has_value());
    CHECK(result.model->shocks.size() == 252);
    CHECK(result.model->grid.periods.size() == 44);
    CHECK(result.model->equations.size() == 252 * 3 + 63 * 2 + 1);
}
