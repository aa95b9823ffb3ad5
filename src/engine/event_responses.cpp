#include <algorithm>
#include <numeric>

#include "bounds_of.hpp"
#include "grdp/accounts/band.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/engine/response.hpp"
#include "program.hpp"
#include "response_parts.hpp"

namespace grdp::engine {
namespace {

std::vector<std::uint32_t> all_events(const model::CompiledModel& model) {
    std::vector<std::uint32_t> events(model.events.size());
    std::iota(events.begin(), events.end(), 0u);
    return events;
}

}  // namespace

/// The numbers of each event in one graph.
struct EventResponses::Lowered {
    struct Event {
        std::uint32_t index = 0;
        std::vector<ValueId> outputs;
        std::optional<Response::Bounds> bounds;
    };
    Graph graph;
    std::vector<ValueId> guards;
    std::vector<stats::MarginalTable> laws;
    std::vector<Event> events;
    std::uint32_t first_ordinal = 0;
    double dispersion = 1;

    void take(const model::Event& event, std::uint32_t index, ValueId value) {
        Event taken{index, {value}, {}};
        if (event.is_band) {
            taken.bounds = Response::Bounds{false,
                                            {{0, accounts::inclusive_low(std::min(event.low, event.high)),
                                              accounts::inclusive_high(std::max(event.low, event.high))}}};
        } else if (const auto found = bounds_of(graph, value)) {
            taken.outputs.clear();
            taken.bounds = Response::Bounds{found->complement, {}};
            for (const ValueBound& bound : found->all) {
                taken.bounds->all.push_back({static_cast<std::uint32_t>(taken.outputs.size()), bound.low, bound.high});
                taken.outputs.push_back(bound.value);
            }
        }
        events.push_back(std::move(taken));
    }
};

EventResponses::EventResponses(const model::CompiledModel& model, double dispersion, const std::vector<std::uint32_t>& events) {
    Tap tap;
    for (const std::uint32_t event : events) {
        GRDP_EXPECTS(event < model.events.size());
        tap.quantities.push_back(Quantity::event(event));
    }
    Scope scope;
    scope.tap = &tap;
    Program program = lower(model, scope);
    auto lowered = std::make_unique<Lowered>();
    lowered->graph = std::move(tap.graph);
    lowered->guards = std::move(tap.guards);
    lowered->laws = std::move(program.laws);
    lowered->first_ordinal = static_cast<std::uint32_t>(model.grid.periods.at(0).ordinal());
    lowered->dispersion = dispersion;
    for (std::size_t i = 0; i < events.size(); ++i) lowered->take(model.events[events[i]], events[i], tap.values[i]);
    lowered_ = std::move(lowered);
}

EventResponses::EventResponses(const model::CompiledModel& model, double dispersion) : EventResponses(model, dispersion, all_events(model)) {}
EventResponses::~EventResponses() = default;
EventResponses::EventResponses(EventResponses&&) noexcept = default;

Response EventResponses::operator[](std::uint32_t event) const {
    const auto found = std::find_if(lowered_->events.begin(), lowered_->events.end(), [&](const auto& one) { return one.index == event; });
    GRDP_EXPECTS(found != lowered_->events.end());
    auto parts = std::make_shared<Response::Parts>();
    parts->outputs = found->outputs;
    parts->guards = lowered_->guards;
    parts->graph = std::make_shared<const Graph>(lowered_->graph.pruned({&parts->outputs, &parts->guards}));
    parts->bounds = found->bounds;
    parts->program.laws = lowered_->laws;
    for (const stats::MarginalTable& law : parts->program.laws) parts->program.law_views.push_back(law.view());
    parts->first_ordinal = lowered_->first_ordinal;
    parts->dispersion = lowered_->dispersion;
    parts->find_coordinates();
    parts->compile();
    return Response(std::move(parts));
}

}  // namespace grdp::engine
