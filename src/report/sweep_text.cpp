#include "grdp/report/sweep_text.hpp"

#include <algorithm>
#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/unit.hpp"

namespace grdp::report {
namespace {

using analysis::SweepAxis;
using analysis::SweepQuestion;

constexpr std::size_t kListedScenarios = 5;
constexpr std::size_t kListedReaching = 20;
constexpr std::size_t kWidestMap = 12;
constexpr int kAxisDecimals = 6;

class SweepPrinter {
  public:
    SweepPrinter(const SweepReport& report, Language language, Style style) : report_(report), sweep_(report.sweep), language_(language), style_(style) {}

    std::string run() {
        std::string out = style_.strong(text(Message::sweep_title, language_, sweep_.scenario, count(sweep_.rows.size()), axis_names())) + "\n\n" + axes() + "\n";
        if (report_.questions.empty()) {
            out += text(Message::no_events, language_) + "\n";
        } else {
            out += ranking();
            if (report_.reach) out += reach();
            if (report_.questions.size() > 1) out += frontier();
            if (report_.heat) out += heat();
        }
        return out + failures() + luck();
    }

  private:
    [[nodiscard]] std::string count(std::size_t number) const { return decimal_text(static_cast<double>(number), 0, language_); }
    [[nodiscard]] std::string question(std::size_t i = 0) const { return analysis::question_text(sweep_.frame, report_.questions[i]); }

    [[nodiscard]] std::string axis_names() const {
        std::string names;
        for (const SweepAxis& axis : sweep_.axes) names += (names.empty() ? "" : ", ") + axis.name;
        return names;
    }

    [[nodiscard]] std::string value(std::size_t axis, double number) const {
        const SweepAxis& own = sweep_.axes[axis];
        return std::isnan(number) || own.has_levels() || own.kind == analysis::AxisKind::seed ? analysis::axis_value_text(own, number) : short_text(number, kAxisDecimals, language_);
    }

    [[nodiscard]] std::string axes() const {
        TextTable table({Align::left, Align::left, Align::left});
        table.head({text(Message::sweep_axis, language_), text(Message::unit, language_), text(Message::sweep_values, language_)});
        for (std::size_t axis = 0; axis < sweep_.axes.size(); ++axis) {
            std::vector<double> values;
            for (const auto& row : sweep_.rows) values.push_back(sweep_.point(row.row, axis));
            std::erase_if(values, [](double one) { return std::isnan(one); });
            std::sort(values.begin(), values.end());
            values.erase(std::unique(values.begin(), values.end()), values.end());
            const std::string& unit = sweep_.axes[axis].unit;
            table.row({"  " + sweep_.axes[axis].name, unit == "1" ? "" : unit, listed(axis, values)});
        }
        return table.render(style_);
    }

    [[nodiscard]] std::string listed(std::size_t axis, const std::vector<double>& values) const {
        constexpr std::size_t most = 10;
        if (values.size() > most) return text(Message::sweep_value_count, language_, count(values.size()), value(axis, values.front()), value(axis, values.back()));
        std::string out;
        for (const double one : values) out += (out.empty() ? "" : "  ") + value(axis, one);
        return out;
    }

    [[nodiscard]] std::string figure(std::size_t place, const SweepQuestion& asked) const {
        const auto& row = sweep_.rows[place];
        const auto estimate = analysis::answer_of(row, asked);
        return estimate ? probability_with_error(*estimate, row.events[asked.event].points, language_) : "–";
    }

    /// Scenarios with their values and the probabilities asked about.
    [[nodiscard]] std::string scenarios(const std::vector<std::size_t>& places, const std::vector<SweepQuestion>& asked) const {
        std::vector<Align> columns(1 + sweep_.axes.size() + asked.size(), Align::right);
        columns.front() = Align::left;
        TextTable table(std::move(columns));
        std::vector<std::string> head{text(Message::sweep_scenario, language_)};
        for (const SweepAxis& axis : sweep_.axes) head.push_back(axis.name);
        for (const SweepQuestion& one : asked) head.push_back(asked.size() == 1 ? text(Message::sweep_probability, language_) : analysis::question_text(sweep_.frame, one));
        table.head(std::move(head));
        for (const std::size_t place : places) {
            const auto& row = sweep_.rows[place];
            std::vector<std::string> cells{"  " + sweep_.ids[row.row]};
            for (std::size_t axis = 0; axis < sweep_.axes.size(); ++axis) cells.push_back(value(axis, sweep_.point(row.row, axis)));
            for (const SweepQuestion& one : asked) cells.push_back(figure(place, one));
            table.row(std::move(cells));
        }
        return table.render(style_);
    }

