#include "grdp/report/projection_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <span>

#include "grdp/report/answer_text.hpp"
#include "grdp/report/audit_text.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/layout.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {


class ProjectionPrinter {
  public:
    ProjectionPrinter(const ProjectionReport& report, Language language)
        : report_(report),
          model_(report.model),
          values_(report.projection.values),
          language_(language),
          first_(first_shown_period()) {
        std::vector<Align> columns{Align::left};
        columns.resize(1 + model_.grid.periods.size() - first_, Align::right);
        table_ = TextTable(std::move(columns));
    }

    std::string print(Style style) {
        print_head();
        bool several = false;
        const auto sections = layout(model_, values_, report_.wanted);
        for (const auto& section : sections) {
            if (several) table_.gap();
            several = true;
            table_.caption(text(section_title(section.first_kind), language_));
            for (const auto& block : section.blocks)
                print_block(block);
        }
        return table_.render(style);
    }
    [[nodiscard]] bool adjusted() const { return adds_up_; }

  private:
    // One period before the horizon gives the reader the base; it is shown if anything is known there.
    [[nodiscard]] std::size_t first_shown_period() const {
        const std::size_t first = model_.first_horizon_index();
        if (first == 0) return 0;
        for (std::size_t id = 0; id < model_.series.size(); ++id) {
            if (std::isfinite(values_[model_.grid.at(id, first - 1)])) return first - 1;
        }
        return first;
    }

    static Message section_title(model::SeriesKind kind) {
        switch (kind) {
            case model::SeriesKind::report:
                return Message::section_reports;
            case model::SeriesKind::exogenous:
                return Message::section_assumptions;
            default:
                return Message::section_levels;
        }
    }

    void print_head() {
        std::vector<std::string> cells{text(Message::indicator, language_)};
        for (std::size_t p = first_; p < model_.horizon.size() + model_.first_horizon_index(); ++p) {
            cells.push_back(period_heading(model_.grid.periods.at(p), language_));
        }
        cells.resize(1 + model_.grid.periods.size() - first_);
        table_.head(std::move(cells));
    }

    void print_block(const TableBlock& block) {
        if (block.heading == Heading::none) {
            const auto& scalar = model_.series[*block.total];
            plain_row(*block.total, "  " + labelled_unit(series_label(scalar, language_), scalar.unit, language_));
            return;
        }
        const auto& stem = model_.series[block.elements.front()];
        table_.caption("  " + labelled_unit(stem_label(stem, language_), stem.unit, language_));
        const auto rounded = rounded_columns(block);
        if (block.total) plain_row(*block.total, "    " + series_label(model_.series[*block.total], language_));
        if (block.heading == Heading::one_hundred) hundred_row(block);
        const std::string indent = block.heading == Heading::label_only ? "    " : "      ";
        for (std::size_t i = 0; i < block.elements.size(); ++i) {
            std::vector<std::string> cells{indent + element_label(model_.series[block.elements[i]], language_)};
            for (const auto& column : rounded)
                cells.push_back(column[i]);
            table_.row(std::move(cells));
        }
    }

    void plain_row(std::uint32_t id, std::string label) {
        std::vector<std::string> cells{std::move(label)};
        for (std::size_t p = first_; p < model_.grid.periods.size(); ++p)
            cells.push_back(cell(id, p));
        table_.row(std::move(cells));
    }

    void hundred_row(const TableBlock& block) {
        std::vector<std::string> cells{"    " + text(Message::one_hundred, language_)};
        const int decimals = unit_decimals(model_.series[block.elements.front()].unit);
        for (std::size_t p = first_; p < model_.grid.periods.size(); ++p) {
            std::vector<double> parts;
            for (const auto id : block.elements)
                parts.push_back(values_[model_.grid.at(id, p)]);
            const bool whole = round_to_total(parts, 100, decimals).has_value();
            cells.push_back(whole ? decimal_text(100, decimals, language_) : std::string(kMissing));
        }
        table_.row(std::move(cells));
    }

    [[nodiscard]] std::string cell(std::uint32_t id, std::size_t period) const {
        const double value = values_[model_.grid.at(id, period)];
        return std::isfinite(value) ? decimal_text(value, unit_decimals(model_.series[id].unit), language_)
                                    : std::string(kMissing);
    }

    // Texts of the elements, period by period; where the parts have a total they add up in print.
    [[nodiscard]] std::vector<std::vector<std::string>> rounded_columns(const TableBlock& block) {
        std::vector<std::vector<std::string>> columns;
        for (std::size_t p = first_; p < model_.grid.periods.size(); ++p) {
            std::vector<double> parts;
            std::vector<std::string> texts;
            for (const auto id : block.elements) {
                parts.push_back(values_[model_.grid.at(id, p)]);
                texts.push_back(cell(id, p));
            }
            const double total = block.total                             ? values_[model_.grid.at(*block.total, p)]
                                 : block.heading == Heading::one_hundred ? 100
                                                                         : std::nan("");
            if (const auto rounded =
                    round_to_total(parts, total, unit_decimals(model_.series[block.elements.front()].unit))) {
                adds_up_ = true;
                for (std::size_t i = 0; i < parts.size(); ++i)
                    texts[i] = scaled_text((*rounded)[i], language_);
            }
            columns.push_back(std::move(texts));
        }
        return columns;
    }

