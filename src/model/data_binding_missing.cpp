// Every datum that an equation, a check, a target or an event needs and nobody gives.
#include <fmt/format.h>

#include <algorithm>

#include "compile_draft.hpp"

namespace grdp::model {

namespace {

struct Need {
    std::uint32_t series = 0;
    std::int32_t offset = 0;
    friend auto operator<=>(const Need&, const Need&) = default;
};

/// Missing periods of one series, and who needs them first.
struct Gap {
    std::vector<std::size_t> periods;
    std::string needed_by;
    Span where;
};

std::vector<Need> needs_of(const std::vector<Node>& nodes, NodeId root) {
    std::vector<Need> needs;
    std::vector<NodeId> open{root};
    while (!open.empty()) {
        const Node& node = nodes[open.back()];
        open.pop_back();
        if (node.op == Op::series) needs.push_back({node.index, node.offset});
        for (const NodeId child : {node.c, node.b, node.a}) {
            if (child != kNone) open.push_back(child);
        }
    }
    std::sort(needs.begin(), needs.end());
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
    return needs;
}

class Searcher {
  public:
    explicit Searcher(Draft& draft)
        : draft_(draft), model_(draft.model), start_(model_.first_horizon_index()), end_(model_.grid.periods.size()), known_(model_.grid.present),
          gaps_(model_.series.size()) {}

    void run() {
        for (const auto& equation : model_.equations) equation_needs_.push_back(needs_of(model_.nodes, equation.right));
        compute_history();
        for (std::size_t e = 0; e < model_.equations.size(); ++e) search_equation(e);
        for (const auto& check : model_.checks) search_relative(needs_of(model_.nodes, check.condition), fmt::format("the check {}", check.text), check.where);
        for (const auto& event : model_.events) {
            const NodeId root = event.is_band ? event.value : event.condition;
            for (const auto& need : needs_of(model_.nodes, root)) require(need.series, need.offset, fmt::format("the event {}", event.name), event.where);
        }
        for (std::uint32_t series = 0; series < gaps_.size(); ++series) report(series);
    }

  private:
    // Identities before the horizon follow from data, period by period in order of dependence.
    void compute_history() {
        for (std::size_t period = 0; period < start_; ++period) {
            for (std::size_t e = 0; e < model_.equations.size(); ++e) {
                const auto series = model_.equations[e].series;
                if (model_.series[series].kind == SeriesKind::behavioural) continue;
                const auto& needs = equation_needs_[e];
                const bool computable = std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
                    const auto at = static_cast<std::ptrdiff_t>(period) + need.offset;
                    return at >= 0 && known_[model_.grid.at(need.series, static_cast<std::size_t>(at))];
                });
                if (computable) known_[model_.grid.at(series, period)] = true;
            }
        }
    }

    void search_equation(std::size_t e) {
        const auto& equation = model_.equations[e];
        const auto& name = model_.series[equation.series].name;
        const std::string who = fmt::format("the {} of {}", model_.series[equation.series].kind == SeriesKind::report ? "report" : "equation", name);
        search_relative(equation_needs_[e], who, equation.where);
        const int year = accounts::periods_per_year(model_.frequency);
        const int lag = equation.form == LeftForm::growth ? year : equation.form == LeftForm::diff || equation.form == LeftForm::dlog ? 1 : 0;
        if (lag > 0) search_relative({{equation.series, -lag}}, who, equation.where);
    }

    void search_relative(const std::vector<Need>& needs, const std::string& who, const Span& where) {
        for (const auto& need : needs) {
            const bool explained = model_.series[need.series].kind != SeriesKind::exogenous;
            const std::size_t last = explained ? std::min(end_, start_ + static_cast<std::size_t>(-need.offset)) : end_;
            for (std::size_t period = start_; period < last; ++period) {
                require(need.series, static_cast<std::ptrdiff_t>(period) + need.offset, who, where);
            }
        }
    }

    void require(std::uint32_t series, std::ptrdiff_t at, const std::string& who, const Span& where) {
        const auto period = static_cast<std::size_t>(at);
        const bool explained = model_.series[series].kind != SeriesKind::exogenous;
        if ((explained && period >= start_) || known_[model_.grid.at(series, period)]) return;
        auto& gap = gaps_[series];
        if (gap.periods.empty()) {
            gap.needed_by = who;
            gap.where = where;
        }
        gap.periods.push_back(period);
    }

    [[nodiscard]] std::string periods_text(std::vector<std::size_t> periods) const {
        std::sort(periods.begin(), periods.end());
        periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
        std::string text;
        for (std::size_t i = 0; i < periods.size();) {
            std::size_t j = i;
            while (j + 1 < periods.size() && periods[j + 1] == periods[j] + 1) ++j;
            text += (text.empty() ? "" : ", ") + model_.grid.periods.at(periods[i]).text();
            if (j > i) text += ".." + model_.grid.periods.at(periods[j]).text();
            i = j + 1;
        }
        return text;
    }

    void report(std::uint32_t index) {
        const auto& gap = gaps_[index];
        const auto& series = model_.series[index];
        if (gap.periods.empty() || draft_.report.is_lost(series.stem)) return;
        const std::string periods = periods_text(gap.periods);
        const bool exogenous = series.kind == SeriesKind::exogenous;
        std::string hint = fmt::format("add a column {} to the data, or a line: {} {} = ...", series.name, periods, series.name);
        if (!exogenous && series.kind != SeriesKind::behavioural) hint += "; or give the data from which it can be computed";
        draft_.report.add_another({.code = Code{static_cast<std::uint16_t>(exogenous ? 2801 : 2802)},
                                   .where = draft_.horizon_where,
                                   .message = fmt::format("{} has no {} for {}", series.name, exogenous ? "datum" : "history", periods),
                                   .expected = fmt::format("what {} needs", gap.needed_by),
                                   .hint = std::move(hint),
                                   .notes = {{gap.where, "needed here"}}});
    }

    Draft& draft_;
    const CompiledModel& model_;
    std::size_t start_;
    std::size_t end_;
    std::vector<bool> known_;
    std::vector<Gap> gaps_;
    std::vector<std::vector<Need>> equation_needs_;
};

}  // namespace

void find_missing_data(Draft& draft) {
    if (draft.has_horizon) Searcher(draft).run();
}

}  // namespace grdp::model
