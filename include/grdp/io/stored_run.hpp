// One run as it is stored: what was asked, of which model, and what came out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/answer_table.hpp"
#include "grdp/analysis/band_probability.hpp"
#include "grdp/analysis/target_outcome.hpp"
#include "grdp/engine/ensemble.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::io {

/// Reading gives back what was written, so that a report of a stored run is the report of the run itself. Not stored, since
/// they say nothing about the result or differ between machines: places in source texts, the instruction set and memory
/// limit of Sampling, spare bins of histograms (neighbours are added until at most 128 are left).
struct StoredRun {
    std::string program;  ///< version of grdp that computed it, "0.1.0"
    std::string command;  ///< normalised: without --threads, --out and what else cannot change a result; may be empty
    std::string generator = std::string(engine::kGeneratorName);
    int numerics_version = engine::kNumericsVersion;
    model::CompiledModel model;  ///< with its inputs, expressions and grid of data
    engine::Projection projection;
    std::vector<analysis::TargetOutcome> targets;  ///< empty, or one per target
    std::optional<engine::Ensemble> ensemble;      ///< absent: a projection alone
    std::vector<analysis::EventAnswer> answers;    ///< empty, or one per event of the model
    std::vector<analysis::AnswerTable> tables;     ///< answers of other verbs, names distinct
};

inline constexpr std::size_t kStoredBins = 128;

}  // namespace grdp::io
