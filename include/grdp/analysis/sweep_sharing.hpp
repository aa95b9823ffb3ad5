// Which scenarios of a sweep were counted together over shared draws, and why the others were not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grdp/engine/shared_draws.hpp"

namespace grdp::analysis {

/// Why a sweep as a whole counts nothing together.
enum class Apart : std::uint8_t {
    no,           ///< it may
    series,       ///< moments and quantiles of series are wanted
    seeds,        ///< an axis moves the seed
    independent,  ///< each scenario has draws of its own
};
[[nodiscard]] std::string_view apart_name(Apart apart);

/// Scenarios that were simulated alone for the same reason.
struct AloneScenarios {
    engine::Unshared why = engine::Unshared::refused;
    engine::Bend bend = engine::Bend::none;
    std::string event;  ///< key of the event to blame, "band_2023@2023"; may be empty
    std::string place;  ///< cell in whose equation the line bends, "volume[services]@2023"; may be empty
    std::uint64_t count = 0;
    std::uint64_t first = 0;  ///< the first of them, a row
};

/// Of the scenarios that were computed here.
struct SweepSharing {
    Apart apart = Apart::no;
    std::uint64_t together = 0;
    std::uint64_t alone = 0;
    std::uint64_t failed = 0;
    std::uint64_t elsewhere = 0;  ///< computed by other ranks, which do not say
    std::vector<AloneScenarios> reasons;  ///< most scenarios first; of equals the one that begins first

    void stood_alone(AloneScenarios one);
    void add(const SweepSharing& other);
};

}  // namespace grdp::analysis
