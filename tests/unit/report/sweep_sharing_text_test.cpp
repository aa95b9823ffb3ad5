#include "catch.hpp"
#include "grdp/report/sweep_text.hpp"

using namespace grdp;

namespace {

const std::vector<std::string> kIds{"1", "2", "3", "4", "5", "6", "7"};

analysis::AloneScenarios alone(engine::Unshared why, engine::Bend bend, const std::string& event, const std::string& place, std::uint64_t count, std::uint64_t first) {
    return {why, bend, event, place, count, first};
}

}  // namespace

TEST_CASE("a sweep says on one line how many scenarios were counted together, and then why the others were not") {
    analysis::SweepSharing sharing;
    sharing.together = 3;
    sharing.failed = 1;
    sharing.stood_alone(alone(engine::Unshared::condition, engine::Bend::none, "every@2023..2024", "", 1, 2));
    sharing.stood_alone(alone(engine::Unshared::not_affine, engine::Bend::law, "band@2023", "rate[b]@2023", 2, 4));
    CHECK(report::sweep_sharing_text(sharing, kIds, report::Language::en) ==
          "Counted together over shared draws: 3 of 7 scenarios.\n"
          "  Simulated one by one: 2 (first 5), because band@2023 is no straight line in normal shocks: the shock of rate[b]@2023 is not normal.\n"
          "  Simulated one by one: 1 (first 3), because every@2023..2024 is a condition, not a band.\n");
    CHECK(report::sweep_sharing_text(sharing, kIds, report::Language::vi) ==
          "Tính gộp trên cùng các số ngẫu nhiên: 3/7 phương án.\n"
          "  Mô phỏng riêng từng phương án: 2 (đầu tiên 5), vì band@2023 không tuyến tính theo cú sốc chuẩn: cú sốc của rate[b]@2023 không theo phân phối chuẩn.\n"
          "  Mô phỏng riêng từng phương án: 1 (đầu tiên 3), vì every@2023..2024 là một điều kiện, không phải một khoảng.\n");
}

TEST_CASE("a sweep whose scenarios cannot share at all says so once") {
    analysis::SweepSharing sharing;
    sharing.apart = analysis::Apart::seeds;
    sharing.alone = 7;
    sharing.elsewhere = 12;
    CHECK(report::sweep_sharing_text(sharing, kIds, report::Language::en) ==
          "Counted together over shared draws: 0 of 7 scenarios.\n"
          "  Simulated one by one: 7, because an axis moves the seed.\n"
          "  Other ranks computed 12 more and do not say how.\n");
}

TEST_CASE("of many reasons the commonest five are named") {
    analysis::SweepSharing sharing;
    for (std::uint64_t i = 0; i < 7; ++i) sharing.stood_alone(alone(engine::Unshared::no_spread, engine::Bend::none, "e" + std::to_string(i) + "@2023", "", 1, i));
    const auto text = report::sweep_sharing_text(sharing, kIds, report::Language::en);
    CHECK(text.find("e4@2023 varies so little that rounding could decide") != std::string::npos);
    CHECK(text.find("e5@2023") == std::string::npos);
    CHECK(text.find("for other reasons: 2;") != std::string::npos);
}

TEST_CASE("the reasons of a sweep stand in its document") {
    analysis::SweepResult sweep;
    sweep.ids = kIds;
    report::SweepReport asked{sweep, {}, std::nullopt, std::nullopt};
    CHECK(report::sweep_json(asked, report::Language::en).find("shared_draws") == std::string::npos);
    asked.sharing.emplace();
    asked.sharing->together = 5;
    asked.sharing->stood_alone(alone(engine::Unshared::not_finite, engine::Bend::quotient, "", "ratio@2023", 2, 3));
    const auto document = report::sweep_json(asked, report::Language::en);
    CHECK(document.find("\"together\": 5") != std::string::npos);
    CHECK(document.find("\"reason\": \"not_finite\"") != std::string::npos);
    CHECK(document.find("\"event\": null") != std::string::npos);
    CHECK(document.find("\"place\": \"ratio@2023\"") != std::string::npos);
    CHECK(document.find("\"cause\": \"quotient\"") != std::string::npos);
    CHECK(document.find("\"first\": \"4\"") != std::string::npos);
}
