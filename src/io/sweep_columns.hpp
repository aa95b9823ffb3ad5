// The tables of a sweep file, described once for writing and for reading.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/sweep_result.hpp"
#include "run_table.hpp"

namespace grdp::io {

inline constexpr std::string_view kSweepFormat = "grdp sweep";
inline constexpr std::string_view kPartFormat = "grdp sweep part";
inline constexpr std::array<std::string_view, 4> kAxisKinds = {"assumption", "seed", "alternative", "scenario"};

struct StoredLevel {
    std::uint32_t axis = 0;
    std::string name;
    std::string statements;  ///< one a line
};

inline std::vector<StoredLevel> levels_of(const std::vector<analysis::SweepAxis>& axes) {
    std::vector<StoredLevel> levels;
    for (std::uint32_t axis = 0; axis < axes.size(); ++axis) {
        for (const auto& level : axes[axis].levels) {
            std::string lines;
            for (const auto& statement : level.statements) lines += (lines.empty() ? "" : "\n") + statement;
            levels.push_back({axis, level.name, std::move(lines)});
        }
    }
    return levels;
}

inline std::string method_legend() {
    std::string legend = "estimator:";
    for (int i = 0; i <= static_cast<int>(analysis::Estimator::control); ++i) {
        legend += fmt::format("{} {} {}", i == 0 ? "" : ",", i, analysis::estimator_name(static_cast<analysis::Estimator>(i)));
    }
    return legend;
}

template <class Table> void describe_sweep_axes(Table& table) {
    table.text("axis", &analysis::SweepAxis::name, "what is varied");
    table.text("axis_unit", &analysis::SweepAxis::unit, "unit of its values");
    table.choice("axis_kind", &analysis::SweepAxis::kind, "assumption, seed, alternative or scenario", kAxisKinds);
}

template <class Table> void describe_sweep_levels(Table& table, std::size_t axes) {
    table.numbered("level of an axis of alternatives or scenarios");
    table.text("level_name", &StoredLevel::name, "name of the level");
    table.index("level_axis", &StoredLevel::axis, "axis of the level", axes);
    table.text("level_statements", &StoredLevel::statements, "statements of the level, one a line");
}

template <class Table> void describe_sweep_events(Table& table) {
    using Head = analysis::SweepEventHead;
    table.text("event", &Head::key, "event or target, name@period");
    table.text("event_name", &Head::name, "name of the event");
    table.text("event_period", &Head::period, "its period or periods");
    table.label("event_label", &Head::label, "label of the event");
    table.text("event_unit", &Head::unit, "unit of the banded number, empty for a condition");
    table.flag("event_is_band", &Head::is_band, "1: a number in a band, 0: a condition");
}

template <class Table> void describe_sweep_series(Table& table) {
    using Head = analysis::SweepSeriesHead;
    table.text("series", &Head::name, "series kept of every scenario");
    table.label("series_label", &Head::label, "label of the series");
    table.text("series_unit", &Head::unit, "unit of the series");
}

}  // namespace grdp::io
