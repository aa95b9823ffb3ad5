#include "grdp/report/simulation_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "estimator_text.hpp"
#include "grdp/analysis/best_answers.hpp"
#include "grdp/analysis/learning.hpp"
#include "grdp/analysis/mean_stability.hpp"
#include "grdp/report/answer_text.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/layout.hpp"
#include "grdp/report/learnt_text.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/projection_text.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

constexpr std::array kShownLevels{0.05, 0.25, 0.50, 0.75, 0.95};

// One sentence for the first target of each set and for every event of the scenario's own.
std::string sentences(const SimulationReport& report, Language language, Style style) {
    std::set<std::uint32_t> told;
    std::string out;
    for (const auto& answer : report.answers) {
        const bool own = answer.target_set == model::kNone;
        if (!own && !told.insert(answer.target_set).second) continue;
        const auto sentence = event_sentence(report.model, answer, language);
        out += (out.empty() ? style.strong(sentence) : sentence) + '\n';
    }
    return out;
}

std::string limit_text(double value, Language language) {
    return std::isfinite(value) ? short_text(value, kMostDecimals, language) : std::string("–");
}

// Targets show their two cases in the order printed in the plan, which need not be ascending.
std::pair<std::string, std::string> limits(const model::CompiledModel& model, const analysis::EventAnswer& answer,
                                           Language language) {
    if (!answer.is_band) return {"", ""};
    if (answer.target_set != model::kNone) {
        const auto& target = model.target_sets[answer.target_set].targets[answer.target];
        if (target.sense == model::Sense::band && target.cases.size() == 2) {
            return {limit_text(target.cases[0], language), limit_text(target.cases[1], language)};
        }
    }
    return {limit_text(answer.low, language), limit_text(answer.high, language)};
}

std::string monitored_list(const model::CompiledModel& model, Language language, Style style) {
    TextTable table({Align::left, Align::left, Align::right, Align::right, Align::left});
    for (const auto& set : model.target_sets) {
        for (const auto& target : set.targets) {
            if (target.value != model::kNone) continue;
            table.row({"  " + target_label(model, target, language), period_cell(target.period_text, language),
                       target_case_text(target, 0, language),
                       set.cases.size() > 1 ? target_case_text(target, 1, language) : std::string(),
                       unit_text(target.unit, language)});
        }
    }
    if (table.empty()) return {};
    return style.strong(text(Message::monitored_title, language)) + '\n' + table.render(style);
}

// Bounds are one-sided; said wherever one of the sentences or the table can show one.
std::string bound_note(const SimulationReport& report, Language language) {
    const auto bounded = [](const analysis::Estimate& estimate) {
        return estimate.standard_error > 0 && (estimate.value <= 0 || estimate.value >= 1);
    };
    const auto shows_bound = [&](const analysis::EventAnswer& answer) {
        const bool open_low = answer.is_band && !std::isfinite(answer.low);
        const bool open_high = !answer.is_band || !std::isfinite(answer.high);
        return bounded(answer.within) || (!open_low && bounded(answer.below)) || (!open_high && bounded(answer.above)) ||
               (answer.is_band && !open_low && bounded(answer.at_least));
    };
    if (std::none_of(report.answers.begin(), report.answers.end(), shows_bound)) return {};
    const auto draws = static_cast<double>(report.ensemble.sampling.draws);
    return text(Message::bound_note, language, decimal_text(draws, 0, language)) + '\n';
}

std::string run_facts(const SimulationReport& report, Language language) {
    const auto& ensemble = report.ensemble;
    const auto count = [&](std::uint64_t n) { return decimal_text(static_cast<double>(n), 0, language); };
    std::string out = text(Message::run_facts, language, count(ensemble.sampling.draws), ensemble.sampling.seed,
                           stats::generator_name(ensemble.sampling.generator), count(ensemble.failed_paths)) +
                      '\n';
    if (ensemble.failed_paths > 0) out += text(Message::failed_paths_note, language) + '\n';
    std::uint64_t violated = 0;
    for (const auto& check : ensemble.checks)
        violated += check.violations > 0 ? 1 : 0;
    if (!ensemble.checks.empty()) {
        out += violated == 0 ? text(Message::checks_hold_on_paths, language, ensemble.checks.size())
                             : text(Message::checks_violated_on_paths, language, violated, ensemble.checks.size());
        out += '\n';
    }
    return out + text(Message::simulation_note, language) + '\n';
}

