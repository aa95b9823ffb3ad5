#include "grdp/io/csv_export.hpp"

#include <algorithm>
#include <sstream>

#include "catch.hpp"
#include "grdp/base/number_text.hpp"
#include "stored_run_sample.hpp"

using namespace grdp;

namespace {

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> result;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        REQUIRE(line.back() == '\r');
        line.pop_back();
        result.push_back(line);
    }
    return result;
}

}  // namespace

TEST_CASE("a projection in long form has a row per value and none where there is no value") {
    const auto run = test::sample_projection();
    const auto rows = lines(io::projection_csv(run.model, run.projection, {}));
    REQUIRE(rows.size() == 6);
    CHECK(rows[0] == "series,period,value,unit,label,label_vi");
    CHECK(rows[1] == "driver[industry],2023,5,%,Driver: Industry,Động lực: Công nghiệp");
    CHECK(rows[3] == "grdp,2022,100.25,bn_vnd_2010,GRDP,GRDP");
}

TEST_CASE("a projection in wide form has a row per period and an empty cell where there is no value") {
    const auto run = test::sample_projection();
    const auto rows = lines(io::projection_csv(run.model, run.projection, {.vietnamese = false, .wide = true}));
    CHECK(rows == std::vector<std::string>{"period,driver[industry],grdp", "2022,,100.25", "2023,5,10", "2024,2.3,4.6"});
}

TEST_CASE("the Vietnamese dialect has a byte-order mark, semicolons and decimal commas") {
    const auto run = test::sample_projection();
    const auto text = io::projection_csv(run.model, run.projection, {.vietnamese = true, .wide = true});
    CHECK(text == "\xEF\xBB\xBFperiod;driver[industry];grdp\r\n2022;;100,25\r\n2023;5;10\r\n2024;2,3;4,6\r\n");
}

TEST_CASE("a run in long form gives each estimate with its error") {
    const auto rows = lines(io::run_csv(test::sample_run(), {}));
    CHECK(rows[0] == "name,period,unit,statistic,value,standard_error,low,high");
    CHECK(rows[1] == "grdp,2023,bn_vnd_2010,projection,10,,,");
    CHECK(rows[2] == "grdp,2023,bn_vnd_2010,mean,11,0.01,,");
    CHECK(rows[6] == "grdp,2023,bn_vnd_2010,quantile 0.05,11.05,,,12");  // its interval is open below
    CHECK(rows[7] == "grdp,2023,bn_vnd_2010,quantile 0.5,11.5,,11,12");
    const std::size_t cells = 4 * 7;
    REQUIRE(rows.size() == 1 + cells + 4 + 1 + 4);
    CHECK(rows[1 + cells] == "plan_2023: grdp,2023,1,probability below,0.3,0.01,0.28,0.32");
    CHECK(rows[1 + cells + 4].rfind("strong,2023..2024,1,probability within,0.136,", 0) == 0);
}

TEST_CASE("a run in wide form has a row per series and period") {
    const auto rows = lines(io::run_csv(test::sample_run(), {.vietnamese = false, .wide = true}));
    CHECK(rows[0] == "series,period,unit,projection,mean,standard_error,sd,minimum,maximum,q5,q50");
    CHECK(rows[1] == "grdp,2023,bn_vnd_2010,10,11,0.01,0.1,10,12,11.05,11.5");
    CHECK(rows.size() == 5);
}

TEST_CASE("a run without an ensemble is exported as its projection") {
    const auto run = test::sample_projection();
    CHECK(io::run_csv(run, {}) == io::projection_csv(run.model, run.projection, {}));
}

TEST_CASE("fields with separators, quotes or line breaks stand in quotes") {
    auto run = test::sample_projection();
    run.model.series[1].stem_label.en = "GRDP, \"real\"\nof the city";
    const auto text = io::projection_csv(run.model, run.projection, {});
    CHECK(text.find(",\"GRDP, \"\"real\"\"\nof the city\",GRDP\r\n") != std::string::npos);
}

TEST_CASE("exported numbers read back to the same bits in both dialects") {
    auto run = test::sample_projection();
    for (const double value : {0.1, -1.0 / 3.0, 1e-320, 1.7976931348623157e308, 123456789.12345679}) {
        run.projection.values[4] = value;
        for (const bool vietnamese : {false, true}) {
            const auto text = io::projection_csv(run.model, run.projection, {.vietnamese = vietnamese, .wide = true});
            const auto row = text.substr(text.find("2023"));
            std::string cell = row.substr(row.rfind(vietnamese ? ';' : ',', row.find('\r')) + 1);
            cell = cell.substr(0, cell.find('\r'));
            if (vietnamese) std::replace(cell.begin(), cell.end(), ',', '.');
            CHECK(parse_number(cell).value == value);
        }
    }
}
