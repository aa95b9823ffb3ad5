#include "grdp/analysis/sweep_sharing.hpp"

#include <algorithm>

namespace grdp::analysis {

std::string_view apart_name(Apart apart) {
    switch (apart) {
        case Apart::no: return "no";
        case Apart::series: return "series";
        case Apart::seeds: return "seeds";
        case Apart::independent: return "independent";
    }
    return "";
}

void SweepSharing::stood_alone(AloneScenarios one) {
    const auto same = [&](const AloneScenarios& known) { return known.why == one.why && known.bend == one.bend && known.event == one.event && known.place == one.place; };
    const auto found = std::find_if(reasons.begin(), reasons.end(), same);
    alone += one.count;
    if (found == reasons.end()) {
        reasons.push_back(std::move(one));
    } else {
        found->count += one.count;
        found->first = std::min(found->first, one.first);
    }
    const auto before = [](const AloneScenarios& a, const AloneScenarios& b) { return a.count != b.count ? a.count > b.count : a.first < b.first; };
    std::sort(reasons.begin(), reasons.end(), before);
}

void SweepSharing::add(const SweepSharing& other) {
    together += other.together;
    failed += other.failed;
    elsewhere += other.elsewhere;
    if (other.reasons.empty()) alone += other.alone;  // else stood_alone() counts them
    for (const AloneScenarios& one : other.reasons) stood_alone(one);
}

}  // namespace grdp::analysis
