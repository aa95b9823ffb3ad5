#include "grdp/analysis/quantity.hpp"

#include <optional>

namespace grdp::analysis {
namespace {

using accounts::Period;
using accounts::PeriodRange;

std::string without_blanks(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ') out += c;
    }
    return out;
}

/// The x of growth(x), or nothing.
std::optional<std::string> inside_growth(const std::string& subject) {
    constexpr std::string_view opening = "growth(";
    if (!subject.starts_with(opening) || subject.back() != ')') return std::nullopt;
    return subject.substr(opening.size(), subject.size() - opening.size() - 1);
}

/// The series x if the expression is 100*(x/x(-k) - 1) with k a year.
std::optional<std::uint32_t> grown_series(const model::CompiledModel& model, model::NodeId root) {
    const auto& pool = model.nodes;
    const model::Node& product = pool[root];
    if (product.op != model::Op::mul || pool[product.a].op != model::Op::constant || pool[product.a].value != 100) return std::nullopt;
    const model::Node& change = pool[product.b];
    if (change.op != model::Op::sub || pool[change.b].op != model::Op::constant || pool[change.b].value != 1) return std::nullopt;
    const model::Node& ratio = pool[change.a];
    if (ratio.op != model::Op::div || pool[ratio.b].op != model::Op::positive) return std::nullopt;
    const model::Node& now = pool[ratio.a];
    const model::Node& before = pool[pool[ratio.b].a];
    const bool both = now.op == model::Op::series && before.op == model::Op::series && now.index == before.index && !now.absolute;
    if (!both || now.offset - before.offset != accounts::periods_per_year(model.frequency) || now.offset != 0) return std::nullopt;
    return now.index;
}

std::optional<std::uint32_t> growth_report(const model::CompiledModel& model, std::uint32_t series) {
    for (const model::Equation& equation : model.equations) {
        if (equation.series == series && model.series[series].kind != model::SeriesKind::behavioural) return grown_series(model, equation.right);
    }
    return std::nullopt;
}

Diagnostic unknown(const model::CompiledModel& model, const Phrase& phrase) {
    std::vector<std::string> names;
    for (const auto& series : model.series) {
        names.push_back(series.name);
        names.push_back("growth(" + series.name + ")");
    }
    for (const auto& event : model.events) names.push_back(event.name);
    const auto close = did_you_mean(phrase.subject, names);
    return {Code{7022}, phrase.subject_where, "the scenario has no number \"" + phrase.subject + "\"",
            "a series, growth(SERIES), the subject of a target or the name of a band event",
            close.empty() ? std::string() : "did you mean " + std::string(close) + "?"};
}

/// The periods meant, in the model's frequency.
Result<PeriodRange> periods_of(const model::CompiledModel& model, const Phrase& phrase, bool growth) {
    const auto refuse = [&](std::string message, std::string expected) {
        return Diagnostic{Code{7023}, phrase.periods_where, std::move(message), std::move(expected),
                          "write " + phrase.subject + "@" + model.horizon.last.text()};
    };
    if (!phrase.periods) {
        if (model.horizon.size() == 1) return model.horizon;
        const int year = model.horizon.last.year();
        if (growth && model.horizon.first.year() == year) return year_of(model, year);
        return refuse("no period is given for " + phrase.subject, "a period behind @");
    }
    PeriodRange periods = *phrase.periods;
    if (periods.first.frequency() != model.frequency) {
        if (model.frequency == accounts::Frequency::annual)
            return refuse("the model is annual, " + periods.first.text() + " is a quarter", "a year");
        periods = {year_of(model, periods.first.year()).first, year_of(model, periods.last.year()).last};
    }
    if (!growth && periods.size() > 1) return refuse(phrase.subject + " is asked for over more than one period", "one period, or growth(SERIES)");
    const PeriodRange& known = model.grid.periods;
    const PeriodRange before{periods.first - (growth ? accounts::periods_per_year(model.frequency) : 0), periods.last};
    if (known.contains(before.first) && known.contains(before.last)) return periods;
    return refuse("the scenario holds nothing of " + (known.contains(before.last) ? before.first : before.last).text(),
                  "periods from " + known.first.text() + " to " + known.last.text() + (growth ? ", a year of data before the growth" : ""));
}

model::NodeId push(model::CompiledModel& model, model::Node node) {
    model.nodes.push_back(node);
    return static_cast<model::NodeId>(model.nodes.size() - 1);
}

model::NodeId level_node(model::CompiledModel& model, std::uint32_t series, Period period) {
    model::Node node;
    node.op = model::Op::series;
    node.absolute = true;
    node.index = series;
    node.offset = static_cast<std::int32_t>(model.grid.periods.index(period));
    return push(model, node);
}

model::NodeId binary(model::CompiledModel& model, model::Op op, model::NodeId a, model::NodeId b) {
    model::Node node;
    node.op = op;
    node.a = a;
    node.b = b;
    return push(model, node);
}

model::NodeId constant(model::CompiledModel& model, double value) {
    model::Node node;
    node.value = value;
    return push(model, node);
}

model::NodeId sum_node(model::CompiledModel& model, std::uint32_t series, Period first, std::size_t count) {
    model::NodeId sum = level_node(model, series, first);
    for (std::size_t i = 1; i < count; ++i)
        sum = binary(model, model::Op::add, sum, level_node(model, series, first + static_cast<int>(i)));
    return sum;
}

/// The event or target whose text is the subject, in the period asked for.
const model::Event* find_event(const model::CompiledModel& model, const Phrase& phrase) {
    for (const model::Event& event : model.events) {
        const bool of_target = event.target_set != model::kNone;
        const std::string name = of_target ? model.target_sets[event.target_set].targets[event.target].subject : event.name;
        const bool named = without_blanks(name) == phrase.subject || without_blanks(event.name) == phrase.subject;
        if (!named || !event.is_band) continue;
        if (!phrase.periods || event.period_text == phrase.periods->first.text()) return &event;
    }
    return nullptr;
}

PeriodRange periods_of(const model::CompiledModel& model, const model::Event& event) {
    const std::size_t dots = event.period_text.find("..");
    const auto first = Period::parse(event.period_text.substr(0, dots));
    const auto last = dots == std::string::npos ? first : Period::parse(event.period_text.substr(dots + 2));
    if (!first || !last) return model.horizon;
    if (first->frequency() == model.frequency) return {*first, *last};
    return {year_of(model, first->year()).first, year_of(model, last->year()).last};
}

Result<NamedQuantity> series_quantity(model::CompiledModel& model, const Phrase& phrase, std::uint32_t series, bool growth) {
    const auto& info = model.series[series];
    NamedQuantity found;
    if (!growth) {
        if (const auto grown = growth_report(model, series)) {  // the year's growth is not a sum of the quarters' growth
            const auto periods = periods_of(model, phrase, true);
            if (!periods) return periods.diagnostics();
            found = {growth_node(model, *grown, *periods), phrase.subject, *grown, true, {}, "%", *periods};
            found.label = {info.stem_label.en, info.stem_label.vi};
            if (!info.elements.empty()) found.label = {};
            return found;
        }
    }
    const auto periods = periods_of(model, phrase, growth);
    if (!periods) return periods.diagnostics();
    found.value = growth ? growth_node(model, series, *periods) : level_node(model, series, periods->first);
    found.subject = phrase.subject;
    found.series = series;
    found.growth = growth;
    found.unit = growth ? "%" : info.unit;
    found.periods = *periods;
    return found;
}

}  // namespace

