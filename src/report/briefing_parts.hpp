// What the sections of a briefing share: the question in the middle, cells and words.
#pragma once

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/decomposition.hpp"
#include "grdp/report/briefing.hpp"
#include "grdp/report/catalogue.hpp"
#include "grdp/report/decimal.hpp"
#include "grdp/report/document.hpp"

namespace grdp::report::paper {

inline constexpr std::size_t kPeriodsAcross = 5;  ///< most periods side by side in a table

/// What the paper is about: found once, used by every section.
struct Focus {
    std::optional<std::size_t> event;     ///< place in answers: the probability of the headline
    std::uint32_t series = model::kNone;  ///< the series that the event bounds, else growth of the total
    std::size_t period = 0;               ///< grid index of the year or quarter in question
    double low = -std::numeric_limits<double>::infinity();  ///< band of the event, if it bounds the series itself
    double high = std::numeric_limits<double>::infinity();
    bool banded = false;
    std::optional<analysis::Decomposition> volumes;  ///< a total at constant prices and its parts
    std::optional<analysis::Decomposition> values;   ///< the same total at current prices
};
[[nodiscard]] Focus find_focus(const RunContent& run);

/// Grid index to the place in the horizon.
[[nodiscard]] std::size_t horizon_place(const RunContent& run, std::size_t period);
/// The simulated cell; null where nothing was simulated.
[[nodiscard]] const engine::Cell* cell_of(const RunContent& run, std::uint32_t series, std::size_t period);
/// The quantile at a probability, if it was computed.
[[nodiscard]] std::optional<double> quantile_of(const engine::Cell& cell, double probability);
/// The answer to the same question in another run: same name and period.
[[nodiscard]] const analysis::EventAnswer* same_answer(const RunContent& run, const analysis::EventAnswer& answer);
/// A series of the horizon that has these values along the projection; not an assumption. None: there is none.
[[nodiscard]] std::uint32_t series_with_values(const RunContent& run, const std::vector<double>& values, std::string_view unit,
                                               const std::vector<std::string>& elements);

// ---- texts -----------------------------------------------------------------------------------------------------------

/// Spaces that a line must not break at become U+00A0: before units, around ±.
[[nodiscard]] std::string bound(std::string text);
/// "9,5%", "43.000 tỷ đồng" with a space that does not break.
[[nodiscard]] std::string amount(double value, int decimals, std::string_view unit, Language language);
/// "9,5 - 10%"; one end if the other is open.
[[nodiscard]] std::string band_phrase(double low, double high, std::string_view unit, Language language);
/// "tăng 7,2%" or "giảm 0,4%"
[[nodiscard]] std::string growth_phrase(double percent, int decimals, Language language);
/// "13,6% ± 0,1", at most two decimals; an error too small to show is a bound.
[[nodiscard]] std::string short_chance(const analysis::Estimate& estimate, std::uint64_t points, Language language);
/// First letter as a capital, Vietnamese letters too where they are one of đ, ă, â, ê, ô, ơ, ư.
[[nodiscard]] std::string capital(std::string text);
/// Label of an element or of the series itself where there is none.
[[nodiscard]] std::string part_label(const model::Series& series, Language language);
/// Label of a run among several: that of its scenario.
[[nodiscard]] std::string run_label(const RunContent& run, Language language);
/// Text of a column, unit in brackets as needed.
[[nodiscard]] std::string period_head(const RunContent& run, std::size_t period, Language language);
/// The period before, as it stands in a column head; empty outside the grid.
[[nodiscard]] std::optional<std::size_t> year_before(const RunContent& run, std::size_t period);

// ---- cells -----------------------------------------------------------------------------------------------------------

[[nodiscard]] doc::Cell words(std::string text);
/// A figure; "–" where there is none.
[[nodiscard]] doc::Cell figure(double value, int decimals, Language language, std::string unit = {});
[[nodiscard]] doc::Cell figure(Scaled rounded, double exact, Language language, std::string unit = {});
/// Parts that add up to their total in print where they do unrounded.
[[nodiscard]] std::vector<doc::Cell> parts_of(const std::vector<double>& parts, double total, int decimals, Language language,
                                              const std::string& unit = {});
/// A probability in percent: "13,6", "< 0,003".
[[nodiscard]] doc::Cell chance(const analysis::Estimate& estimate, std::uint64_t points, Language language);
/// Its standard error in points of percent; empty for a bound.
[[nodiscard]] doc::Cell chance_error(const analysis::Estimate& estimate, Language language);

// ---- sections --------------------------------------------------------------------------------------------------------

/// What a section adds to; empty if it has nothing to say.
struct Section {
    std::string id;
    std::string title;
    std::vector<doc::Block> blocks;

    void text(std::string words, doc::ParagraphRole role = doc::ParagraphRole::body) {
        blocks.emplace_back(doc::Paragraph{{{std::move(words), false, false, false}}, role});
    }
};

struct Context {
    const std::vector<RunContent>& runs;  ///< different scenarios, the first is the subject
    const std::vector<analysis::AnswerTable>& tables;  ///< of all runs of the first scenario
    Focus focus;
    Language language;

    [[nodiscard]] const RunContent& run() const { return runs.front(); }
    [[nodiscard]] const model::CompiledModel& model() const { return runs.front().model; }
    template <class... Arguments>
    [[nodiscard]] std::string say(Message message, const Arguments&... arguments) const {
        return report::text(message, language, arguments...);
    }
    [[nodiscard]] const analysis::AnswerTable* table(std::string_view name) const;
};

/// What an event or target is about, inside a sentence: without the number that it has on its page.
[[nodiscard]] std::string event_name(const Context& context, const analysis::EventAnswer& answer);

[[nodiscard]] Section headline(const Context& context);
[[nodiscard]] Section scenarios(const Context& context);
[[nodiscard]] Section projection_section(const Context& context);
[[nodiscard]] Section fan(const Context& context);
[[nodiscard]] Section histogram(const Context& context);
[[nodiscard]] Section contributions(const Context& context);
[[nodiscard]] Section comparison(const Context& context);
[[nodiscard]] Section arrivals_section(const Context& context);
[[nodiscard]] Section assumptions(const Context& context);
[[nodiscard]] Section audit_section(const Context& context);
[[nodiscard]] Section required(const Context& context);
[[nodiscard]] Section scorecard_section(const Context& context);
[[nodiscard]] Section methods(const Context& context);
/// Numbers of the model with what they rest on: one row per declaration.
[[nodiscard]] std::optional<doc::Table> parameters(const Context& context);

/// A column; figures stand right.
[[nodiscard]] doc::Column text_column(std::string name, std::string head, double width = 1);
[[nodiscard]] doc::Column number_column(std::string name, std::string head, std::string unit, Language language, double width = 1);
/// A name for CSV and named ranges: lower case ASCII letters, digits, underscores.
[[nodiscard]] std::string plain_name(std::string_view text);

}  // namespace grdp::report::paper
