#include "grdp/app/help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grdp/base/utf8.hpp"

namespace grdp::app {
namespace {

using report::Language;

constexpr Wording kPurpose{
    "grdp turns growth targets into probabilities: a model, a scenario, one question at a time.",
    "grdp biến chỉ tiêu tăng trưởng thành xác suất: một mô hình, một kịch bản, mỗi lần một câu hỏi."};
constexpr Wording kUsage{"Usage", "Cách dùng"};
constexpr Wording kVerbs{"Verbs", "Các lệnh"};
constexpr Wording kOptions{"Options", "Tùy chọn"};
constexpr Wording kExamples{"Examples", "Ví dụ"};
constexpr Wording kMore{"grdp VERB --help explains a verb, with examples.",
                        "grdp LỆNH --help giải thích từng lệnh, có ví dụ."};
constexpr Wording kExitCodes{
    "Exit codes: 0 done, 2 wrong command line, 3 wrong input, 4 the answer is no, 5 files or disk, 6 no finite "
    "result,\n"
    "7 run file damaged or of another version, 70 a bug of ours, 130/143 interrupted.",
    "Mã thoát: 0 xong, 2 sai dòng lệnh, 3 sai dữ liệu vào, 4 câu trả lời là không, 5 tệp hoặc đĩa, 6 không có kết quả "
    "hữu hạn,\n"
    "7 tệp kết quả hỏng hoặc khác phiên bản, 70 lỗi của chương trình, 130/143 bị ngắt."};

struct Line {
    std::string left;
    std::string right;
};

std::string two_columns(const std::vector<Line>& lines) {
    std::size_t width = 0;
    for (const auto& line : lines)
        width = std::max(width, utf8::text_width(line.left));
    std::string out;
    for (const auto& line : lines) {
        out += "  " + line.left + std::string(width - utf8::text_width(line.left) + 2, ' ') + line.right + '\n';
    }
    return out;
}

std::string option_text(const OptionSpec& spec) {
    const std::string dashes = spec.name == "help" ? "-h, --" : "--";
    return dashes + std::string(spec.name) + (spec.shown.empty() ? "" : " " + std::string(spec.shown));
}

std::string argument_text(const ArgumentSpec& argument) {
    if (argument.name.empty()) return {};
    return fmt::format(fmt::runtime(argument.required ? " {}" : " [{}]"), argument.name);
}

}  // namespace

std::string overview(Language language) {
    std::vector<Line> verbs;
    for (const auto& verb : all_verbs())
        verbs.push_back({std::string(verb.name), std::string(verb.summary.in(language))});
    return fmt::format("{}\n\n{}: grdp {}\n\n{}:\n{}\n{}\n\n{}\n", kPurpose.in(language), kUsage.in(language),
                       language == Language::vi ? "LỆNH [ĐỐI SỐ] [TÙY CHỌN]" : "VERB [ARGUMENT] [OPTIONS]",
                       kVerbs.in(language), two_columns(verbs), kMore.in(language), kExitCodes.in(language));
}

std::string help_text(const Verb& verb, Language language) {
    std::vector<Line> options;
    for (const auto& spec : verb.options)
        options.push_back({option_text(spec), std::string(spec.help.in(language))});
    std::string out =
        fmt::format("grdp {}: {}\n\n{}: grdp {}{} [{}]\n\n{}:\n{}", verb.name, verb.summary.in(language),
                    kUsage.in(language), verb.name, argument_text(verb.argument),
                    language == Language::vi ? "TÙY CHỌN" : "OPTIONS", kOptions.in(language), two_columns(options));
    out += fmt::format("\n{}:\n", kExamples.in(language));
    for (const auto& example : verb.examples)
        out += fmt::format("  # {}\n  {}\n", example.says.in(language), example.command);
    return out;
}

}  // namespace grdp::app
