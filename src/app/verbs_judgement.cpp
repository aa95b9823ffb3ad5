#include "grdp/app/verbs.hpp"

namespace grdp::app {
namespace {

constexpr OptionSpec kView{"view",
                           Value::text,
                           "VIEW",
                           {"what you hold for true: 'mean growth_grdp@2023 = 9'; may be repeated",
                            "nhận định của bạn: 'mean growth_grdp@2023 = 9'; có thể lặp lại"},
                           true};
constexpr OptionSpec kMiss{"miss", Value::text, "EVENT", {"the event or target that is missed", "sự kiện hoặc chỉ tiêu không đạt"}};
constexpr OptionSpec kHit{"hit", Value::text, "EVENT", {"the event or target that is reached", "sự kiện hoặc chỉ tiêu cần đạt"}};
constexpr OptionSpec kOnly{"only",
                           Value::text,
                           "SERIES,...",
                           {"these series too (names or stems)", "thêm các chuỗi này (tên đầy đủ hoặc tên gốc)"},
                           true};

std::vector<OptionSpec> with(std::vector<OptionSpec> own, const std::vector<OptionSpec>& common) {
    own.insert(own.end(), common.begin(), common.end());
    return own;
}

}  // namespace

std::vector<Verb> judgement_verbs(const std::vector<OptionSpec>& common) {
    const ArgumentSpec scenario{"SCENARIO"};
    ArgumentSpec weights{"SCENARIO=WEIGHT..."};
    weights.several = true;
    return {
        {"arrivals",
         {"how the probabilities change as observed quarters become known, one after another",
          "xác suất thay đổi thế nào khi lần lượt biết số liệu từng quý"},
         scenario,
         common,
         {{"grdp arrivals quarters.scenario --lang vi", {"0, 1, 2, 3 quarters known", "đã biết 0, 1, 2, 3 quý"}},
          {"grdp arrivals quarters.scenario --set 'observed 2023Q2 growth(grdp) = 6.4'",
           {"one more quarter", "thêm một quý"}}},
         arrivals},
        {"stress",
         {"the most plausible way to miss or to reach an event; how far each assumption is from it",
          "cách dễ xảy ra nhất để không đạt hoặc đạt một sự kiện; từng giả định còn cách bao xa"},
         scenario,
         with({kMiss, kHit}, common),
         {{"grdp stress base.scenario --miss six_percent", {"what would have to go wrong", "điều gì bất lợi phải xảy ra"}},
          {"grdp stress base.scenario --hit every_target", {"how plausible a whole plan is", "cả kế hoạch khả thi đến đâu"}}},
         stress},
        {"tilt",
         {"probabilities under your own views, as near to the model as possible",
          "xác suất theo nhận định của bạn, gần với mô hình nhất có thể"},
         scenario,
         with({kView, kOnly}, common),
         {{"grdp tilt base.scenario --view 'mean growth_grdp@2023 = 9'", {"the mean is 9", "trung bình là 9"}},
          {"grdp tilt base.scenario --view 'median growth_grdp@2023 = 9' --view 'quantile 0.1 growth_grdp@2023 = 7'",
           {"two views at once", "hai nhận định cùng lúc"}},
          {"grdp tilt base.scenario --view 'probability growth_grdp@2023 >= 9.5 = 0.4'", {"an even bet and less", "xác suất 40%"}}},
         tilt},
        {"weigh",
         {"several scenarios as one density", "gộp nhiều kịch bản thành một phân phối"},
         weights,
         with({kOnly}, common),
         {{"grdp weigh low.scenario=0.25 base.scenario=0.5 high.scenario=0.25",
           {"weights add up to 1", "tổng trọng số bằng 1"}}},
         weigh},
    };
}

}  // namespace grdp::app
