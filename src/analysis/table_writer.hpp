// Builds an answer table row by row.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"

namespace grdp::analysis {

class TableWriter {
  public:
    TableWriter(std::string name, std::string about) { table_.name = std::move(name), table_.about = std::move(about); }

    TableWriter& text(std::string name, std::string about) {
        table_.columns.push_back({std::move(name), {}, std::move(about), std::vector<std::string>{}});
        return *this;
    }
    TableWriter& number(std::string name, std::string unit, std::string about) {
        table_.columns.push_back({std::move(name), std::move(unit), std::move(about), std::vector<double>{}});
        return *this;
    }

    /// Cells of one row, in the order of the columns.
    template <class... Cells>
    void row(const Cells&... cells) {
        std::size_t column = 0;
        (put(column++, cells), ...);
    }

    [[nodiscard]] AnswerTable take() { return std::move(table_); }

  private:
    void put(std::size_t column, const std::string& cell) {
        std::get<std::vector<std::string>>(table_.columns[column].values).push_back(cell);
    }
    void put(std::size_t column, const char* cell) { put(column, std::string(cell)); }
    void put(std::size_t column, double cell) { std::get<std::vector<double>>(table_.columns[column].values).push_back(cell); }

    AnswerTable table_;
};

}  // namespace grdp::analysis
