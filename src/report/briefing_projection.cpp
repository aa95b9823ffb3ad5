#include <algorithm>
#include <set>

#include "briefing_parts.hpp"
#include "grdp/report/layout.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

constexpr std::array kLevels{0.05, 0.50, 0.95};
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// One row before it is cut to the width of a page: values over the grid, and the series whose distribution it has.
struct Line {
    std::string label;
    std::uint32_t series = model::kNone;
    std::vector<double> values;  // over the grid
};

struct Group {
    std::string label;
    std::string unit;
    std::optional<Line> total;
    std::vector<Line> parts;
    bool adds_up = false;       // the parts make the total
    std::optional<double> sum;  // or this number
};

class Groups {
  public:
    Groups(const RunContent& run, const Focus& focus, Language language) : run_(run), focus_(focus), language_(language) {}

    std::vector<Group> collect() {
        if (focus_.volumes) {
            const auto account = analysis::decomposition_account(run_.projection, run_.model, *focus_.volumes);
            accounts(account, true);
        }
        if (focus_.values) {
            const auto account = analysis::decomposition_account(run_.projection, run_.model, *focus_.values);
            accounts(account, false);
        }
        order();
        if (!focus_.volumes) laid_out();
        others();
        return std::move(groups_);
    }

  private:
    using Account = std::vector<analysis::PartAccount>;

    void accounts(const analysis::DecompositionAccount& account, bool volumes) {
        const auto& unit = run_.model.series[account.decomposition.total].unit;
        if (volumes) {
            add(Message::paper_growth_group, "%", account, &analysis::PartAccount::growth, false);
            add(Message::paper_contribution_group, "points", account, &analysis::PartAccount::contribution, true);
            levels(Message::paper_volume_group, unit, account);
        } else {
            add(Message::paper_share_group, "%", account, &analysis::PartAccount::share, true);
            levels(Message::paper_value_group, unit, account);
        }
    }

    // Growth, contribution, structure, volume, value: as a plan lists them.
    void order() {
        if (groups_.size() == 5) std::rotate(groups_.begin() + 2, groups_.begin() + 3, groups_.begin() + 4);
    }

    [[nodiscard]] Line line(std::uint32_t series, const Account& account, double analysis::PartAccount::*field, const std::string& unit) {
        const std::size_t first = run_.model.first_horizon_index();
        std::vector<double> ahead;
        for (const auto& one : account)
            ahead.push_back(one.*field);
        const auto& info = run_.model.series[series];
        Line out;
        out.label = part_label(info, language_);
        out.series = series_with_values(run_, ahead, unit, info.elements);
        out.values.assign(run_.model.grid.periods.size(), kNone);
        if (out.series != model::kNone) {
            used_.insert(out.series);
            if (info.elements.empty()) out.label = part_label(run_.model.series[out.series], language_);
            for (std::size_t p = 0; p < first; ++p)
                out.values[p] = run_.projection.value(out.series, p);
        }
        std::copy(ahead.begin(), ahead.end(), out.values.begin() + static_cast<std::ptrdiff_t>(first));
        return out;
    }

    void add(Message label, const std::string& unit, const analysis::DecompositionAccount& account, double analysis::PartAccount::*field, bool adds_up) {
        Group group;
        group.label = text(label, language_);
        group.unit = unit;
        group.adds_up = adds_up;
        const bool share = field == &analysis::PartAccount::share;
        if (share) {
            group.sum = 100;
        } else {
            // The total of the contributions is the growth itself.
            const auto total_field = field == &analysis::PartAccount::contribution ? &analysis::PartAccount::growth : field;
            group.total = line(account.decomposition.total, account.total, total_field, unit == "points" ? "%" : unit);
        }
        for (std::size_t i = 0; i < account.parts.size(); ++i)
            group.parts.push_back(line(account.decomposition.parts[i], account.parts[i], field, unit));
        groups_.push_back(std::move(group));
    }

    [[nodiscard]] Line level(std::uint32_t series) {
        Line out;
        out.label = part_label(run_.model.series[series], language_);
        out.series = series;
        used_.insert(series);
        for (std::size_t p = 0; p < run_.model.grid.periods.size(); ++p)
            out.values.push_back(run_.projection.value(series, p));
        return out;
    }

