#include "graph.hpp"

#include <bit>
#include <utility>

#include "dispatch.hpp"

namespace grdp::engine {
namespace {

bool commutes(Op op) {
    return op == Op::add || op == Op::mul || op == Op::equal || op == Op::not_equal || op == Op::logical_and ||
           op == Op::logical_or;
}

/// One instruction on one group of lanes: folding and running agree because they are the same code.
double fold(Op op, double a, double b) {
    alignas(64) std::array<double, 3 * kernel::kChunk> registers;
    for (std::size_t lane = 0; lane < kernel::kLogicalLanes; ++lane) {
        registers[lane] = a;
        registers[kernel::kChunk + lane] = b;
    }
    kernel::Instruction instruction;
    instruction.op = op;
    instruction.d = 2;
    instruction.b = 1;
    kernel::Run run;
    run.paths = kernel::kLogicalLanes;
    run.registers = registers.data();
    kernel::Code code;
    code.instructions = &instruction;
    code.count = 1;
    kernel_for(Isa::baseline)(code, run);
    return registers[2 * kernel::kChunk];
}

}  // namespace

bool is_unary(Op op) {
    return op == Op::neg || op == Op::exp || op == Op::log || op == Op::sqrt || op == Op::abs || op == Op::logical_not ||
           op == Op::positive;
}

namespace {

constexpr ValueId kEmpty = 0xFFFFFFFFu;
constexpr std::size_t kFirstSlots = 256;

std::size_t hash_of(const Value& value) {
    std::uint64_t h = std::bit_cast<std::uint64_t>(value.constant) + 0x9E3779B97F4A7C15u * (static_cast<std::uint64_t>(value.op) + 1);
    for (const std::uint64_t part : {value.a, value.b, value.c}) {
        h = (h ^ (h >> 29)) * 0xBF58476D1CE4E5B9u + part;
    }
    h *= 0x94D049BB133111EBu;
    return static_cast<std::size_t>(h ^ (h >> 32));
}

/// To the bit: -0 is not 0, and a NaN is itself.
bool same(const Value& x, const Value& y) {
    return x.op == y.op && x.a == y.a && x.b == y.b && x.c == y.c &&
           std::bit_cast<std::uint64_t>(x.constant) == std::bit_cast<std::uint64_t>(y.constant);
}

}  // namespace

ValueId Graph::intern(const Value& value) {
    if (2 * (values_.size() + 1) > slots_.size()) index_anew();
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash_of(value) & mask;
    for (; slots_[at] != kEmpty; at = (at + 1) & mask) {
        if (same(values_[slots_[at]], value)) return slots_[at];
    }
    slots_[at] = static_cast<ValueId>(values_.size());
    values_.push_back(value);
    return slots_[at];
}

void Graph::index_anew() {
    std::size_t places = kFirstSlots;
    while (places < 4 * (values_.size() + 1)) places *= 2;
    slots_.assign(places, kEmpty);
    for (ValueId id = 0; id < values_.size(); ++id) {
        std::size_t at = hash_of(values_[id]) & (places - 1);
        while (slots_[at] != kEmpty) at = (at + 1) & (places - 1);
        slots_[at] = id;
    }
}

Graph Graph::pruned(const std::vector<std::vector<ValueId>*>& kept) const {
    std::vector<ValueId> renamed(values_.size(), kEmpty);
    for (const std::vector<ValueId>* ids : kept) {
        for (const ValueId id : *ids) renamed[id] = 0;
    }
    std::size_t count = 0;
    for (std::size_t i = values_.size(); i-- > 0;) {
        if (renamed[i] == kEmpty) continue;
        for_operands(values_[i], [&](ValueId operand) { renamed[operand] = 0; });
        ++count;
    }
    Graph graph;
    graph.values_.reserve(count);
    for (ValueId id = 0; id < values_.size(); ++id) {
        if (renamed[id] == kEmpty) continue;
        renamed[id] = static_cast<ValueId>(graph.values_.size());
        Value value = values_[id];
        if (value.op != Op::constant && value.op != Op::normal) {
            value.a = renamed[value.a];
            if (value.op != Op::innovate && !is_unary(value.op)) value.b = renamed[value.b];
            if (value.op == Op::select) value.c = renamed[value.c];
        }
        graph.values_.push_back(value);
    }
    for (std::vector<ValueId>* ids : kept) {
        for (ValueId& id : *ids) id = renamed[id];
    }
    return graph;
}

ValueId Graph::constant(double x) { return intern({Op::constant, 0, 0, 0, x}); }

ValueId Graph::normal(std::uint32_t ordinal, std::uint32_t shock) { return intern({Op::normal, ordinal, shock, 0, 0.0}); }

ValueId Graph::innovate(ValueId score, std::uint32_t law) { return intern({Op::innovate, score, law, 0, 0.0}); }

ValueId Graph::apply(Op op, ValueId a, ValueId b) {
    if (is_unary(op)) b = a;
    if (is_constant(a) && is_constant(b)) return constant(fold(op, constant_of(a), constant_of(b)));
    if (op == Op::mul && is_constant(a) && constant_of(a) == 1.0) return b;
    if ((op == Op::mul || op == Op::div) && is_constant(b) && constant_of(b) == 1.0) return a;
    // Equal operands in either order are one value; a constant stands second.
    if (commutes(op) && (is_constant(a) || (!is_constant(b) && b < a))) std::swap(a, b);
    return intern({op, a, is_unary(op) ? 0 : b, 0, 0.0});
}

ValueId Graph::select(ValueId condition, ValueId yes, ValueId no) {
    if (is_constant(condition)) {
        const double truth = constant_of(condition);
        if (truth - truth != 0.0) return constant(truth - truth);
        return truth != 0.0 ? yes : no;
    }
    return intern({Op::select, condition, yes, no, 0.0});
}

ValueId Graph::power(ValueId base, ValueId exponent) {
    if (is_constant(exponent)) {
        const double e = constant_of(exponent);
        if (e >= -kMaximumPower && e <= kMaximumPower && static_cast<double>(static_cast<int>(e)) == e) {
            return integer_power(base, static_cast<int>(e));
        }
    }
    return apply(Op::pow, base, exponent);
}

ValueId Graph::integer_power(ValueId base, int exponent) {
    const unsigned magnitude = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
    if (magnitude == 0) return apply(Op::add, apply(Op::mul, base, constant(0.0)), constant(1.0));  // keeps NaN
    ValueId result = base;
    bool started = false;
    ValueId square = base;
    for (unsigned rest = magnitude; rest != 0; rest >>= 1) {
        if ((rest & 1u) != 0) {
            result = started ? apply(Op::mul, result, square) : square;
            started = true;
        }
        if (rest > 1) square = apply(Op::mul, square, square);
    }
    return exponent < 0 ? apply(Op::div, constant(1.0), result) : result;
}

}  // namespace grdp::engine
