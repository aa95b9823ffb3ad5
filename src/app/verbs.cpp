#include "grdp/app/verbs.hpp"

#include <algorithm>

namespace grdp::app {
namespace {

constexpr OptionSpec kHelp{"help", Value::none, "", {"explain this verb", "giải thích lệnh này"}};
constexpr OptionSpec kLanguage{"lang", Value::choice, "en|vi", {"language of the output", "ngôn ngữ của kết quả"}};
constexpr OptionSpec kJson{
    "json",
    Value::none,
    "",
    {"print JSON (docs/reference/command.md)", "in kết quả dạng JSON (docs/reference/command.md)"}};
constexpr OptionSpec kSet{"set",
                          Value::text,
                          "TEXT",
                          {"one more scenario statement, applied last; may be repeated",
                           "thêm một câu lệnh kịch bản, áp dụng sau cùng; có thể lặp lại"},
                          true};
constexpr OptionSpec kOnly{"only",
                           Value::text,
                           "SERIES,...",
                           {"only these series (names or stems)", "chỉ các chuỗi này (tên đầy đủ hoặc tên gốc)"},
                           true};
constexpr OptionSpec kSeed{
    "seed",
    Value::number,
    "N",
    {"seed of the random numbers (default 2023)", "hạt giống của số ngẫu nhiên (mặc định 2023)"}};
constexpr OptionSpec kDraws{"draws",
                            Value::number,
                            "N",
                            {"number of paths: 250000, 1e6 or 1_000_000 (default 100000)",
                             "số lần mô phỏng: 250000, 1e6 hoặc 1_000_000 (mặc định 100000)"}};
constexpr OptionSpec kThreads{"threads",
                              Value::number,
                              "N",
                              {"processors to use (default: all); never changes a digit",
                               "số luồng xử lý (mặc định: tất cả); không làm đổi chữ số nào"}};
constexpr OptionSpec kDispersion{"dispersion",
                                 Value::number,
                                 "X",
                                 {"factor on every spread (default 1; 0 is the projection)",
                                  "hệ số nhân mọi độ phân tán (mặc định 1; 0 là phương án dự báo)"}};
constexpr OptionSpec kOutRun{"out", Value::file, "FILE.h5", {"write the run file", "ghi tệp kết quả"}};
constexpr OptionSpec kPaths{"paths",
                            Value::none,
                            "",
                            {"keep every path in the run file (8 bytes a value)",
                             "giữ mọi đường mô phỏng trong tệp kết quả (8 byte mỗi giá trị)"}};
constexpr OptionSpec kIsa{"force-isa",
                          Value::choice,
                          "baseline|avx2|avx512",
                          {"instruction set, to prove that results do not depend on it",
                           "tập lệnh, để kiểm chứng kết quả không phụ thuộc vào nó"}};
constexpr OptionSpec kGenerator{"generator",
                                Value::choice,
                                "philox|ars-7",
                                {"random numbers, part of a result's identity; ars-7 is quicker where the processor has AES",
                                 "bộ sinh số ngẫu nhiên, một phần của kết quả; ars-7 nhanh hơn khi bộ xử lý có AES"}};
constexpr OptionSpec kEstimator{
    "estimator",
    Value::choice,
    "auto|plain|closed|line|conditioning|sequential|control",
    {"how probabilities are computed (default auto: the best that the model's equations allow)",
     "cách tính xác suất (mặc định auto: cách tốt nhất mà các phương trình của mô hình cho phép)"}};
constexpr OptionSpec kUntilSe{"until-se",
                              Value::number,
                              "X",
                              {"standard error to reach, as a fraction (default 1e-4); plain sampling keeps its draws",
                               "sai số chuẩn cần đạt, dạng tỷ lệ (mặc định 1e-4); mô phỏng trực tiếp giữ số lần đã cho"}};
constexpr OptionSpec kExpand{
    "expand",
    Value::none,
    "",
    {"print the scalar equations in order of evaluation", "in các phương trình đã khai triển theo thứ tự tính"}};
constexpr OptionSpec kDialect{
    "dialect",
    Value::choice,
    "english|vietnamese",
    {"english: comma and decimal point (default); vietnamese: semicolon, decimal comma, BOM",
     "english: dấu phẩy và dấu chấm thập phân (mặc định); vietnamese: chấm phẩy, dấu phẩy thập phân, BOM"}};
constexpr OptionSpec kLayout{
    "layout",
    Value::choice,
    "long|wide",
    {"one row per value (default) or one row per period", "mỗi giá trị một dòng (mặc định) hoặc mỗi kỳ một dòng"}};
constexpr OptionSpec kOutCsv{
    "out", Value::file, "FILE.csv", {"write a file instead of standard output", "ghi ra tệp thay vì màn hình"}};

constexpr OptionSpec kFor{"for",
                          Value::text,
                          "NUMBER=VALUE",
                          {"what is to be reached: growth(grdp)@2023=6..6.5; may be repeated (default: the scenario's own targets)",
                           "số cần đạt: growth(grdp)@2023=6..6.5; có thể lặp lại (mặc định: chỉ tiêu của kịch bản)"},
                          true};
constexpr OptionSpec kKnown{"known",
                            Value::text,
                            "NUMBER=VALUE",
                            {"a published figure, or the range it lies in: growth(grdp)@2023Q1..2023Q2=3.72; may be repeated",
                             "số đã công bố, hoặc khoảng chứa nó: growth(grdp)@2023Q1..2023Q2=3.72; có thể lặp lại"},
                            true};

constexpr OptionSpec kSolve{"solve",
                            Value::text,
                            "growth(SERIES)",
                            {"which growth of this component gives the number of --for, the others as the scenario projects",
                             "khu vực này phải tăng bao nhiêu để đạt số ở --for, các khu vực khác như kịch bản"},
                            true};
constexpr OptionSpec kVary{"vary",
                           Value::text,
                           "ASSUMPTION",
                           {"which value of this assumption gives --value or --probability; twice for two of them",
                            "giả định này phải là bao nhiêu để đạt --value hoặc --probability; hai lần cho hai mục tiêu"},
                           true};
constexpr OptionSpec kWithin{"within",
                             Value::text,
                             "LOW..HIGH",
                             {"where to search, one for each --vary (default: about the scenario's value)",
                              "khoảng tìm, mỗi --vary một khoảng (mặc định: quanh giá trị của kịch bản)"},
                             true};
constexpr OptionSpec kValue{"value",
                            Value::text,
                            "NUMBER=VALUE",
                            {"the number of the projection to be given: growth_grdp@2023=9.75",
                             "số của phương án dự báo cần đạt: growth_grdp@2023=9.75"},
                            true};
constexpr OptionSpec kProbability{"probability",
                                  Value::text,
                                  "EVENT=P",
                                  {"the probability to be given: band_2023=0.3, at_least(band_2023)=0.5",
                                   "xác suất cần đạt: band_2023=0.3, at_least(band_2023)=0.5"},
                                  true};

constexpr ArgumentSpec kScenario{"SCENARIO"};
constexpr ArgumentSpec kRun{"RUN.h5"};
constexpr ArgumentSpec kScenarioOrRun{"SCENARIO|RUN.h5"};
constexpr ArgumentSpec kFolder{"FOLDER"};
constexpr ArgumentSpec kShell{"SHELL", Value::choice, "bash|zsh|fish"};
constexpr ArgumentSpec kNothing{""};

constexpr OptionSpec kStrict{"strict",
                             Value::none,
                             "",
                             {"exit code 4 if the targets contradict each other",
                              "mã thoát 4 nếu các chỉ tiêu mâu thuẫn nhau"}};
constexpr OptionSpec kWeight{"weight",
                             Value::text,
                             "TARGET=X",
                             {"how firmly a target stands when all are made to agree (default 1); may be repeated",
                              "độ vững của chỉ tiêu khi điều chỉnh cho khớp (mặc định 1); có thể lặp lại"},
                             true};
constexpr OptionSpec kHard{"hard",
                           Value::text,
                           "TARGET",
                           {"this target may not move; may be repeated", "giữ nguyên chỉ tiêu này; có thể lặp lại"},
                           true};

Verb init_verb() {
    return {"init",
            {"write a commented starter model, scenario and data that run at once",
             "tạo mô hình, kịch bản và dữ liệu mẫu có chú thích, chạy được ngay"},
            kFolder,
            {kJson, kLanguage, kHelp},
            {{"grdp init my-province", {"three files to start from", "ba tệp để bắt đầu"}}},
            init};
}

Verb check_verb() {
    return {
        "check",
        {"find every mistake in a scenario, its model and its data", "tìm mọi lỗi trong kịch bản, mô hình và dữ liệu"},
        kScenario,
        {kExpand, kSet, kJson, kLanguage, kHelp},
        {{"grdp check base.scenario", {"all mistakes at once, each with its place", "mọi lỗi cùng lúc, kèm vị trí"}},
         {"grdp check base.scenario --expand",
          {"what will be computed, in which order", "sẽ tính những gì, theo thứ tự nào"}}},
        check};
}

Verb project_verb() {
    return {"project",
            {"one path without luck: growth, contributions, structure, targets",
             "một phương án không có yếu tố ngẫu nhiên: tăng trưởng, đóng góp, cơ cấu, chỉ tiêu"},
            kScenario,
            {kSet, kOnly, kJson, kLanguage, kHelp},
            {{"grdp project base.scenario --lang vi", {"the tables in Vietnamese", "các bảng bằng tiếng Việt"}},
             {"grdp project base.scenario --set \"2023 driver[tourism] += 5\"", {"what if", "nếu như"}},
             {"grdp project base.scenario --only growth_grdp --json",
              {"one series for a script", "một chuỗi cho chương trình khác"}}},
            project};
}

Verb simulate_verb() {
    return {
        "simulate",
        {"the probability of every target and event, with its error",
         "xác suất của từng chỉ tiêu và sự kiện, kèm sai số"},
        kScenario,
        {kDraws, kSeed, kGenerator, kEstimator, kUntilSe, kOutRun, kPaths, kSet, kOnly, kDispersion, kThreads, kIsa, kJson, kLanguage, kHelp},
        {{"grdp simulate base.scenario", {"100,000 paths", "100.000 lần mô phỏng"}},
         {"grdp simulate base.scenario --draws 1e6 --seed 7 --out base.h5",
          {"more paths, kept in a run file", "nhiều lần hơn, lưu vào tệp kết quả"}},
         {"grdp simulate base.scenario --json | jq '.events[0].within'", {"for a script", "cho chương trình khác"}}},
        simulate};
}

Verb require_verb() {
    return {"require",
            {"what the rest of the year must reach, or what must hold for a target or a probability",
             "phần còn lại của năm phải tăng bao nhiêu; điều gì phải xảy ra để đạt chỉ tiêu hoặc xác suất cho trước"},
            kScenario,
            {kFor, kKnown, kSolve, kVary, kWithin, kValue, kProbability, kDraws, kSeed, kOutRun, kSet, kThreads, kJson, kLanguage, kHelp},
            {{"grdp require quarters.scenario", {"each target of the scenario", "từng chỉ tiêu của kịch bản"}},
             {"grdp require quarters.scenario --for 'growth(grdp)@2023=6..6.5' --known 'growth(grdp)@2023Q1..2023Q2=3.72'",
              {"half of the year is published", "đã có số liệu 6 tháng đầu năm"}},
             {"grdp require base.scenario --solve 'growth(volume[services])@2023' --for 'growth_grdp@2023=9.5..10'",
              {"services must make up for industry", "dịch vụ phải bù cho công nghiệp"}},
             {"grdp require base.scenario --vary 'trend[services]@2023' --within 0..20 --probability 'band_2023=0.1'",
              {"what must hold for a probability", "điều gì phải xảy ra để có xác suất ấy"}}},
            require};
}

Verb audit_verb() {
    return {"audit",
            {"do the stated targets agree with each other? what do they silently assume?",
             "các chỉ tiêu có thống nhất với nhau không, và ngầm giả định điều gì?"},
            kScenario,
            {kStrict, kWeight, kHard, kOutRun, kSet, kJson, kLanguage, kHelp},
            {{"grdp audit base.scenario --lang vi", {"a paragraph for a briefing, then the tables", "một đoạn văn cho báo cáo, rồi các bảng"}},
             {"grdp audit base.scenario --strict", {"for a script: exit code 4 on a contradiction", "cho chương trình khác: mã thoát 4 khi có mâu thuẫn"}},
             {"grdp audit base.scenario --hard growth_grdp --weight \"growth(volume[services])=4\"",
              {"which numbers move if the total must stand", "số nào phải đổi nếu giữ nguyên tổng"}}},
            audit};
}

Verb scorecard_verb() {
    return {"scorecard",
            {"every target of a plan in one table: expected value, probability, which one stands in the way",
             "mọi chỉ tiêu trong một bảng: ước thực hiện, xác suất, chỉ tiêu nào cản trở"},
            kScenario,
            {kDraws, kSeed, kOutRun, kSet, kDispersion, kThreads, kJson, kLanguage, kHelp},
            {{"grdp scorecard base.scenario --lang vi", {"the plan's table, with status words", "bảng chỉ tiêu kế hoạch, có đánh giá Đạt / Không đạt / Vượt"}},
             {"grdp scorecard base.scenario --draws 1e6", {"smaller errors", "sai số nhỏ hơn"}}},
            scorecard};
}

Verb show_verb() {
    std::vector<OptionSpec> options{kOnly, kJson, kLanguage, kHelp};
    const auto of_sweeps = sweep_questions();
    options.insert(options.begin() + 1, of_sweeps.begin(), of_sweeps.end());
    return {"show",
            {"print a run file or a sweep again, as it was printed or in the other language",
             "in lại tệp kết quả hoặc tệp nhiều kịch bản, bằng một trong hai ngôn ngữ"},
            kRun,
            options,
            {{"grdp show base.h5 --lang vi", {"the same run in Vietnamese", "cùng kết quả bằng tiếng Việt"}},
             {"grdp show base.h5 --only growth_grdp", {"one series", "một chuỗi"}}},
            show};
}

Verb export_verb() {
    return {"export",
            {"write a projection or a run as CSV", "xuất dự báo hoặc kết quả mô phỏng ra CSV"},
            kScenarioOrRun,
            {kOutCsv, kDialect, kLayout, kSet, kJson, kLanguage, kHelp},
            {{"grdp export base.h5 --out base.csv", {"the statistics of a run", "các thống kê của một lần chạy"}},
             {"grdp export base.scenario --layout wide --dialect vietnamese --out du-bao.csv",
              {"a projection for Excel", "dự báo để mở bằng Excel"}}},
            export_csv};
}

}  // namespace

const std::vector<Verb>& all_verbs() {
    static const std::vector<Verb> verbs = [] {
        std::vector<Verb> all = {
        init_verb(),
        check_verb(),
        project_verb(),
        simulate_verb(),
        audit_verb(),
        scorecard_verb(),
        require_verb(),
        show_verb(),
        report_verb(kLanguage, kJson, kHelp),
        export_verb(),
        {"completion",
         {"print the completion script of a shell", "in tập lệnh tự hoàn thành cho shell"},
         kShell,
         {kJson, kHelp},
         {{"grdp completion bash > /etc/bash_completion.d/grdp", {"for all users", "cho mọi người dùng"}}},
         completion},
        {"version",
         {"print the version", "in phiên bản"},
         kNothing,
         {kJson, kHelp},
         {{"grdp version", {"version and numerical contract", "phiên bản và quy ước số"}}},
         version},
    };
        const std::vector<OptionSpec> common{kDraws, kSeed, kOutRun, kSet, kDispersion, kThreads, kJson, kLanguage, kHelp};
        auto judgement = judgement_verbs(common);
        const auto compared = comparison_verbs(common);
        judgement.insert(judgement.end(), compared.begin(), compared.end());
        const auto shows = std::find_if(all.begin(), all.end(), [](const Verb& verb) { return verb.name == "show"; });
        const auto sweeps = sweep_verbs({kDraws, kSeed, kEstimator, kUntilSe, kOutRun, kSet, kDispersion, kThreads, kIsa}, kLanguage, kJson, kHelp);
        judgement.insert(judgement.end(), sweeps.begin(), sweeps.end());
        all.insert(shows, judgement.begin(), judgement.end());
        return all;
    }();
    return verbs;
}

const Verb* find_verb(std::string_view name) {
    const auto& verbs = all_verbs();
    const auto found = std::find_if(verbs.begin(), verbs.end(), [&](const Verb& verb) { return verb.name == name; });
    return found == verbs.end() ? nullptr : &*found;
}

}  // namespace grdp::app