PeriodRange year_of(const model::CompiledModel& model, int year) {
    if (model.frequency == accounts::Frequency::annual) return {Period::annual(year), Period::annual(year)};
    return {Period::quarterly(year, 1), Period::quarterly(year, 4)};
}

model::NodeId growth_node(model::CompiledModel& model, std::uint32_t series, const PeriodRange& periods) {
    const int year = accounts::periods_per_year(model.frequency);
    const model::NodeId now = sum_node(model, series, periods.first, periods.size());
    const model::NodeId then = sum_node(model, series, periods.first - year, periods.size());
    model::Node base;
    base.op = model::Op::positive;
    base.a = then;
    const model::NodeId ratio = binary(model, model::Op::div, now, push(model, base));
    const model::NodeId change = binary(model, model::Op::sub, ratio, constant(model, 1));
    return binary(model, model::Op::mul, constant(model, 100), change);
}

Result<NamedQuantity> find_quantity(model::CompiledModel& model, const Phrase& phrase) {
    const std::uint32_t series = model.find_series(phrase.subject);
    if (series != model::kNone) return series_quantity(model, phrase, series, false);
    if (const auto inner = inside_growth(phrase.subject)) {
        const std::uint32_t grown = model.find_series(*inner);
        if (grown != model::kNone) return series_quantity(model, phrase, grown, true);
    }
    const model::Event* event = find_event(model, phrase);
    if (event == nullptr) return unknown(model, phrase);
    return NamedQuantity{event->value, phrase.subject, model::kNone, false, event->label, event->unit, periods_of(model, *event)};
}

}  // namespace grdp::analysis
