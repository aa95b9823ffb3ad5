#include "grdp/stats/marginal_tables.hpp"

#include <utility>

namespace grdp::stats {

MarginalTables::MarginalTables(const std::vector<MarginalParameters>& laws) {
    for (const MarginalParameters& law : laws) {
        if (find(law) != nullptr) continue;
        MarginalTable built = build(law);
        if (built.view().form == lanes::MarginalForm::pieces) entries_.push_back({law, std::move(built)});
    }
}

const MarginalTables::Entry* MarginalTables::find(const MarginalParameters& law) const {
    for (const Entry& entry : entries_) {
        if (entry.law == law) return &entry;
    }
    return nullptr;
}

MarginalTable MarginalTables::table(const MarginalParameters& law) const {
    const Entry* entry = find(law);
    return entry != nullptr ? entry->table : build(law);
}

}  // namespace grdp::stats
