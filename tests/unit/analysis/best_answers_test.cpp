#include "grdp/analysis/best_answers.hpp"

#include "catch.hpp"
#include "grdp/engine/simulate.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

using analysis::Estimator;

struct Run {
    model::CompiledModel model = test::problem_one().model;
    std::vector<analysis::EventAnswer> plain;
    std::vector<analysis::EventEstimate> smart;
};

Run run_of_p1() {
    Run run;
    engine::Sampling sampling;
    sampling.draws = 50'000;
    const auto ensemble = engine::simulate(run.model, sampling, {{}, true, false, false});
    REQUIRE(ensemble);
    run.plain = analysis::band_probabilities(*ensemble, run.model);
    engine::SerialExecutor one;
    run.smart = analysis::estimate_events(run.model, {}, one);
    return run;
}

template <class T>
const std::vector<T>& column(const analysis::AnswerTable& table, std::size_t place) {
    return std::get<std::vector<T>>(table.columns[place].values);
}

TEST_CASE("best answers: an estimate that the plain run bears out replaces the count, and the table says how") {
    const Run run = run_of_p1();
    const analysis::BestAnswers best = analysis::best_answers(run.model, run.plain, run.smart);
    REQUIRE(best.answers.size() == 1);
    CHECK(best.answers[0].method == "closed");
    CHECK(best.answers[0].within.value == run.smart[0].within.value);
    CHECK(best.warnings.items().empty());
    CHECK(best.table.name == "simulate_estimator");
    CHECK(column<std::string>(best.table, 1).at(0) == "closed");
    CHECK(column<std::string>(best.table, 2).at(0) == "affine_gaussian");
    CHECK(column<double>(best.table, 5).at(0) == run.plain[0].within.value);
}

TEST_CASE("best answers: an estimate that the plain run refutes is dropped with W7061") {
    Run run = run_of_p1();
    run.smart[0].within.value += 0.02;
    const analysis::BestAnswers best = analysis::best_answers(run.model, run.plain, run.smart);
    REQUIRE(best.warnings.items().size() == 1);
    CHECK(best.warnings.items()[0].code == Code{7061});
    CHECK(best.answers[0].method == "plain");
    CHECK(best.answers[0].within.value == run.plain[0].within.value);
    CHECK(column<std::string>(best.table, 2).at(0) == "refuted");
}

TEST_CASE("best answers: points that see nothing leave the word to the plain run, which has more of them") {
    Run run = run_of_p1();
    run.plain[0].within = analysis::proportion(0, 50'000);
    run.smart[0].within = {0, 0.0001, 0, 0.0003};
    run.smart[0].replicates = 16;
    run.smart[0].points = 1024;
    const analysis::BestAnswers best = analysis::best_answers(run.model, run.plain, run.smart);
    CHECK(best.warnings.items().empty());
    CHECK(best.answers[0].method == "plain");
    CHECK(best.answers[0].points == 50'000);
    CHECK(column<std::string>(best.table, 2).at(0) == "no_gain");
}

TEST_CASE("best answers: plain estimates leave the counts as they are") {
    Run run = run_of_p1();
    run.smart[0] = {};
    run.smart[0].reason = analysis::PlanReason::not_comparisons;
    const analysis::BestAnswers best = analysis::best_answers(run.model, run.plain, run.smart);
    CHECK(best.answers[0].within.value == run.plain[0].within.value);
    CHECK(best.answers[0].points == 50'000);
    CHECK(column<std::string>(best.table, 2).at(0) == "not_comparisons");
}

}  // namespace
}  // namespace grdp
