// What `grdp require` prints about an inverse: a sentence for each question, the values with their errors, the lines to paste.
#pragma once

#include <string>
#include <vector>

#include "grdp/analysis/inverse.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/report/language.hpp"
#include "grdp/report/text_table.hpp"

namespace grdp::report {

/// How the probabilities of a search were computed.
struct EstimatorUsed {
    std::string method = "plain";  ///< name of the estimator
    std::uint64_t points = 0;      ///< per probability; 0 for a closed form
};

struct InverseReport {
    const model::CompiledModel& model;
    const std::vector<analysis::Inverse>& inverses;
    const engine::Sampling& sampling;
    bool solved = false;  ///< one component at a fixed total: the probability is that of the component
    EstimatorUsed estimator = {};
};

[[nodiscard]] std::string inverse_text(const InverseReport& report, Language language, Style style);
/// One question and its answer: "For a probability of 12% of .., .. must be 8.93 ± 0.01 or 11.2 ± 0.02 (the scenario has 7.8)."
[[nodiscard]] std::string inverse_sentence(const model::CompiledModel& model, const analysis::Inverse& inverse, Language language);
[[nodiscard]] std::string inverse_json(const InverseReport& report, Language language, const Diagnostics& diagnostics, const SourceSet& sources);

}  // namespace grdp::report
