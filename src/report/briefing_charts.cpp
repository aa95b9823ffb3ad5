#include <algorithm>

#include "briefing_parts.hpp"
#include "grdp/base/number.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

constexpr std::size_t kMostHistory = 12;
constexpr std::size_t kMostSteps = 12;

doc::FigureBlock figure_block(std::string id, std::string caption, std::string alt, Chart chart) {
    doc::FigureBlock block;
    block.id = std::move(id);
    block.caption = std::move(caption);
    block.alt = std::move(alt);
    block.chart = std::move(chart);
    return block;
}

Axis axis_of(const model::Series& series, Language language) {
    Axis axis;
    axis.title = labelled_unit(series_label(series, language), series.unit, language);
    axis.unit = series.unit;
    return axis;
}

std::string say_period(const RunContent& run, std::size_t period, Language language) {
    return period_phrase(run.model.grid.periods.at(period).text(), language);
}

class Fan {
  public:
    explicit Fan(const Context& context) : context_(context), run_(context.run()), language_(context.language) {}

    std::optional<FanChart> draw() {
        const auto& focus = context_.focus;
        if (focus.series == model::kNone || !run_.ensemble) return std::nullopt;
        const std::size_t first = run_.model.first_horizon_index();
        const std::size_t end = first + run_.model.horizon.size();
        std::size_t begin = first;
        while (begin > 0 && first - begin < kMostHistory && std::isfinite(value(begin - 1)))
            --begin;
        if (end - begin < 2 || cell_of(run_, focus.series, first) == nullptr) return std::nullopt;
        const auto& series = run_.model.series[focus.series];
        chart_.value = axis_of(series, language_);
        chart_.history_label = context_.say(Message::paper_history);
        chart_.central_label = context_.say(Message::paper_median);
        make_bands();
        for (std::size_t p = begin; p < end; ++p)
            add(p, p >= first, unit_decimals(series.unit));
        targets(begin);
        return std::move(chart_);
    }

  private:
    [[nodiscard]] double value(std::size_t period) const { return run_.projection.value(context_.focus.series, period); }

    // Widest first, from the quantiles that come in pairs.
    void make_bands() {
        for (const double lower : {0.05, 0.10, 0.25}) {
            const auto* cell = cell_of(run_, context_.focus.series, run_.model.first_horizon_index());
            if (!quantile_of(*cell, lower) || !quantile_of(*cell, 1 - lower)) continue;
            const double coverage = 100 * (1 - 2 * lower);
            chart_.bands.push_back({coverage, decimal_text(coverage, 0, language_) + "%", {}, {}});
            lowers_.push_back(lower);
        }
    }

    void add(std::size_t period, bool ahead, int decimals) {
        chart_.periods.push_back(period_head(run_, period, language_));
        const auto* cell = ahead ? cell_of(run_, context_.focus.series, period) : nullptr;
        chart_.history.push_back(ahead ? kNan : value(period));
        const auto median = cell == nullptr ? std::nullopt : quantile_of(*cell, 0.5);
        const double central = median ? *median : ahead ? value(period) : kNan;
        chart_.central.push_back({central, std::isfinite(central) ? decimal_text(central, decimals, language_) : std::string()});
        for (std::size_t b = 0; b < chart_.bands.size(); ++b) {
            const auto low = cell == nullptr ? std::nullopt : quantile_of(*cell, lowers_[b]);
            const auto high = cell == nullptr ? std::nullopt : quantile_of(*cell, 1 - lowers_[b]);
            chart_.bands[b].low.push_back(low.value_or(kNan));
            chart_.bands[b].high.push_back(high.value_or(kNan));
        }
    }

