#include "grdp/report/probability.hpp"

#include <limits>

#include "catch.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

constexpr std::uint64_t kDraws = 100000;

model::CompiledModel model_with_target() {
    model::CompiledModel model;
    model::Target target;
    target.subject = "growth_grdp";
    target.label = {"GRDP growth", "Tăng trưởng GRDP"};
    model.target_sets.resize(1);
    model.target_sets[0].targets.push_back(target);
    return model;
}

analysis::EventAnswer growth_answer() {
    analysis::EventAnswer answer;
    answer.name = "growth";
    answer.label = {"GRDP growth", "Tăng trưởng GRDP"};
    answer.target_set = 0;
    answer.target = 0;
    answer.period_text = "2023";
    answer.unit = "%";
    answer.low = 9.5;
    answer.high = 10;
    answer.points = kDraws;
    answer.below = analysis::proportion(35193, kDraws);
    answer.within = analysis::proportion(13619, kDraws);
    answer.above = analysis::proportion(51188, kDraws);
    answer.at_least = analysis::proportion(64807, kDraws);
    return answer;
}

}  // namespace

TEST_CASE("probability: a figure has as many decimals as its error supports") {
    CHECK(probability_with_error(analysis::proportion(13619, kDraws), kDraws, Language::en) == "13.6 ± 0.1");
    CHECK(probability_with_error(analysis::proportion(13619, kDraws), kDraws, Language::vi) == "13,6 ± 0,1");
    CHECK(probability_with_error(analysis::proportion(136190, 1000000), 1000000, Language::en) == "13.62 ± 0.03");
}

TEST_CASE("probability: nothing seen in N draws is a bound, never 0 %") {
    CHECK(probability_figure(analysis::proportion(0, kDraws), kDraws, Language::en) == "< 0.003");
    CHECK(probability_figure(analysis::proportion(0, 1000), 1000, Language::vi) == "< 0,3");
    CHECK(probability_figure(analysis::proportion(0, 1), 1, Language::en) == "< 100");
    CHECK(probability_figure(analysis::proportion(kDraws, kDraws), kDraws, Language::en) == "> 99.997");
    CHECK(probability_figure(analysis::proportion(1000, 1000), 1000, Language::en) == "> 99.7");
    CHECK(estimate_phrase(analysis::proportion(0, kDraws), kDraws, Language::en) ==
          "< 0.003%, never seen in 100,000 draws");
}

TEST_CASE("probability: odds are said in small numbers") {
    const auto odds = [](std::uint64_t count) {
        return odds_text(analysis::proportion(count, kDraws), kDraws, Language::en);
    };
    CHECK(odds(13619) == "about 1 in 7");
    CHECK(odds(50000) == "about 1 in 2");
    CHECK(odds(64807) == "about 2 in 3");
    CHECK(odds(90000) == "about 9 in 10");
    CHECK(odds(45000) == "about 1 in 2");
    CHECK(odds(812) == "about 1 in 120");
    CHECK(odds(1) == "about 1 in 100,000");
}

TEST_CASE("probability: the sentence names subject, period, band, error, interval and the rest") {
    const auto model = model_with_target();
    const auto sentence = event_sentence(model, growth_answer(), Language::en);
    CHECK(sentence ==
          "Probability that GRDP growth in 2023 lies in 9.5-10%: 13.6% ± 0.1 (95%: 13.4-13.8%), about 1 in 7; "
          "below 35.2%; above 51.2%; at least the lower end 64.8%");
}

TEST_CASE("probability: the Vietnamese sentence has decimal commas and its own order of words") {
    const auto model = model_with_target();
    const auto sentence = event_sentence(model, growth_answer(), Language::vi);
    CHECK(sentence ==
          "Xác suất để tăng trưởng GRDP năm 2023 nằm trong khoảng 9,5 - 10%: 13,6% ± 0,1 (khoảng tin cậy 95%: 13,4 - "
          "13,8%), "
          "khoảng 1 trên 7; thấp hơn 35,2%; cao hơn 51,2%; đạt từ cận dưới trở lên 64,8%");
}

