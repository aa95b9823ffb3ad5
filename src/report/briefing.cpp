#include "grdp/report/briefing.hpp"

#include <algorithm>

#include "briefing_parts.hpp"
#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/report/unit.hpp"

namespace grdp::report {
namespace {

struct Chapter {
    std::string name;
    paper::Section (*build)(const paper::Context& context);
};

// The order of the paper: the answer, what it means, what it rests on.
const std::vector<Chapter>& chapters() {
    static const std::vector<Chapter> all{{"headline", paper::headline},
                                          {"scenarios", paper::scenarios},
                                          {"projection", paper::projection_section},
                                          {"fan", paper::fan},
                                          {"histogram", paper::histogram},
                                          {"contributions", paper::contributions},
                                          {"comparison", paper::comparison},
                                          {"arrivals", paper::arrivals_section},
                                          {"assumptions", paper::assumptions},
                                          {"audit", paper::audit_section},
                                          {"required", paper::required},
                                          {"scorecard", paper::scorecard_section},
                                          {"methods", paper::methods}};
    return all;
}

bool same_inputs(const RunContent& a, const RunContent& b) {
    const auto& left = a.model.inputs;
    const auto& right = b.model.inputs;
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const auto& one, const auto& other) { return one.role == other.role && one.sha256 == other.sha256; });
}

// Runs of one scenario are one subject: the first with draws speaks, all lend their tables.
struct Subjects {
    std::vector<RunContent> runs;
    std::vector<analysis::AnswerTable> tables;
};

Subjects sorted_out(const std::vector<RunContent>& given) {
    Subjects subjects;
    for (const auto& run : given) {
        const auto twin = std::find_if(subjects.runs.begin(), subjects.runs.end(), [&](const auto& one) { return same_inputs(one, run); });
        if (twin == subjects.runs.end()) {
            subjects.runs.push_back(run);
        } else if (!twin->ensemble && run.ensemble) {
            *twin = run;
        }
        if (!same_inputs(given.front(), run)) continue;
        for (const auto& table : run.tables)
            subjects.tables.push_back(table);
    }
    return subjects;
}

// Tables and figures are counted through the paper.
class Counter {
  public:
    void number(doc::Block& block) {
        if (auto* table = std::get_if<doc::Table>(&block)) table->number = ++tables_;
        if (auto* figure = std::get_if<doc::FigureBlock>(&block)) figure->number = ++figures_;
    }

  private:
    int tables_ = 0;
    int figures_ = 0;
};

void compose(const paper::Context& context, const BriefingOptions& options, doc::Document& document) {
    Counter counter;
    int chapter_number = 0;
    for (const auto& chapter : chapters()) {
        const bool wanted = options.sections.empty() || std::find(options.sections.begin(), options.sections.end(), chapter.name) != options.sections.end();
        if (!wanted) continue;
        auto section = chapter.build(context);
        if (section.blocks.empty()) continue;
        document.blocks.emplace_back(doc::Heading{1, fmt::format("{}. {}", ++chapter_number, section.title), chapter.name});
        for (auto& block : section.blocks) {
            counter.number(block);
            document.blocks.push_back(std::move(block));
        }
    }
}

}  // namespace

const std::vector<std::string>& section_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto& chapter : chapters())
            all.push_back(chapter.name);
        return all;
    }();
    return names;
}

doc::Document briefing(const std::vector<RunContent>& runs, Language language, const BriefingOptions& options) {
    GRDP_EXPECTS(!runs.empty());
    const auto subjects = sorted_out(runs);
    const auto& run = subjects.runs.front();
    const paper::Context context{subjects.runs, subjects.tables, paper::find_focus(run), language};
    doc::Document document;
    document.language = language;
    document.title = options.title.empty() ? paper::run_label(run, language) : options.title;
    const auto& horizon = run.model.horizon;
    const auto periods = horizon.first == horizon.last ? horizon.first.text() : horizon.first.text() + ".." + horizon.last.text();
    document.subtitle = text(Message::paper_subtitle, language, label_text(run.model.model_label, language, run.model.model_name), period_phrase(periods, language));
    document.date = options.date;
    document.date_text = date_text(options.date, language).value_or(std::string());
    document.program = "grdp " + run.program;
    document.table_word = text(Message::paper_table_word, language);
    document.figure_word = text(Message::paper_figure_word, language);
    compose(context, options, document);
    return document;
}

std::optional<std::string> date_text(std::string_view iso, Language language) {
    const auto part = [&](std::size_t at, std::size_t size) -> std::optional<std::uint64_t> { return parse_unsigned(std::string(iso.substr(at, size))); };
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const auto year = part(0, 4);
    const auto month = part(5, 2);
    const auto day = part(8, 2);
    if (!year || !month || !day || *year < 1000 || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
    const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
    constexpr std::array<std::uint64_t, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (*day > kDays[*month - 1] + (leap && *month == 2 ? 1 : 0)) return std::nullopt;
    constexpr std::array<std::string_view, 12> kMonths{"January", "February", "March", "April", "May", "June",
                                                       "July", "August", "September", "October", "November", "December"};
    if (language == Language::vi) {
        // Decree 30: days below ten and the months January and February take a leading zero.
        return fmt::format("Ngày {:02} tháng {} năm {}", *day, *month <= 2 ? fmt::format("{:02}", *month) : std::to_string(*month), *year);
    }
    return fmt::format("{} {} {}", *day, kMonths[*month - 1], *year);
}

}  // namespace grdp::report