class QuantileTable {
  public:
    QuantileTable(const SimulationReport& report, Language language)
        : report_(report), language_(language), columns_(shown_levels()), some_failed_(has_failed(report.ensemble)) {}

    std::string print(Style style) {
        std::vector<Align> align{Align::left, Align::right};
        align.resize(2 + columns_.size() + (some_failed_ ? 4 : 3), Align::right);
        TextTable table(std::move(align));
        std::vector<std::string> head{text(Message::indicator, language_), text(Message::period, language_)};
        for (const auto column : columns_)
            head.push_back("P" + short_text(100 * level(column), 2, language_));
        head.insert(head.end(), {text(Message::mean, language_), text(Message::standard_error, language_),
                                 text(Message::sd, language_)});
        if (some_failed_) head.push_back(text(Message::finite_paths, language_));
        table.head(std::move(head));
        const auto sections = layout(report_.model, report_.projection.values, report_.ensemble.series);
        for (const auto& section : sections) {
            if (report_.reports_only && section.first_kind != sections.front().first_kind) continue;
            for (const auto& block : section.blocks)
                print_block(table, block);
        }
        return table.render(style) + notes();
    }

  private:
    [[nodiscard]] double level(std::size_t column) const { return report_.ensemble.sampling.probabilities[column]; }

    // The usual five where they were computed, else all that were.
    [[nodiscard]] std::vector<std::size_t> shown_levels() const {
        std::vector<std::size_t> usual;
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < report_.ensemble.sampling.probabilities.size(); ++i) {
            all.push_back(i);
            if (std::find(kShownLevels.begin(), kShownLevels.end(), level(i)) != kShownLevels.end()) usual.push_back(i);
        }
        return usual.size() == kShownLevels.size() ? usual : all;
    }

    static bool has_failed(const engine::Ensemble& ensemble) {
        return std::any_of(ensemble.cells.begin(), ensemble.cells.end(),
                           [](const engine::Cell& cell) { return cell.failed > 0; });
    }

    // Only what the printed rows show is explained.
    [[nodiscard]] std::string notes() const {
        std::string out;
        if (failed_printed_) out += text(Message::finite_paths_note, language_) + '\n';
        if (unstable_printed_) out += text(Message::unstable_note, language_) + '\n';
        return out;
    }

    // A total stands above the first of its blocks only: its numbers are the same everywhere.
    void print_block(TextTable& table, const TableBlock& block) {
        if (block.heading == Heading::none) {
            const auto& scalar = report_.model.series[*block.total];
            print_series(table, *block.total,
                         "  " + labelled_unit(series_label(scalar, language_), scalar.unit, language_));
            return;
        }
        const auto& stem = report_.model.series[block.elements.front()];
        table.caption("  " + labelled_unit(stem_label(stem, language_), stem.unit, language_));
        const bool total_here = block.total && told_.insert(*block.total).second;
        if (total_here)
            print_series(table, *block.total, "    " + series_label(report_.model.series[*block.total], language_));
        for (const auto id : block.elements) {
            print_series(table, id,
                         (total_here ? "      " : "    ") + element_label(report_.model.series[id], language_));
        }
    }

    void print_series(TextTable& table, std::uint32_t id, const std::string& label) {
        const auto& ensemble = report_.ensemble;
        const auto found = std::find(ensemble.series.begin(), ensemble.series.end(), id);
        if (found == ensemble.series.end()) return;
        const auto output = static_cast<std::size_t>(found - ensemble.series.begin());
        for (std::size_t p = 0; p < ensemble.periods.size(); ++p) {
            print_cell(table, p > 0 ? std::string() : label, ensemble.cell(output, p),
                       unit_decimals(report_.model.series[id].unit), ensemble.periods.at(p));
        }
    }

    void print_cell(TextTable& table, const std::string& label, const engine::Cell& cell, int decimals,
                    accounts::Period period) {
        std::vector<std::string> cells{label, period_heading(period, language_)};
        for (const auto column : columns_) {
            const double value = column < cell.quantiles.size() ? cell.quantiles[column].value : cell.mean;
            cells.push_back(decimal_text(value, decimals, language_));
        }
        if (analysis::mean_is_stable(cell)) {
            const int finer = error_decimals(cell.standard_error, decimals);
            cells.push_back(decimal_text(cell.mean, decimals, language_));
            cells.push_back(decimal_text(cell.standard_error, finer, language_));
            cells.push_back(decimal_text(cell.sd, decimals, language_));
        } else {
            unstable_printed_ = true;
            cells.insert(cells.end(), 3, "–");
        }
        if (some_failed_) cells.push_back(finite_paths(cell));
        table.row(std::move(cells));
    }

    // Stands only where some path has no value.
    std::string finite_paths(const engine::Cell& cell) {
        if (cell.failed == 0) return {};
        failed_printed_ = true;
        return decimal_text(static_cast<double>(cell.finite), 0, language_);
    }

    // One more decimal than the value, and enough to show at least one figure of the error.
    static int error_decimals(double error, int decimals) {
        constexpr int kMost = 6;
        int shown = decimals + 1;
        double last_figure = error;
        for (int i = 0; i < shown; ++i)
            last_figure *= 10;
        for (; error > 0 && last_figure < 1 && shown < kMost; ++shown)
            last_figure *= 10;
        return shown;
    }

    const SimulationReport& report_;
    Language language_;
    std::vector<std::size_t> columns_;
    bool some_failed_ = false;
    bool failed_printed_ = false;
    bool unstable_printed_ = false;
    std::set<std::uint32_t> told_;  // totals already printed
};

}  // namespace