    const ProjectionReport& report_;
    const model::CompiledModel& model_;
    std::span<const double> values_;
    Language language_;
    std::size_t first_;
    TextTable table_{{}};
    bool adds_up_ = false;
};

std::string checks_text(const ProjectionReport& report, Language language) {
    const auto& model = report.model;
    const auto& failed = report.projection.failed_checks;
    if (model.checks.empty()) return {};
    if (failed.empty()) return text(Message::checks_hold, language, model.checks.size()) + '\n';
    std::string out = text(Message::checks_failed, language, failed.size()) + '\n';
    for (const auto& item : failed) {
        const auto& check = model.checks[item.check];
        out += fmt::format("  {}: {}\n", period_heading(model.grid.periods.at(item.period), language),
                           label_text(check.label, language, check.text));
    }
    return out;
}

Message standing_of(const model::Target& target, const analysis::TargetOutcome& outcome) {
    if (outcome.verdict == analysis::Verdict::monitored) return Message::no_model_line;
    if (target.sense != model::Sense::band) return outcome.met ? Message::standing_met : Message::standing_missed;
    switch (outcome.verdict) {
        case analysis::Verdict::below:
            return Message::standing_below;
        case analysis::Verdict::above:
            return Message::standing_above;
        default:
            return Message::standing_within;
    }
}

std::string one_target_table(const ProjectionReport& report, std::uint32_t set_id, Language language, Style style) {
    const auto& set = report.model.target_sets[set_id];
    std::vector<Align> columns{Align::left, Align::left, Align::left};
    columns.insert(columns.end(), set.cases.size() + 1, Align::right);
    columns.push_back(Align::left);
    TextTable table(columns);
    std::vector<std::string> head{text(Message::target, language), text(Message::period, language),
                                  text(Message::unit, language)};
    for (const auto& name : set.cases)
        head.push_back(case_heading(name, language));
    head.push_back(text(Message::projection, language));
    head.push_back(text(Message::standing, language));
    table.head(head);
    for (const auto& outcome : report.targets) {
        if (outcome.target_set != set_id) continue;
        const auto& target = set.targets[outcome.target];
        const int decimals = unit_decimals(target.unit);
        std::vector<std::string> cells{"  " + target_label(report.model, target, language),
                                       period_cell(target.period_text, language), unit_text(target.unit, language)};
        for (std::size_t i = 0; i < set.cases.size(); ++i)
            cells.push_back(target_case_text(target, i, language));
        const bool answered = outcome.verdict != analysis::Verdict::monitored;
        cells.push_back(answered ? decimal_text(outcome.value, decimals, language) : std::string(kMissing));
        cells.push_back(text(standing_of(target, outcome), language));
        table.row(std::move(cells));
    }
    const auto title = text(Message::targets_title, language, label_text(set.label, language, set.name));
    return style.strong(title) + '\n' + table.render(style);
}

}  // namespace

std::string run_title(const model::CompiledModel& model, Language language) {
    const auto& horizon = model.horizon;
    const std::string span =
        horizon.first == horizon.last ? horizon.first.text() : horizon.first.text() + ".." + horizon.last.text();
    return text(Message::run_title, language, label_text(model.scenario_label, language, model.scenario_name),
                model.scenario_name, label_text(model.model_label, language, model.model_name),
                period_phrase(span, language));
}

std::string target_table(const ProjectionReport& report, Language language, Style style) {
    std::string out;
    for (std::uint32_t set = 0; set < report.model.target_sets.size(); ++set) {
        if (!out.empty()) out += '\n';
        out += one_target_table(report, set, language, style);
    }
    return out;
}

std::string projection_text(const ProjectionReport& report, Language language, Style style) {
    ProjectionPrinter printer(report, language);
    std::string out = style.strong(run_title(report.model, language)) + "\n\n" + printer.print(style);
    if (printer.adjusted()) out += '\n' + style.faint(text(Message::rounding_note, language)) + '\n';
    if (const auto targets = target_table(report, language, style); !targets.empty()) out += '\n' + targets;
    if (const auto checks = checks_text(report, language); !checks.empty()) out += '\n' + checks;
    if (const auto spoken = stored_paragraphs(report.tables, language); !spoken.empty()) out += '\n' + spoken;
    auto others = report.tables;
    std::erase_if(others, [](const auto& table) { return table.name == kParagraphTable; });
    if (!others.empty()) out += '\n' + answer_tables_text(others, language, style);
    return out;
}

}  // namespace grdp::report
