#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "compile_draft.hpp"

namespace grdp::model {

/// The unit of a number in a target or event: as declared for a series, else derived; empty if unknown.
[[nodiscard]] std::string expression_unit_text(Draft& draft, const ast::Expr& expr);

/// Adds the declarations of one file; a later file of the chain replaces a name in its place, one file may not repeat
/// it.
template <class Declaration>
void collect_by_name(Draft& draft, const std::vector<Declaration>& file, std::string_view what,
                     std::vector<const Declaration*>& all) {
    for (const auto& declaration : file) {
        const auto same = [&](const Declaration* d) { return d->name.text == declaration.name.text; };
        const auto found = std::find_if(all.begin(), all.end(), same);
        if (found == all.end()) {
            all.push_back(&declaration);
        } else if ((*found)->name.where.source != declaration.name.where.source) {
            *found = &declaration;
        } else {
            draft.report.error(2705, declaration.name.where,
                               fmt::format("the {} {} is named twice", what, declaration.name.text), "a new name", "",
                               {{(*found)->name.where, "first named here"}});
        }
    }
}

}  // namespace grdp::model
