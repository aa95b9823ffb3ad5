// Which scenarios a sweep holds: axes, and blocks of values that are crossed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grdp/analysis/phrase.hpp"

namespace grdp::analysis {

enum class AxisKind : std::uint8_t {
    assumption,   ///< whatever find_assumption() knows; the value is a number in its unit
    seed,         ///< of the random numbers; a whole number below 2^53
    alternative,  ///< one of several named sets of statements; the value is the place of its level
    scenario,     ///< one of several scenario files; the value is the place of its level
};

/// A named alternative: statements as --set takes them, none for the scenario as it stands.
struct AxisLevel {
    std::string name;
    std::vector<std::string> statements;
};

struct SweepAxis {
    AxisKind kind = AxisKind::assumption;
    std::string name;  ///< "trend[services]@2023", "seed", "credit", "scenario"; distinct in a design
    std::string unit;  ///< of an assumption, "1" for a plain number; empty for levels
    Phrase phrase;     ///< of an assumption
    std::vector<AxisLevel> levels;

    [[nodiscard]] bool has_levels() const { return kind == AxisKind::alternative || kind == AxisKind::scenario; }
};

/// Rows of values of axes that move together.
struct SweepBlock {
    std::vector<std::uint32_t> axes;  ///< into SweepDesign::axes, at least one
    std::vector<double> values;       ///< [rows x axes]; NaN: as the scenario itself has it
    std::vector<std::string> names;   ///< of the rows; empty: they have none

    [[nodiscard]] std::uint64_t rows() const { return axes.empty() ? 0 : values.size() / axes.size(); }
};

/// The most scenarios of one sweep.
inline constexpr std::uint64_t kMostScenarios = 10'000'000;

/// Every row of every block with every row of the others; the last block turns fastest.
struct SweepDesign {
    std::vector<SweepAxis> axes;
    std::vector<SweepBlock> blocks;

    /// Saturates above kMostScenarios; 1 without blocks: the scenario itself.
    [[nodiscard]] std::uint64_t rows() const;
    /// One value per axis; NaN: as the scenario has it. Contract: row < rows().
    [[nodiscard]] std::vector<double> point(std::uint64_t row) const;
    /// Without blanks and distinct: the row's own name where a single block has names, else its number from 1, with zeros
    /// in front so that all are equally long.
    [[nodiscard]] std::string id(std::uint64_t row) const;
};

/// All values of one axis.
[[nodiscard]] SweepBlock grid_block(std::uint32_t axis, std::vector<double> values);

/// First the scenario itself, then each value of each axis alone.
[[nodiscard]] SweepBlock one_at_a_time(const std::vector<std::uint32_t>& axes, const std::vector<std::vector<double>>& values);

/// `points` values in each range, one in each of as many equal slices, in random order (McKay, Beckman and Conover 1979).
[[nodiscard]] SweepBlock latin_hypercube(const std::vector<std::uint32_t>& axes, const std::vector<NumberRange>& ranges,
                                         std::uint64_t points, std::uint64_t seed);

/// The first `points` of a scrambled Sobol' sequence (stats/sobol.hpp): more points keep the former ones.
[[nodiscard]] SweepBlock sobol_points(const std::vector<std::uint32_t>& axes, const std::vector<NumberRange>& ranges,
                                      std::uint64_t points, std::uint64_t seed);

}  // namespace grdp::analysis