    [[nodiscard]] std::string ranking() const {
        const auto places = analysis::ranked(sweep_, report_.questions.front());
        const std::vector<SweepQuestion> asked{report_.questions.front()};
        if (places.size() <= 2 * kListedScenarios) return style_.strong(text(Message::sweep_all, language_, question())) + "\n" + scenarios(places, asked) + "\n";
        return style_.strong(text(Message::sweep_best, language_, question())) + "\n" + scenarios({places.begin(), places.begin() + kListedScenarios}, asked) + "\n" +
               style_.strong(text(Message::sweep_worst, language_, question())) + "\n" + scenarios({places.end() - kListedScenarios, places.end()}, asked) + "\n";
    }

    [[nodiscard]] std::string reach() const {
        const auto& reach = *report_.reach;
        const auto surely = static_cast<std::size_t>(std::count(reach.surely.begin(), reach.surely.end(), true));
        std::string out = text(Message::sweep_reach, language_, count(reach.reached.size()), count(sweep_.rows.size()), short_text(100 * reach.probability, kAxisDecimals, language_), question(), count(surely)) + "\n";
        if (!reach.open.empty()) out += text(Message::sweep_reach_open, language_, count(reach.open.size())) + "\n";
        if (reach.reached.empty()) return out + "\n";
        const auto shown = std::min(reach.reached.size(), kListedReaching);
        return out + scenarios({reach.reached.begin(), reach.reached.begin() + static_cast<std::ptrdiff_t>(shown)}, {report_.questions.front()}) + "\n";
    }

    [[nodiscard]] std::string frontier() const {
        const auto places = analysis::pareto(sweep_, report_.questions[0], report_.questions[1]);
        return style_.strong(text(Message::sweep_pareto, language_, question(0), question(1))) + "\n" + scenarios(places, {report_.questions[0], report_.questions[1]}) + "\n";
    }

    [[nodiscard]] std::string heat() const {
        const auto& heat = *report_.heat;
        std::string out = style_.strong(text(Message::sweep_heat, language_, question(), sweep_.axes[heat.across].name, sweep_.axes[heat.down].name)) + "\n";
        std::string held;
        for (std::size_t axis = 0; axis < sweep_.axes.size(); ++axis) {
            if (axis == heat.across || axis == heat.down) continue;
            held += (held.empty() ? "" : ", ") + sweep_.axes[axis].name + " = " + value(axis, heat.held[axis]);
        }
        if (!held.empty()) out += text(Message::sweep_held, language_, held) + "\n";
        for (std::size_t begin = 0; begin < heat.across_values.size(); begin += kWidestMap) out += heat_part(heat, begin, std::min(begin + kWidestMap, heat.across_values.size()));
        return out + "\n";
    }

    [[nodiscard]] std::string heat_part(const analysis::SweepHeat& heat, std::size_t begin, std::size_t end) const {
        std::vector<Align> columns(end - begin + 1, Align::right);
        TextTable table(std::move(columns));
        std::vector<std::string> head{""};
        for (std::size_t x = begin; x < end; ++x) head.push_back(value(heat.across, heat.across_values[x]));
        table.head(std::move(head));
        for (std::size_t y = 0; y < heat.down_values.size(); ++y) {
            std::vector<std::string> cells{value(heat.down, heat.down_values[y])};
            for (std::size_t x = begin; x < end; ++x) {
                const std::size_t place = heat.cells[y * heat.across_values.size() + x];
                cells.push_back(place == analysis::SweepHeat::kNoRow ? "–" : figure(place, report_.questions.front()));
            }
            table.row(std::move(cells));
        }
        return table.render(style_);
    }

    [[nodiscard]] std::string failures() const {
        std::string out;
        std::size_t failed = 0;
        for (const auto& row : sweep_.rows) {
            if (!row.failed) continue;
            if (++failed <= kListedScenarios) out += "  " + sweep_.ids[row.row] + "  " + row.reason.substr(0, row.reason.find('\n')) + "\n";
        }
        return failed == 0 ? "" : style_.strong(text(Message::sweep_failed, language_, count(failed), count(sweep_.rows.size()))) + "\n" + out + "\n";
    }

    [[nodiscard]] std::string luck() const {
        const auto& first = sweep_.rows.front();
        const bool common = std::all_of(sweep_.rows.begin(), sweep_.rows.end(), [&](const auto& row) { return row.seed == first.seed; });
        const auto draws = decimal_text(static_cast<double>(sweep_.settings.sampling.draws), 0, language_);
        return text(common ? Message::sweep_common : Message::sweep_seeds, language_, std::to_string(first.seed), draws) + "\n";
    }

    const SweepReport& report_;
    const analysis::SweepResult& sweep_;
    Language language_;
    Style style_;
};

}  // namespace

std::string sweep_text(const SweepReport& report, Language language, Style style) { return SweepPrinter(report, language, style).run(); }

}  // namespace grdp::report
