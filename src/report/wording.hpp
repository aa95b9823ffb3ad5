// Names of series and targets as a reader says them; shared by the texts of this layer.
#pragma once

#include <string>
#include <string_view>

#include "grdp/model/compiled_model.hpp"
#include "grdp/report/language.hpp"

namespace grdp::report {

/// Decimals of a stated limit or a projected number at most; trailing zeros are not printed.
inline constexpr int kMostDecimals = 4;
/// Stands where there is no value.
inline constexpr std::string_view kMissing = "–";

/// Label of the declaration: "Gross value added"; the stem's name where there is none.
[[nodiscard]] std::string stem_label(const model::Series& series, Language language);
/// Label of the element: "Services"; the indices where there is none.
[[nodiscard]] std::string element_label(const model::Series& series, Language language);
/// Stem and element: "Growth, Services".
[[nodiscard]] std::string series_label(const model::Series& series, Language language);
/// "GRDP growth, %"; without the comma where the unit has no text.
[[nodiscard]] std::string labelled_unit(std::string_view label, std::string_view unit, Language language);

/// A label inside a sentence: "Tăng trưởng" -> "tăng trưởng", "(1) GRDP growth" -> "GRDP growth"; quoted where
/// it begins with a bracket or another sign that is no number of the line.
[[nodiscard]] std::string inside_sentence(std::string label);

/// "growth of services": what a reader calls growth(volume[services]), inside a sentence.
[[nodiscard]] std::string growth_phrase(const model::Series& series, Language language);
/// A number by the label of its series, or of the series whose growth it is; else as written. Inside a sentence.
[[nodiscard]] std::string spoken_number(const model::CompiledModel& model, const std::string& written, Language language);
/// The target's own label, else that of the series that it names or whose growth it is, else its text.
[[nodiscard]] std::string target_label(const model::CompiledModel& model, const model::Target& target,
                                       Language language);
/// The value of one case: "9.5", "at least 80"; empty where the target has no such case.
[[nodiscard]] std::string target_case_text(const model::Target& target, std::size_t index, Language language);
/// "low" and "high" in the language; other names as written.
[[nodiscard]] std::string case_heading(std::string_view name, Language language);

}  // namespace grdp::report
