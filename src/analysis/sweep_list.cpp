// The table of scenarios.
#include <algorithm>

#include "grdp/analysis/sweep_phrase.hpp"
#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::analysis {
namespace {

struct ListCell {
    std::string text;
    Span where;
};
using ListLine = std::vector<ListCell>;

Diagnostic bad_list(const Span& where, std::string message, std::string expected = {}, std::string hint = {}) {
    return {Code{7204}, where, std::move(message), std::move(expected), std::move(hint)};
}

/// Separators inside brackets or quotes separate nothing.
ListLine cells_of(std::string_view line, char separator, std::uint32_t number, SourceId source) {
    ListLine cells{{{}, {source, number, 1, 1}}};
    int depth = 0;
    bool quoted = false;
    std::uint32_t column = 0;
    for (const char c : line) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++column;
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && depth == 0 && c == separator) {
            cells.push_back({{}, {source, number, column + 1, 1}});
        } else if (c != '\r') {
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            cells.back().text += c;
        }
    }
    for (ListCell& cell : cells) {
        const auto first = cell.text.find_first_not_of(" \t");
        const auto last = cell.text.find_last_not_of(" \t");
        cell.text = first == std::string::npos ? std::string() : cell.text.substr(first, last - first + 1);
        cell.where.length = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(cell.text.size()));
    }
    return cells;
}

bool outside_brackets(std::string_view line, char wanted) {
    int depth = 0;
    for (const char c : line) {
        depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
        if (c == wanted && depth == 0) return true;
    }
    return false;
}

class ListReader {
  public:
    ListReader(std::string_view text, SourceId source) : text_(text), source_(source) {}

    Result<ScenarioList> run() {
        std::uint32_t number = 0;
        for (std::size_t begin = 0; begin < text_.size();) {
            const std::size_t end = std::min(text_.find('\n', begin), text_.size());
            take(text_.substr(begin, end - begin), ++number);
            begin = end + 1;
        }
        if (!header_) faults_.add(bad_list({source_, 1, 1, 1}, "the table is empty", "a line of assumptions, then one scenario a line"));
        else if (rows_ == 0 && !faults_.has_errors()) faults_.add(bad_list({source_, 1, 1, 1}, "the table has no scenario below its header"));
        name_twins();
        if (faults_.has_errors()) return faults_;
        return std::move(list_);
    }

  private:
    void take(std::string_view line, std::uint32_t number) {
        const auto first = line.find_first_not_of(" \t\r");
        if (first == std::string_view::npos || line[first] == '#' || faults_.full()) return;
        if (!header_) return header(line, number);
        row(cells_of(line, separator_, number, source_));
    }

    void header(std::string_view line, std::uint32_t number) {
        header_ = true;
        if (outside_brackets(line, ';')) separator_ = ';';
        for (const ListCell& cell : cells_of(line, separator_, number, source_)) {
            is_name_.push_back(cell.text == "scenario");
            if (is_name_.back()) continue;
            auto axis = parse_axis(cell.text + "=0", kNoSource);  // a name alone: the value is thrown away
            if (!axis) {
                for (auto item : axis.diagnostics().items()) {
                    item.where = cell.where;
                    faults_.add(std::move(item));
                }
                continue;
            }
            for (const SweepAxis& other : list_.axes) {
                if (other.name == axis->axis.name) faults_.add(bad_list(cell.where, "the column " + other.name + " stands here a second time"));
            }
            list_.axes.push_back(std::move(axis->axis));
            auto& phrase = list_.axes.back().phrase;
            phrase.subject_where = phrase.periods_where = phrase.numbers_where = cell.where;
            list_.places.push_back(cell.where);
        }
        if (list_.axes.empty() && !faults_.has_errors()) faults_.add(bad_list({source_, number, 1, 1}, "the table names no assumption", "its first line is a header"));
    }

    void row(const ListLine& cells) {
        if (cells.size() != is_name_.size()) {
            return faults_.add(bad_list(cells.back().where, std::to_string(cells.size()) + " cells in a table of " + std::to_string(is_name_.size()) + " columns"));
        }
        ++rows_;
        std::size_t axis = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (is_name_[i]) name(cells[i]);
            else list_.values.push_back(value(cells[i], axis++));
        }
    }

    void name(const ListCell& cell) {
        const bool plain = !cell.text.empty() && std::none_of(cell.text.begin(), cell.text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
        if (!plain) faults_.add(bad_list(cell.where, "\"" + cell.text + "\" is no name of a scenario", "a word without blanks"));
        list_.names.push_back(cell.text);
        name_places_.push_back(cell.where);
    }

    double value(const ListCell& cell, std::size_t axis) {
        if (cell.text.empty()) return kNan;
        auto parsed = parse_number(cell.text);
        if (parsed.fault == NumberFault::decimal_comma && separator_ == ';' && !parsed.hint.empty()) parsed = parse_number(parsed.hint);
        const bool seed = axis < list_.axes.size() && list_.axes[axis].kind == AxisKind::seed;
        const bool whole = parsed.value >= 0 && parsed.value < 9007199254740992.0 && parsed.value == static_cast<double>(static_cast<std::uint64_t>(parsed.value));
        if (parsed.fault == NumberFault::none && (!seed || whole)) return parsed.value;
        faults_.add(bad_list(cell.where, "\"" + cell.text + "\" is no " + (seed ? "seed" : "number"), seed ? "a whole number" : "a number with a decimal point, or an empty cell",
                             parsed.hint.empty() ? std::string() : "write " + parsed.hint));
        return kNan;
    }

    void name_twins() {
        auto sorted = list_.names;
        std::sort(sorted.begin(), sorted.end());
        const auto twin = std::adjacent_find(sorted.begin(), sorted.end());
        if (twin == sorted.end()) return;
        std::size_t last = 0;
        for (std::size_t i = 0; i < list_.names.size(); ++i) last = list_.names[i] == *twin ? i : last;
        faults_.add(bad_list(name_places_[last], "a second scenario is named " + *twin, "names that differ"));
    }

    std::string_view text_;
    SourceId source_;
    char separator_ = ',';
    bool header_ = false;
    std::uint64_t rows_ = 0;
    std::vector<bool> is_name_;
    std::vector<Span> name_places_;
    ScenarioList list_;
    Diagnostics faults_;
};

}  // namespace

Result<ScenarioList> parse_scenario_list(std::string_view text, SourceId source) { return ListReader(text, source).run(); }

}  // namespace grdp::analysis
