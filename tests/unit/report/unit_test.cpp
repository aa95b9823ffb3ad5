#include "grdp/report/unit.hpp"

#include "catch.hpp"

using namespace grdp;
using namespace grdp::report;

TEST_CASE("unit: money names its price basis") {
    CHECK(unit_text("bn_vnd", Language::en) == "VND billion");
    CHECK(unit_text("bn_vnd", Language::vi) == "tỷ đồng");
    CHECK(unit_text("bn_vnd_2010", Language::en) == "VND billion at 2010 prices");
    CHECK(unit_text("bn_vnd_2010", Language::vi) == "tỷ đồng, giá 2010");
    CHECK(unit_text("index_2010", Language::en) == "2010 = 100");
    CHECK(unit_text("index_2010", Language::vi) == "2010 = 100");
}

TEST_CASE("unit: ratios read naturally") {
    CHECK(unit_text("mn_vnd/person", Language::en) == "VND million per person");
    CHECK(unit_text("mn_vnd/person", Language::vi) == "triệu đồng/người");
    CHECK(unit_text("mn_vnd/worker", Language::en) == "VND million per worker");
    CHECK(unit_text("points", Language::vi) == "điểm phần trăm");
    CHECK(unit_text("thousand_persons", Language::vi) == "nghìn người");
}

TEST_CASE("unit: what is unknown stays as written, plain numbers have none") {
    CHECK(unit_text("1/10 000", Language::vi) == "1/10 000");
    CHECK(unit_text("buffaloes", Language::en) == "buffaloes");
    CHECK(unit_text("1", Language::en).empty());
    CHECK(unit_text("mn_vnd/person/year", Language::en) == "mn_vnd/person/year");
}

TEST_CASE("unit: percent clings to its number, other units follow it") {
    CHECK(with_unit("9.5", "%", Language::en) == "9.5%");
    CHECK(with_unit("43.000", "bn_vnd", Language::vi) == "43.000 tỷ đồng");
    CHECK(with_unit("0,4", "points", Language::vi) == "0,4 điểm phần trăm");
    CHECK(with_unit("4.15", "1", Language::en) == "4.15");
}

TEST_CASE("unit: decimals follow the unit") {
    CHECK(unit_decimals("%") == 2);
    CHECK(unit_decimals("bn_vnd_2010") == 1);
    CHECK(unit_decimals("thousand_persons") == 1);
    CHECK(unit_decimals("mn_vnd/person") == 2);
}

TEST_CASE("unit: quarters are Roman in Vietnamese") {
    const auto quarter = accounts::Period::quarterly(2022, 3);
    CHECK(period_heading(quarter, Language::vi) == "III/2022");
    CHECK(period_heading(quarter, Language::en) == "Q3/2022");
    CHECK(period_phrase("2022Q3", Language::vi) == "quý III/2022");
    CHECK(period_phrase("2022Q3", Language::en) == "Q3 2022");
    CHECK(period_phrase("2023", Language::vi) == "năm 2023");
    CHECK(period_phrase("2023..2025", Language::en) == "2023-2025");
    CHECK(period_phrase("2023..2025", Language::vi) == "các năm 2023-2025");
    CHECK(period_phrase("2023Q1..2023Q4", Language::vi) == "các quý I/2023 - IV/2023");
    CHECK(period_phrase("anytime", Language::vi) == "anytime");
}

TEST_CASE("unit: tables show periods and ranges shortly") {
    CHECK(period_cell("2023", Language::en) == "2023");
    CHECK(period_cell("2023..2025", Language::vi) == "2023-2025");
    CHECK(period_cell("2022Q3", Language::vi) == "III/2022");
    CHECK(period_cell("2023Q1..2023Q4", Language::en) == "Q1/2023-Q4/2023");
    CHECK(period_cell("", Language::en).empty());
}
