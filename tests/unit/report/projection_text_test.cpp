#include "grdp/report/projection_text.hpp"

#include "catch.hpp"
#include "economy.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

std::string printed(Language language) {
    const auto compiled = test::compile_economy();
    REQUIRE(compiled.model);
    const auto projection = engine::project(*compiled.model);
    REQUIRE(projection);
    return projection_text({*compiled.model, *projection, analysis::target_outcomes(*projection, *compiled.model), {}},
                           language, {});
}

}  // namespace

TEST_CASE("projection text: parts stand indented under their total and add up to it in print") {
    const auto text = printed(Language::en);
    // Unrounded in 2024: 0.3268 + 2.5558 + 4.3579 = 7.2405; rounded one by one they would add up to 7.25.
    CHECK(text.find("  Contribution, percentage points\n"
                    "    GRDP growth        –     7.33     7.24\n"
                    "      Farms            –     0.33     0.33\n"
                    "      Plants           –     2.60     2.55\n"
                    "      Shops            –     4.40     4.36\n") != std::string::npos);
}

TEST_CASE(
    "projection text: cases of a target keep the order of the plan, monitored targets say that no line answers them") {
    const auto text = printed(Language::en);
    CHECK(text.find("Structure: Farms") != std::string::npos);
    CHECK(text.find("13.7  13.6") != std::string::npos);
    CHECK(text.find("no model line") != std::string::npos);
    CHECK(text.find("at least 9") != std::string::npos);
    CHECK(text.find("missed") != std::string::npos);
}

TEST_CASE("projection text: Vietnamese has its labels, marks and words") {
    const auto text = printed(Language::vi);
    CHECK(text.find("Tăng trưởng GRDP") != std::string::npos);
    CHECK(text.find("7,33") != std::string::npos);
    CHECK(text.find("tỷ đồng, giá 2010") != std::string::npos);
    CHECK(text.find("7.513,0") != std::string::npos);
    CHECK(text.find("Kiểm tra của mô hình: 1/1 điều kiện đúng trong mọi kỳ.") != std::string::npos);
    CHECK(text.find("7.33") == std::string::npos);
}

TEST_CASE("projection text: the year before the horizon shows what is known of it") {
    const auto text = printed(Language::en);
    CHECK(text.find("7,000.0") != std::string::npos);
}
