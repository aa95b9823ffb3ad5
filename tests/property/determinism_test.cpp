// The same bits whoever computes them: any instruction set, any order of blocks, any number of workers.
#include <algorithm>
#include <bit>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

/// Several workers in one thread, tasks in an odd order.
class Shuffled final : public engine::Executor {
  public:
    explicit Shuffled(std::size_t workers) : workers_(workers) {}
    [[nodiscard]] std::size_t workers() const override { return workers_; }
    bool run(std::size_t count, const Task& task, const Watch&) override {
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t number = (i * 7919 + 3) % count;
            if (std::find(done_.begin(), done_.end(), number) == done_.end()) task(number, number % workers_);
            done_.push_back(number);
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (std::find(done_.begin(), done_.end(), i) == done_.end()) task(i, i % workers_);
        }
        done_.clear();
        return true;
    }

  private:
    std::size_t workers_;
    std::vector<std::size_t> done_;
};

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

void require_same(const engine::Ensemble& a, const engine::Ensemble& b) {
    REQUIRE(a.cells.size() == b.cells.size());
    for (std::size_t i = 0; i < a.cells.size(); ++i) {
        const engine::Cell &x = a.cells[i], &y = b.cells[i];
        REQUIRE(same(x.mean, y.mean));
        REQUIRE(same(x.sd, y.sd));
        REQUIRE(same(x.minimum, y.minimum));
        REQUIRE(same(x.maximum, y.maximum));
        REQUIRE(x.histogram.counts == y.histogram.counts);
        for (std::size_t q = 0; q < x.quantiles.size(); ++q) {
            REQUIRE(same(x.quantiles[q].value, y.quantiles[q].value));
            REQUIRE(same(x.quantiles[q].low, y.quantiles[q].low));
        }
    }
    REQUIRE(a.events[0].within == b.events[0].within);
    REQUIRE(a.events[0].below == b.events[0].below);
}

TEST_CASE("determinism: any instruction set gives the same bits") {
    for (const test::P1& problem : {test::problem_one(), test::problem_two()}) {
        engine::Sampling sampling;
        sampling.draws = 50'003;
        sampling.isa = engine::Isa::baseline;
        const engine::Outputs outputs = engine::Outputs::explained(problem.model);
        const auto reference = engine::simulate(problem.model, sampling, outputs);
        REQUIRE(reference);
        for (const engine::Isa isa : {engine::Isa::avx2, engine::Isa::avx512}) {
            sampling.isa = isa;
            const auto other = engine::simulate(problem.model, sampling, outputs);
            REQUIRE(other);
            require_same(*reference, *other);
        }
    }
}

TEST_CASE("determinism: any order of blocks and any number of workers give the same bits") {
    const test::P1 p2 = test::problem_two();
    const engine::Outputs outputs = engine::Outputs::explained(p2.model);
    engine::Sampling sampling;
    sampling.draws = 13 * engine::kBlockPaths + 77;
    const auto reference = engine::simulate(p2.model, sampling, outputs);
    REQUIRE(reference);
    for (const std::size_t workers : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}}) {
        Shuffled executor(workers);
        const auto other = engine::simulate(p2.model, sampling, outputs, executor);
        REQUIRE(other);
        require_same(*reference, *other);
    }
}

TEST_CASE("determinism: another seed gives other draws") {
    const test::P1 p1 = test::problem_one();
    engine::Outputs outputs;
    outputs.series = {p1.growth};
    engine::Sampling sampling;
    sampling.draws = 1000;
    const auto one = engine::simulate(p1.model, sampling, outputs);
    sampling.seed += 1;
    const auto two = engine::simulate(p1.model, sampling, outputs);
    REQUIRE((one && two));
    CHECK(one->cells[0].mean != two->cells[0].mean);
}

}  // namespace
}  // namespace grdp
