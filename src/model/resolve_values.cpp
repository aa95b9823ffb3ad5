// Blocks of numbers in the shape of a declaration: one number for all, a list in row-major order, or a table.
#include <fmt/format.h>

#include "compile_draft.hpp"
#include "grdp/base/contract.hpp"

namespace grdp::model {

namespace {

// Ordinals of the domain by the names that head columns or rows; all must be there, once.
std::optional<std::vector<std::size_t>> places_in(Draft& draft, const Domain& domain,
                                                  const std::vector<const ast::Reference*>& heads, const Span& where,
                                                  std::string_view what) {
    const auto& root = draft.names.sets[domain.root];
    const std::string& set = domain.set == kNone ? root.name : draft.names.sets[domain.set].name;
    std::vector<std::size_t> places;
    std::vector<bool> seen(domain.ordinals.size(), false);
    std::vector<std::size_t> place_of(root.elements.size(), seen.size());
    for (std::size_t i = 0; i < domain.ordinals.size(); ++i)
        place_of[domain.ordinals[i]] = i;
    bool sound = true;
    for (const auto* head : heads) {
        const auto ordinal = draft.names.ordinal(domain.root, head->name.text);
        const std::size_t place = ordinal == kNone ? seen.size() : place_of[ordinal];
        if (place == seen.size()) {
            std::vector<std::string> candidates;
            for (const auto member : domain.ordinals)
                candidates.push_back(root.elements[member]);
            draft.report.unknown(2216, fmt::format("element of {}", set), head->name.text, head->where, candidates);
            sound = false;
            continue;
        }
        if (seen[place]) {
            draft.report.error(2216, head->where, fmt::format("the {} {} stands twice", what, head->name.text),
                               "each element once");
            sound = false;
        }
        seen[place] = true;
        places.push_back(place);
    }
    for (std::size_t i = 0; i < seen.size() && sound; ++i) {
        if (seen[i]) continue;
        draft.report.error(2216, where, fmt::format("the {} {} is missing", what, root.elements[domain.ordinals[i]]),
                           fmt::format("one {} for each element of {}", what, set));
        sound = false;
    }
    return sound ? std::optional(places) : std::nullopt;
}

std::optional<std::vector<ast::Number>> table_values(Draft& draft, const ast::Numbers& numbers,
                                                     const std::vector<Domain>& domains, std::string_view what) {
    const bool has_columns = !numbers.columns.empty();
    if (domains.size() != (has_columns ? 2u : 1u)) {
        draft.report.error(2216, numbers.where,
                           fmt::format("a table with {} does not fit {} {}", has_columns ? "rows and columns" : "rows",
                                       domains.size(), domains.size() == 1 ? "index" : "indices"),
                           fmt::format("a list of {} numbers for {}", tuple_count(domains), what));
        return std::nullopt;
    }
    std::vector<const ast::Reference*> columns;
    for (const auto& column : numbers.columns)
        columns.push_back(&column);
    std::vector<const ast::Reference*> rows;
    for (const auto& row : numbers.rows)
        rows.push_back(&row.first);
    const auto row_places = places_in(draft, domains[0], rows, numbers.where, "row");
    std::vector<std::size_t> column_places{0};
    if (has_columns) {
        auto places = places_in(draft, domains[1], columns, numbers.where, "column");
        if (!places) return std::nullopt;
        column_places = std::move(*places);
    }
    if (!row_places) return std::nullopt;
    std::vector<ast::Number> values(tuple_count(domains));
    for (std::size_t r = 0; r < numbers.rows.size(); ++r) {
        const auto& cells = numbers.rows[r].second;
        GRDP_EXPECTS(cells.size() == column_places.size());
        for (std::size_t c = 0; c < cells.size(); ++c)
            values[(*row_places)[r] * column_places.size() + column_places[c]] = cells[c];
    }
    return values;
}

}  // namespace

std::optional<std::vector<ast::Number>> shaped_values(Draft& draft, const ast::Numbers& numbers,
                                                      const std::vector<Domain>& domains, std::string_view what) {
    const std::size_t count = tuple_count(domains);
    if (!numbers.rows.empty() || !numbers.columns.empty()) return table_values(draft, numbers, domains, what);
    if (numbers.flat.size() == 1) return std::vector<ast::Number>(count, numbers.flat[0]);
    if (numbers.flat.size() == count) return numbers.flat;
    draft.report.error(2215, numbers.where, fmt::format("{} has {} numbers", what, numbers.flat.size()),
                       count == 1 ? std::string("one number") : fmt::format("one number for all, or {}", count));
    return std::nullopt;
}

}  // namespace grdp::model
