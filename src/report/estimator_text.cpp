#include "estimator_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "grdp/analysis/best_answers.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/probability.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report {
namespace {

struct Wording {
    std::string_view name;
    Message message;
};
constexpr std::array kMethods{
    Wording{"plain", Message::method_plain},           Wording{"closed", Message::method_closed},
    Wording{"conditioning", Message::method_conditioning}, Wording{"line", Message::method_line},
    Wording{"sequential", Message::method_sequential}, Wording{"control", Message::method_control}};
constexpr std::array kReasons{
    Wording{"certain", Message::reason_certain},
    Wording{"affine_gaussian", Message::reason_affine_gaussian},
    Wording{"monotone", Message::reason_monotone},
    Wording{"affine_last_period", Message::reason_affine_last_period},
    Wording{"bounds_in_turn", Message::reason_bounds_in_turn},
    Wording{"surrogate", Message::reason_surrogate},
    Wording{"wanted", Message::reason_wanted},
    Wording{"not_comparisons", Message::reason_not_comparisons},
    Wording{"not_monotone", Message::reason_not_monotone},
    Wording{"not_finite", Message::reason_not_finite},
    Wording{"does_not_apply", Message::reason_does_not_apply},
    Wording{"no_gain", Message::reason_no_gain},
    Wording{"refuted", Message::reason_refuted}};

// A name that a later version wrote is shown as it stands.
template <class Table>
std::string worded(const Table& words, const std::string& name, Language language) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const Wording& word) { return word.name == name; });
    return found == words.end() ? name : text(found->message, language);
}

template <class T>
const std::vector<T>* column(const analysis::AnswerTable& table, std::string_view name) {
    for (const auto& held : table.columns) {
        if (held.name == name) return std::get_if<std::vector<T>>(&held.values);
    }
    return nullptr;
}

std::string points_text(double replicates, double points, Language language) {
    if (points <= 1) return "–";
    if (replicates == 0) return decimal_text(points, 0, language);
    return text(Message::points_of_replicates, language, decimal_text(replicates, 0, language),
                decimal_text(points / replicates, 0, language));
}

}  // namespace

std::string method_text(const std::string& name, Language language) { return worded(kMethods, name, language); }

std::string estimator_text(const SimulationReport& report, Language language, Style style) {
    const auto found = std::find_if(report.tables.begin(), report.tables.end(),
                                    [](const auto& table) { return table.name == analysis::kEstimatorTable; });
    if (found == report.tables.end() || found->rows() != report.answers.size()) return {};
    const auto* methods = column<std::string>(*found, "method");
    const auto* reasons = column<std::string>(*found, "reason");
    const auto* replicates = column<double>(*found, "replicates");
    const auto* points = column<double>(*found, "points");
    const auto* plain = column<double>(*found, "plain_within");
    const auto* error = column<double>(*found, "plain_within_error");
    if (!methods || !reasons || !replicates || !points || !plain || !error) return {};
    TextTable table({Align::left, Align::left, Align::left, Align::right, Align::right, Align::left});
    table.head({text(Message::event, language), text(Message::period, language), text(Message::method, language),
                text(Message::points, language), text(Message::plain_run, language), text(Message::because, language)});
    double some = 0;
    double of = 0;
    for (std::size_t i = 0; i < found->rows(); ++i) {
        const auto& answer = report.answers[i];
        const analysis::Estimate sampled{(*plain)[i], (*error)[i], 0, 0};
        table.row({"  " + event_label(report.model, answer, language), period_cell(answer.period_text, language),
                   worded(kMethods, (*methods)[i], language), points_text((*replicates)[i], (*points)[i], language),
                   probability_with_error(sampled, report.ensemble.sampling.draws, language),
                   worded(kReasons, (*reasons)[i], language)});
        if (some == 0 && (*replicates)[i] > 0) {
            some = (*replicates)[i];
            of = (*points)[i] / some;
        }
    }
    std::string out = style.strong(text(Message::estimators_title, language)) + '\n' + table.render(style);
    if (some > 0) {
        out += text(Message::estimators_note, language, decimal_text(some, 0, language), decimal_text(of, 0, language)) + '\n';
    }
    return out;
}

}  // namespace grdp::report
