#include "compiled.hpp"

using namespace grdp::model;
using test::codes;
using test::compiled;
using test::is_present;
using test::value;

namespace {

const std::string kModel =
    "frequency annual\nset s = a | b\nexog x : %\nbehave y[s] : bn_vnd growth(y[s]) = x\nidentity total : bn_vnd total "
    "= sum(s: y[s])\nreport g : % growth(total)\n";

grdp::test::MemoryLoader loader(const std::string& scenario, std::map<std::string, std::string> files) {
    files["m.model"] = "model m\n" + kModel;
    files["main.scenario"] = "scenario main\nmodel \"m.model\"\n" + scenario;
    return grdp::test::MemoryLoader(std::move(files));
}

}  // namespace

TEST_CASE("data: wide and long files fill history and exogenous paths") {
    const std::string wide = "year,\"y[a]\",\"y[b]\",x\n2021,9,18,\n2022,10,20,\n2023,,,3\n2024,,,4\n";
    const auto model = compiled({kModel, "horizon 2023..2024\n", wide});
    CHECK(value(model, "y[a]", "2021") == 9);
    CHECK(value(model, "x", "2024") == 4);
    CHECK(model.grid.periods.first == grdp::accounts::Period::annual(2021));
    CHECK(model.first_horizon_index() == 2);
    CHECK_FALSE(is_present(model, "y[a]", "2023"));
    CHECK_FALSE(is_present(model, "x", "2022"));
    const std::string table = "series;period;value\ny[a];2022;10\ny[b];2022;20\nx;2023;3,5\nx;2024;4,5\n";
    CHECK(value(compiled({kModel, "horizon 2023..2024\n", table}), "x", "2023") == 3.5);
}

TEST_CASE("data: headers with spaces inside brackets are the same series") {
    const auto model = compiled({kModel, "horizon 2023..2023\n2023 x = 1\n", "year;y[a];y [ b ]\n2022;10;20\n"});
    CHECK(value(model, "y[b]", "2022") == 20);
}

TEST_CASE("data: a column map names the series of a foreign header; other columns are named in a warning") {
    auto files = loader(
        "data \"d.csv\" dialect vietnamese column \"Nông nghiệp\" = y[a] column \"Công nghiệp\" = y[b]\nhorizon "
        "2023..2023\n2023 x = 1\n",
        {{"d.csv", "Năm;Nông nghiệp;Công nghiệp;Ghi chú\n2022;10,5;20,25;ước\n"}});
    const auto result = compile(files, "main.scenario");
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model.has_value());
    CHECK(value(*result.model, "y[a]", "2022") == 10.5);
    REQUIRE(result.diagnostics.items().size() == 1);
    CHECK(code_text(result.diagnostics.items()[0].code) == "W2630");
    CHECK(result.diagnostics.items()[0].message.find("Ghi chú") != std::string::npos);
}

TEST_CASE("data: assignments win over data, equal data in two files are no contradiction") {
    auto files = loader("data \"d.csv\"\ndata \"e.csv\"\nhorizon 2023..2023\n2023 x = 1\n2022 y[a] = 77\n",
                        {{"d.csv", "year,\"y[a]\",\"y[b]\"\n2022,10,20\n"}, {"e.csv", "year,\"y[a]\",x\n2022,10,5\n"}});
    const auto result = compile(files, "main.scenario");
    INFO(render(result.diagnostics, result.sources));
    REQUIRE(result.model.has_value());
    CHECK(value(*result.model, "y[a]", "2022") == 77);
    CHECK(result.model->inputs.size() == 4);
    CHECK(result.model->inputs[2].role == "data");
}

TEST_CASE("data: what the model explains inside the horizon is not read, and said so once") {
    const std::string data = "year,\"y[a]\",\"y[b]\"\n2022,10,20\n2023,11,22\n2024,12,24\n";
    CHECK(codes({kModel, "horizon 2023..2024\n2023..2024 x = 1\n", data}) == "W2631");
    CHECK_FALSE(is_present(compiled({kModel, "horizon 2023..2024\n2023..2024 x = 1\n", data}), "y[a]", "2023"));
    CHECK(codes({kModel, "horizon 2025..2025\n2025 x = 1\n", data}).empty());
}

TEST_CASE("data: periods behind the horizon are left out, periods before it belong to the grid") {
    const auto model = compiled(
        {kModel, "horizon 2023..2023\n", "year,\"y[a]\",\"y[b]\",x\n2015,1,2,3\n2022,10,20,3\n2023,,,3\n2024,,,3\n"});
    CHECK(model.grid.periods.first == grdp::accounts::Period::annual(2015));
    CHECK(model.grid.periods.last == grdp::accounts::Period::annual(2023));
    CHECK_FALSE(is_present(model, "y[a]", "2018"));
}

TEST_CASE("data: an identity needs no history of its own where its parts have theirs") {
    const auto model = compiled({kModel, "horizon 2023..2023\n2023 x = 1\n", "year,\"y[a]\",\"y[b]\"\n2022,10,20\n"});
    CHECK_FALSE(is_present(model, "total", "2022"));
    const auto given =
        compiled({kModel, "horizon 2023..2023\n2023 x = 1\n", "year,\"y[a]\",\"y[b]\",total\n2022,10,20,30\n"});
    CHECK(value(given, "total", "2022") == 30);
}

TEST_CASE("data: a chain of identities through the past is followed to the data that are missing") {
    const std::string chain =
        "frequency annual\nexog a, b : 1\nidentity c : 1 c = a + b\nidentity d : 1 d = 2*c\nidentity e : 1 e = d(-1)\n";
    CHECK(codes({chain, "horizon 2023..2023\n2022..2023 a = 1\n2022..2023 b = 1\n"}).empty());
    CHECK(codes({chain, "horizon 2023..2023\n2022 d = 5\n2023 a = 1\n2023 b = 1\n"}).empty());
    const auto result = test::compile_texts({chain, "horizon 2023..2023\n2022..2023 a = 1\n2023 b = 1\n"});
    REQUIRE(result.diagnostics.error_count() == 1);
    CHECK(result.diagnostics.items()[0].message == "b has no datum for 2022");
}

TEST_CASE("data: an unreadable file hides no other mistake and adds none of its own") {
    CHECK(codes({kModel, "horizon 2023..2024\n2023 zz = 4\n", "year,\"y[a]\",\"y[b]\"\n2022,10,1.2.3\n"}) ==
          "E2201 E3021");
}
