// What an audit found, one sentence each, with the numbers behind it.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/audit.hpp"
#include "grdp/report/language.hpp"
#include "json_parts.hpp"

namespace grdp::report {

struct Finding {
    std::string id;        ///< "contradiction/growth_grdp"
    std::string severity;  ///< error, warning or note
    std::string message;
    Json evidence;
};

/// In the order of a briefing: what disagrees, how that shows, what is assumed, what would repair it.
[[nodiscard]] std::vector<Finding> audit_findings(const model::CompiledModel& model, const analysis::SetAudit& audit,
                                                  Language language);

// ---- words for numbers of an audit, shared with its tables ------------------------------------------------------------

/// The target's label inside a sentence, without the number that it has on its page.
[[nodiscard]] std::string target_name(const model::CompiledModel& model, const model::Target& target, Language language);
/// "average employment falls by 0.5% (low case) and 0.7% (high case)", with the year before where it is known.
[[nodiscard]] std::string implied_phrase(const model::CompiledModel& model, const model::TargetSet& set,
                                         const analysis::ImpliedQuantity& quantity, Language language);
/// A number of a series in its unit; an index stands without one.
[[nodiscard]] std::string series_number(const std::string& unit, double value, Language language);
/// "9.5% (low case) and 10% (high case)"; one number if all cases agree in print.
[[nodiscard]] std::string per_case(const model::TargetSet& set, const std::vector<std::string>& numbers, Language language);
/// "low case", "phương án cao"
[[nodiscard]] std::string case_phrase(const model::TargetSet& set, std::size_t index, Language language);
/// In a table head: "Low", "Thấp".
[[nodiscard]] std::string case_short(std::string_view name, Language language);
/// A target's number with as many decimals as the line prints, and `more`.
[[nodiscard]] std::string stated_number(const model::CompiledModel& model, const model::Target& target, double value, int more, Language language);
[[nodiscard]] std::string listed(const std::vector<std::string>& parts, Language language, std::string_view mark = ", ");
/// "rises by 0.4%", "giảm 0,5%"
[[nodiscard]] std::string change_phrase(double percent, int decimals, Language language);

}  // namespace grdp::report
