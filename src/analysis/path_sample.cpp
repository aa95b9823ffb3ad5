#include "grdp/analysis/path_sample.hpp"

#include <algorithm>

#include "grdp/accounts/band.hpp"
#include "grdp/base/diagnostic.hpp"
#include "grdp/base/number.hpp"
#include "grdp/stats/random.hpp"

namespace grdp::analysis {
namespace {

void draw(engine::ResponseLanes& lanes, const engine::Response& response, const engine::Sampling& sampling, std::uint64_t first,
          std::size_t count) {
    const auto& coordinates = response.coordinates();
    for (std::size_t i = 0; i < coordinates.size(); ++i) {
        const engine::Coordinate& at = coordinates[i];
        const bool both = at.index % 2 == 0 && i + 1 < coordinates.size() && coordinates[i + 1].ordinal == at.ordinal && coordinates[i + 1].index == at.index + 1;
        double* to = lanes.coordinate(i);
        double* partner = both ? lanes.coordinate(i + 1) : nullptr;
        for (std::size_t k = 0; k < count; ++k) {
            const stats::NormalPair pair = stats::normal_pair(sampling.seed, first + k, at.ordinal, at.index / 2, sampling.generator);
            to[k] = at.index % 2 == 0 ? pair.z0 : pair.z1;
            if (both) partner[k] = pair.z1;
        }
        i += both ? 1 : 0;
    }
    lanes.run(count);
}

/// A path that misses what was observed is no path of the conditional world.
void fail_missed(const engine::ResponseLanes& lanes, std::size_t outputs, std::size_t guards, std::size_t count, double* to,
                 std::size_t stride) {
    for (std::size_t guard = outputs; guard < outputs + guards; ++guard) {
        const double* came = lanes.output(guard);
        for (std::size_t k = 0; k < count; ++k) {
            if (finite(came[k])) continue;
            for (std::size_t j = 0; j < outputs; ++j) to[j * stride + k] = kNan;
        }
    }
}

}  // namespace

Result<PathSample> sample_paths(const engine::Response& response, const engine::Sampling& sampling, engine::Executor& executor) {
    const double bytes = 8.0 * static_cast<double>(response.outputs()) * static_cast<double>(sampling.draws);
    if (bytes > static_cast<double>(sampling.memory_limit)) {
        Diagnostic item{Code{4004}, {}, "keeping the numbers of every path takes " +
                                            std::to_string(static_cast<std::uint64_t>(bytes / 1e6)) + " MB",
                        "at most " + std::to_string(sampling.memory_limit / 1'000'000) + " MB", "draw fewer paths"};
        return item;
    }
    PathSample sample;
    sample.draws = static_cast<std::size_t>(sampling.draws);
    sample.values.resize(response.outputs() * sample.draws);
    const engine::Response guarded = response.guarded();
    constexpr std::size_t per_task = 32 * engine::ResponseLanes::kLanes;
    const auto task = [&](std::size_t number, std::size_t) {
        engine::ResponseLanes lanes(guarded, sampling.isa);
        const std::size_t end = std::min(sample.draws, (number + 1) * per_task);
        for (std::size_t first = number * per_task; first < end; first += engine::ResponseLanes::kLanes) {
            const std::size_t count = std::min(engine::ResponseLanes::kLanes, end - first);
            draw(lanes, guarded, sampling, sampling.first_path + first, count);
            for (std::size_t j = 0; j < response.outputs(); ++j) {
                std::copy_n(lanes.output(j), count, sample.values.begin() + static_cast<std::ptrdiff_t>(j * sample.draws + first));
            }
            fail_missed(lanes, response.outputs(), guarded.outputs() - response.outputs(), count, sample.values.data() + first,
                        sample.draws);
        }
    };
    executor.run((sample.draws + per_task - 1) / per_task, task, {});
    return sample;
}

Place place(const model::Event& event, double value) {
    if (!(value - value == 0.0)) return Place::failed;
    if (!event.is_band) return value != 0.0 ? Place::within : Place::below;
    if (value < accounts::inclusive_low(std::min(event.low, event.high))) return Place::below;
    return value > accounts::inclusive_high(std::max(event.low, event.high)) ? Place::above : Place::within;
}

Result<std::uint32_t> find_event(const model::CompiledModel& model, const std::string& name) {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < model.events.size(); ++i) {
        if (model.events[i].name == name) return i;
        names.push_back(model.events[i].name);
    }
    std::string all;
    for (const std::string& known : names) all += (all.empty() ? "" : ", ") + known;
    const auto close = did_you_mean(name, names);
    Diagnostic item{Code{7042}, {}, "the scenario has no event \"" + name + "\"", all.empty() ? "a scenario with an event" : "one of: " + all,
                    close.empty() ? "" : "did you mean " + std::string(close) + "?"};
    return item;
}

}  // namespace grdp::analysis