    // Every target that bounds this series itself.
    void targets(std::size_t begin) {
        for (const auto& event : run_.model.events) {
            if (event.target_set == model::kNone || event.value == model::kNone) continue;
            const auto& node = run_.model.nodes[event.value];
            if (node.op != model::Op::series || !node.absolute || node.index != context_.focus.series) continue;
            const auto period = static_cast<std::size_t>(node.offset);
            if (period < begin || period - begin >= chart_.periods.size()) continue;
            chart_.targets.push_back({period - begin, event.low, event.high,
                                      context_.say(Message::paper_target_label, band_phrase(event.low, event.high, event.unit, language_))});
        }
        const auto& focus = context_.focus;
        if (!chart_.targets.empty() || !focus.banded) return;
        chart_.targets.push_back({focus.period - begin, focus.low, focus.high,
                                  context_.say(Message::paper_band_label, band_phrase(focus.low, focus.high, run_.model.series[focus.series].unit, language_))});
    }

    const Context& context_;
    const RunContent& run_;
    Language language_;
    std::vector<double> lowers_;
    FanChart chart_;
};

// Shares of paths between two values, by interpolation within the stored bins.
class Shares {
  public:
    explicit Shares(const engine::Cell& cell) : histogram_(cell.histogram), paths_(static_cast<double>(cell.finite)) {
        double sum = static_cast<double>(histogram_.below);
        sums_.push_back(sum);
        for (const auto count : histogram_.counts) {
            sum += static_cast<double>(count);
            sums_.push_back(sum);
        }
    }
    [[nodiscard]] double below(double value) const {
        const double width = (histogram_.high - histogram_.low) / static_cast<double>(histogram_.counts.size());
        const double place = (value - histogram_.low) / width;
        if (place <= 0) return sums_.front() / paths_;
        const auto bin = static_cast<std::size_t>(place);
        if (bin >= histogram_.counts.size()) return sums_.back() / paths_;
        const double part = place - static_cast<double>(bin);
        return (sums_[bin] + part * (sums_[bin + 1] - sums_[bin])) / paths_;
    }

  private:
    const engine::Histogram& histogram_;
    double paths_;
    std::vector<double> sums_;
};

// 1, 2 or 5 times a power of ten, at least `width`.
double round_width(double width) {
    double power = 1;
    while (power > width)
        power /= 10;
    while (power * 10 <= width)
        power *= 10;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (power * factor >= width) return power * factor;
    }
    return 10 * power;
}

struct Bins {
    double origin = 0;
    double width = 1;
};

// Bins begin and end where the band does; about thirty of them.
Bins bins_for(const engine::Cell& cell, double low, double high, double from, double to) {
    constexpr double kBins = 30;
    constexpr double kMostBins = 80;
    const double range = to - from;
    const bool closed = std::isfinite(low) && std::isfinite(high) && high > low;
    if (closed && range / (high - low) <= kMostBins) {
        const double pieces = std::max(1.0, std::round(kBins * (high - low) / range));
        return {low, (high - low) / pieces};
    }
    const double origin = std::isfinite(low) ? low : std::isfinite(high) ? high : std::floor(cell.mean);
    return {origin, round_width(range / kBins / 1.5)};
}

HistogramChart::Area area_of(double centre, double low, double high) {
    if (centre < low) return HistogramChart::Area::below;
    return centre > high ? HistogramChart::Area::above : HistogramChart::Area::within;
}

class Histogram {
  public:
    explicit Histogram(const Context& context) : context_(context), language_(context.language) {}

    std::optional<HistogramChart> draw() {
        const auto& focus = context_.focus;
        const auto* cell = cell_of(context_.run(), focus.series, focus.period);
        if (cell == nullptr || cell->certain || cell->histogram.counts.empty() || !(cell->histogram.high > cell->histogram.low)) return std::nullopt;
        const auto& series = context_.model().series[focus.series];
        chart_.value = axis_of(series, language_);
        chart_.share.title = context_.say(Message::paper_share_axis);
        chart_.share.unit = "%";
        bins(*cell);
        labels();
        if (const auto median = quantile_of(*cell, 0.5)) {
            chart_.median = Figured{*median, decimal_text(*median, unit_decimals(series.unit), language_)};
            chart_.median_label = context_.say(Message::paper_median);
        }
        return std::move(chart_);
    }

