// The number of a year in a quarterly model, as the projection has it.
#include "catch.hpp"
#include "grdp/engine/projection.hpp"
#include "memory_loader.hpp"

namespace {

const std::string kModel =
    "frequency quarterly\nset s = a | b\nexog x[s] : %\nexog births : %\nbehave y[s] : bn_vnd_2010 growth(y[s]) = x[s]\n"
    "behave people : thousand_persons growth(people) = births\n"
    "identity total : bn_vnd_2010 total = sum(s: y[s])\nreport g : % growth(total)\n"
    "report points[s] : points 100*(y[s] - y[s](-4))/total(-4)\nreport head : mn_vnd_2010/person total/people\n"
    "report quick : % 100*(total/total(-1) - 1)\n";
const std::string kScenario =
    "horizon 2023Q1..2023Q4\n2023Q1..2023Q4 x[a] = 1 2 3 4\n2023Q1..2023Q4 x[b] = 8\n2023Q1..2023Q4 births = 1\n"
    "2022Q1..2022Q4 y[a] = 10 20 30 40\n2022Q1..2022Q4 y[b] = 100 90 80 70\n2022Q1..2022Q4 people = 10 11 12 13\n";

double projected(const std::string& line) {
    const auto compiled = grdp::test::compile_files(
        {{"m.model", "model m\n" + kModel}, {"main.scenario", "scenario main\nmodel \"m.model\"\n" + kScenario + "targets t cases one\n" + line}});
    REQUIRE(compiled.model);
    const auto path = grdp::engine::project(*compiled.model);
    REQUIRE(path);
    return path->events.back();
}

}  // namespace

TEST_CASE("targets of a year: growth compares the sums of four quarters") {
    const double a = 10 * 1.01 + 20 * 1.02 + 30 * 1.03 + 40 * 1.04, b = 340 * 1.08;
    CHECK(projected("2023 growth(total) 6\n") == Approx(100 * ((a + b) / 440 - 1)).epsilon(1e-13));
    CHECK(projected("2023 g 6\n") == Approx(100 * ((a + b) / 440 - 1)).epsilon(1e-13));  // a report is written out
    CHECK(projected("2023 growth(y[a]) 3\n") == Approx(a - 100).epsilon(1e-13));
    CHECK(projected("2023 points[b] 6\n") == Approx(100 * 0.08 * 340 / 440).epsilon(1e-13));
    CHECK(projected("2023 total 470\n") == Approx(a + b).epsilon(1e-13));
}

TEST_CASE("targets of a year: people are averaged, not summed") {
    const double a = 10 * 1.01 + 20 * 1.02 + 30 * 1.03 + 40 * 1.04, b = 340 * 1.08;
    CHECK(projected("2023 head 40\n") == Approx((a + b) / (11.5 * 1.01)).epsilon(1e-13));
    CHECK(projected("2023 people 11.6\n") == Approx(11.5 * 1.01).epsilon(1e-13));
}
