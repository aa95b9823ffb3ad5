// Sets, subsets, and the index domains of declarations.
#include <fmt/format.h>

#include <algorithm>

#include "compile_draft.hpp"

namespace grdp::model {

namespace {

bool name_is_free(Draft& draft, const ast::Name& name) {
    const Symbol symbol = draft.names.find(name.text);
    if (symbol.kind == SymbolKind::none) return true;
    const Span& before =
        symbol.kind == SymbolKind::set ? draft.names.sets[symbol.index].where : draft.names.stems[symbol.index].where;
    draft.report.error(2202, name.where, fmt::format("the name {} is declared twice", name.text), "a new name", "",
                       {{before, "first declared here"}});
    return false;
}

void add_root_set(Draft& draft, const ast::SetDecl& declaration, SetEntry& entry) {
    for (const auto& element : declaration.elements) {
        const auto ordinal = static_cast<std::uint32_t>(entry.elements.size());
        if (!entry.ordinal_of.emplace(element.name.text, ordinal).second) {
            draft.report.error(2210, element.name.where,
                               fmt::format("the element {} stands twice in {}", element.name.text, entry.name),
                               "each element once");
            continue;
        }
        entry.elements.push_back(element.name.text);
        entry.labels.push_back(to_label(element.labels));
        entry.members.push_back(ordinal);
    }
}

void add_subset(Draft& draft, const ast::SetDecl& declaration, SetEntry& entry) {
    const SetEntry& parent = draft.names.sets[entry.parent];
    entry.root = parent.root;
    std::vector<bool> in_parent(draft.names.sets[parent.root].elements.size(), false);
    for (const auto member : parent.members)
        in_parent[member] = true;
    std::vector<bool> taken(in_parent.size(), false);
    for (const auto& element : declaration.elements) {
        const std::uint32_t ordinal = draft.names.ordinal(parent.root, element.name.text);
        if (ordinal == kNone || !in_parent[ordinal]) {
            if (draft.report.full()) return;
            std::vector<std::string> candidates;
            for (const auto member : parent.members)
                candidates.push_back(draft.names.sets[parent.root].elements[member]);
            draft.report.unknown(2204, fmt::format("element of {}", parent.name), element.name.text, element.name.where,
                                 candidates);
        } else if (taken[ordinal]) {
            draft.report.error(2210, element.name.where,
                               fmt::format("the element {} stands twice in {}", element.name.text, entry.name),
                               "each element once");
        } else {
            entry.members.push_back(ordinal);
            taken[ordinal] = true;
        }
    }
}

void publish(Draft& draft, const SetEntry& entry) {
    SetInfo info;
    info.name = entry.name;
    if (entry.parent != kNone) info.parent = draft.names.sets[entry.parent].name;
    const SetEntry& root = entry.parent == kNone ? entry : draft.names.sets[entry.root];
    for (const auto member : entry.members) {
        info.elements.push_back(root.elements[member]);
        info.labels.push_back(root.labels[member]);
    }
    draft.model.sets.push_back(std::move(info));
}

// An element that bears the name of a set could mean either as an index.
void refuse_elements_named_like_sets(Draft& draft, const ast::Model& model) {
    for (const auto& declaration : model.sets) {
        if (declaration.parent) continue;
        for (const auto& element : declaration.elements) {
            const auto set = draft.names.find_set(element.name.text);
            if (set == kNone) continue;
            draft.report.error(2202, element.name.where,
                               fmt::format("the element {} bears the name of a set", element.name.text),
                               "a name that is no set", "", {{draft.names.sets[set].where, "the set"}});
        }
    }
}

// The root set of a literal element: the one asked for, or the only one that holds it.
std::optional<Domain> element_domain(Draft& draft, const ast::Name& index, const std::uint32_t* root) {
    std::vector<std::uint32_t> holders;
    for (std::uint32_t set = 0; set < draft.names.sets.size(); ++set) {
        if (draft.names.sets[set].root != set || (root != nullptr && *root != set)) continue;
        if (draft.names.ordinal(set, index.text) != kNone) holders.push_back(set);
    }
    if (holders.size() == 1) return Domain{holders[0], kNone, {draft.names.ordinal(holders[0], index.text)}};
    if (holders.size() > 1) {
        draft.report.error(2206, index.where, fmt::format("the element {} belongs to more than one set", index.text),
                           "the name of a set", "declare a subset with this element and index with it");
        return std::nullopt;
    }
    if (root != nullptr) {
        draft.report.unknown(2204, fmt::format("element of {}", draft.names.sets[*root].name), index.text, index.where,
                             draft.names.sets[*root].elements);
    } else {
        draft.report.unknown(2203, "set", index.text, index.where, draft.names.set_names(), "the name of a set");
    }
    return std::nullopt;
}

}  // namespace

void resolve_sets(Draft& draft, const ast::Model& model) {
    for (const auto& declaration : model.sets) {
        if (!name_is_free(draft, declaration.name)) continue;
        SetEntry entry;
        entry.name = declaration.name.text;
        entry.where = declaration.name.where;
        entry.root = static_cast<std::uint32_t>(draft.names.sets.size());
        if (declaration.parent) {
            entry.parent = draft.names.find_set(declaration.parent->text);
            if (entry.parent == kNone) {
                draft.report.unknown(2203, "set", declaration.parent->text, declaration.parent->where,
                                     draft.names.set_names(), "a set that is declared above");
                draft.report.mark_lost(entry.name);
                continue;
            }
            add_subset(draft, declaration, entry);
        } else {
            add_root_set(draft, declaration, entry);
        }
        publish(draft, entry);
        draft.names.bind(entry.name, SymbolKind::set, draft.names.sets.size());
        draft.names.sets.push_back(std::move(entry));
    }
    refuse_elements_named_like_sets(draft, model);
}

std::optional<std::vector<Domain>> resolve_domains(Draft& draft, const ast::Reference& name,
                                                   const std::vector<std::uint32_t>* roots) {
    std::vector<Domain> domains;
    bool sound = true;
    for (std::size_t d = 0; d < name.indices.size(); ++d) {
        const auto& index = name.indices[d];
        const bool repeated = std::any_of(name.indices.begin(), name.indices.begin() + static_cast<std::ptrdiff_t>(d),
                                          [&](const auto& i) { return i.text == index.text; });
        const std::uint32_t set = draft.names.find_set(index.text);
        if (repeated && set != kNone) {
            draft.report.error(2207, index.where, fmt::format("the index {} stands twice", index.text), "another set",
                               fmt::format("name the set once more: `set other in {} = ...`", index.text));
            sound = false;
        } else if (set != kNone) {
            domains.push_back({draft.names.sets[set].root, set, draft.names.sets[set].members});
        } else {
            const bool has_root = roots != nullptr && d < roots->size();
            const auto domain = element_domain(draft, index, has_root ? &(*roots)[d] : nullptr);
            if (domain) domains.push_back(*domain);
            sound &= domain.has_value();
        }
    }
    return sound ? std::optional(domains) : std::nullopt;
}

Scope scope_of(const std::vector<Domain>& domains, const Names& names) {
    Scope scope;
    for (const auto& domain : domains) {
        if (domain.set != kNone) scope.push_back({names.sets[domain.set].name, domain.set});
    }
    return scope;
}

Bindings bindings_of(const std::vector<Domain>& domains, const std::vector<std::uint32_t>& tuple, const Names& names) {
    Bindings bindings;
    for (std::size_t d = 0; d < domains.size(); ++d) {
        if (domains[d].set != kNone) bindings.push_back({names.sets[domains[d].set].name, tuple[d]});
    }
    return bindings;
}

Label to_label(const ast::Labels& labels) {
    return {labels.en, labels.vi};
}

std::string scalar_name(const Names& names, const Stem& stem, const std::vector<std::uint32_t>& tuple) {
    if (tuple.empty()) return stem.name;
    std::string text = stem.name + "[";
    for (std::size_t d = 0; d < tuple.size(); ++d)
        text += (d ? "," : "") + names.sets[stem.roots[d]].elements[tuple[d]];
    return text + "]";
}

}  // namespace grdp::model
