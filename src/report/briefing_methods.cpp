#include <algorithm>

#include "briefing_parts.hpp"
#include "grdp/report/unit.hpp"
#include "wording.hpp"

namespace grdp::report::paper {
namespace {

std::string listed_once(const std::vector<std::string>& names, std::size_t most) {
    std::string out;
    std::vector<std::string> told;
    for (const auto& name : names) {
        if (std::find(told.begin(), told.end(), name) != told.end()) continue;
        told.push_back(name);
        if (told.size() > most) return out + "; …";
        out += (out.empty() ? "" : "; ") + name;
    }
    return out;
}

class Methods {
  public:
    explicit Methods(const Context& context) : context_(context), run_(context.run()), model_(context.model()), language_(context.language) {}

    Section build() {
        section_.id = "methods";
        section_.title = say(Message::paper_methods);
        section_.blocks.emplace_back(outline());
        if (auto table = parameters(context_)) section_.blocks.emplace_back(*std::move(table));
        section_.blocks.emplace_back(box());
        return std::move(section_);
    }

  private:
    template <class... Arguments>
    [[nodiscard]] std::string say(Message message, const Arguments&... arguments) const {
        return context_.say(message, arguments...);
    }
    [[nodiscard]] std::string count(std::uint64_t n) const { return decimal_text(static_cast<double>(n), 0, language_); }
    [[nodiscard]] std::string stems(model::SeriesKind kind, std::size_t most) const {
        std::vector<std::string> names;
        for (const auto& series : model_.series) {
            if (series.kind == kind) names.push_back(inside_sentence(stem_label(series, language_)));
        }
        return listed_once(names, most);
    }

    [[nodiscard]] std::string about() const {
        const auto horizon = model_.horizon.first == model_.horizon.last ? model_.horizon.first.text() : model_.horizon.first.text() + ".." + model_.horizon.last.text();
        const auto rhythm = say(model_.frequency == accounts::Frequency::annual ? Message::paper_annual : Message::paper_quarterly);
        return say(Message::paper_line_model, label_text(model_.model_label, language_, model_.model_name), rhythm, period_phrase(horizon, language_), run_label(run_, language_));
    }
    [[nodiscard]] std::string behaviour() const {
        const auto names = stems(model::SeriesKind::behavioural, 8);
        return names.empty() ? names : say(Message::paper_line_behaviour, names, stems(model::SeriesKind::exogenous, 8));
    }
    [[nodiscard]] std::string identities() const {
        const auto names = stems(model::SeriesKind::identity, 8);
        return names.empty() ? names : say(Message::paper_line_identities, names);
    }
    [[nodiscard]] std::string chance_lines() const {
        std::vector<std::string> laws;
        for (const auto& shock : model_.shocks)
            laws.push_back(law_text(shock.law.law));
        const auto uncertain = std::count_if(model_.parameters.begin(), model_.parameters.end(), [](const auto& one) { return one.sd > 0; });
        if (laws.empty() && uncertain == 0) return {};
        return say(Message::paper_line_chance, count(laws.size()), listed_once(laws, 4), count(static_cast<std::uint64_t>(uncertain)));
    }
    [[nodiscard]] std::string law_text(stats::Law law) const {
        switch (law) {
            case stats::Law::normal:
                return say(Message::paper_law_normal);
            case stats::Law::two_piece_normal:
                return say(Message::paper_law_two_piece);
            default:
                return stats::law_name(law);
        }
    }
    [[nodiscard]] std::string checks() const {
        if (model_.checks.empty()) return {};
        std::uint64_t violated = run_.projection.failed_checks.size();
        if (run_.ensemble) {
            for (const auto& check : run_.ensemble->checks)
                violated += check.violations;
        }
        std::vector<std::string> names;
        for (const auto& check : model_.checks)
            names.emplace_back(label_text(check.label, language_, check.text));
        return say(violated == 0 ? Message::paper_line_checks : Message::paper_line_checks_fail, listed_once(names, 6));
    }
    [[nodiscard]] std::string limits() const {
        return say(Message::paper_limits_note) + (run_.ensemble ? ' ' + say(Message::simulation_note) : std::string());
    }

    // The model in five lines: each begins with what it is about and a colon.
    [[nodiscard]] doc::FactBox outline() const {
        doc::FactBox box;
        box.id = "outline";
        box.title = say(Message::paper_outline);
        for (auto&& line : {about(), behaviour(), identities(), chance_lines(), checks(), limits()}) {
            const auto colon = line.find(": ");
            if (colon == std::string::npos) continue;
            fact(box, line.substr(0, colon), capital(bound(line.substr(colon + 2))));
        }
        return box;
    }

    void fact(doc::FactBox& box, std::string label, std::string value, bool code = false) const {
        if (!value.empty()) box.facts.push_back({std::move(label), {{std::move(value), false, false, code}}});
    }

    [[nodiscard]] doc::FactBox box() const {
        doc::FactBox box;
        box.id = "provenance";
        box.title = say(Message::paper_provenance);
        for (std::size_t i = 0; i < context_.runs.size(); ++i) {
            const auto& run = context_.runs[i];
            box.facts.push_back({say(Message::paper_run_file), {{run.name + " (" + run_label(run, language_) + "), SHA-256 ", false, false, false}, {run.digest, false, false, true}}});
            fact(box, say(Message::paper_command), run.command, true);
        }
        if (run_.ensemble) {
            const auto& sampling = run_.ensemble->sampling;
            fact(box, say(Message::paper_draws), say(Message::run_facts, count(sampling.draws), sampling.seed, run_.generator, count(run_.ensemble->failed_paths)));
        }
        fact(box, say(Message::paper_program), fmt::format("grdp {}, {} {}", run_.program, say(Message::paper_numerics), run_.numerics_version));
        inputs(box);
        fact(box, say(Message::paper_vintage), vintage());
        for (const auto& set : model_.target_sets) {
            const auto name = std::string(label_text(set.label, language_, set.name));
            fact(box, say(Message::paper_targets_from), set.source.empty() ? std::string() : name + ": " + std::string(label_text({set.source, set.source_vi}, language_, "")));
        }
        return box;
    }
    void inputs(doc::FactBox& box) const {
        for (const auto& input : model_.inputs) {
            const auto role = input.role == "model"      ? Message::paper_input_model
                              : input.role == "data"     ? Message::paper_input_data
                              : input.role == "override" ? Message::paper_input_override
                                                         : Message::paper_input_scenario;
            if (input.role == "override") {
                fact(box, say(role), input.text, true);
            } else {
                box.facts.push_back({say(role), {{input.path + ", SHA-256 ", false, false, false}, {input.sha256, false, false, true}}});
            }
        }
    }
    // The last period for which the data speak, and what has become known since.
    [[nodiscard]] std::string vintage() const {
        std::string out;
        if (const auto first = model_.first_horizon_index(); first > 0)
            out = say(Message::paper_data_to, period_phrase(model_.grid.periods.at(first - 1).text(), language_));
        for (const auto& one : model_.observed) {
            out += out.empty() ? "" : "; ";
            out += say(Message::observed_phrase, one.subject, period_phrase(model_.grid.periods.at(one.period).text(), language_),
                       with_unit(short_text(one.number, kMostDecimals, language_), one.unit, language_));
        }
        return out;
    }

    const Context& context_;
    const RunContent& run_;
    const model::CompiledModel& model_;
    Language language_;
    Section section_;
};

}  // namespace

Section methods(const Context& context) {
    return Methods(context).build();
}

}  // namespace grdp::report::paper