  private:
    void bins(const engine::Cell& cell) {
        const auto& focus = context_.focus;
        const auto p5 = quantile_of(cell, 0.05);
        const auto p95 = quantile_of(cell, 0.95);
        const double spread = p5 && p95 ? *p95 - *p5 : 2 * cell.sd;
        const double middle = p5 && p95 ? (*p5 + *p95) / 2 : cell.mean;
        const double from = std::max(cell.minimum, middle - 1.1 * spread);
        const double to = std::min(cell.maximum, middle + 1.1 * spread);
        const double low = focus.banded ? focus.low : -std::numeric_limits<double>::infinity();
        const double high = focus.banded ? focus.high : std::numeric_limits<double>::infinity();
        const auto grid = bins_for(cell, low, high, from, to);
        const Shares shares(cell);
        const double first = std::floor((from - grid.origin) / grid.width);
        const double last = std::ceil((to - grid.origin) / grid.width);
        double shown = 0;
        for (double i = first; i < last; ++i) {
            const double left = grid.origin + i * grid.width;
            const double right = grid.origin + (i + 1) * grid.width;
            const double share = 100 * (shares.below(right) - shares.below(left));
            chart_.bins.push_back({left, right, share, area_of((left + right) / 2, low, high)});
            shown += share;
        }
        constexpr double kVisible = 0.05;
        if (100 - shown >= kVisible) chart_.tails_note = context_.say(Message::paper_tails, decimal_text(100 - shown, 1, language_));
    }

    void labels() {
        const auto& focus = context_.focus;
        if (!focus.banded || !focus.event) return;
        const auto& answer = context_.run().answers[*focus.event];
        const auto limit = [&](double value) { return band_phrase(value, value, answer.unit, language_); };
        const auto add = [&](HistogramChart::Area area, std::string name, const analysis::Estimate& estimate) {
            chart_.labels.push_back({area, std::move(name), {100 * estimate.value, short_chance(estimate, answer.points, language_)}});
        };
        if (std::isfinite(answer.low)) add(HistogramChart::Area::below, context_.say(Message::paper_below, limit(answer.low)), answer.below);
        add(HistogramChart::Area::within, within_label(answer), answer.within);
        if (std::isfinite(answer.high)) add(HistogramChart::Area::above, context_.say(Message::paper_above, limit(answer.high)), answer.above);
    }
    [[nodiscard]] std::string within_label(const analysis::EventAnswer& answer) const {
        const auto band = band_phrase(answer.low, answer.high, answer.unit, language_);
        if (!std::isfinite(answer.high)) return context_.say(Message::paper_at_least, band);
        return std::isfinite(answer.low) ? context_.say(Message::paper_within, band) : context_.say(Message::paper_at_most, band);
    }

    const Context& context_;
    Language language_;
    HistogramChart chart_;
};

struct Contribution {
    std::string label;
    double points = 0;
};

// Largest first; the smallest are put together where there are too many for a page.
std::vector<Contribution> contributions_of(const Context& context, const analysis::DecompositionAccount& account, std::size_t place) {
    std::vector<Contribution> parts;
    for (std::size_t i = 0; i < account.parts.size(); ++i) {
        parts.push_back({part_label(context.model().series[account.decomposition.parts[i]], context.language), account.parts[i][place].contribution});
        if (!std::isfinite(parts.back().points)) return {};
    }
    if (parts.size() <= kMostSteps) return parts;
    std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return std::fabs(a.points) > std::fabs(b.points); });
    double rest = 0;
    for (std::size_t i = kMostSteps - 1; i < parts.size(); ++i)
        rest += parts[i].points;
    parts.resize(kMostSteps - 1);
    parts.push_back({context.say(Message::paper_rest), rest});
    return parts;
}

