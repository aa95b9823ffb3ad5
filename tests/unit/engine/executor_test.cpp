#include "grdp/engine/executor.hpp"

#include <vector>

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

class Listener final : public engine::Progress {
  public:
    explicit Listener(std::uint64_t stop_at) : stop_at_(stop_at) {}
    void advanced(std::uint64_t done, std::uint64_t total) override {
        heard.push_back(done);
        last_total = total;
    }
    [[nodiscard]] bool cancelled() const override { return !heard.empty() && heard.back() >= stop_at_; }

    std::vector<std::uint64_t> heard;
    std::uint64_t last_total = 0;

  private:
    std::uint64_t stop_at_;
};

TEST_CASE("executor: the serial one runs tasks in order until its watch says no") {
    engine::SerialExecutor executor;
    std::vector<std::size_t> seen;
    const auto task = [&](std::size_t number, std::size_t) { seen.push_back(number); };
    CHECK(executor.run(3, task, {}));
    CHECK(seen == std::vector<std::size_t>{0, 1, 2});
    CHECK_FALSE(executor.run(5, task, [](std::size_t done) { return done < 2; }));
    CHECK(seen.size() == 5);
    CHECK(executor.workers() == 1);
}

TEST_CASE("executor: a listener hears of every path of both passes") {
    const test::P1 p1 = test::problem_one();
    engine::Sampling sampling;
    sampling.draws = 20'000;
    engine::Outputs outputs;
    outputs.series = {p1.growth};
    engine::SerialExecutor executor;
    Listener listener(1'000'000);
    REQUIRE(engine::simulate(p1.model, sampling, outputs, executor, &listener));
    CHECK(listener.heard.back() == 40'000);
    CHECK(listener.last_total == 40'000);
}

TEST_CASE("executor: a cancelled simulation answers with its code, in either pass") {
    const test::P1 p1 = test::problem_one();
    engine::Outputs outputs;
    outputs.series = {p1.growth};
    engine::Sampling sampling;
    sampling.draws = 50'000;
    for (const std::uint64_t stop_at : {std::uint64_t{8192}, std::uint64_t{60'000}}) {
        engine::SerialExecutor executor;
        Listener listener(stop_at);
        const auto run = engine::simulate(p1.model, sampling, outputs, executor, &listener);
        REQUIRE_FALSE(run);
        CHECK(run.diagnostics().items()[0].code == Code{4005});
    }
}

}  // namespace
}  // namespace grdp
