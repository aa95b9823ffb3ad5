#include "catch.hpp"
#include "parsed.hpp"

using namespace grdp;
using namespace grdp::model;
using namespace grdp::model::test;
using Kind = ast::Assignment::Kind;

namespace {

Parsed<ast::Scenario> lines(const std::string& text) {
    return scenario_text("scenario s\n" + text);
}

}  // namespace

TEST_CASE("scenarios: header, parent, model and horizon") {
    const auto parsed = scenario_text(
        "scenario high extends \"../base.scenario\" \"High\" vi \"Cao\"\nmodel \"m.model\"\nhorizon 2023\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.name.text == "high");
    CHECK(parsed.tree.extends->text == "../base.scenario");
    CHECK(parsed.tree.labels.vi == "Cao");
    CHECK(parsed.tree.model->text == "m.model");
    CHECK(parsed.tree.horizon->first.period == parsed.tree.horizon->last.period);
    CHECK(scenario_text("scenario a \"A\" extends base\n").tree.extends->text == "base");
}

TEST_CASE("scenarios: a data statement says how its file is written") {
    const auto parsed = lines(
        "data \"d.csv\" dialect vietnamese separator tab decimal \",\" layout long\n   column \"GRDP, năm\" = "
        "volume[a] column \"x\" = x\n");
    REQUIRE(parsed.text().empty());
    const auto& data = parsed.tree.data[0];
    CHECK(data.path.text == "d.csv");
    CHECK(data.dialect == "vietnamese");
    CHECK(data.separator == "\t");
    CHECK(data.decimal == ",");
    CHECK(data.layout == "long");
    CHECK(data.columns[0].header.text == "GRDP, năm");
    CHECK(data.columns[0].series.indices[0].text == "a");
    CHECK(lines("data \"d.csv\" separator \"\t\"\n").tree.data[0].separator == "\t");
}

TEST_CASE("scenarios: assignments, fixes and add-factors over periods") {
    const auto parsed = lines(
        "2023..2025   driver[k] = 18 -20 +20\n2023 x += 5\n2023..2024 x %= -5\n2023Q1 x *= 1.1\nelasticity[a,b] -= "
        "0.1\n"
        "2023 fix growth(v[a]) = 2.3\n2023..2024 add v[a] = 0.5 0.25\n");
    REQUIRE(parsed.text().empty());
    const auto& all = parsed.tree.assignments;
    REQUIRE(all.size() == 7);
    CHECK(all[0].values[1].value == -20);
    CHECK(all[1].op == "+=");
    CHECK(all[2].op == "%=");
    CHECK(all[3].periods->first.period == accounts::Period::quarterly(2023, 1));
    CHECK_FALSE(all[4].periods);
    CHECK(all[4].left->reference.indices.size() == 2);
    CHECK(all[5].kind == Kind::fix);
    CHECK(shape(*all[5].left) == "growth(v[a])");
    CHECK(all[6].kind == Kind::add);
    CHECK(all[6].values.size() == 2);
}

TEST_CASE("scenarios: targets belong to the latest targets statement") {
    const auto parsed = lines(
        "targets plan \"Plan\" vi \"KH\" cases low, high source \"42-KL/TW\"\n"
        "2023 g 9.5 10 \"Growth\" vi \"TT\"\n2023 growth(v[a]) -1 -2.5\n2023 investment 43000\n2023 g >= 9.5\n2024 "
        "share[a]/1 <= 3\n"
        "targets other cases only\n2023 monitor urban : % 74 \"Urban\"\n2023 monitor doctors : \"1/10 000\" >= 9\n");
    CHECK(parsed.errors() == std::vector<std::string>{"E2103 7:14"});
    const auto& sets = parsed.tree.target_sets;
    REQUIRE(sets.size() == 2);
    CHECK(sets[0].cases.size() == 2);
    CHECK(sets[0].source->text == "42-KL/TW");
    REQUIRE(sets[0].targets.size() == 4);
    CHECK(sets[0].targets[0].labels.vi == "TT");
    CHECK(sets[0].targets[1].values[1].value == -2.5);
    CHECK(sets[0].targets[3].sense == ast::Sense::at_least);
    REQUIRE(sets[1].targets.size() == 2);
    CHECK(sets[1].targets[0].monitor.text == "urban");
    CHECK(sets[1].targets[0].subject == nullptr);
    CHECK(sets[1].targets[1].unit.quoted == "1/10 000");
}

TEST_CASE("scenarios: the targets of a faulty targets statement are read but not kept") {
    const auto parsed = lines("targets plan cases low low\n2023 g 9,5\n2023 h 1 2 3\n");
    CHECK(parsed.errors() == std::vector<std::string>{"E2103 2:24", "E2012 3:8"});
    CHECK(parsed.tree.target_sets.empty());
    REQUIRE(parsed.tree.broken.size() == 1);
    CHECK(parsed.tree.broken[0].text == "plan");
}

TEST_CASE("scenarios: events keep name, condition and labels") {
    const auto parsed = lines("event e all(2023..2025: g >= 8) \"Every year\" vi \"Mọi năm\"\n");
    REQUIRE(parsed.text().empty());
    CHECK(parsed.tree.events[0].name.text == "e");
    CHECK(parsed.tree.events[0].labels.vi == "Mọi năm");
    CHECK(parsed.tree.events[0].where == Span{0, 2, 1, 57});
}

TEST_CASE("settings: one assignment, its period may be left out") {
    CHECK_FALSE(override_text("driver[credit] = 12").tree->periods);
    CHECK(override_text("2023..2025 driver[credit] += 2").tree->op == "+=");
    CHECK(override_text("fix growth(v[a]) = 2").tree->kind == Kind::fix);
    CHECK(override_text("x %= 5").tree.has_value());
    CHECK(override_text("x = 1 2 3").tree->values.size() == 3);
}

TEST_CASE("settings: anything but one assignment is refused") {
    CHECK(override_text("").errors() == std::vector<std::string>{"E2135 1:1"});
    CHECK(override_text("horizon 2023").errors() == std::vector<std::string>{"E2135 1:1"});
    CHECK(override_text("x = 1\ny = 2").errors() == std::vector<std::string>{"E2135 2:1"});
    CHECK(override_text("x = 9,5").errors() == std::vector<std::string>{"E2012 1:5"});
    CHECK(override_text(" x = 1").errors() == std::vector<std::string>{"E2007 1:2"});
    CHECK(override_text("x").errors() == std::vector<std::string>{"E2135 1:1"});
}