std::string contribution_sentence(const Context& context, const std::vector<Contribution>& parts, const std::vector<doc::Cell>& cells, double growth) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < parts.size(); ++i)
        order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return parts[a].points > parts[b].points; });
    std::string list;
    constexpr std::size_t kNamed = 6;
    for (std::size_t k = 0; k < std::min(order.size(), kNamed); ++k) {
        const auto i = order[k];
        const double points = *cells[i].number;
        const auto number = decimal_text(std::fabs(points), cells[i].decimals, context.language);
        const auto name = inside_sentence(parts[i].label);
        list += (list.empty() ? "" : "; ") + context.say(points < 0 ? Message::paper_takes_off : Message::paper_contributes, name, number);
    }
    const auto& run = context.run();
    const auto total = inside_sentence(part_label(run.model.series[context.focus.volumes->total], context.language));
    return bound(capital(context.say(Message::paper_contribution_sentence, say_period(run, context.focus.period, context.language), total,
                                     growth_phrase(growth, 2, context.language), list)));
}

}  // namespace

Section fan(const Context& context) {
    Section section{"fan", context.say(Message::paper_fan), {}};
    auto chart = Fan(context).draw();
    if (!chart) return section;
    const auto& run = context.run();
    const auto name = series_label(run.model.series[context.focus.series], context.language);
    const auto last = chart->periods.size() - 1;
    const auto alt = context.say(Message::paper_fan_alt, name, chart->periods.front(), chart->periods.back(), chart->central[last].text);
    auto block = figure_block("fan", context.say(Message::paper_fan_caption, name), alt, std::move(*chart));
    block.notes.push_back(context.say(Message::paper_fan_note));
    section.blocks.emplace_back(std::move(block));
    return section;
}

Section histogram(const Context& context) {
    Section section{"histogram", context.say(Message::paper_histogram), {}};
    auto chart = Histogram(context).draw();
    if (!chart) return section;
    const auto& run = context.run();
    const auto name = series_label(run.model.series[context.focus.series], context.language);
    std::string alt = context.say(Message::paper_histogram_alt, inside_sentence(name), period_head(run, context.focus.period, context.language));
    for (const auto& label : chart->labels)
        alt += ' ' + label.name + ": " + label.share.text + '.';
    auto block = figure_block("histogram", context.say(Message::paper_histogram_caption, inside_sentence(name), say_period(run, context.focus.period, context.language)), alt, std::move(*chart));
    section.blocks.emplace_back(std::move(block));
    return section;
}

Section contributions(const Context& context) {
    Section section{"contributions", context.say(Message::paper_contributions), {}};
    if (!context.focus.volumes) return section;
    const auto& run = context.run();
    const auto account = analysis::decomposition_account(run.projection, run.model, *context.focus.volumes);
    const auto place = horizon_place(run, context.focus.period);
    const double growth = account.total[place].growth;
    const auto parts = contributions_of(context, account, place);
    if (parts.empty() || !std::isfinite(growth)) return section;
    std::vector<double> points;
    for (const auto& part : parts)
        points.push_back(part.points);
    const auto cells = parts_of(points, growth, 2, context.language, "points");
    section.text(contribution_sentence(context, parts, cells, growth));
    WaterfallChart chart;
    chart.value.title = context.say(Message::paper_points_axis);
    chart.value.unit = "points";
    for (std::size_t i = 0; i < parts.size(); ++i)
        chart.steps.push_back({parts[i].label, {*cells[i].number, cells[i].text}, false});
    const auto& total = run.model.series[context.focus.volumes->total];
    const auto growth_series = context.focus.series;
    const bool named = growth_series != model::kNone && run.model.series[growth_series].elements.empty() &&
                       std::fabs(run.projection.value(growth_series, context.focus.period) - growth) < 1e-9;
    const auto name = named ? part_label(run.model.series[growth_series], context.language) : context.say(Message::paper_growth_of, part_label(total, context.language));
    chart.steps.push_back({name, {growth, decimal_text(growth, 2, context.language)}, true});
    const auto period = say_period(run, context.focus.period, context.language);
    std::string alt = context.say(Message::paper_contributions_caption, period) + ':';
    for (const auto& step : chart.steps)
        alt += ' ' + step.label + ' ' + step.value.text + ';';
    alt.back() = '.';
    section.blocks.emplace_back(figure_block("contributions", context.say(Message::paper_contributions_caption, period), alt, std::move(chart)));
    return section;
}

}  // namespace grdp::report::paper
