// The names of a model: sets with their elements, and stems (arrays of series or parameters) with their cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grdp/accounts/period.hpp"
#include "grdp/base/source.hpp"
#include "grdp/model/ast.hpp"
#include "grdp/model/compiled_model.hpp"
#include "grdp/model/units.hpp"

namespace grdp::model {

/// Lets a map of strings be asked by a view of one.
struct TextHash {
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

/// A set is a list of ordinals into its root set; a root set lists itself.
struct SetEntry {
    std::string name;
    Span where;
    std::uint32_t root = 0;
    std::uint32_t parent = kNone;
    std::vector<std::uint32_t> members;
    std::vector<std::string> elements;  ///< of root sets only, by ordinal
    std::vector<Label> labels;          ///< of root sets only
    std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> ordinal_of;  ///< of root sets only
};

/// A name with indices. Cells are numbered row-major over the root sets; kNone where nothing is declared.
struct Stem {
    std::string name;
    Span where;
    bool is_parameter = false;
    bool is_broken = false;  ///< declared, but not soundly: uses are not checked
    std::vector<std::uint32_t> roots;
    std::vector<std::uint32_t> cells;
    Unit unit;
    bool unit_known = false;
    bool used = false;
};

enum class SymbolKind : std::uint8_t { none, set, stem };
struct Symbol {
    SymbolKind kind = SymbolKind::none;
    std::uint32_t index = 0;
};

/// One index position: the ordinals it runs over, within one root set.
struct Domain {
    std::uint32_t root = 0;
    std::uint32_t set = kNone;  ///< kNone for a literal element
    std::vector<std::uint32_t> ordinals;
};

class Names {
  public:
    std::vector<SetEntry> sets;
    std::vector<Stem> stems;
    std::size_t cell_count = 0;  ///< of all stems

    [[nodiscard]] Symbol find(std::string_view name) const;
    [[nodiscard]] std::uint32_t find_set(std::string_view name) const;
    /// Nothing if there is no such stem.
    [[nodiscard]] Stem* find_stem(std::string_view name);
    void bind(const std::string& name, SymbolKind kind, std::size_t index);

    [[nodiscard]] const SetEntry& root_of(std::uint32_t set) const { return sets[sets[set].root]; }
    [[nodiscard]] std::uint32_t ordinal(std::uint32_t root, std::string_view element) const;
    /// Makes the cells of a stem from its roots; false if that would be too many.
    [[nodiscard]] bool make_cells(Stem& stem);
    [[nodiscard]] std::size_t flat(const Stem& stem, const std::vector<std::uint32_t>& ordinals) const;

    [[nodiscard]] std::vector<std::string> set_names() const;
    /// For "did you mean": parameters, and series if wanted.
    [[nodiscard]] std::vector<std::string> stem_names(bool with_series) const;

  private:
    std::unordered_map<std::string, Symbol, TextHash, std::equal_to<>> symbols_;
};

/// Calls visit(ordinals) for each tuple of the domains, last index fastest.
template <class Visit>
void for_each_tuple(const std::vector<Domain>& domains, Visit&& visit) {
    std::vector<std::size_t> place(domains.size(), 0);
    std::vector<std::uint32_t> tuple(domains.size());
    for (const auto& domain : domains) {
        if (domain.ordinals.empty()) return;
    }
    while (true) {
        for (std::size_t d = 0; d < domains.size(); ++d)
            tuple[d] = domains[d].ordinals[place[d]];
        visit(tuple);
        std::size_t d = domains.size();
        while (d > 0 && ++place[d - 1] == domains[d - 1].ordinals.size())
            place[--d] = 0;
        if (d == 0) return;
    }
}

[[nodiscard]] std::size_t tuple_count(const std::vector<Domain>& domains);

}  // namespace grdp::model
