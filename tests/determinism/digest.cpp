// Prints one number for all bits of projections and simulations: two builds that print the same agree to the last bit.
// usage: digest [auto|baseline|avx2|avx512] [threads]; exit 3 if the processor lacks the instruction set.
#include <bit>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "grdp/engine/projection.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/parallel/thread_executor.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

/// FNV-1a over the bits, in order.
class Digest {
  public:
    void add(std::uint64_t word) {
        for (int byte = 0; byte < 8; ++byte) hash_ = (hash_ ^ ((word >> (8 * byte)) & 0xFF)) * 0x100000001B3u;
    }
    void add(double x) { add(x == x ? std::bit_cast<std::uint64_t>(x) : std::uint64_t{0x7FF8000000000000}); }
    [[nodiscard]] std::uint64_t value() const { return hash_; }

  private:
    std::uint64_t hash_ = 0xCBF29CE484222325u;
};

/// Every elementary function, lags, persistence, an uncertain parameter, paths that fail.
model::CompiledModel everything() {
    using model::LeftForm;
    using model::Op;
    test::ModelBuilder b(2023, 2027);
    const test::Expr slope = b.parameter("slope", 1.3, 0.2);
    const std::uint32_t x = b.behave("x", LeftForm::growth, 4.0 * slope, {100});
    const std::uint32_t y = b.behave("y", LeftForm::dlog, 0.01 * b.of(x) / 100.0, {3});
    const std::uint32_t z = b.identity("z", b.call(Op::log, b.of(y) - 2.9) + b.call(Op::exp, b.of(x) / 500.0));
    const std::uint32_t w = b.report("w", b.call(Op::pow, b.of(x), 0.37) + b.call(Op::sqrt, b.call(Op::abs, b.of(z))));
    b.shock(x, {stats::Law::student_t, {6, 3.0, 0, 0}}, 0.4);
    b.shock(y, {stats::Law::lognormal, {-0.05, 0.4, 0, 0}}, -0.2);
    b.correlate(0, 1, -0.35);
    b.band("w", b.at(w, 4), 6, 7);
    b.condition("x grows", b.call(Op::greater, b.at(x, 4), b.at(x, 0)));
    return b.build();
}

void add(Digest& digest, const engine::Projection& path) {
    for (const double value : path.values) digest.add(value);
    for (const double value : path.events) digest.add(value);
}

void add(Digest& digest, const engine::Ensemble& run) {
    for (const engine::Cell& cell : run.cells) {
        for (const double value : {cell.mean, cell.sd, cell.standard_error, cell.minimum, cell.maximum}) digest.add(value);
        for (const engine::Quantile& quantile : cell.quantiles) {
            for (const double value : {quantile.value, quantile.low, quantile.high}) digest.add(value);
        }
        for (const std::uint64_t count : cell.histogram.counts) digest.add(count);
        digest.add(cell.failed);
    }
    for (const engine::EventCounts& event : run.events) {
        for (const std::uint64_t count : {event.below, event.within, event.above, event.failed}) digest.add(count);
    }
    for (const double value : run.paths) digest.add(value);
}

bool run(Digest& digest, engine::Isa isa, std::size_t threads) {
    parallel::ThreadExecutor executor(threads);
    for (const model::CompiledModel& model : {test::problem_one().model, test::problem_two().model, everything()}) {
        engine::Sampling sampling;
        sampling.draws = 100'003;
        sampling.isa = isa;
        engine::Outputs outputs = engine::Outputs::explained(model);
        const auto many = engine::simulate(model, sampling, outputs, executor);
        sampling.draws = 1'003;
        outputs.keep_paths = true;
        const auto kept = engine::simulate(model, sampling, outputs, executor);
        sampling.generator = stats::Generator::ars;
        const auto other = engine::simulate(model, sampling, outputs, executor);
        const auto projection = engine::project(model);
        if (!many || !kept || !other || !projection) return false;
        add(digest, *many);
        add(digest, *kept);
        add(digest, *other);
        add(digest, *projection);
    }
    return true;
}

}  // namespace
}  // namespace grdp

int main(int count, char** arguments) {
    using grdp::engine::Isa;
    if (std::setlocale(LC_ALL, "") == nullptr) std::fputs("note: the locale asked for is not installed\n", stderr);
    const std::string_view name = count > 1 ? arguments[1] : "auto";
    const Isa isa = name == "baseline" ? Isa::baseline : name == "avx2" ? Isa::avx2 : name == "avx512" ? Isa::avx512 : Isa::automatic;
    if (isa != Isa::automatic && grdp::engine::resolve_isa(isa) != isa) return 3;
    grdp::Digest digest;
    if (!grdp::run(digest, isa, count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 1)) return 1;
    std::printf("%016llx\n", static_cast<unsigned long long>(digest.value()));
    return 0;
}
