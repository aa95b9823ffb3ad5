#include "grdp/report/text_table.hpp"

#include "catch.hpp"

using namespace grdp::report;

TEST_CASE("text table: columns align by display width, not by bytes") {
    TextTable table({Align::left, Align::right});
    table.head({"Chỉ tiêu", "2023"});
    table.row({"Nông, lâm nghiệp", "2,20"});
    table.row({"GRDP", "9,56"});
    CHECK(table.render({}) ==
          "Chỉ tiêu          2023\n"
          "──────────────────────\n"
          "Nông, lâm nghiệp  2,20\n"
          "GRDP              9,56\n");
}

TEST_CASE("text table: no line ends in blanks") {
    TextTable table({Align::left, Align::left});
    table.row({"a", ""});
    table.row({"bb", "c"});
    CHECK(table.render({}) == "a\nbb  c\n");
}

TEST_CASE("text table: a caption widens no column") {
    TextTable table({Align::left, Align::right});
    table.caption("a caption much longer than the first column");
    table.row({"a", "1"});
    CHECK(table.render({}) == "a caption much longer than the first column\na  1\n");
}

TEST_CASE("text table: a long label goes on below, its numbers stay on the first line") {
    TextTable table({Align::left, Align::right});
    table.row({"  (9) Lower-secondary graduates who go on to upper secondary school", "84"});
    CHECK(table.render({}) ==
          "  (9) Lower-secondary graduates who go on to upper  84\n"
          "    secondary school\n");
}

TEST_CASE("text table: colour is dress only, the text is the same without it") {
    TextTable table({Align::left});
    table.head({"head"});
    table.row({"body"});
    const auto plain = table.render({.colour = false});
    const auto coloured = table.render({.colour = true});
    CHECK(plain.find('\033') == std::string::npos);
    CHECK(coloured.find("\033[1mhead\033[0m") != std::string::npos);
    CHECK(coloured.find("body\n") != std::string::npos);
}
