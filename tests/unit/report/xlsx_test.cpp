#include "grdp/report/xlsx.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "office_reader.hpp"
#include "office_sample.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

// The cell of an address in a sheet.
pugi::xml_node cell(const pugi::xml_document& sheet, const std::string& address) {
    for (const auto row : sheet.child("worksheet").child("sheetData").children("row")) {
        if (const auto found = row.find_child_by_attribute("c", "r", address.c_str())) return found;
    }
    return {};
}

std::vector<std::string> strings_of(const std::vector<ZipPart>& parts) {
    std::vector<std::string> strings;
    const auto shared = office::xml(office::part(parts, "xl/sharedStrings.xml"));
    for (const auto item : shared.child("sst").children("si"))
        strings.push_back(item.child("t").text().get());
    return strings;
}

}  // namespace

TEST_CASE("xlsx: parts are well-formed, related and typed, and the same document gives the same bytes") {
    for (const auto language : {Language::en, Language::vi}) {
        const auto document = sample::document(language);
        const auto bytes = xlsx(document);
        REQUIRE(bytes);
        CHECK(*bytes == *xlsx(document));
        auto parts = office::parts_of(*bytes);
        for (const auto& one : parts) {
            if (one.name.ends_with(".xml") || one.name.ends_with(".rels")) office::xml(one.bytes);
        }
        CHECK(find_part(parts, "xl/charts/chart6.xml") != nullptr);
        CHECK(find_part(parts, "xl/charts/chart7.xml") == nullptr);
        CHECK(find_part(parts, "xl/worksheets/sheet10.xml") != nullptr);  // contents, table, seven figures, facts
    }
}

TEST_CASE("xlsx: figures are numbers, units stand in the heads, columns have names") {
    const auto parts = office::parts_of(*xlsx(sample::document(Language::vi)));
    const auto sheet = office::xml(office::part(parts, "xl/worksheets/sheet2.xml"));
    CHECK(std::string(cell(sheet, "D4").attribute("t").value()).empty());
    CHECK(cell(sheet, "D4").child("v").text().as_double() == 121893.4);
    CHECK(cell(sheet, "B8").child("v").text().as_double() == -5.8);
    const auto strings = strings_of(parts);
    const auto has = [&](const std::string& text) { return std::find(strings.begin(), strings.end(), text) != strings.end(); };
    CHECK(has("Giá trị hiện hành (tỷ đồng)"));
    CHECK(has("Bảng 1. Dự báo GRDP năm 2023 theo khu vực"));
    const auto book = office::part(parts, "xl/workbook.xml");
    CHECK(book.find("name=\"projection_contribution\">'Bảng 1'!$C$4:$C$10<") != std::string::npos);
    CHECK(office::text(office::xml(book), "definedName").find("'Bảng 1'!$3:$3") != std::string::npos);  // the head is printed on each page
    CHECK(sheet.child("worksheet").child("sheetViews").child("sheetView").child("pane").attribute("ySplit").as_int() == 3);
}

TEST_CASE("xlsx: no text is a formula, whatever it begins with") {
    const auto parts = office::parts_of(*xlsx(sample::document(Language::en)));
    const auto sheet = office::xml(office::part(parts, "xl/worksheets/sheet2.xml"));
    CHECK(office::count(sheet, "f") == 0);
    CHECK(std::string(cell(sheet, "E8").attribute("t").value()) == "s");
    const auto strings = strings_of(parts);
    const auto at = static_cast<std::size_t>(cell(sheet, "E8").child("v").text().as_int());
    CHECK(strings.at(at) == "=SUM(A1:A9)");
    const auto facts = office::xml(office::part(parts, "xl/worksheets/sheet10.xml"));
    CHECK(office::count(facts, "f") == 0);
}

TEST_CASE("xlsx: a chart joins areas and lines, draws the figures of its sheet and hides what carries them") {
    const auto parts = office::parts_of(*xlsx(sample::document(Language::en)));
    const auto fan = office::xml(office::part(parts, "xl/charts/chart1.xml"));
    const auto plot = fan.child("c:chartSpace").child("c:chart").child("c:plotArea");
    REQUIRE(plot.child("c:areaChart"));
    REQUIRE(plot.child("c:lineChart"));
    CHECK(std::string(plot.child("c:areaChart").child("c:axId").attribute("val").value()) == plot.child("c:lineChart").child("c:axId").attribute("val").value());
    CHECK(office::count(plot, "c:ser") == 10);  // carrier, five areas, history, median, two ends of the target
    CHECK(office::count(fan.child("c:chartSpace").child("c:chart").child("c:legend"), "c:legendEntry") == 4);
    CHECK(office::count(plot, "c:catAx") == 1);
    CHECK(std::string(plot.child("c:lineChart").find_child_by_attribute("c:grouping", "val", "standard").name()) == "c:grouping");
    const auto bars = plot.child("c:lineChart").find_node([](pugi::xml_node node) { return std::string(node.name()) == "c:errBars"; });
    CHECK(std::string(bars.child("c:errValType").attribute("val").value()) == "cust");
    CHECK(office::text(bars.child("c:plus"), "c:v") == "0.5");
    const std::set<std::string> symbols{"circle", "dash", "diamond", "none"};  // names of the format, not of the library
    for (const auto series : plot.child("c:lineChart").children("c:ser"))
        CHECK(symbols.count(series.child("c:marker").child("c:symbol").attribute("val").value()) == 1);
}

TEST_CASE("xlsx: what a chart computes from its figures stays live") {
    const auto parts = office::parts_of(*xlsx(sample::document(Language::en)));
    const auto sheet = office::xml(office::part(parts, "xl/worksheets/sheet3.xml"));
    const auto formulas = office::text(sheet, "f");
    CHECK(office::count(sheet, "f") > 15);
    CHECK(formulas.find("SUM") == std::string::npos);
    for (const char c : formulas)
        CHECK((std::isupper(static_cast<unsigned char>(c)) != 0 || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-'));
}

TEST_CASE("xlsx: sheets have distinct names without forbidden marks, however the document names them") {
    auto document = sample::document(Language::en);
    document.table_word = "[a]:*?/\\'" + std::string(60, 'x');
    document.blocks.push_back(document.blocks[3]);  // the same table once more, with another identity
    std::get<doc::Table>(document.blocks.back()).id = "again";
    const auto bytes = xlsx(document);
    REQUIRE(bytes);
    const auto book = office::xml(office::part(office::parts_of(*bytes), "xl/workbook.xml"));
    std::vector<std::string> names;
    for (const auto sheet : book.child("workbook").child("sheets").children("sheet"))
        names.emplace_back(sheet.attribute("name").value());
    REQUIRE(names.size() == 11);
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(names[i].size() <= 31);
        CHECK(names[i].find_first_of("[]:*?/\\'") == std::string::npos);
        CHECK(std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) == names.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

TEST_CASE("xlsx: a text longer than a cell takes is cut between characters, and an empty document is a workbook") {
    auto document = sample::document(Language::vi);
    std::string longest;
    for (int i = 0; i < 20000; ++i)
        longest += "ộ";
    std::get<doc::Table>(document.blocks[3]).rows[0].cells[0].text = longest;
    const auto parts = office::parts_of(*xlsx(document));
    bool cut = false;
    for (const auto& text : strings_of(parts))
        cut = cut || (text.size() > 31000 && text.size() < 32767 && text.find("\uFFFD") == std::string::npos);
    CHECK(cut);
    CHECK(xlsx(doc::Document{}));
}
