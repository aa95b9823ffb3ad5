// The model as a function of its independent standard normal coordinates: the same graph, program and kernel as simulate().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grdp/engine/sampling.hpp"
#include "grdp/model/compiled_model.hpp"

namespace grdp::engine {

/// A standard normal that the model draws: normal k of the shocks in a period, or the deviation of an uncertain parameter.
/// Coordinates are independent; correlation, laws and persistence are part of the function (EN-6 to EN-9).
struct Coordinate {
    enum class Kind : std::uint8_t { parameter, shock };
    Kind kind = Kind::shock;
    std::uint32_t index = 0;              ///< of the parameter, or of the shock whose normal it is
    std::uint32_t period = model::kNone;  ///< grid index; kNone for a parameter, which is drawn once per path
    std::uint32_t ordinal = 0;            ///< of the period in the address; 0 for a parameter
    friend bool operator==(const Coordinate&, const Coordinate&) = default;
};

/// A number wanted of each point.
struct Quantity {
    enum class Kind : std::uint8_t { cell, event, shock, parameter };
    Kind kind = Kind::cell;
    std::uint32_t index = 0;   ///< into series, events, shocks or parameters
    std::uint32_t period = 0;  ///< grid index, cells and shocks only
    [[nodiscard]] static Quantity cell(std::uint32_t series, std::uint32_t period) { return {Kind::cell, series, period}; }
    /// The banded number of a band event, the truth (1 or 0) of a condition.
    [[nodiscard]] static Quantity event(std::uint32_t event) { return {Kind::event, event, 0}; }
    /// A shock, persistence included, in a period of the horizon; 0 where a fix turns it off.
    [[nodiscard]] static Quantity shock(std::uint32_t shock, std::uint32_t period) { return {Kind::shock, shock, period}; }
    [[nodiscard]] static Quantity parameter(std::uint32_t parameter) { return {Kind::parameter, parameter, 0}; }
};

/// low <= output <= high, both ends included.
struct Bound {
    std::uint32_t output = 0;
    double low = 0;   ///< -inf: open
    double high = 0;  ///< inf: open
};

/// f: R^n -> R^m. Immutable and cheap to copy; evaluated through ResponseLanes, one per worker.
class Response {
  public:
    /// Coordinates are those that some quantity depends on, ordered by (ordinal, index): parameters first.
    /// Contract: the model comes from model::compile; `dispersion` as in Sampling.
    Response(const model::CompiledModel& model, const std::vector<Quantity>& quantities, double dispersion = 1.0);

    /// The numbers whose bounds make up an event: one banded number, or those of the comparisons of a condition.
    /// See bounds(); without bounds (a condition of another shape) the only output is the truth.
    [[nodiscard]] static Response of_event(const model::CompiledModel& model, std::uint32_t event, double dispersion = 1.0);

    /// The same function with some of the outputs, and the coordinates that these need.
    [[nodiscard]] Response only(const std::vector<std::size_t>& outputs) const;

    /// The same function of a line's base and its parameter t: these coordinates are base + weight t, the others as they are.
    /// Arranged so that another t costs only what bends in t: ResponseLanes::parameter() and run_moving(). Its coordinates
    /// are the bases; its numbers differ from this function's by rounding. Contract: each is a place of coordinates().
    [[nodiscard]] Response along(const std::vector<std::size_t>& moving, const std::vector<double>& weights) const;

    /// The same function with one more output for each observed number: 1 where it came out as observed, else not finite.
    /// Its coordinates are more.
    [[nodiscard]] Response guarded() const;

    [[nodiscard]] const std::vector<Coordinate>& coordinates() const;
    /// "industry 2024", "elasticity[industry,fdi]"
    [[nodiscard]] std::string coordinate_name(const model::CompiledModel& model, std::size_t coordinate) const;
    [[nodiscard]] std::size_t outputs() const;
    /// of_event() only: the event holds exactly where all bounds hold, or where not all hold if `complement`.
    struct Bounds {
        bool complement = false;
        std::vector<Bound> all;
    };
    [[nodiscard]] const std::optional<Bounds>& bounds() const;

    /// Per coordinate: does the output depend on it?
    [[nodiscard]] std::vector<bool> dependence(std::size_t output) const;
    /// Is the output an affine function of these coordinates jointly, whatever the others are? Read off the graph: a proof,
    /// never a guess; false may be wrong.
    [[nodiscard]] bool affine(std::size_t output, const std::vector<bool>& in) const;
    /// Is the output free of jumps and kinks (if, min, max, abs, comparisons)? Kinks of a law are not counted.
    [[nodiscard]] bool smooth(std::size_t output) const;
    /// An output without randomness: its value, NaN where nothing gives it.
    [[nodiscard]] std::optional<double> certain(std::size_t output) const;

    /// The coordinates of a path of a simulation: there the outputs are replay()'s to the last bit.
    [[nodiscard]] std::vector<double> of_path(std::uint64_t seed, std::uint64_t path,
                                              stats::Generator generator = stats::Generator::philox) const;

    /// Convenience for few points. Contract: point.size() == coordinates().size().
    [[nodiscard]] std::vector<double> at(const std::vector<double>& point) const;
    /// First derivatives of every output, [output x coordinates] row-major, by central differences: absolute error step^2/6 of
    /// the third derivative plus 1e-16/step of the value. A step of 1 is right for affine outputs.
    [[nodiscard]] std::vector<double> gradient(const std::vector<double>& point, double step = 0x1p-13) const;

  private:
    friend class ResponseLanes;
    friend class EventResponses;
    struct Parts;
    explicit Response(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
    std::shared_ptr<const Parts> parts_;
};

/// The responses of a model's events, which is gone through once for all of them.
class EventResponses {
  public:
    /// Contract: as Response.
    explicit EventResponses(const model::CompiledModel& model, double dispersion = 1.0);
    ~EventResponses();
    EventResponses(EventResponses&&) noexcept;
    EventResponses& operator=(EventResponses&&) = delete;

    /// As Response::of_event(), to the last bit of every value.
    [[nodiscard]] Response operator[](std::uint32_t event) const;

  private:
    struct Lowered;
    EventResponses(const model::CompiledModel& model, double dispersion, const std::vector<std::uint32_t>& events);
    friend class Response;
    std::unique_ptr<const Lowered> lowered_;
};

/// Memory in which one worker evaluates a response at up to kLanes points at once. Coordinates that are not written anew keep
/// their values from run to run.
class ResponseLanes {
  public:
    static constexpr std::size_t kLanes = 256;

    explicit ResponseLanes(const Response& response, Isa isa = Isa::automatic);
    ~ResponseLanes();
    ResponseLanes(ResponseLanes&&) noexcept;
    ResponseLanes& operator=(ResponseLanes&&) = delete;

    /// kLanes numbers, 64-byte aligned: coordinate i of each point. Zero at first.
    [[nodiscard]] double* coordinate(std::size_t i);
    /// The same of the parameter of a response along() a line. Contract: it is one.
    [[nodiscard]] double* parameter();
    /// Points 0 .. count-1. Contract: count <= kLanes.
    void run(std::size_t count);
    /// The same where only the parameter was written since a run() of as many points or more. Contract: as parameter().
    void run_moving(std::size_t count);
    /// Output j of each point of the last run; a point without a finite value has a NaN or an infinity here.
    [[nodiscard]] const double* output(std::size_t j) const;

  private:
    struct Memory;
    void execute(std::size_t count, std::size_t first);
    std::unique_ptr<Memory> memory_;
};

}  // namespace grdp::engine
