// What a careful reader of the model would ask: where does this number come from, what is this series for.
#include <fmt/format.h>

#include "compile_draft.hpp"

namespace grdp::model {

void warn_of_idle_names(Draft& draft, const ast::Model& model) {
    if (draft.report.has_errors()) return;
    for (const auto& declaration : model.params) {
        const auto& name = declaration.name.name;
        if (!declaration.source && !declaration.values.expression) {
            draft.report.error(2230, name.where,
                               fmt::format("the parameter {} has neither source nor judgement", name.text), "",
                               "add source \"...\" or judgement \"...\"");
        }
        const Stem* stem = draft.names.find_stem(name.text);
        if (stem != nullptr && !stem->used)
            draft.report.error(2232, name.where, fmt::format("the parameter {} is never used", name.text));
    }
    for (const auto& declaration : model.exogs) {
        for (const auto& name : declaration.names) {
            const Stem* stem = draft.names.find_stem(name.name.text);
            if (stem != nullptr && !stem->used)
                draft.report.error(2231, name.where,
                                   fmt::format("the exogenous series {} is never used", name.name.text));
        }
    }
}

}  // namespace grdp::model
