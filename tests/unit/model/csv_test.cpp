#include "catch.hpp"
#include "grdp/model/data_table.hpp"

using namespace grdp;
using accounts::Frequency;
using accounts::Period;

namespace {

struct Read {
    SourceSet sources;
    std::optional<model::DataTable> table;
    Diagnostics diagnostics;

    [[nodiscard]] double at(const std::string& column, Period period) const {
        for (const auto& datum : table->data) {
            if (datum.column == column && datum.period == period) return datum.value;
        }
        FAIL("no datum for " << column << " in " << period.text());
        return 0;
    }
    [[nodiscard]] std::vector<int> codes() const {
        std::vector<int> numbers;
        for (const auto& item : diagnostics.items())
            numbers.push_back(item.code.number);
        return numbers;
    }
};

Read read(const std::string& text, Frequency frequency = Frequency::annual, const model::CsvDialect& declared = {},
          const std::vector<std::string>& needed = {}) {
    Read result;
    const auto id = result.sources.add({"data.csv", text});
    auto table = model::parse_csv(result.sources, id, frequency, declared, needed);
    result.diagnostics = table.diagnostics();
    if (table) result.table = *table;
    INFO(render(result.diagnostics, result.sources));
    CHECK(result.table.has_value() != result.diagnostics.has_errors());
    return result;
}

}  // namespace

TEST_CASE("csv: a wide table with decimal points is read, empty cells give no datum") {
    const auto r = read("# a comment\nperiod,volume[industry],grdp\n2021,20.5,\n\n2022,-21.25,63892.273\n");
    REQUIRE(r.table);
    CHECK(r.table->columns == std::vector<std::string>{"volume[industry]", "grdp"});
    CHECK(r.table->data.size() == 3);
    CHECK(r.at("volume[industry]", Period::annual(2022)) == -21.25);
    CHECK(r.at("grdp", Period::annual(2022)) == 63892.273);
    CHECK(r.table->dialect.decimal == ".");
    CHECK(r.table->dialect.separator == ",");
}

TEST_CASE("csv: a Vietnamese table with mark, semicolons, decimal commas and CRLF is proved") {
    const auto r = read("\xEF\xBB\xBFNăm;Dân số;GRDP\r\n2021;1.246,99;\"1.298.791\"\r\n2022;1.252,35;118.491,21\r\n");
    REQUIRE(r.table);
    CHECK(r.table->dialect.decimal == ",");
    CHECK(r.table->dialect.separator == ";");
    CHECK(r.at("Dân số", Period::annual(2021)) == 1246.99);
    CHECK(r.at("GRDP", Period::annual(2021)) == 1298791);
    CHECK(r.at("GRDP", Period::annual(2022)) == 118491.21);
}

TEST_CASE("csv: no-break and thin spaces group thousands and may surround a number") {
    const auto r = read("year\tx\ty\n2021\t1\u00A0298\u00A0791\t 1\u202F234,5 \n2022\t1\u2009000\t2 000,25\n");
    REQUIRE(r.table);
    CHECK(r.at("x", Period::annual(2021)) == 1298791);
    CHECK(r.at("x", Period::annual(2022)) == 1000);
    CHECK(r.at("y", Period::annual(2021)) == 1234.5);
    CHECK(r.at("y", Period::annual(2022)) == 2000.25);
    CHECK(r.table->dialect.separator == "\t");
}

TEST_CASE("csv: quarters are read in every spelling of statistical offices") {
    const auto r = read("Quý;x\n2023Q1;1\n2023-Q2;2\nQ3/2023;3\nquý IV/2023;4\nQuý I/2024;5\nQUÝ 2/2024;6\n2024q3;7\n",
                        Frequency::quarterly);
    REQUIRE(r.table);
    REQUIRE(r.table->data.size() == 7);
    for (int i = 0; i < 7; ++i) {
        CHECK(r.table->data[static_cast<std::size_t>(i)].period == Period::quarterly(2023, 1) + i);
        CHECK(r.table->data[static_cast<std::size_t>(i)].value == i + 1);
    }
}

TEST_CASE("csv: a long table may have its columns in any order and further columns") {
    const auto r =
        read("source,value,series,period\nNSO,1.5,volume[a],2021\nNSO,2,volume[b],2021\n,2.5,volume[a],2022\n");
    REQUIRE(r.table);
    CHECK(r.table->dialect.layout == "long");
    CHECK(r.table->columns == std::vector<std::string>{"volume[a]", "volume[b]"});
    CHECK(r.at("volume[a]", Period::annual(2022)) == 2.5);
    CHECK(r.at("volume[b]", Period::annual(2021)) == 2);
}

TEST_CASE("csv: a table of which both readings give different values is ambiguous, a declared dialect decides") {
    const std::string text = "year;x\n2021;1.298\n2022;2.500\n";
    CHECK(read(text).codes() == std::vector<int>{3020});
    CHECK(read(text, Frequency::annual, {"", ".", ""}).at("x", Period::annual(2021)) == 1.298);
    CHECK(read(text, Frequency::annual, {"", ",", ""}).at("x", Period::annual(2021)) == 1298);
}

