// Targets of a year in a quarterly model.
#include "compiled.hpp"

using namespace grdp::model;
using test::codes;
using test::compiled;

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

std::string read_as(const std::string& line) {
    const auto model = compiled({kModel, kScenario + "targets t cases one\n" + line});
    return expression_text(model, model.target_sets[0].targets[0].value);
}

}  // namespace

TEST_CASE("targets of a year: flows are summed, people averaged, reports written out") {
    const std::string now = "(total@2023Q4 + total@2023Q3 + total@2023Q2 + total@2023Q1)";
    const std::string before = "(total@2022Q4 + total@2022Q3 + total@2022Q2 + total@2022Q1)";
    CHECK(read_as("2023 total 6\n") == now.substr(1, now.size() - 2));
    CHECK(read_as("2023 growth(total) 6\n") == "100*(" + now + "/" + before + " - 1)");
    CHECK(read_as("2023 g 6\n") == read_as("2023 growth(total) 6\n"));
    CHECK(read_as("2023 people 6\n") == "(people@2023Q4 + people@2023Q3 + people@2023Q2 + people@2023Q1)*0.25");
}

TEST_CASE("targets of a year: they stand for the year and are known with its last quarter") {
    const auto model = compiled({kModel, kScenario + "targets t cases low, high\n2023 growth(total) 6 6.5\n"});
    const auto& target = model.target_sets[0].targets[0];
    CHECK(target.period_text == "2023");
    CHECK(model.grid.periods.at(target.period).text() == "2023Q4");
    CHECK(target.subject == "growth(total)");
}

TEST_CASE("targets of a year: what has no meaning over four quarters is refused (E2708)") {
    CHECK(codes({kModel, kScenario + "targets t cases one\n2023 quick 2\n"}) == "E2708");
    CHECK(codes({kModel, kScenario + "targets t cases one\n2023 x[a] 2\n"}) == "E2708");
    CHECK(codes({kModel, kScenario + "targets t cases one\n2024 total 2\n"}) == "E2702");
    CHECK(codes({kModel, kScenario + "targets t cases one\n2023Q4 quick 2\n"}).empty());
}
