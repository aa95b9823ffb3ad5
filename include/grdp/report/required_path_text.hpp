// What `grdp require` prints about a required path: a sentence for each end, what each component must reach, the path by
// quarter.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/required_path.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

struct RequiredPathReport {
    const model::CompiledModel& model;
    const std::vector<analysis::RequiredPath>& paths;
    const engine::Sampling& sampling;  ///< of the probabilities
};

[[nodiscard]] std::string required_path_text(const RequiredPathReport& report, Language language, Style style);

/// The sentence for one end: "For the year 2023 to grow by 6%, the second half of 2023 must grow by 8.06%, ...".
[[nodiscard]] std::string required_path_sentence(const model::CompiledModel& model, const analysis::RequiredPath& path,
                                                 const analysis::EndNeed& need, std::uint64_t draws, Language language);

/// Quarters of one year as people call them: "the second half of 2023", "9 tháng đầu năm 2023".
[[nodiscard]] std::string periods_phrase(const std::vector<accounts::Period>& periods, Language language);

/// {"schema": "grdp.require.v1", .., "answers": [..], "status", "reason"}
[[nodiscard]] std::string required_path_json(const RequiredPathReport& report, Language language, const Diagnostics& diagnostics,
                                             const SourceSet& sources);

/// The same document where nothing can be done about the target: no answers, status "unreachable", the reason in words.
[[nodiscard]] std::string unreachable_json(const model::CompiledModel& model, const Diagnostics& diagnostics, const SourceSet& sources);

}  // namespace grdp::report