TEST_CASE("csv: one telling cell proves the decimal mark for the whole table") {
    CHECK(read("year;x;y\n2021;1.298;3,5\n").at("x", Period::annual(2021)) == 1298);
    CHECK(read("year;x;y\n2021;1.298;3.5\n").at("x", Period::annual(2021)) == 1.298);
    CHECK(read("year;x;y\n2021;1.298;0.123\n").at("x", Period::annual(2021)) == 1.298);
    CHECK(read("year;x;y\n2021;1.298;1298.791\n").at("x", Period::annual(2021)) == 1.298);
}

TEST_CASE("csv: whole numbers need no proof") {
    CHECK(read("year;x\n2021;12\n2022;1e3\n").at("x", Period::annual(2022)) == 1000);
}

TEST_CASE("csv: cells of columns that are not needed are not read") {
    const auto r = read("year,x,note\n2021,1.5,\"trên 7,5%\"\n", Frequency::annual, {}, {"x"});
    REQUIRE(r.table);
    CHECK(r.table->columns == std::vector<std::string>{"x", "note"});
    CHECK(r.table->data.size() == 1);
}

TEST_CASE("csv: wordings, ranges and marks for nothing are refused with their place and a hint") {
    const auto r = read("year;a;b;c;d\n2021;7,5-8,0;trên 7,5%;...;(1,5)\n2022;1,5;abc;n/a;2\n");
    REQUIRE(r.codes() == std::vector<int>{3021, 3021, 3021, 3021, 3021, 3021});
    CHECK(r.diagnostics.items()[0].where == Span{0, 2, 6, 7});
    CHECK(r.diagnostics.items()[0].hint.find("range") != std::string::npos);
    CHECK(r.diagnostics.items()[1].where == Span{0, 2, 14, 9});
    CHECK(r.diagnostics.items()[2].hint.find("empty") != std::string::npos);
    CHECK(r.diagnostics.items()[3].hint.find("minus") != std::string::npos);
    CHECK(r.diagnostics.items()[5].hint.find("empty") != std::string::npos);
}

TEST_CASE("csv: mixed decimal marks are told with the cell that proves the other mark") {
    const auto r = read("year;x;y\n2021;1,5;2,25\n2022;1.5;3,5\n");
    REQUIRE(r.codes() == std::vector<int>{3022});
    CHECK(r.diagnostics.items()[0].where == Span{0, 3, 6, 3});
    REQUIRE(r.diagnostics.items()[0].notes.size() == 1);
}

TEST_CASE("csv: quoted cells keep separators, quotes and line breaks") {
    const auto r = read("year,\"GRDP, \"\"total\"\"\",\"two\nlines\"\n2021,\"1,298.5\",2\n");
    REQUIRE(r.table);
    CHECK(r.table->columns == std::vector<std::string>{"GRDP, \"total\"", "two\nlines"});
    CHECK(r.at("GRDP, \"total\"", Period::annual(2021)) == 1298.5);
}

TEST_CASE("csv: empty columns and rows that a spreadsheet leaves behind are passed over") {
    const auto r = read("year;x;;\n2021;1,5;;\n;;;\n");
    REQUIRE(r.table);
    CHECK(r.table->columns == std::vector<std::string>{"x"});
    CHECK(r.table->data.size() == 1);
}

TEST_CASE("csv: headers can be asked for before the cells are read") {
    SourceSet sources;
    const auto wide = sources.add({"w.csv", "năm;a;b\n2021;x;y\n"});
    const auto longer = sources.add({"l.csv", "period,name,value\n2021,p,1\n2022,p,2\n2021,q,\n"});
    CHECK(*model::csv_headers(sources, wide, {}) == std::vector<std::string>{"a", "b"});
    CHECK(*model::csv_headers(sources, longer, {}) == std::vector<std::string>{"p", "q"});
    CHECK_FALSE(model::csv_headers(sources, sources.add({"e.csv", ""}), {}));
}

TEST_CASE("csv: a dialect word stands for its decimal mark") {
    model::ast::DataDecl data;
    CHECK(model::declared_dialect(data).decimal.empty());
    data.dialect = "vietnamese";
    CHECK(model::declared_dialect(data).decimal == ",");
    data.dialect = "english";
    data.separator = ";";
    CHECK(model::declared_dialect(data).decimal == ".");
    CHECK(model::declared_dialect(data).separator == ";");
}

TEST_CASE("csv: a text that is not UTF-8 is refused with its line") {
    const auto r = read("year,x\n2021,\xFF\n");
    REQUIRE(r.codes() == std::vector<int>{1004});
    CHECK(r.diagnostics.items()[0].where.line == 2);
}

TEST_CASE("csv: more than two million cells are refused with E3011") {
    std::string row(1'000'001, ';');
    CHECK(read("year" + row + "\n2021" + row + "\n2022" + row + "\n2023" + row + "\n").codes() ==
          std::vector<int>{3011});
}
