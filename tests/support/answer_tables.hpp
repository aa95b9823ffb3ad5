// What holds for every answer laid out as tables, and access to a column by name.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "grdp/analysis/answer_table.hpp"

namespace grdp::test {

inline bool is_plain_name(const std::string& name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), plain);
}

/// Names, explanations and equal lengths, as include/grdp/analysis/answer_table.hpp asks for.
inline void check_well_formed(const std::vector<analysis::AnswerTable>& tables) {
    std::set<std::string> names;
    for (const analysis::AnswerTable& table : tables) {
        CAPTURE(table.name);
        CHECK(is_plain_name(table.name));
        CHECK(names.insert(table.name).second);
        CHECK_FALSE(table.about.empty());
        REQUIRE_FALSE(table.columns.empty());
        std::set<std::string> columns;
        for (const analysis::AnswerColumn& column : table.columns) {
            CAPTURE(column.name);
            CHECK(is_plain_name(column.name));
            CHECK(columns.insert(column.name).second);
            CHECK_FALSE(column.about.empty());
            CHECK(column.size() == table.rows());
            CHECK(column.unit.empty() == std::holds_alternative<std::vector<std::string>>(column.values));
        }
    }
}

inline const analysis::AnswerColumn& column(const std::vector<analysis::AnswerTable>& tables, const std::string& table, const std::string& name) {
    for (const analysis::AnswerTable& one : tables) {
        if (one.name != table) continue;
        for (const analysis::AnswerColumn& candidate : one.columns) {
            if (candidate.name == name) return candidate;
        }
    }
    FAIL("there is no column " << name << " in a table " << table);
    return tables.at(0).columns.at(0);
}

inline const std::vector<double>& numbers(const std::vector<analysis::AnswerTable>& tables, const std::string& table, const std::string& name) {
    return std::get<std::vector<double>>(column(tables, table, name).values);
}

inline const std::vector<std::string>& texts(const std::vector<analysis::AnswerTable>& tables, const std::string& table, const std::string& name) {
    return std::get<std::vector<std::string>>(column(tables, table, name).values);
}

}  // namespace grdp::test
