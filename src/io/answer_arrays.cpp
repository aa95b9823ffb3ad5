#include "answer_arrays.hpp"

#include <numeric>

#include "grdp/base/contract.hpp"
#include "run_table.hpp"

namespace grdp::io {
namespace {

using analysis::AnswerColumn;
using analysis::AnswerTable;

struct ListedTable {
    std::string name;
    std::string about;
    std::uint64_t rows = 0;
};

struct ListedColumn {
    std::string array;  ///< name of the array: table_column
    std::uint32_t table = 0;
    std::string unit;
    std::string about;
};

template <class Table> void describe_tables(Table& table) {
    table.text("answer", &ListedTable::name, "answer table, and the dimension of its columns");
    table.text("answer_about", &ListedTable::about, "what a row of the table is");
    table.count("answer_rows", &ListedTable::rows, "rows of the table");
}

template <class Table> void describe_columns(Table& table, std::size_t tables) {
    table.text("answer_column", &ListedColumn::array, "array that holds a column: the name of its table, _, the name of the column");
    table.index("answer_column_table", &ListedColumn::table, "table of the column", tables);
    table.text("answer_column_unit", &ListedColumn::unit, "unit of the column, empty for texts");
    table.text("answer_column_about", &ListedColumn::about, "meaning of the column");
}

void put_table(const AnswerTable& table, LabelledArrays& arrays) {
    const std::size_t rows = table.rows();
    if (rows == 0) return;  // a dimension without elements is not stored
    GRDP_EXPECTS(arrays.find(table.name) == nullptr);
    std::vector<std::int32_t> places(rows);
    std::iota(places.begin(), places.end(), 0);
    arrays.arrays.push_back({table.name, {table.name}, {rows}, std::move(places), described(table.about, "1")});
    for (const AnswerColumn& column : table.columns) {
        GRDP_EXPECTS(column.size() == rows);
        const std::string name = table.name + "_" + column.name;
        GRDP_EXPECTS(arrays.find(name) == nullptr);
        if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
            arrays.arrays.push_back({name, {table.name}, {rows}, *numbers, described_gaps(column.about, column.unit)});
        } else {
            arrays.arrays.push_back({name, {table.name}, {rows}, std::get<std::vector<std::string>>(column.values), described(column.about)});
        }
    }
}

AnswerColumn read_column(const LabelledArrays& arrays, const ListedTable& table, const ListedColumn& listed) {
    if (listed.array.size() <= table.name.size() + 1 || listed.array.compare(0, table.name.size() + 1, table.name + "_") != 0) {
        throw ContentFault{fmt::format("\"{}\" is no column of \"{}\"", listed.array, table.name)};
    }
    AnswerColumn column{listed.array.substr(table.name.size() + 1), listed.unit, listed.about, {}};
    const bool numbers = !listed.unit.empty();
    if (table.rows == 0) {
        if (!numbers) column.values = std::vector<std::string>{};
        return column;
    }
    const auto rows = static_cast<std::size_t>(table.rows);
    if (numbers) {
        column.values = expect<double>(arrays, listed.array, {rows});
    } else {
        column.values = expect<std::string>(arrays, listed.array, {rows});
    }
    return column;
}

}  // namespace

void answers_to_arrays(const std::vector<AnswerTable>& tables, LabelledArrays& arrays) {
    std::vector<ListedTable> listed_tables;
    std::vector<ListedColumn> listed_columns;
    for (const AnswerTable& table : tables) {
        GRDP_EXPECTS(!table.columns.empty());
        const auto number = static_cast<std::uint32_t>(listed_tables.size());
        listed_tables.push_back({table.name, table.about, table.rows()});
        for (const AnswerColumn& column : table.columns) {
            const bool numbers = std::holds_alternative<std::vector<double>>(column.values);
            GRDP_EXPECTS(numbers == !column.unit.empty());
            listed_columns.push_back({table.name + "_" + column.name, number, column.unit, column.about});
        }
    }
    TableWriter<ListedTable> tables_writer(arrays, "answer", listed_tables);
    describe_tables(tables_writer);
    TableWriter<ListedColumn> columns_writer(arrays, "answer_column", listed_columns);
    describe_columns(columns_writer, listed_tables.size());
    for (const AnswerTable& table : tables) put_table(table, arrays);
}

std::vector<AnswerTable> arrays_to_answers(const LabelledArrays& arrays) {
    std::vector<ListedTable> listed_tables;
    std::vector<ListedColumn> listed_columns;
    TableReader<ListedTable> tables_reader(arrays, "answer", listed_tables);
    describe_tables(tables_reader);
    TableReader<ListedColumn> columns_reader(arrays, "answer_column", listed_columns);
    describe_columns(columns_reader, listed_tables.size());

    std::vector<AnswerTable> tables;
    for (const ListedTable& listed : listed_tables) {
        if ((extent(arrays, listed.name) == 0) != (listed.rows == 0)) {
            throw ContentFault{fmt::format("\"{}\" has not the rows that answer_rows states", listed.name)};
        }
        tables.push_back({listed.name, listed.about, {}});
    }
    for (const ListedColumn& listed : listed_columns) {
        tables[listed.table].columns.push_back(read_column(arrays, listed_tables[listed.table], listed));
    }
    for (const AnswerTable& table : tables) {
        if (table.columns.empty()) throw ContentFault{fmt::format("\"{}\" has no columns", table.name)};
    }
    return tables;
}

}  // namespace grdp::io
