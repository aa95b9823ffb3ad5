#include "schedule.hpp"

#include <array>
#include <bit>
#include <unordered_map>

#include "grdp/base/contract.hpp"

namespace grdp::engine {
namespace {

constexpr std::uint32_t kNowhere = 0xFFFFFFFFu;

class Scheduler {
  public:
    Scheduler(const Graph& graph, const std::vector<Observation>& observations, Program& program, Pins* pins)
        : values_(graph.values()), observations_(observations), program_(program), pins_(pins) {}

    void run() {
        mark_needed();
        fuse_products();
        group_normals();
        count_uses();
        pin_inputs();
        mark_moving();
        if (pins_ != nullptr && !pins_->moving.empty()) {
            emit_those_that(false);
            pins_->still = program_.instructions.size();
        }
        emit_those_that(true);
        if (pins_ == nullptr) return;
        for (const ValueId id : pins_->outputs) pins_->output_places.push_back(place_[id]);
    }

  private:
    static constexpr std::uint32_t kBlock = 4;  ///< normals of one block of random words
    using Members = std::array<ValueId, kBlock>;
    static constexpr Members kNobody = {kNowhere, kNowhere, kNowhere, kNowhere};

    void mark_needed() {
        needed_.assign(values_.size(), false);
        for (const Observation& o : observations_) needed_[o.value] = true;
        if (pins_ != nullptr) {
            for (const ValueId id : pins_->outputs) needed_[id] = true;
        }
        for (std::size_t i = values_.size(); i-- > 0;) {
            if (needed_[i]) for_operands(values_[i], [&](ValueId operand) { needed_[operand] = true; });
        }
    }

    /// x + a*b and x - a*b become one instruction (two roundings, same bits) where nobody else needs the product.
    void fuse_products() {
        std::vector<std::uint32_t> users(values_.size(), 0);
        for (const Observation& o : observations_) users[o.value] += 2;
        if (pins_ != nullptr) {
            for (const ValueId id : pins_->outputs) users[id] += 2;
        }
        for (ValueId id = 0; id < values_.size(); ++id) {
            if (needed_[id]) for_operands(values_[id], [&](ValueId operand) { ++users[operand]; });
        }
        fused_.assign(values_.size(), false);
        product_.assign(values_.size(), kNowhere);
        const auto single_product = [&](ValueId id) { return values_[id].op == Op::mul && users[id] == 1; };
        for (ValueId id = 0; id < values_.size(); ++id) {
            const Value& v = values_[id];
            if (!needed_[id]) continue;
            if (v.op == Op::add && single_product(v.a)) product_[id] = v.a;
            else if ((v.op == Op::add || v.op == Op::sub) && single_product(v.b)) product_[id] = v.b;
            if (product_[id] != kNowhere) fused_[product_[id]] = true;
        }
    }

    void group_normals() {
        for (ValueId id = 0; id < values_.size(); ++id) {
            const Value& v = values_[id];
            if (!needed_[id] || v.op != Op::normal) continue;
            blocks_.try_emplace(block_of(v), kNobody).first->second[v.b % kBlock] = id;
        }
    }

    static std::uint64_t block_of(const Value& v) { return (std::uint64_t{v.a} << 32) | v.b / kBlock; }

    /// Operands as the emitted instruction reads them: those of a fused product belong to the sum.
    template <class F>
    void for_read(ValueId id, F&& f) const {
        const Value& v = values_[id];
        if (product_[id] == kNowhere) return for_operands(v, f);
        const Value& product = values_[product_[id]];
        f(product.a);
        f(product.b);
        f(v.a == product_[id] ? v.b : v.a);
    }

    void count_uses() {
        uses_.assign(values_.size(), 0);
        place_.assign(values_.size(), kNowhere);
        watchers_.resize(values_.size());
        for (std::size_t i = 0; i < observations_.size(); ++i) watchers_[observations_[i].value].push_back(i);
        for (ValueId id = 0; id < values_.size(); ++id) {
            if (needed_[id] && !fused_[id]) for_read(id, [&](ValueId operand) { ++uses_[operand]; });
        }
    }

    void pin_inputs() {
        pinned_.assign(values_.size(), false);
        if (pins_ == nullptr) return;
        for (const ValueId id : pins_->inputs) {
            place_[id] = program_.registers++;
            pinned_[id] = true;
        }
        for (const ValueId id : pins_->outputs) pinned_[id] = true;
    }

    /// Without moving inputs everything moves. What is still and read by the others is never overwritten.
    void mark_moving() {
        moves_.assign(values_.size(), pins_ == nullptr || pins_->moving.empty());
        if (pins_ == nullptr || pins_->moving.empty()) return;
        for (const ValueId id : pins_->moving) moves_[id] = true;
        for (ValueId id = 0; id < values_.size(); ++id) {
            if (needed_[id]) for_operands(values_[id], [&](ValueId operand) { moves_[id] = moves_[id] || moves_[operand]; });
        }
        for (ValueId id = 0; id < values_.size(); ++id) {
            if (!needed_[id] || fused_[id] || !moves_[id]) continue;
            for_read(id, [&](ValueId operand) { pinned_[operand] = pinned_[operand] || !moves_[operand]; });
        }
    }

