// Tables as offices publish them. The files are not part of the project; a test that misses them says so.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "grdp/model/data_table.hpp"

using namespace grdp;
using accounts::Frequency;
using accounts::Period;

namespace {

std::optional<std::string> published(const std::string& name) {
    const auto path = std::filesystem::path(GRDP_SOURCE_DIR) / "../shared/data" / name;
    if (!std::filesystem::is_regular_file(path)) {
        WARN("SKIPPED: the published table " << name << " is not beside the project");
        return std::nullopt;
    }
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

double value(const model::DataTable& table, const std::string& column, Period period) {
    for (const auto& datum : table.data) {
        if (datum.column == column && datum.period == period) return datum.value;
    }
    FAIL("no " << column << " in " << period.text());
    return 0;
}

}  // namespace

TEST_CASE("csv: national quarterly accounts are read with a proved decimal point") {
    const auto text = published("vn_gdp_quarterly_2025q1_vintage.csv");
    if (!text) return;
    SourceSet sources;
    const auto id = sources.add({"q.csv", *text});
    const auto table = model::parse_csv(sources, id, Frequency::quarterly, {}, {});
    INFO(render(table.diagnostics(), sources));
    REQUIRE(table);
    CHECK(table->dialect.decimal == ".");
    CHECK(value(*table, "agri_k", Period::quarterly(2010, 1)) == 103226.828);
    CHECK(value(*table, "gdp_k", Period::quarterly(2010, 1)) == 672310.831);
}

TEST_CASE("csv: national annual accounts with a text column are read by the columns that are needed") {
    const auto text = published("vn_gdp_annual_1986_2024.csv");
    if (!text) return;
    SourceSet sources;
    const auto id = sources.add({"a.csv", *text});
    const auto headers = model::csv_headers(sources, id, {});
    REQUIRE(headers);
    REQUIRE(headers->size() > 3);
    CHECK(headers->front() == "seg");
    const auto table = model::parse_csv(sources, id, Frequency::annual, {}, {(*headers)[1], (*headers)[2]});
    INFO(render(table.diagnostics(), sources));
    REQUIRE(table);
    CHECK(value(*table, (*headers)[1], Period::annual(1986)) == 37932);
    CHECK(table->data.size() == 2 * 39);
    CHECK_FALSE(model::parse_csv(sources, id, Frequency::annual, {}, {"seg"}));
}

TEST_CASE("csv: a provincial table that is no time series is refused at its head") {
    const auto text = published("bac_giang_dirty_table.csv");
    if (!text) return;
    SourceSet sources;
    const auto table = model::parse_csv(sources, sources.add({"b.csv", *text}), Frequency::annual, {}, {});
    REQUIRE(table.diagnostics().items().size() == 1);
    CHECK(table.diagnostics().items()[0].code == Code{3002});
}

TEST_CASE("csv: a table typed from a Vietnamese statistical yearbook is read as printed") {
    SourceSet sources;
    const auto id =
        sources.add({"nien_giam.csv",
                     "\xEF\xBB\xBF# Niên giám thống kê\r\n"
                     "\"Kỳ\";\"Nông, lâm nghiệp và thủy sản\";Công nghiệp và xây dựng;\"GRDP (tỷ đồng)\";Ghi chú\r\n"
                     "\"quý I/2022\";2.012,4;5.210;12.345,6;\"\"\r\n"
                     "quý II/2022;1\xC2\xA0"
                     "998,75;5.333,05;\"13.002,1\";ước tính\r\n"
                     "Q3/2022;;5 401,2;;sơ bộ\r\n"});
    const std::string agriculture = "Nông, lâm nghiệp và thủy sản";
    const auto table = model::parse_csv(sources, id, Frequency::quarterly, {},
                                        {agriculture, "Công nghiệp và xây dựng", "GRDP (tỷ đồng)"});
    INFO(render(table.diagnostics(), sources));
    REQUIRE(table);
    CHECK(table->columns.back() == "Ghi chú");
    CHECK(table->data.size() == 7);
    CHECK(value(*table, agriculture, Period::quarterly(2022, 2)) == 1998.75);
    CHECK(value(*table, "Công nghiệp và xây dựng", Period::quarterly(2022, 1)) == 5210);
    CHECK(value(*table, "Công nghiệp và xây dựng", Period::quarterly(2022, 3)) == 5401.2);
}
