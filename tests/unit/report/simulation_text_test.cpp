#include "grdp/report/simulation_text.hpp"

#include "catch.hpp"
#include "economy.hpp"
#include "grdp/engine/simulate.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

std::string printed(Language language, double dispersion = 1, bool reports_only = true,
                    const std::string& more_of_the_model = {}) {
    const auto compiled = test::compile_economy(more_of_the_model);
    REQUIRE(compiled.model);
    const auto& model = *compiled.model;
    const auto projection = engine::project(model);
    engine::Sampling sampling;
    sampling.draws = 1000;
    sampling.dispersion = dispersion;
    const auto ensemble = engine::simulate(model, sampling, engine::Outputs::explained(model));
    REQUIRE(ensemble);
    const auto answers = analysis::band_probabilities(*ensemble, model);
    return simulation_text({model, *ensemble, answers, *projection, reports_only}, language, {});
}

// 1 + 0.5 z: its root exists on all but 2.3 % of the paths, its inverse has no mean.
constexpr const char* kWobble = R"(param wobble = 1.001 sd 0.5 judgement "made to fail"
report root : 1 sqrt(wobble)
report inverse : 1 1/(wobble - 1)
)";

std::string line_with(const std::string& text, const std::string& begin) {
    const auto at = text.find(begin);
    REQUIRE(at != std::string::npos);
    return text.substr(at, text.find('\n', at) - at);
}

}  // namespace

TEST_CASE("simulation text: the first sentence answers the first target, with error, interval and odds") {
    const auto text = printed(Language::en);
    CHECK(text.find("Base (base): Economy, 2023-2024\n\nProbability that GRDP growth in 2023 lies in 7-7.5%: ") == 0);
    CHECK(text.find(" ± ") != std::string::npos);
    CHECK(text.find("about 1 in ") != std::string::npos);
    CHECK(text.find("1,000 draws, seed 2023") != std::string::npos);
}

TEST_CASE("simulation text: nothing is ever 0 % of a finite number of draws") {
    const auto text = printed(Language::en, 0);
    CHECK(text.find("< 0.3") != std::string::npos);
    CHECK(text.find("> 99.7") != std::string::npos);
    CHECK(text.find(" 0.0 ± 0.0") == std::string::npos);
}

TEST_CASE("simulation text: a bound is said to be one-sided, where one is printed") {
    CHECK(printed(Language::en, 0).find("one-sided bounds at 95% (3 in 1,000 draws)") != std::string::npos);
    CHECK(printed(Language::vi, 0).find("cận một phía ở mức tin cậy 95% (3 trên 1.000") != std::string::npos);
    CHECK(printed(Language::en, 5).find("one-sided") == std::string::npos);
}

TEST_CASE("simulation text: a series that some paths lack carries the number of its paths") {
    const auto text = printed(Language::en, 1, true, kWobble);
    CHECK(text.find("Paths with a value") != std::string::npos);
    const auto failed = line_with(text, "  root");
    const auto paths = std::stoi(failed.substr(failed.rfind(' ')));
    CHECK(paths > 950);
    CHECK(paths < 1000);
    CHECK(text.find("their statistics describe these paths alone") != std::string::npos);
    CHECK(printed(Language::en).find("Paths with a value") == std::string::npos);
}

TEST_CASE("simulation text: a mean that a few paths dominate is not printed") {
    const auto text = printed(Language::en, 1, true, kWobble);
    const auto row = line_with(text, "  inverse");
    CHECK(row.size() - row.rfind("–") == std::string("–").size());
    CHECK(text.find("no stable mean: a few paths dominate; read the quantiles") != std::string::npos);
    CHECK(line_with(text, "  root").find("–") == std::string::npos);
    CHECK(printed(Language::en).find("no stable mean") == std::string::npos);
}

TEST_CASE("simulation text: monitored targets are listed as such") {
    CHECK(printed(Language::en).find("Monitored targets: no model line\n  Urbanisation") != std::string::npos);
    CHECK(printed(Language::vi).find("Chỉ tiêu theo dõi: mô hình không tính\n  Đô thị hóa") != std::string::npos);
}

TEST_CASE("simulation text: levels are shown where they are asked for") {
    CHECK(printed(Language::en).find("Value added") == std::string::npos);
    CHECK(printed(Language::en, 1, false).find("Value added, VND billion at 2010 prices") != std::string::npos);
}

TEST_CASE("simulation text: Vietnamese has no decimal point") {
    const auto text = printed(Language::vi);
    CHECK(text.find("Xác suất để tăng trưởng GRDP năm 2023 nằm trong khoảng 7 - 7,5%: ") != std::string::npos);
    CHECK(text.find("1.000 lần mô phỏng") != std::string::npos);
}
