#include "grdp/engine/response.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "bounds_of.hpp"
#include "grdp/accounts/band.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/stats/random.hpp"
#include "line_graph.hpp"
#include "program.hpp"
#include "response_parts.hpp"
#include "schedule.hpp"
#include "worker.hpp"

namespace grdp::engine {
namespace {

std::vector<bool> needed_values(const Graph& graph, const std::vector<ValueId>& roots) {
    std::vector<bool> needed(graph.values().size(), false);
    for (const ValueId root : roots) needed[root] = true;
    for (std::size_t i = needed.size(); i-- > 0;) {
        if (needed[i]) for_operands(graph.values()[i], [&](ValueId operand) { needed[operand] = true; });
    }
    return needed;
}

Coordinate coordinate_of(std::uint32_t first_ordinal, const Value& normal) {
    Coordinate at;
    at.index = normal.b;
    at.ordinal = normal.a;
    if (normal.a == 0) {
        at.kind = Coordinate::Kind::parameter;
        return at;
    }
    at.period = normal.a - first_ordinal;
    return at;
}

bool exists(const model::CompiledModel& model, const Quantity& quantity) {
    const auto periods = model.grid.periods.size();
    switch (quantity.kind) {
    case Quantity::Kind::cell: return quantity.index < model.series.size() && quantity.period < periods;
    case Quantity::Kind::event: return quantity.index < model.events.size();
    case Quantity::Kind::shock: return quantity.index < model.shocks.size() && quantity.period < periods;
    case Quantity::Kind::parameter: return quantity.index < model.parameters.size();
    }
    return false;
}

}  // namespace

std::shared_ptr<Response::Parts> Response::Parts::like() const {
    auto parts = std::make_shared<Parts>();
    parts->graph = graph;
    parts->dispersion = dispersion;
    parts->first_ordinal = first_ordinal;
    parts->program.laws = program.laws;
    for (const stats::MarginalTable& law : parts->program.laws) parts->program.law_views.push_back(law.view());
    return parts;
}

void Response::Parts::find_coordinates() {
    const std::vector<bool> needed = needed_values(*graph, outputs);
    for (ValueId id = 0; id < needed.size(); ++id) {
        if (needed[id] && graph->values()[id].op == Op::normal) normals.push_back(id);
    }
    const auto address = [&](ValueId id) { return std::tuple(graph->values()[id].a, graph->values()[id].b); };
    std::sort(normals.begin(), normals.end(), [&](ValueId x, ValueId y) { return address(x) < address(y); });
    for (const ValueId id : normals) coordinates.push_back(coordinate_of(first_ordinal, graph->values()[id]));
}

void Response::Parts::compile() {
    Pins pins{normals, outputs, {}, {}, 0};
    if (parameter) {
        pins.inputs.push_back(*parameter);
        pins.moving.push_back(*parameter);
    }
    schedule(*graph, {}, program, &pins);
    places = pins.output_places;
    still = pins.still;
}

Response::Response(const model::CompiledModel& model, const std::vector<Quantity>& quantities, double dispersion) {
    for (const Quantity& quantity : quantities) GRDP_EXPECTS(exists(model, quantity));
    auto parts = std::make_shared<Parts>();
    Tap tap;
    tap.quantities = quantities;
    Scope scope;
    scope.tap = &tap;
    parts->program = lower(model, scope);
    parts->graph = std::make_shared<const Graph>(std::move(tap.graph));
    parts->outputs = std::move(tap.values);
    parts->guards = std::move(tap.guards);
    parts->first_ordinal = static_cast<std::uint32_t>(model.grid.periods.at(0).ordinal());
    parts->dispersion = dispersion;
    parts->find_coordinates();
    parts->compile();
    parts_ = std::move(parts);
}

Response Response::of_event(const model::CompiledModel& model, std::uint32_t index, double dispersion) {
    return EventResponses(model, dispersion, {index})[index];
}

Response Response::guarded() const {
    auto parts = parts_->like();
    parts->outputs = parts_->outputs;
    parts->outputs.insert(parts->outputs.end(), parts_->guards.begin(), parts_->guards.end());
    parts->find_coordinates();
    parts->compile();
    return Response(std::move(parts));
}

Response Response::only(const std::vector<std::size_t>& outputs) const {
    auto parts = parts_->like();
    for (const std::size_t output : outputs) parts->outputs.push_back(parts_->outputs[output]);
    const std::vector<bool> needed = needed_values(*parts->graph, parts->outputs);
    for (std::size_t i = 0; i < parts_->normals.size(); ++i) {
        if (!needed[parts_->normals[i]]) continue;
        parts->normals.push_back(parts_->normals[i]);
        parts->coordinates.push_back(parts_->coordinates[i]);
    }
    parts->compile();
    return Response(std::move(parts));
}

Response Response::along(const std::vector<std::size_t>& moving, const std::vector<double>& weights) const {
    GRDP_EXPECTS(moving.size() == weights.size() && !parts_->parameter);
    std::vector<double> per_normal(parts_->normals.size(), 0.0);
    for (std::size_t i = 0; i < moving.size(); ++i) per_normal[moving[i]] = weights[i];
    auto parts = parts_->like();
    LineGraph line = along_line(*parts_->graph, parts->program.law_views, parts->dispersion, parts_->normals, per_normal, parts_->outputs);
    parts->graph = std::make_shared<const Graph>(std::move(line.graph));
    parts->outputs = std::move(line.outputs);
    parts->normals = std::move(line.normals);
    parts->parameter = line.parameter;
    parts->bounds = parts_->bounds;
    parts->coordinates = parts_->coordinates;
    parts->compile();
    return Response(std::move(parts));
}

const std::vector<Coordinate>& Response::coordinates() const { return parts_->coordinates; }

std::string Response::coordinate_name(const model::CompiledModel& model, std::size_t coordinate) const {
    const Coordinate& at = parts_->coordinates[coordinate];
    if (at.kind == Coordinate::Kind::parameter) return model.parameters[at.index].name;
    return model.shocks[at.index].name + " " + model.grid.periods.at(at.period).text();
}

std::size_t Response::outputs() const { return parts_->outputs.size(); }

const std::optional<Response::Bounds>& Response::bounds() const { return parts_->bounds; }

std::optional<double> Response::certain(std::size_t output) const {
    const ValueId id = parts_->outputs[output];
    if (!parts_->graph->is_constant(id)) return std::nullopt;
    return parts_->graph->constant_of(id);
}

std::vector<double> Response::of_path(std::uint64_t seed, std::uint64_t path, stats::Generator generator) const {
    std::vector<double> point;
    for (const Coordinate& at : parts_->coordinates) {
        const stats::NormalPair pair = stats::normal_pair(seed, path, at.ordinal, at.index / 2, generator);
        point.push_back(at.index % 2 == 0 ? pair.z0 : pair.z1);
    }
    return point;
}

std::vector<double> Response::at(const std::vector<double>& point) const {
    GRDP_EXPECTS(point.size() == parts_->coordinates.size());
    ResponseLanes lanes(*this);
    for (std::size_t i = 0; i < point.size(); ++i) lanes.coordinate(i)[0] = point[i];
    lanes.run(1);
    std::vector<double> values;
    for (std::size_t j = 0; j < outputs(); ++j) values.push_back(lanes.output(j)[0]);
    return values;
}

std::vector<double> Response::gradient(const std::vector<double>& point, double step) const {
    const std::size_t n = parts_->coordinates.size();
    GRDP_EXPECTS(point.size() == n);
    std::vector<double> derivatives(outputs() * n);
    ResponseLanes lanes(*this);
    constexpr std::size_t per_run = ResponseLanes::kLanes / 2;
    for (std::size_t first = 0; first < n; first += per_run) {
        const std::size_t count = std::min(per_run, n - first);
        for (std::size_t i = 0; i < n; ++i) std::fill_n(lanes.coordinate(i), 2 * count, point[i]);
        for (std::size_t k = 0; k < count; ++k) {
            lanes.coordinate(first + k)[2 * k] = point[first + k] - step;
            lanes.coordinate(first + k)[2 * k + 1] = point[first + k] + step;
        }
        lanes.run(2 * count);
        for (std::size_t j = 0; j < outputs(); ++j) {
            const double* value = lanes.output(j);
            for (std::size_t k = 0; k < count; ++k) {
                derivatives[j * n + first + k] = (value[2 * k + 1] - value[2 * k]) / (2 * step);
            }
        }
    }
    return derivatives;
}

struct ResponseLanes::Memory {
    std::shared_ptr<const Response::Parts> parts;
    kernel::Execute execute;
    AlignedDoubles registers;
    std::vector<double> constants;  ///< [outputs x kLanes] of those that are certain
};

ResponseLanes::ResponseLanes(const Response& response, Isa isa) : memory_(std::make_unique<Memory>()) {
    static_assert(kLanes == kernel::kChunk);
    const Response::Parts& parts = *response.parts_;
    memory_->parts = response.parts_;
    memory_->execute = kernel_for(isa);
    const std::size_t size = std::max<std::size_t>(parts.program.registers, 1) * kLanes;
    memory_->registers.reset(static_cast<double*>(::operator new[](size * sizeof(double), std::align_val_t{64})));
    std::fill_n(memory_->registers.get(), size, 0.0);
    memory_->constants.assign(parts.outputs.size() * kLanes, 0.0);
    for (std::size_t j = 0; j < parts.outputs.size(); ++j) {
        if (const auto value = response.certain(j)) std::fill_n(&memory_->constants[j * kLanes], kLanes, *value);
    }
}

ResponseLanes::~ResponseLanes() = default;
ResponseLanes::ResponseLanes(ResponseLanes&&) noexcept = default;

double* ResponseLanes::coordinate(std::size_t i) { return memory_->registers.get() + i * kLanes; }

double* ResponseLanes::parameter() {
    GRDP_EXPECTS(memory_->parts->parameter.has_value());
    return coordinate(memory_->parts->normals.size());
}

void ResponseLanes::run(std::size_t count) { execute(count, 0); }

void ResponseLanes::run_moving(std::size_t count) {
    GRDP_EXPECTS(memory_->parts->parameter.has_value());
    execute(count, memory_->parts->still);
}

void ResponseLanes::execute(std::size_t count, std::size_t first) {
    GRDP_EXPECTS(count <= kLanes);
    kernel::Run run;
    run.paths = count;
    run.dispersion = memory_->parts->dispersion;
    run.registers = memory_->registers.get();
    kernel::Code code = memory_->parts->program.code();
    code.instructions += first;
    code.count -= first;
    memory_->execute(code, run);
}

const double* ResponseLanes::output(std::size_t j) const {
    const std::uint32_t place = memory_->parts->places[j];
    return place == Pins::kNoPlace ? &memory_->constants[j * kLanes] : memory_->registers.get() + std::size_t{place} * kLanes;
}

}  // namespace grdp::engine
