#include "grdp/report/audit_text.hpp"

#include "catch.hpp"
#include "memory_loader.hpp"

using namespace grdp;

namespace {

constexpr const char* kModel = R"(model plan "Plan" vi "Kế hoạch"
frequency annual
set s = farms "Farms" vi "Nông nghiệp" | plants "Plants" vi "Công nghiệp" | shops "Shops" vi "Dịch vụ"
exog pace[s] : %
behave volume[s] : bn_vnd_2010  growth(volume[s]) = pace[s]  "Volume" vi "Giá trị"
identity grdp : bn_vnd_2010 grdp = sum(s: volume[s])  "GRDP" vi "GRDP"
report growth_grdp : % growth(grdp)  "GRDP growth" vi "Tăng trưởng GRDP"
report share[s] : % 100*volume[s]/grdp  "Structure" vi "Cơ cấu"
)";
constexpr const char* kScenario = R"(scenario main "Base" vi "Cơ sở"
model "m.model"
horizon 2023..2023
2022 volume[farms] = 100
2022 volume[plants] = 300
2022 volume[shops] = 600
2023 pace[farms] = 2
2023 pace[plants] = 10
2023 pace[shops] = 5
)";

// Lines joined: the paragraph is wrapped.
std::string audited(const std::string& targets, report::Language language) {
    const auto compiled = test::compile_files({{"m.model", kModel}, {"main.scenario", kScenario + targets}});
    INFO(render(compiled.diagnostics, compiled.sources));
    REQUIRE(compiled.model);
    const auto found = analysis::audit(*compiled.model);
    REQUIRE(found);
    std::string text = report::audit_text(*compiled.model, *found, language, {});
    for (char& c : text)
        c = c == '\n' ? ' ' : c;
    return text;
}

bool has(const std::string& text, std::string_view words) {
    INFO(text);
    return text.find(words) != std::string::npos;
}

const std::string kParts = R"plan(targets t "Plan 2023" vi "Kế hoạch 2023" cases low, high
2023 growth(volume[farms]) 2.0 3.0 "Farms (2)" vi "Nông nghiệp (2)"
2023 growth(volume[plants]) 10.0 12.0 "Plants (2)" vi "Công nghiệp (2)"
2023 growth(volume[shops]) 5.0 6.0 "Shops (2)" vi "Dịch vụ (2)"
)plan";

}  // namespace

TEST_CASE("audit text: a contradiction is told as a paragraph, in either language") {
    const std::string plan = kParts + "2023 growth_grdp 6.2 7.0 \"GRDP growth (1)\" vi \"Tăng trưởng GRDP (1)\"\n";
    const auto en = audited(plan, report::Language::en);
    CHECK(has(en, "The targets \"Plan 2023\" do not agree with each other."));
    CHECK(has(en, "give GRDP growth in 2023 of 6.20% (low case) and 7.50% (high case), while the plan states 6.2% and 7.0%."));
    CHECK(has(en, "Of the 8 combinations"));
    CHECK(has(en, "GRDP growth = 0.1000 × farms + 0.3000 × plants + 0.6000 × shops"));
    const auto vi = audited(plan, report::Language::vi);
    CHECK(has(vi, "Các chỉ tiêu của \"Kế hoạch 2023\" không thống nhất với nhau."));
    CHECK(has(vi, "tăng trưởng GRDP năm 2023 phải là 6,20% (mức thấp) và 7,50% (mức cao), trong khi kế hoạch nêu 6,2% và 7,0%."));
    CHECK(has(vi, "0,50 điểm phần trăm"));
}

TEST_CASE("audit text: a plan that closes is told in one sentence, without what would repair it") {
    const auto text = audited(kParts + "2023 growth_grdp 6.2 7.5\n", report::Language::en);
    CHECK(has(text, "The targets \"Plan 2023\" agree with each other"));
    CHECK_FALSE(has(text, "least change"));
    CHECK_FALSE(has(text, "contradict"));
}

TEST_CASE("audit text: a level that would have to turn its sign is no plan, though nothing else contradicts it") {
    const auto text = audited("targets t cases one\n2023 volume[farms] 600\n2023 volume[plants] 700\n2023 grdp 1000\n", report::Language::en);
    CHECK(has(text, "do not agree"));
    CHECK(has(text, "its sign would have to turn"));
}
