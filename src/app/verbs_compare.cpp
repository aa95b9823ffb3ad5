#include "grdp/app/verbs.hpp"

namespace grdp::app {
namespace {

constexpr OptionSpec kBy{"by",
                         Value::choice,
                         "item|name|group",
                         {"causes: each input, inputs of one name together, or kinds of inputs (default: the finest of at most 8)",
                          "nguyên nhân: từng đầu vào, các đầu vào cùng tên, hoặc từng loại (mặc định: mức chi tiết nhất không quá 8)"}};
constexpr OptionSpec kComparedSeries{"only",
                                     Value::text,
                                     "SERIES,...",
                                     {"these series (names or stems; default: the first report of the model)",
                                      "các chuỗi này (tên đầy đủ hoặc tên gốc; mặc định: báo cáo đầu tiên của mô hình)"},
                                     true};
constexpr OptionSpec kComparedError{"until-se",
                                    Value::number,
                                    "X",
                                    {"standard error of a probability to reach, as a fraction (default 1e-4)",
                                     "sai số chuẩn của xác suất cần đạt, dạng tỷ lệ (mặc định 1e-4)"}};
constexpr OptionSpec kEvent{"event",
                            Value::text,
                            "EVENT",
                            {"this event; may be repeated (default: the scenario's own events, else its targets)",
                             "sự kiện này; có thể lặp lại (mặc định: các sự kiện của kịch bản, nếu không có thì các chỉ tiêu)"},
                            true};
constexpr OptionSpec kAlternative{"alternative",
                                  Value::text,
                                  "NAME: STATEMENT",
                                  {"one more case of the table of assumptions; may be repeated",
                                   "thêm một phương án giả định vào bảng; có thể lặp lại"},
                                  true};
constexpr OptionSpec kTornado{"svg",
                              Value::file,
                              "FILE.svg",
                              {"the tornado as a picture: of the series in its unit, of each event in percentage points",
                               "biểu đồ độ nhạy dưới dạng hình: chuỗi theo đơn vị của nó, mỗi sự kiện theo điểm phần trăm"}};

}  // namespace

std::vector<Verb> comparison_verbs(const std::vector<OptionSpec>& common) {
    ArgumentSpec sides{"BASELINE SCENARIO|RUN.h5..."};
    sides.several = true;
    std::vector<OptionSpec> compare_options{kBy, kComparedSeries, kComparedError};
    compare_options.insert(compare_options.end(), common.begin(), common.end());
    std::vector<OptionSpec> sensitivity_options{kEvent, kComparedSeries, kAlternative, kTornado, kComparedError};
    sensitivity_options.insert(sensitivity_options.end(), common.begin(), common.end());
    return {
        {"compare",
         {"scenarios or runs against a baseline: what is gained, how surely, and due to what",
          "so kịch bản hoặc kết quả với phương án gốc: chênh lệch, độ chắc chắn, nguyên nhân"},
         sides,
         compare_options,
         {{"grdp compare base.scenario low.scenario high.scenario", {"the first is the baseline", "kịch bản đầu là phương án gốc"}},
          {"grdp compare last-quarter.h5 this-quarter.h5", {"what changed since: data, new figures, assumptions, model", "thay đổi do số liệu, số mới công bố, giả định hay mô hình"}},
          {"grdp compare base.scenario --set 'driver[tourism] += 5'", {"one change, explained", "một thay đổi, có giải thích"}}},
         compare},
        {"sensitivity",
         {"what drives the answer: shares of the uncertainty, tornado, slopes, and how far it rests on assumptions",
          "điều gì quyết định kết quả: tỷ phần bất định, biểu đồ độ nhạy, độ dốc, mức phụ thuộc vào giả định"},
         ArgumentSpec{"SCENARIO"},
         sensitivity_options,
         {{"grdp sensitivity base.scenario", {"the first report and the events", "báo cáo đầu tiên và các sự kiện"}},
          {"grdp sensitivity base.scenario --event band_2023 --alternative 'slow: 2023 trend[services] = 6'",
           {"one event, and a case of your own", "một sự kiện, và một phương án của bạn"}}},
         sensitivity},
    };
}

}  // namespace grdp::app
