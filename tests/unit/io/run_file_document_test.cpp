#include <algorithm>
#include <map>
#include <sstream>

#include "catch.hpp"
#include "grdp/io/run_arrays.hpp"
#include "stored_run_sample.hpp"
#include "temporary_folder.hpp"

using namespace grdp;

namespace {

/// First cell -> the other cells, of every table row whose first cell is a name in backquotes.
std::map<std::string, std::vector<std::string>> documented_rows(std::size_t columns) {
    std::map<std::string, std::vector<std::string>> rows;
    std::istringstream text(test::bytes_of(GRDP_SOURCE_DIR "/docs/reference/run-file.md"));
    for (std::string line; std::getline(text, line);) {
        if (line.rfind("| `", 0) != 0) continue;
        std::vector<std::string> cells;
        std::istringstream rest(line.substr(1));
        for (std::string cell; std::getline(rest, cell, '|');) {
            const auto first = cell.find_first_not_of(' ');
            cells.push_back(first == cell.npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
        }
        if (cells.size() != columns) continue;
        const std::string name = cells[0].substr(1, cells[0].size() - 2);
        CAPTURE(name);
        CHECK(rows.emplace(name, std::vector<std::string>(cells.begin() + 1, cells.end())).second);
    }
    return rows;
}

std::string text_of(const std::vector<io::Attribute>& attributes, const char* name) {
    for (const auto& attribute : attributes) {
        if (attribute.name == name) return std::get<std::string>(attribute.value);
    }
    return {};
}

}  // namespace

TEST_CASE("the run file holds the arrays that its document lists, and no others") {
    constexpr const char* kTypes[] = {"f64", "i32", "u64", "u8", "text"};
    auto rows = documented_rows(5);
    const auto tables = test::sample_tables();  // arrays that the file itself lists
    for (const auto& array : io::run_to_arrays(test::sample_run(true)).arrays) {
        CAPTURE(array.name);
        if (std::any_of(tables.begin(), tables.end(), [&](const auto& table) { return table.name == array.dimensions[0]; })) continue;
        std::string dimensions;
        for (const auto& dimension : array.dimensions) dimensions += (dimensions.empty() ? "" : ", ") + dimension;
        const std::vector<std::string> expected{dimensions, kTypes[array.values.index()], text_of(array.attributes, "units"),
                                                text_of(array.attributes, "long_name")};
        CHECK(rows[array.name] == expected);
        rows.erase(array.name);
    }
    for (const auto& [name, cells] : rows) FAIL_CHECK("documented but not written: " << name);
}

TEST_CASE("the run file has the attributes that its document lists, and no others") {
    constexpr const char* kTypes[] = {"text", "f64", "i32", "u64"};
    auto rows = documented_rows(3);
    for (const auto& attribute : io::run_to_arrays(test::sample_run()).attributes) {
        CAPTURE(attribute.name);
        REQUIRE(rows.contains(attribute.name));
        CHECK(rows[attribute.name][0] == kTypes[attribute.value.index()]);
        rows.erase(attribute.name);
    }
    for (const auto& [name, cells] : rows) FAIL_CHECK("documented but not written: " << name);
}

TEST_CASE("every number has a unit and every array a meaning") {
    for (const auto& array : io::run_to_arrays(test::sample_run(true)).arrays) {
        CAPTURE(array.name);
        CHECK_FALSE(text_of(array.attributes, "long_name").empty());
        CHECK(std::holds_alternative<std::vector<std::string>>(array.values) == text_of(array.attributes, "units").empty());
    }
}