    void emit_those_that(bool move) {
        for (ValueId id = 0; id < values_.size(); ++id) {
            if (needed_[id] && !fused_[id] && moves_[id] == move && values_[id].op != Op::constant) emit(id);
        }
    }

    void emit(ValueId id) {
        if (values_[id].op == Op::normal) {
            if (place_[id] == kNowhere) emit_normals(id);
        } else {
            emit_operation(id);
        }
        for (const std::size_t watcher : watchers_[id]) {
            const Observation& o = observations_[watcher];
            kernel::Instruction look;
            look.op = o.observer;
            look.d = o.sink;
            look.a = place_[id];
            program_.instructions.push_back(look);
        }
        if (uses_[id] == 0) release(id);
    }

    /// All normals of the block at once, in pairs; one without a user gives its register back.
    void emit_normals(ValueId id) {
        const Value& v = values_[id];
        const Members& members = blocks_.at(block_of(v));
        std::uint32_t places[kBlock] = {kNowhere, kNowhere, kNowhere, kNowhere};
        for (std::size_t i = 0; i < kBlock; ++i) {
            if (members[i] != kNowhere || members[i ^ 1u] != kNowhere) places[i] = take();
        }
        program_.instructions.push_back({Op::normal, 0, places[0], v.a, places[1], v.b / kBlock, places[2], places[3]});
        for (std::size_t i = 0; i < kBlock; ++i) {
            if (members[i] != kNowhere && place_[members[i]] == kNowhere) place_[members[i]] = places[i];
            else if (places[i] != kNowhere) free_.push_back(places[i]);
        }
    }

    void emit_operation(ValueId id) {
        const Value& v = values_[id];
        kernel::Instruction out;
        out.op = v.op;
        if (product_[id] != kNowhere) {
            const Value& product = values_[product_[id]];
            out.op = v.op == Op::add ? Op::multiply_add : Op::subtract_product;
            ValueId a = product.a, b = product.b;
            if (values_[a].op == Op::constant) std::swap(a, b);
            out.a = read(a, 1, out);
            out.b = read(b, 2, out);
            out.c = read(v.a == product_[id] ? v.b : v.a, 4, out);
        } else {
            out.a = read(v.a, 1, out);
            out.b = v.op == Op::innovate ? v.b : is_unary(v.op) ? out.a : read(v.b, 2, out);
            out.c = v.op == Op::select ? read(v.c, 4, out) : 0;
        }
        for_read(id, [&](ValueId operand) {
            if (--uses_[operand] == 0 && place_[operand] != kNowhere) release(operand);
        });
        out.d = take();
        place_[id] = out.d;
        program_.instructions.push_back(out);
    }

    /// Register of an operand, or its place among the constants with the bit set.
    std::uint32_t read(ValueId id, unsigned bit, kernel::Instruction& out) {
        if (values_[id].op != Op::constant) {
            GRDP_EXPECTS(place_[id] != kNowhere);
            return place_[id];
        }
        out.scalar = static_cast<std::uint8_t>(out.scalar | bit);
        const auto [entry, added] = constant_places_.try_emplace(std::bit_cast<std::uint64_t>(values_[id].constant),
                                                                 static_cast<std::uint32_t>(program_.constants.size()));
        if (added) program_.constants.push_back(values_[id].constant);
        return entry->second;
    }

    std::uint32_t take() {
        if (!free_.empty()) {
            const std::uint32_t place = free_.back();
            free_.pop_back();
            return place;
        }
        return program_.registers++;
    }

    void release(ValueId id) {
        if (!pinned_[id]) free_.push_back(place_[id]);
    }

    const std::vector<Value>& values_;
    const std::vector<Observation>& observations_;
    Program& program_;
    Pins* pins_;
    std::vector<bool> needed_;
    std::vector<bool> moves_;             ///< a moving input enters it
    std::vector<bool> pinned_;            ///< its register is never given out again
    std::vector<bool> fused_;             ///< a product that its only user computes itself
    std::vector<ValueId> product_;        ///< of a sum: the product fused into it
    std::unordered_map<std::uint64_t, Members> blocks_;  ///< needed normals by ordinal and block
    std::vector<std::uint32_t> uses_;     ///< reads still to come
    std::vector<std::uint32_t> place_;    ///< register
    std::vector<std::vector<std::size_t>> watchers_;
    std::vector<std::uint32_t> free_;
    std::unordered_map<std::uint64_t, std::uint32_t> constant_places_;
};

}  // namespace

void schedule(const Graph& graph, const std::vector<Observation>& observations, Program& program, Pins* pins) {
    Scheduler(graph, observations, program, pins).run();
}

}  // namespace grdp::engine
