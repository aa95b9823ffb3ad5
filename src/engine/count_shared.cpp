// Counting the events of many scenarios over common draws, docs/method/shared-draws.md (SD-5) to (SD-9).
#include <algorithm>
#include <memory>

#include "affine_form.hpp"
#include "dispatch.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number.hpp"
#include "grdp/engine/shared_draws.hpp"
#include "grdp/stats/elementary.hpp"
#include "program.hpp"
#include "shared_count.hpp"
#include "shared_tiles.hpp"
#include "worker.hpp"

namespace grdp::engine {
namespace {

constexpr std::size_t kDrawsAtOnce = std::size_t{1} << 17;  ///< what lies in memory: 12 bytes a normal
constexpr std::size_t kWorthSorting = 64;                   ///< scenarios: for fewer the kernel is through before the draws are sorted
constexpr double kSingleUnit = 0x1p-24;
constexpr double kDoubleUnit = 0x1p-53;
constexpr double kTooLarge = 1e30;  ///< for single precision

float float_at_most(double x) {
    const auto rounded = static_cast<float>(x);
    return static_cast<double>(rounded) <= x ? rounded : static_cast<float>(x - magnitude(x) * 0x1p-22 - 1e-38);
}
float float_at_least(double x) { return -float_at_most(-x); }

/// An event over all draws. (SD-5)
struct Counted {
    std::size_t scenario = 0;
    std::size_t place = 0;      ///< among the scenario's events
    double offset = 0;          ///< centre - edge
    double low = 0, high = 0;   ///< less the edge
    double slack = 0;           ///< |value of the program - offset - loadings x normals| in double precision
    double rounded_slack = 0;   ///< and in single precision
    std::vector<double> loadings;
    std::vector<float> rounded;
    double along = 0;           ///< part of the loadings in the direction of the tiles
    double aside = 0;           ///< length of the rest
    bool single = true;         ///< single precision can hold it
    kernel::SharedBand band;
    std::uint64_t below = 0, above = 0;
};

Counted counted(const SharedScenario::Event& event, const std::vector<NormalAt>& own, const std::vector<NormalAt>& all) {
    Counted to;
    const double edge = finite(event.low) ? event.low : finite(event.high) ? event.high : event.centre;
    to.offset = event.centre - edge;
    to.low = event.low - edge;
    to.high = event.high - edge;
    to.loadings.assign(all.size(), 0.0);
    double size = magnitude(to.offset);
    for (std::size_t k = 0; k < own.size(); ++k) {
        const auto at = std::lower_bound(all.begin(), all.end(), own[k]) - all.begin();
        to.loadings[static_cast<std::size_t>(at)] = event.loadings[k];
        size += magnitude(event.loadings[k]) * kLargestNormal;
    }
    const double steps = static_cast<double>(all.size()) + 6;
    // The edges were moved and the offset formed in double precision too.
    to.slack = event.error + steps * kDoubleUnit * 1.01 * (size + magnitude(event.centre) + magnitude(edge)) + 1e-300;
    to.rounded_slack = to.slack + steps * kSingleUnit * 1.01 * size + 1e-36;
    to.single = size < kTooLarge;
    for (const double loading : to.loadings) to.rounded.push_back(static_cast<float>(loading));
    kernel::SharedBand& band = to.band;
    band.normals = all.size();
    band.offset = static_cast<float>(to.offset);
    band.below = float_at_most(to.low - to.rounded_slack);
    band.not_below = float_at_least(to.low + to.rounded_slack);
    band.not_above = float_at_most(to.high - to.rounded_slack);
    band.above = float_at_least(to.high + to.rounded_slack);
    return to;
}

class Counting {
  public:
    Counting(const std::vector<SharedScenario>& scenarios, const Sampling& sampling, const SharedModel& model, Progress* progress, SharedMemory& memory, SharedWork& work)
        : scenarios_(scenarios), sampling_(sampling), model_(model), progress_(progress), memory_(memory), work_(work), kernel_(shared_kernel_for(sampling.isa)) {
        for (const SharedScenario& scenario : scenarios) normals_.insert(normals_.end(), scenario.normals.begin(), scenario.normals.end());
        std::sort(normals_.begin(), normals_.end());
        normals_.erase(std::unique(normals_.begin(), normals_.end()), normals_.end());
        for (std::size_t s = 0; s < scenarios.size(); ++s) {
            for (std::size_t e = 0; e < scenarios[s].events.size(); ++e) {
                if (scenarios[s].events[e].loadings.empty()) continue;
                events_.push_back(counted(scenarios[s].events[e], scenarios[s].normals, normals_));
                events_.back().scenario = s;
                events_.back().place = e;
            }
        }
        choose_direction();
        doubtful_.resize(kernel::kTileDraws);
    }

