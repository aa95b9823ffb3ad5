#include "grdp/report/briefing.hpp"

#include "catch.hpp"
#include "economy.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/report/html.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

RunContent economy_run(bool simulated = true, const std::string& more = {}) {
    const auto compiled = test::compile_economy(more);
    REQUIRE(compiled.model);
    RunContent run;
    run.name = "run.h5";
    run.digest = std::string(64, 'a');
    run.program = "0.1.0";
    run.generator = "philox";
    run.model = *compiled.model;
    run.projection = *engine::project(run.model);
    run.targets = analysis::target_outcomes(run.projection, run.model);
    if (!simulated) return run;
    engine::Sampling sampling;
    sampling.draws = 2000;
    run.ensemble = *engine::simulate(run.model, sampling, engine::Outputs::explained(run.model));
    run.answers = analysis::band_probabilities(*run.ensemble, run.model);
    return run;
}

std::vector<std::string> sections_of(const doc::Document& document) {
    std::vector<std::string> ids;
    for (const auto& block : document.blocks) {
        if (const auto* heading = std::get_if<doc::Heading>(&block)) ids.push_back(heading->id);
    }
    return ids;
}

const doc::Table* table_of(const doc::Document& document, const std::string& id) {
    for (const auto& block : document.blocks) {
        if (const auto* table = std::get_if<doc::Table>(&block); table != nullptr && table->id == id) return table;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("briefing: a simulated run has the answer first and its sources last") {
    const auto document = briefing({economy_run()}, Language::vi);
    CHECK(sections_of(document) == std::vector<std::string>{"headline", "projection", "fan", "histogram", "contributions", "assumptions",
                                                            "audit", "required", "scorecard", "methods"});
    CHECK(document.title == "Cơ sở");
}

TEST_CASE("briefing: a projection alone leaves out what needs draws") {
    const auto document = briefing({economy_run(false)}, Language::en);
    const auto sections = sections_of(document);
    for (const auto* absent : {"fan", "histogram", "scenarios", "comparison", "arrivals"})
        CHECK(std::find(sections.begin(), sections.end(), absent) == sections.end());
    CHECK(std::find(sections.begin(), sections.end(), "projection") != sections.end());
}

TEST_CASE("briefing: below, within and above add up to 100 in print") {
    const auto document = briefing({economy_run()}, Language::en);
    const auto* table = table_of(document, "headline");
    REQUIRE(table != nullptr);
    REQUIRE(table->rows.size() == 4);
    double sum = 0;
    for (int i = 0; i < 3; ++i)
        sum += *table->rows[static_cast<std::size_t>(i)].cells[1].number;
    CHECK(sum == Approx(100).margin(1e-9));
}

TEST_CASE("briefing: printed parts make the printed total in every group of the projection") {
    const auto document = briefing({economy_run()}, Language::en);
    const auto* table = table_of(document, "projection");
    REQUIRE(table != nullptr);
    int checked = 0;
    for (std::size_t r = 0; r + 1 < table->rows.size(); ++r) {
        const auto& head = table->rows[r].cells[0].text;
        const bool adds = table->rows[r].kind == doc::RowKind::group && (head.starts_with("Contribution") || head.starts_with("Volume"));
        if (!adds) continue;
        for (std::size_t c = 2; c <= 3; ++c) {
            double sum = 0;
            for (std::size_t k = r + 2; k < table->rows.size() && table->rows[k].indent == 2; ++k)
                sum += *table->rows[k].cells[c].number;
            CHECK(sum == Approx(*table->rows[r + 1].cells[c].number).margin(1e-9));
            ++checked;
        }
    }
    CHECK(checked == 4);
}

TEST_CASE("briefing: equal contents give equal pages, the other language other words") {
    const auto first = html(briefing({economy_run()}, Language::vi));
    CHECK(first == html(briefing({economy_run()}, Language::vi)));
    CHECK(first != html(briefing({economy_run()}, Language::en)));
}

TEST_CASE("briefing: wanted sections alone, numbered from one") {
    const auto document = briefing({economy_run()}, Language::en, {{"scorecard", "headline"}, "A title", "2023-01-05"});
    CHECK(sections_of(document) == std::vector<std::string>{"headline", "scorecard"});
    CHECK(document.title == "A title");
    CHECK(document.date_text == "5 January 2023");
}

TEST_CASE("briefing: runs of other scenarios are compared, runs of the same one only lend tables") {
    auto other = economy_run();
    other.model.inputs.front().sha256 = std::string(64, 'b');
    other.model.scenario_label = {"Other", "Khác"};
    const auto two = sections_of(briefing({economy_run(), other}, Language::en));
    CHECK(std::find(two.begin(), two.end(), "scenarios") != two.end());
    CHECK(std::find(two.begin(), two.end(), "comparison") != two.end());
    const auto same = sections_of(briefing({economy_run(), economy_run(false)}, Language::en));
    CHECK(std::find(same.begin(), same.end(), "scenarios") == same.end());
}

TEST_CASE("briefing: dates are those of the calendar") {
    CHECK(date_text("2024-02-29", Language::vi) == "Ngày 29 tháng 02 năm 2024");
    CHECK(date_text("2023-06-05", Language::vi) == "Ngày 05 tháng 6 năm 2023");
    CHECK_FALSE(date_text("2023-02-29", Language::vi));
    CHECK_FALSE(date_text("2023-13-01", Language::en));
    CHECK_FALSE(date_text("30/6/2023", Language::en));
    CHECK_FALSE(date_text("", Language::en));
}