    void levels(Message label, const std::string& unit, const analysis::DecompositionAccount& account) {
        Group group;
        group.label = text(label, language_);
        group.unit = unit;
        group.adds_up = true;
        group.total = level(account.decomposition.total);
        for (const auto part : account.decomposition.parts)
            group.parts.push_back(level(part));
        groups_.push_back(std::move(group));
    }

    // A model without a total of parts: every result as the model lays it out.
    void laid_out() {
        for (const auto& section : layout(run_.model, run_.projection.values)) {
            if (section.first_kind == model::SeriesKind::exogenous) continue;
            for (const auto& block : section.blocks) {
                if (block.elements.empty()) continue;
                const auto& info = run_.model.series[block.elements.front()];
                Group group;
                group.label = stem_label(info, language_);
                group.unit = info.unit;
                if (block.total) group.total = level(*block.total);
                for (const auto element : block.elements)
                    group.parts.push_back(level(element));
                groups_.push_back(std::move(group));
            }
        }
    }

    // Results of their own: per head, productivity.
    void others() {
        Group group;
        group.label = text(Message::paper_other_group, language_);
        for (std::uint32_t id = 0; id < run_.model.series.size(); ++id) {
            const auto& series = run_.model.series[id];
            const bool wanted = series.kind == model::SeriesKind::report || (!focus_.volumes && series.kind != model::SeriesKind::exogenous);
            if (!wanted || !series.elements.empty() || used_.contains(id)) continue;
            auto one = level(id);
            one.label = labelled_unit(one.label, series.unit, language_);
            group.parts.push_back(std::move(one));
        }
        if (!group.parts.empty()) groups_.push_back(std::move(group));
    }

    const RunContent& run_;
    const Focus& focus_;
    Language language_;
    std::set<std::uint32_t> used_;
    std::vector<Group> groups_;
};

// One table over at most kPeriodsAcross periods, the year before them, and the quantiles of one of them.
class ProjectionTable {
  public:
    ProjectionTable(const Context& context, const std::vector<Group>& groups, std::size_t first, std::size_t last)
        : context_(context), groups_(groups), first_(first), last_(last), language_(context.language) {}

    doc::Table build(std::string id) {
        const auto& run = context_.run();
        table_.id = std::move(id);
        const auto focus = context_.focus.period;
        spread_ = focus >= first_ && focus <= last_ ? focus : last_;
        quantiles_ = run.ensemble.has_value();
        if (first_ > 0 && first_ == run.model.first_horizon_index() && known(first_ - 1)) --first_;
        head();
        for (const auto& group : groups_)
            add(group);
        table_.notes.push_back(context_.say(Message::rounding_note));
        if (quantiles_) table_.notes.push_back(context_.say(Message::paper_quantile_note, period_head(run, spread_, language_)));
        return std::move(table_);
    }

