#include "grdp/report/probability.hpp"

#include <fmt/format.h>

#include <cmath>

#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

constexpr double kRuleOfThree = 3;  // 0 of n: p < 3/n at 95 % confidence, Hanley and Lippman-Hand 1983
constexpr double kMostOdds = 1e15;
constexpr double kExact = 1e-11;  // rounding, not chance

// Decimals in percent so that the standard error shows one figure: 0.1 -> 1, 0.03 -> 2; at least 1, at most 10.
int decimals_for(double standard_error) {
    if (standard_error < kExact) return kMostDecimals;
    int decimals = 1;
    double step = 0.1;
    while (decimals < 10 && standard_error * 100 < step) {
        step /= 10;
        ++decimals;
    }
    return decimals;
}

bool never(const analysis::Estimate& estimate) {
    return estimate.value <= 0 && estimate.standard_error > kExact;
}
bool always(const analysis::Estimate& estimate) {
    return estimate.value >= 1 && estimate.standard_error > kExact;
}

std::string bound_text(double percent, Language language) {
    int decimals = 1;
    for (double left = percent; left < 1 && decimals < 9; left *= 10)
        ++decimals;
    return short_text(percent, decimals, language);
}

std::string percent_text(double probability, int decimals, Language language) {
    return decimal_text(100 * probability, decimals, language);
}

std::string band_text(const analysis::EventAnswer& answer, Language language) {
    const auto low = short_text(answer.low, kMostDecimals, language);
    const auto high = short_text(answer.high, kMostDecimals, language);
    const auto range = answer.low == answer.high ? low : text(Message::value_range, language, low, high);
    return with_unit(range, answer.unit, language);
}

}  // namespace

std::string probability_figure(const analysis::Estimate& estimate, std::uint64_t points, Language language) {
    const double bound = 100 * kRuleOfThree / static_cast<double>(points);
    if (never(estimate)) return "< " + bound_text(std::min(bound, 100.0), language);
    if (always(estimate)) return "> " + short_text(std::max(100 - bound, 0.0), 9, language);
    const int decimals = decimals_for(estimate.standard_error);
    const double step = std::pow(10.0, -decimals);
    const double percent = 100 * estimate.value;
    if (percent > 0 && percent < step / 2) return "< " + short_text(step, decimals, language);
    if (percent < 100 && percent > 100 - step / 2) return "> " + short_text(100 - step, decimals, language);
    return percent_text(estimate.value, decimals, language);
}

std::string probability_with_error(const analysis::Estimate& estimate, std::uint64_t points, Language language) {
    const std::string figure = probability_figure(estimate, points, language);
    if (never(estimate) || always(estimate) || estimate.standard_error < kExact) return figure;
    return fmt::format("{} ± {}", figure,
                       percent_text(estimate.standard_error, decimals_for(estimate.standard_error), language));
}

std::string odds_text(const analysis::Estimate& estimate, std::uint64_t points, Language language) {
    const auto count = [&](double n) { return decimal_text(n, 0, language); };
    if (never(estimate)) return text(Message::never_seen, language, count(static_cast<double>(points)));
    if (always(estimate)) return text(Message::always_seen, language, count(static_cast<double>(points)));
    if (estimate.value <= 0) return text(Message::impossible, language);
    if (estimate.value >= 1) return text(Message::certain, language);
    const bool likely = estimate.value >= 0.5;
    double n = std::round(std::min(1 / (likely ? 1 - estimate.value : estimate.value), kMostOdds));
    for (double scale = 1; n >= 100 * scale; scale *= 10)
        n = std::round(n / scale / 10) * scale * 10;
    n = std::max(n, 2.0);
    return text(Message::about_one_in, language, count(likely ? n - 1 : 1), count(n));
}

std::string estimate_phrase(const analysis::Estimate& estimate, std::uint64_t points, Language language) {
    const int decimals = decimals_for(estimate.standard_error);
    const auto interval = with_unit(text(Message::value_range, language, percent_text(estimate.low, decimals, language),
                                         percent_text(estimate.high, decimals, language)),
                                    "%", language);
    const auto figure = with_unit(probability_figure(estimate, points, language), "%", language);
    const auto odds = odds_text(estimate, points, language);
    if (never(estimate) || always(estimate)) return fmt::format("{}, {}", figure, odds);
    if (estimate.standard_error < kExact) return text(Message::exactly, language, figure, odds);
    return text(Message::estimate_text, language, figure, percent_text(estimate.standard_error, decimals, language),
                interval, odds);
}

std::string event_label(const model::CompiledModel& model, const analysis::EventAnswer& answer, Language language) {
    if (answer.target_set != model::kNone && answer.target != model::kNone) {
        return target_label(model, model.target_sets[answer.target_set].targets[answer.target], language);
    }
    return std::string(label_text(answer.label, language, answer.name));
}

std::string event_sentence(const model::CompiledModel& model, const analysis::EventAnswer& answer, Language language) {
    const bool of_target = answer.target_set != model::kNone;
    const auto label =
        of_target ? inside_sentence(event_label(model, answer, language)) : event_label(model, answer, language);
    const auto phrase = [of_target](Message target, Message event) { return of_target ? target : event; };
    const auto period = period_phrase(answer.period_text, language);
    const auto limit = [&](double value) {
        return with_unit(short_text(value, kMostDecimals, language), answer.unit, language);
    };
    const auto rest = [&](const analysis::Estimate& estimate) {
        return with_unit(probability_figure(estimate, answer.points, language), "%", language);
    };
    const auto within = estimate_phrase(answer.within, answer.points, language);
    if (!answer.is_band) return text(Message::condition_phrase, language, label, period, within);
    if (!std::isfinite(answer.high))
        return text(phrase(Message::at_least_phrase, Message::event_at_least_phrase), language, label, period,
                    limit(answer.low), within);
    if (!std::isfinite(answer.low))
        return text(phrase(Message::at_most_phrase, Message::event_at_most_phrase), language, label, period,
                    limit(answer.high), within);
    return text(phrase(Message::band_phrase, Message::event_band_phrase), language, label, period,
                band_text(answer, language), within) +
           "; " + text(Message::band_rest, language, rest(answer.below), rest(answer.above), rest(answer.at_least));
}

}  // namespace grdp::report
