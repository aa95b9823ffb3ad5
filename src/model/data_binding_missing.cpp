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
        : draft_(draft),
          model_(draft.model),
          start_(model_.first_horizon_index()),
          end_(model_.grid.periods.size()),
          known_(model_.grid.present),
          asked_(known_.size(), false),
          gaps_(model_.series.size()) {}

    void run() {
        forgive_refused_equations();
        for (const auto& equation : model_.equations)
            equation_needs_.push_back(needs_of(model_.nodes, equation.right));
        compute_history();
        for (std::size_t e = 0; e < model_.equations.size(); ++e)
            search_equation(e);
        for (const auto& check : model_.checks)
            search_relative(needs_of(model_.nodes, check.condition), fmt::format("the check {}", check.text),
                            check.where);
        for (const auto& event : model_.events) {
            const NodeId root = event.is_band ? event.value : event.condition;
            for (const auto& need : needs_of(model_.nodes, root))
                require(need.series, need.offset, event_text(event), event.where);
        }
        for (const auto& observed : model_.observed) {
            for (const auto& need : needs_of(model_.nodes, observed.value))
                require(need.series, need.offset, fmt::format("the observed {}", observed.subject), observed.where);
        }
        report_gaps();
    }

  private:
    [[nodiscard]] std::string event_text(const Event& event) const {
        if (event.target_set == kNone) return fmt::format("the event {}", event.name);
        return fmt::format("the target {}", model_.target_sets[event.target_set].targets[event.target].subject);
    }

    // A series whose equation was refused is no reason to miss its past.
    void forgive_refused_equations() {
        for (std::uint32_t series = 0; series < model_.series.size(); ++series) {
            if (model_.series[series].kind == SeriesKind::exogenous || draft_.equation_of[series] != kNone) continue;
            for (std::size_t period = 0; period < end_; ++period)
                known_[model_.grid.at(series, period)] = true;
        }
    }

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
        const std::string who = fmt::format(
            "the {} of {}", model_.series[equation.series].kind == SeriesKind::report ? "report" : "equation", name);
        search_relative(equation_needs_[e], who, equation.where);
        const int year = accounts::periods_per_year(model_.frequency);
        const int lag = equation.form == LeftForm::growth                                    ? year
                        : equation.form == LeftForm::diff || equation.form == LeftForm::dlog ? 1
                                                                                             : 0;
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

    // An identity of the past is missing because something that it is computed from is: that is named, not the
    // identity. One that rests on its own past, or on periods before the grid, must be given itself.
    void require(std::uint32_t series, std::ptrdiff_t at, const std::string& who, const Span& where) {
        open_.push_back({series, static_cast<std::size_t>(at)});
        for (std::size_t steps = 0; !open_.empty(); ++steps) {
            const auto [wanted, period] = open_.back();
            open_.pop_back();
            const bool explained = model_.series[wanted].kind != SeriesKind::exogenous;
            const std::size_t cell = model_.grid.at(wanted, period);
            if ((explained && period >= start_) || known_[cell] || asked_[cell]) continue;
            asked_[cell] = true;
            if (follows_from_its_period(wanted)) {
                for (const auto& need : equation_needs_[draft_.equation_of[wanted]])
                    open_.push_back({need.series, period});
                continue;
            }
            auto& gap = gaps_[wanted];
            if (gap.periods.empty()) {
                gap.needed_by = steps == 0 ? who : fmt::format("{} (through {})", who, model_.series[series].name);
                gap.where = where;
            }
            gap.periods.push_back(period);
        }
    }

    [[nodiscard]] bool follows_from_its_period(std::uint32_t series) const {
        const auto kind = model_.series[series].kind;
        if (kind == SeriesKind::exogenous || kind == SeriesKind::behavioural) return false;
        const auto& needs = equation_needs_[draft_.equation_of[series]];
        return std::all_of(needs.begin(), needs.end(),
                           [&](const Need& need) { return need.offset == 0 && need.series != series; });
    }

    [[nodiscard]] std::string periods_text(const std::vector<std::size_t>& periods) const {
        std::string text;
        for (std::size_t i = 0; i < periods.size();) {
            std::size_t j = i;
            while (j + 1 < periods.size() && periods[j + 1] == periods[j] + 1)
                ++j;
            text += (text.empty() ? "" : ", ") + model_.grid.periods.at(periods[i]).text();
            if (j > i) text += ".." + model_.grid.periods.at(periods[j]).text();
            i = j + 1;
        }
        return text;
    }

    // Elements of one stem that miss the same periods stand in one message.
    void report_gaps() {
        std::vector<std::uint32_t> alike;
        for (std::uint32_t series = 0; series < gaps_.size(); ++series) {
            const auto& name = model_.series[series].stem;
            if (gaps_[series].periods.empty() || draft_.report.is_lost(name) || draft_.unsettled.contains(name))
                continue;
            std::sort(gaps_[series].periods.begin(), gaps_[series].periods.end());
            const bool joins = !alike.empty() && model_.series[alike.back()].stem == name &&
                               gaps_[alike.back()].periods == gaps_[series].periods &&
                               model_.series[alike.back()].kind == model_.series[series].kind;
            if (!joins) report(alike);
            if (!joins) alike.clear();
            alike.push_back(series);
        }
        report(alike);
    }

    void report(const std::vector<std::uint32_t>& alike) {
        constexpr std::size_t kNamed = 6;
        if (alike.empty()) return;
        const auto& gap = gaps_[alike[0]];
        const auto& series = model_.series[alike[0]];
        const std::string periods = periods_text(gap.periods);
        std::string names;
        for (std::size_t i = 0; i < alike.size() && i < kNamed; ++i)
            names += (i ? ", " : "") + model_.series[alike[i]].name;
        if (alike.size() > kNamed) names += fmt::format(" and {} more", alike.size() - kNamed);
        const bool exogenous = series.kind == SeriesKind::exogenous;
        const std::string line = fmt::format("a line: {} {} = ...", periods, series.name);
        std::string hint = fmt::format(
            "add {} to the data, or {}",
            alike.size() == 1 ? "a column " + series.name : fmt::format("columns {} ...", series.name), line);
        if (!exogenous && series.kind != SeriesKind::behavioural)
            hint += "; or give the data from which it can be computed";
        draft_.report.add_another(
            {.code = Code{static_cast<std::uint16_t>(exogenous ? 2801 : 2802)},
             .where = draft_.horizon_where,
             .message = fmt::format("{} {} no {} for {}", names, alike.size() == 1 ? "has" : "have",
                                    exogenous ? "datum" : "history", periods),
             .expected = fmt::format("what {} needs", gap.needed_by),
             .hint = std::move(hint),
             .notes = {{gap.where, "needed here"}}});
    }

    Draft& draft_;
    const CompiledModel& model_;
    std::size_t start_;
    std::size_t end_;
    std::vector<bool> known_;
    std::vector<bool> asked_;
    std::vector<std::pair<std::uint32_t, std::size_t>> open_;
    std::vector<Gap> gaps_;
    std::vector<std::vector<Need>> equation_needs_;
};

}  // namespace

void find_missing_data(Draft& draft) {
    if (draft.has_horizon) Searcher(draft).run();
}

}  // namespace grdp::model