  private:
    [[nodiscard]] bool known(std::size_t period) const {
        return std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) {
            return std::any_of(group.parts.begin(), group.parts.end(), [&](const Line& line) { return std::isfinite(line.values[period]); });
        });
    }

    void head() {
        const auto& run = context_.run();
        const auto from = period_head(run, std::max(first_, run.model.first_horizon_index()), language_);
        const auto to = period_head(run, last_, language_);
        table_.caption = context_.say(Message::paper_projection_caption, from == to ? from : context_.say(Message::from_to_numbers, from, to));
        table_.columns.push_back(text_column("indicator", context_.say(Message::indicator), 3));
        for (std::size_t p = first_; p <= last_; ++p) {
            auto name = period_head(run, p, language_);
            const bool past = p < run.model.first_horizon_index();
            auto column = number_column("p" + plain_name(run.model.grid.periods.at(p).text()), past ? context_.say(Message::actual_in, name) : name, "", language_, 1.05);
            table_.columns.push_back(std::move(column));
        }
        if (!quantiles_) return;
        for (const double level : kLevels) {
            const auto percent = short_text(100 * level, 0, language_);
            table_.columns.push_back(number_column("q" + percent, fmt::format("P{} ({})", percent, period_head(run, spread_, language_)), "", language_, 1.05));
        }
    }

    void add(const Group& group) {
        std::vector<doc::Cell> title(table_.columns.size());
        title.front() = words(labelled_unit(group.label, group.unit, language_));
        table_.rows.push_back({doc::RowKind::group, 0, std::move(title)});
        const int decimals = unit_decimals(group.unit);
        const auto of = [&](const Line& line) { return group.unit.empty() ? unit_of(line) : group.unit; };
        const int inner = group.total || group.sum ? 2 : 1;
        if (group.total) row(*group.total, decimals, group.unit, 1, doc::RowKind::total);
        if (group.sum) hundred(group, decimals);
        std::vector<std::vector<doc::Cell>> columns;
        for (std::size_t p = first_; p <= last_; ++p)
            columns.push_back(column(group, p));
        for (std::size_t i = 0; i < group.parts.size(); ++i) {
            const auto& line = group.parts[i];
            doc::Row one{doc::RowKind::body, inner, {words(line.label)}};
            for (const auto& cells : columns)
                one.cells.push_back(cells[i]);
            spread(one, line, unit_decimals(of(line)), of(line));
            table_.rows.push_back(std::move(one));
        }
    }
    [[nodiscard]] std::string unit_of(const Line& line) const { return line.series == model::kNone ? std::string() : context_.model().series[line.series].unit; }

    [[nodiscard]] std::vector<doc::Cell> column(const Group& group, std::size_t period) const {
        std::vector<double> values;
        for (const auto& line : group.parts)
            values.push_back(line.values[period]);
        if (group.adds_up) {
            const double total = group.sum ? *group.sum : group.total->values[period];
            return parts_of(values, total, unit_decimals(group.unit), language_, group.unit);
        }
        std::vector<doc::Cell> cells;
        for (const auto& line : group.parts) {
            const auto unit = group.unit.empty() ? unit_of(line) : group.unit;
            cells.push_back(figure(line.values[period], unit_decimals(unit), language_, unit));
        }
        return cells;
    }

    void row(const Line& line, int decimals, const std::string& unit, int indent, doc::RowKind kind) {
        doc::Row one{kind, indent, {words(line.label)}};
        for (std::size_t p = first_; p <= last_; ++p)
            one.cells.push_back(figure(line.values[p], decimals, language_, unit));
        spread(one, line, decimals, unit);
        table_.rows.push_back(std::move(one));
    }

    // "Total 100.00", where the parts do make it.
    void hundred(const Group& group, int decimals) {
        doc::Row one{doc::RowKind::total, 1, {words(context_.say(Message::one_hundred))}};
        for (std::size_t p = first_; p <= last_; ++p) {
            std::vector<double> values;
            for (const auto& line : group.parts)
                values.push_back(line.values[p]);
            const bool whole = round_to_total(values, *group.sum, decimals).has_value();
            one.cells.push_back(figure(whole ? *group.sum : kNone, decimals, language_, group.unit));
        }
        one.cells.resize(table_.columns.size(), words(std::string(kMissing)));
        table_.rows.push_back(std::move(one));
    }

    void spread(doc::Row& row, const Line& line, int decimals, const std::string& unit) const {
        if (!quantiles_) return;
        const auto* cell = cell_of(context_.run(), line.series, spread_);
        for (const double level : kLevels) {
            const auto value = cell == nullptr ? std::nullopt : quantile_of(*cell, level);
            row.cells.push_back(figure(value.value_or(kNone), decimals, language_, unit));
        }
    }

    const Context& context_;
    const std::vector<Group>& groups_;
    std::size_t first_;
    std::size_t last_;
    Language language_;
    std::size_t spread_ = 0;
    bool quantiles_ = false;
    doc::Table table_;
};

}  // namespace

Section projection_section(const Context& context) {
    Section section;
    section.id = "projection";
    section.title = context.say(Message::paper_projection);
    const auto& model = context.model();
    const auto groups = Groups(context.run(), context.focus, context.language).collect();
    if (groups.empty()) return section;
    const std::size_t end = model.first_horizon_index() + model.horizon.size();
    int number = 0;
    for (std::size_t first = model.first_horizon_index(); first < end; first += kPeriodsAcross) {
        const std::size_t last = std::min(first + kPeriodsAcross, end) - 1;
        auto id = number++ == 0 ? std::string("projection") : fmt::format("projection_{}", number);
        section.blocks.emplace_back(ProjectionTable(context, groups, first, last).build(std::move(id)));
    }
    return section;
}

}  // namespace grdp::report::paper