std::string event_table(const SimulationReport& report, Language language, Style style) {
    std::vector<Align> columns{Align::left, Align::left, Align::right, Align::right};
    columns.resize(columns.size() + 5, Align::right);
    TextTable table(std::move(columns));
    std::vector<std::string> head;
    for (const auto message : {Message::event, Message::period, Message::low, Message::high})
        head.push_back(text(message, language));
    head.push_back(text(Message::projection, language));
    for (const auto message : {Message::below, Message::within, Message::above, Message::at_least})
        head.push_back(text(message, language));
    table.head(std::move(head));
    for (std::size_t i = 0; i < report.answers.size(); ++i) {
        const auto& answer = report.answers[i];
        const auto [low, high] = limits(report.model, answer, language);
        std::vector<std::string> cells{
            "  " + labelled_unit(event_label(report.model, answer, language), answer.unit, language),
            period_cell(answer.period_text, language), low, high};
        const double value = report.projection.events[i];
        cells.push_back(answer.is_band ? decimal_text(value, unit_decimals(answer.unit), language)
                                       : text(value != 0 ? Message::yes : Message::no, language));
        const auto figure = [&](const analysis::Estimate& estimate) {
            return probability_with_error(estimate, answer.points, language);
        };
        const bool open_low = answer.is_band && !std::isfinite(answer.low);
        const bool open_high = answer.is_band && !std::isfinite(answer.high);
        cells.push_back(open_low ? std::string("–") : figure(answer.below));
        cells.push_back(figure(answer.within));
        cells.push_back(open_high || !answer.is_band ? std::string("–") : figure(answer.above));
        cells.push_back(open_low || !answer.is_band ? std::string("–") : figure(answer.at_least));
        table.row(std::move(cells));
    }
    return table.render(style);
}

std::string quantile_table(const SimulationReport& report, Language language, Style style) {
    return QuantileTable(report, language).print(style);
}

std::string simulation_text(const SimulationReport& report, Language language, Style style) {
    std::string out = style.strong(run_title(report.model, language)) + "\n\n";
    if (report.answers.empty()) {
        out += text(Message::no_events, language) + '\n';
    } else {
        out += sentences(report, language, style) + '\n' + style.strong(text(Message::events_title, language)) + '\n' +
               event_table(report, language, style) + bound_note(report, language);
        if (const auto methods = estimator_text(report, language, style); !methods.empty()) out += '\n' + methods;
    }
    if (const auto monitored = monitored_list(report.model, language, style); !monitored.empty())
        out += '\n' + monitored;
    out +=
        '\n' + style.strong(text(Message::quantiles_title, language)) + '\n' + quantile_table(report, language, style);
    auto others = report.tables;
    std::erase_if(others, [](const auto& table) {
        return table.name == analysis::kEstimatorTable || table.name == analysis::kLearntTable;
    });
    if (const auto learnt = learnt_text(report.tables, language, style); !learnt.empty()) out += '\n' + learnt;
    if (!others.empty()) out += '\n' + answer_tables_text(others, language, style);
    return out + '\n' + run_facts(report, language);
}

}  // namespace grdp::report
