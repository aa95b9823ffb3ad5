#include "names.hpp"

#include <algorithm>

#include "compile_report.hpp"

namespace grdp::model {

namespace {

constexpr std::size_t kMostCellsOfOneStem = 1'000'000;
constexpr std::size_t kMostCells = 4'000'000;

}  // namespace

Symbol Names::find(std::string_view name) const {
    const auto found = symbols_.find(name);
    return found == symbols_.end() ? Symbol{} : found->second;
}

std::uint32_t Names::find_set(std::string_view name) const {
    const Symbol symbol = find(name);
    return symbol.kind == SymbolKind::set ? symbol.index : kNone;
}

Stem* Names::find_stem(std::string_view name) {
    const Symbol symbol = find(name);
    return symbol.kind == SymbolKind::stem ? &stems[symbol.index] : nullptr;
}

void Names::bind(const std::string& name, SymbolKind kind, std::size_t index) {
    symbols_[name] = {kind, static_cast<std::uint32_t>(index)};
}

std::uint32_t Names::ordinal(std::uint32_t root, std::string_view element) const {
    const auto& of = sets[root].ordinal_of;
    const auto found = of.find(element);
    return found == of.end() ? kNone : found->second;
}

bool Names::make_cells(Stem& stem) {
    std::size_t cells = 1;
    for (const auto root : stem.roots)
        cells = std::min(cells * sets[root].elements.size(), kMostCellsOfOneStem + 1);
    if (cells > kMostCellsOfOneStem || cell_count + cells > kMostCells) return false;
    cell_count += cells;
    stem.cells.assign(cells, kNone);
    return true;
}

std::size_t Names::flat(const Stem& stem, const std::vector<std::uint32_t>& ordinals) const {
    std::size_t place = 0;
    for (std::size_t d = 0; d < stem.roots.size(); ++d) {
        place = place * sets[stem.roots[d]].elements.size() + ordinals[d];
    }
    return place;
}

std::vector<std::string> Names::set_names() const {
    std::vector<std::string> names;
    for (const auto& set : sets) {
        if (names.size() == kEnoughToGuessFrom) break;
        names.push_back(set.name);
    }
    return names;
}

std::vector<std::string> Names::stem_names(bool with_series) const {
    std::vector<std::string> names;
    for (const auto& stem : stems) {
        if (names.size() == kEnoughToGuessFrom) break;
        if (stem.is_parameter || with_series) names.push_back(stem.name);
    }
    return names;
}

std::size_t tuple_count(const std::vector<Domain>& domains) {
    std::size_t count = 1;
    for (const auto& domain : domains) {
        if (domain.ordinals.empty()) return 0;
        if (count > SIZE_MAX / domain.ordinals.size()) return SIZE_MAX;
        count *= domain.ordinals.size();
    }
    return count;
}

}  // namespace grdp::model
