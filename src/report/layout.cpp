#include "grdp/report/layout.hpp"

#include <algorithm>
#include <set>

#include "totals.hpp"

namespace grdp::report {
namespace {

using model::CompiledModel;
using model::SeriesKind;

// Sections in print order.
int section_of(SeriesKind kind) {
    switch (kind) {
        case SeriesKind::report:
            return 0;
        case SeriesKind::exogenous:
            return 2;
        default:
            return 1;
    }
}

class Arranger {
  public:
    Arranger(const CompiledModel& model, std::span<const double> values, const std::vector<std::uint32_t>& wanted)
        : model_(model),
          values_(values),
          wanted_(wanted.begin(), wanted.end()),
          stems_(elements_by_stem(model)),
          totals_(find_totals(model, values)) {
        for (const auto& [stem, elements] : stems_) {
            const auto total = totals_.find(stem);
            const bool complete = std::all_of(elements.begin(), elements.end(), [&](auto id) { return asked(id); });
            if (total != totals_.end() && complete) heads_.insert(total->second);
        }
    }

    std::vector<TableSection> arrange() {
        std::vector<TableSection> sections(3);
        sections[1].first_kind = SeriesKind::identity;
        sections[2].first_kind = SeriesKind::exogenous;
        std::set<std::string> done;
        for (std::uint32_t id = 0; id < model_.series.size(); ++id) {
            const auto& series = model_.series[id];
            auto& blocks = sections[static_cast<std::size_t>(section_of(series.kind))].blocks;
            if (series.elements.empty()) {
                if (asked(id) && !heads_.contains(id)) blocks.push_back({Heading::none, id, {}});
            } else if (done.insert(series.stem).second) {
                if (auto block = stem_block(series.stem); !block.elements.empty()) blocks.push_back(std::move(block));
            }
        }
        std::erase_if(sections, [](const TableSection& section) { return section.blocks.empty(); });
        return sections;
    }

  private:
    [[nodiscard]] bool asked(std::uint32_t id) const { return wanted_.empty() || wanted_.contains(id); }

    [[nodiscard]] TableBlock stem_block(const std::string& stem) const {
        const auto& all = stems_.at(stem);
        TableBlock block;
        std::copy_if(all.begin(), all.end(), std::back_inserter(block.elements), [&](auto id) { return asked(id); });
        const bool complete = block.elements.size() == all.size();
        const auto total = totals_.find(stem);
        if (complete && total != totals_.end()) {
            block.heading = Heading::total;
            block.total = total->second;
        } else if (complete && adds_to_one_hundred(model_, values_, all)) {
            block.heading = Heading::one_hundred;
        } else {
            block.heading = Heading::label_only;
        }
        return block;
    }

    const CompiledModel& model_;
    std::span<const double> values_;
    std::set<std::uint32_t> wanted_;
    std::map<std::string, std::vector<std::uint32_t>> stems_;
    std::map<std::string, std::uint32_t> totals_;
    std::set<std::uint32_t> heads_;  // scalars printed above their elements, not alone
};

}  // namespace

std::vector<TableSection> layout(const CompiledModel& model, std::span<const double> values,
                                 const std::vector<std::uint32_t>& wanted) {
    return Arranger(model, values, wanted).arrange();
}

}  // namespace grdp::report