    bool run() {
        for (std::uint64_t done = 0; done < sampling_.draws && !events_.empty(); done += kDrawsAtOnce) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kDrawsAtOnce, sampling_.draws - done));
            const auto tiles = laid_out(done, count);
            for (const SharedTiles::Tile& tile : tiles->tiles()) {
                if (progress_ != nullptr && progress_->cancelled()) return false;
                for (Counted& event : events_) count_tile(*tiles, tile, event);
            }
        }
        return true;
    }

    [[nodiscard]] std::vector<std::vector<EventCounts>> counts() const {
        std::vector<std::vector<EventCounts>> all;
        for (const SharedScenario& scenario : scenarios_) {
            std::vector<EventCounts>& own = all.emplace_back();
            for (const SharedScenario::Event& event : scenario.events) {
                EventCounts counts;
                counts.event = event.event;
                const double x = event.centre;
                (x < event.low ? counts.below : x > event.high ? counts.above : counts.within) = sampling_.draws;
                own.push_back(counts);
            }
        }
        for (const Counted& event : events_) {
            EventCounts& counts = all[event.scenario][event.place];
            counts.below = event.below;
            counts.above = event.above;
            counts.within = sampling_.draws - event.below - event.above;
        }
        return all;
    }

  private:
    /// The mean direction of the loadings: scenarios that differ little lie along it. (SD-8)
    void choose_direction() {
        std::vector<double> mean(normals_.size(), 0.0);
        for (const Counted& event : events_) {
            const double length = length_of(event.loadings);
            for (std::size_t k = 0; k < mean.size() && length > 0; ++k) mean[k] += event.loadings[k] / length;
        }
        const double length = length_of(mean);
        if (remembers() && !memory_.direction.empty()) {
            direction_ = memory_.direction;
        } else if (events_.size() >= kWorthSorting && length > 0.5 * static_cast<double>(events_.size())) {
            for (const double part : mean) direction_.push_back(part / length);
        }
        for (Counted& event : events_) {
            event.band.loadings = event.rounded.data();
            std::vector<double> rest = event.loadings;
            for (std::size_t k = 0; k < direction_.size(); ++k) event.along += direction_[k] * event.loadings[k];
            for (std::size_t k = 0; k < direction_.size(); ++k) rest[k] -= event.along * direction_[k];
            event.aside = length_of(rest) * (1 + 1e-9) + 1e-9 * magnitude(event.along);
        }
    }

    [[nodiscard]] bool remembers() const {
        return memory_.tiles != nullptr && memory_.normals == normals_ && memory_.seed == sampling_.seed && memory_.draws == sampling_.draws &&
               memory_.first_path == sampling_.first_path && memory_.generator == sampling_.generator;
    }

    /// What fits into memory at once stays there.
    std::shared_ptr<const SharedTiles> laid_out(std::uint64_t done, std::size_t count) {
        if (remembers() && memory_.direction == direction_) return memory_.tiles;
        memory_.tiles.reset();
        auto tiles = std::make_shared<const SharedTiles>(normals_, sampling_, sampling_.first_path + done, count, direction_);
        if (sampling_.draws <= kDrawsAtOnce) memory_ = {normals_, sampling_.seed, sampling_.draws, sampling_.first_path, sampling_.generator, direction_, tiles};
        return tiles;
    }

    static double length_of(const std::vector<double>& x) {
        double squares = 0;
        for (const double part : x) squares += part * part;
        return stats::sqrt(squares);
    }

    void count_tile(const SharedTiles& tiles, const SharedTiles::Tile& tile, Counted& event) {
        if (!direction_.empty() && enclosed(tile, event)) {
            work_.enclosed += tile.draws;
            return;
        }
        if (!event.single) return count_exactly(tiles, tile, event);
        kernel::SharedCount count;
        const float* normals = tiles.rounded() + tile.begin;
        kernel_.count(normals, tiles.stride(), tile.filled, event.band, count);
        work_.counted += tile.draws;
        event.below += count.below;
        event.above += count.above;
        if (!count.doubt) return;
        const std::size_t found = kernel_.list(normals, tiles.stride(), tile.filled, event.band, doubtful_.data());
        for (std::size_t i = 0; i < found; ++i) decide(tiles, tile.begin + doubtful_[i], event);
    }

    /// All values of the tile on one side of each edge? (SD-9)
    static bool enclosed(const SharedTiles::Tile& tile, Counted& event) {
        const double one = event.along * tile.low, other = event.along * tile.high, aside = event.aside * tile.radius + event.rounded_slack;
        const double low = event.offset + std::min(one, other) - aside, high = event.offset + std::max(one, other) + aside;
        if (high < event.low) event.below += tile.draws;
        else if (low > event.high) event.above += tile.draws;
        else return low >= event.low && high <= event.high;
        return true;
    }

    void count_exactly(const SharedTiles& tiles, const SharedTiles::Tile& tile, Counted& event) {
        for (std::size_t i = tile.begin; i < tile.begin + tile.draws; ++i) decide(tiles, i, event);
    }

    void decide(const SharedTiles& tiles, std::size_t column, Counted& event) {
        ++work_.doubtful;
        double t = event.offset;
        for (std::size_t k = 0; k < event.loadings.size(); ++k) t += event.loadings[k] * tiles.normal(k, column);
        const bool near = magnitude(t - event.low) <= event.slack || magnitude(t - event.high) <= event.slack;
        if (near) return decide_exactly(tiles.path(column), event);
        event.below += t < event.low;
        event.above += t > event.high;
    }

    /// What simulate() does with this path.
    void decide_exactly(std::uint64_t path, Counted& event) {
        ++work_.exact;
        if (exact_scenario_ != event.scenario) {
            const model::CompiledModel* model = model_(event.scenario);
            GRDP_EXPECTS(model != nullptr);
            worker_.reset();
            program_ = lower(*model, {{}, false, true, false, nullptr});
            worker_ = std::make_unique<Worker>(program_, sampling_);
            exact_scenario_ = event.scenario;
        }
        const std::uint32_t index = scenarios_[event.scenario].events[event.place].event;
        const auto slot = std::find_if(program_.events.begin(), program_.events.end(), [&](const EventSlot& one) { return one.event == index; });
        GRDP_EXPECTS(slot != program_.events.end() && slot->wanted.sink != kNoSink);
        kernel::EventSink& sink = worker_->events[slot->wanted.sink];
        sink.below = sink.within = sink.above = sink.failed = 0;
        worker_->run_chunk(path, 1, kernel::Pass::measure);
        GRDP_ENSURES(sink.failed == 0);
        event.below += sink.below;
        event.above += sink.above;
    }

    const std::vector<SharedScenario>& scenarios_;
    const Sampling& sampling_;
    const SharedModel& model_;
    Progress* progress_;
    SharedMemory& memory_;
    SharedWork& work_;
    kernel::SharedKernel kernel_;
    std::vector<NormalAt> normals_;  ///< of all scenarios
    std::vector<Counted> events_;
    std::vector<double> direction_;
    std::vector<std::uint32_t> doubtful_;
    std::size_t exact_scenario_ = static_cast<std::size_t>(-1);
    Program program_;
    std::unique_ptr<Worker> worker_;
};

}  // namespace

std::optional<std::vector<std::vector<EventCounts>>> count_shared(const std::vector<SharedScenario>& scenarios, const Sampling& sampling,
                                                                  const SharedModel& model, Progress* progress, SharedMemory& memory, SharedWork* work) {
    SharedWork ignored;
    Counting counting(scenarios, sampling, model, progress, memory, work != nullptr ? *work : ignored);
    if (!counting.run()) return std::nullopt;
    return counting.counts();
}

}  // namespace grdp::engine
