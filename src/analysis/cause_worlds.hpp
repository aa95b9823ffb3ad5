// The worlds between two scenarios: each built once for all that is asked of it, many at a time.
#pragma once

#include <map>
#include <optional>
#include <tuple>

#include "grdp/analysis/attribution.hpp"
#include "paired_runs.hpp"

namespace grdp::analysis {

/// How a probability is estimated in a world.
struct WorldEffort {
    std::uint64_t points = 0;                 ///< the same points in every world; 0: as many as PlannerOptions::until_se asks for
    Estimator method = Estimator::automatic;  ///< where it does not apply, the best that does
    friend auto operator<=>(const WorldEffort&, const WorldEffort&) = default;
};

/// Numbers wanted of worlds; bit i of a mask says that cause i has changed.
class WorldsWanted {
  public:
    /// `what` must outlive this. For a level the effort means nothing.
    void add(std::size_t mask, const Explained& what, const WorldEffort& effort);

  private:
    friend class CauseWorlds;
    struct OfWorld {
        std::map<std::pair<std::uint32_t, std::int32_t>, const Explained*> cells;  ///< series, ordinal of the period
        std::map<std::pair<std::uint32_t, WorldEffort>, const Explained*> events;  ///< event of the first scenario
    };
    std::map<std::size_t, OfWorld> worlds_;
};

class CauseWorlds {
  public:
    CauseWorlds(const CauseWorlds&) = delete;
    CauseWorlds& operator=(const CauseWorlds&) = delete;
    CauseWorlds(const model::CompiledModel& before, const model::CompiledModel& after, const Causes& causes, const PlannerOptions& options,
                engine::Executor& executor)
        : before_(before), after_(after), causes_(causes), options_(options), executor_(executor) {
        before_.inputs.clear();  // texts of files, of no use here
        after_.inputs.clear();
    }

    /// Bits of the causes that can change the number.
    [[nodiscard]] std::size_t acting(const Explained& what) const;
    [[nodiscard]] std::size_t everything() const { return (std::size_t{1} << causes_.causes.size()) - 1; }

    /// Computes what is not known yet, the worlds side by side.
    void compute(const WorldsWanted& wanted);
    /// Null: the world has no such number. Contract: computed.
    [[nodiscard]] const Runs* find(std::size_t mask, const Explained& what, const WorldEffort& effort) const;

  private:
    using CellKey = std::tuple<std::size_t, std::uint32_t, std::int32_t>;
    using EventKey = std::tuple<std::size_t, std::uint32_t, WorldEffort>;
    /// What one world adds.
    struct Found {
        std::map<CellKey, std::optional<Runs>> cells;
        std::map<EventKey, std::optional<EventRuns>> events;
    };

    [[nodiscard]] bool based_on_after(std::size_t mask) const;
    [[nodiscard]] model::CompiledModel world_of(std::size_t mask) const;
    [[nodiscard]] Found found_in(std::size_t mask, const WorldsWanted::OfWorld& wanted) const;
    void add_cells(std::size_t mask, const model::CompiledModel& world, const WorldsWanted::OfWorld& wanted, Found& found) const;
    [[nodiscard]] std::optional<EventRuns> runs_in(const model::CompiledModel& world, std::uint32_t event, const WorldEffort& effort) const;

    model::CompiledModel before_, after_;
    const Causes& causes_;
    const PlannerOptions& options_;
    engine::Executor& executor_;
    Found known_;
};

}  // namespace grdp::analysis