TEST_CASE("probability: open bands and conditions have their own sentences") {
    const auto model = model_with_target();
    auto answer = growth_answer();
    answer.high = std::numeric_limits<double>::infinity();
    CHECK(event_sentence(model, answer, Language::en).find("is at least 9.5%: 13.6%") != std::string::npos);
    answer.low = -answer.high;
    answer.high = 10;
    CHECK(event_sentence(model, answer, Language::en).find("is at most 10%: 13.6%") != std::string::npos);
    answer.is_band = false;
    CHECK(event_sentence(model, answer, Language::en).find("Probability of \"GRDP growth\" (2023): 13.6%") == 0);
}

TEST_CASE("probability: an event of the scenario is quoted by its label with its years") {
    const auto model = model_with_target();
    auto answer = growth_answer();
    answer.target_set = answer.target = model::kNone;
    answer.label = {"Average growth", "Tăng trưởng bình quân"};
    answer.period_text = "2023..2025";
    CHECK(event_sentence(model, answer, Language::en)
              .find("Probability that \"Average growth\" (2023-2025) lies in 9.5-10%: 13.6%") == 0);
    CHECK(event_sentence(model, answer, Language::vi)
              .find("Xác suất để \"Tăng trưởng bình quân\" (các năm 2023-2025) nằm trong") == 0);
}

TEST_CASE("probability: the number that a plan gives its target is left out of the sentence") {
    auto model = model_with_target();
    model.target_sets[0].targets[0].label = {"(1) GRDP growth", "(1) Tăng trưởng GRDP"};
    CHECK(event_sentence(model, growth_answer(), Language::en).find("Probability that GRDP growth in 2023") == 0);
    CHECK(event_sentence(model, growth_answer(), Language::vi).find("Xác suất để tăng trưởng GRDP năm 2023") == 0);
}

TEST_CASE("probability: a closed form is printed without a simulation error, and small errors show their figure") {
    const analysis::Estimate closed{0.136189533805, 1e-12, 0.136189533803, 0.136189533807};
    CHECK(probability_with_error(closed, 1, Language::en) == "13.6190");
    CHECK(odds_text(closed, 1, Language::en) == "about 1 in 7");
    CHECK(estimate_phrase(closed, 1, Language::vi) == "13,6190% (không có sai số mô phỏng), khoảng 1 trên 7");
    CHECK(probability_with_error({1e-9, 1e-12, 0, 0}, 1, Language::en) == "< 0.0001");
    CHECK(probability_with_error({1 - 1e-9, 1e-12, 0, 0}, 1, Language::vi) == "> 99,9999");
    CHECK(odds_text({0, 0, 0, 0}, 1, Language::en) == "it cannot happen in the model");
    CHECK(odds_text({1, 0, 1, 1}, 1, Language::en) == "it is certain in the model");
    CHECK(odds_text({1e-30, 1e-31, 0, 1e-29}, 1, Language::en) == "about 1 in 1,000,000,000,000,000");
    CHECK(probability_with_error({6.716e-8, 3e-11, 0, 0}, 1024, Language::en) == "0.000006716 ± 0.000000003");
}

TEST_CASE("probability: every usual numbering of a line is left out, a bracket that belongs to the name is quoted") {
    const auto begin = [](const std::string& label) {
        auto model = model_with_target();
        model.target_sets[0].targets[0].label = {label, label};
        const auto sentence = event_sentence(model, growth_answer(), Language::en);
        return sentence.substr(0, sentence.find(" in 2023"));
    };
    for (const std::string number : {"(1) ", "(12a) ", "[3] ", "4. ", "2.1. ", "b) "})
        CHECK(begin(number + "GRDP growth") == "Probability that GRDP growth");
    CHECK(begin("(real) growth") == "Probability that \"(real) growth\"");
    CHECK(begin("(non-oil) growth") == "Probability that \"(non-oil) growth\"");
    CHECK(begin("U.S. exports") == "Probability that U.S. exports");
    CHECK(begin("(1)") == "Probability that \"(1)\"");
}
