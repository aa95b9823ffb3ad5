// The answer to a question as plain tables: what a run file keeps of it and any program can read.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace grdp::analysis {

/// One column; all columns of a table are equally long. NaN: there is no value.
struct AnswerColumn {
    std::string name;   ///< [a-z][a-z0-9_]*, distinct within the table
    std::string unit;   ///< of the numbers, "1" if none; empty for texts
    std::string about;  ///< meaning, in English
    std::variant<std::vector<double>, std::vector<std::string>> values;

    [[nodiscard]] std::size_t size() const {
        return std::visit([](const auto& held) { return held.size(); }, values);
    }
};

/// Rows in the order in which they are printed.
struct AnswerTable {
    std::string name;   ///< [a-z][a-z0-9_]*, "audit_check": the verb first
    std::string about;  ///< what a row is, in English
    std::vector<AnswerColumn> columns;  ///< at least one

    [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
};

}  // namespace grdp::analysis
