#include "grdp/app/verbs.hpp"

namespace grdp::app {

Verb report_verb(const OptionSpec& language, const OptionSpec& json, const OptionSpec& help) {
    ArgumentSpec runs{"RUN.h5..."};
    runs.several = true;
    constexpr OptionSpec kFormat{"format",
                                 Value::choice,
                                 "docx|xlsx|html|md|tex|svg|csv",
                                 {"form of the paper, several with commas (default: the ending of --out)",
                                  "dạng văn bản, nhiều dạng cách nhau bằng dấu phẩy (mặc định: theo phần mở rộng của --out)"},
                                 true};
    constexpr OptionSpec kOut{"out",
                              Value::file,
                              "FILE|FOLDER",
                              {"the file to write; a folder for svg, csv and several forms",
                               "tệp cần ghi; là thư mục nếu chọn svg, csv hoặc nhiều dạng"}};
    constexpr OptionSpec kSections{"sections",
                                   Value::text,
                                   "NAME,...",
                                   {"only these: headline, scenarios, projection, fan, histogram, contributions, comparison, arrivals, assumptions, audit, required, scorecard, methods",
                                    "chỉ các phần này: headline, scenarios, projection, fan, histogram, contributions, comparison, arrivals, assumptions, audit, required, scorecard, methods"},
                                   true};
    constexpr OptionSpec kTitle{"title", Value::text, "TEXT", {"title of the paper (default: the scenario's label)", "tên báo cáo (mặc định: nhãn của kịch bản)"}};
    constexpr OptionSpec kDate{"date",
                               Value::text,
                               "YYYY-MM-DD",
                               {"date of the paper (default: SOURCE_DATE_EPOCH, else undated)", "ngày của báo cáo (mặc định: SOURCE_DATE_EPOCH, nếu không có thì không ghi ngày)"}};
    constexpr OptionSpec kReference{"reference-doc",
                                    Value::file,
                                    "FILE.docx",
                                    {"styles, page, headers and footers of this Word file (default: Decree 30/2020)",
                                     "lấy kiểu chữ, khổ giấy, đầu trang, chân trang của tệp Word này (mặc định: Nghị định 30/2020)"}};
    constexpr OptionSpec kDialect{"dialect",
                                  Value::choice,
                                  "english|vietnamese",
                                  {"of csv: comma and decimal point (default), or semicolon, decimal comma, BOM",
                                   "của csv: dấu phẩy và dấu chấm thập phân (mặc định), hoặc chấm phẩy, dấu phẩy thập phân, BOM"}};
    return {"report",
            {"a run file as a briefing paper: text, tables, charts, sources",
             "lập báo cáo tóm tắt từ tệp kết quả: lời văn, bảng, biểu đồ, nguồn số liệu"},
            runs,
            {kFormat, kOut, kSections, kTitle, kDate, kReference, kDialect, json, language, help},
            {{"grdp report base.h5 --lang vi --out bao-cao.docx", {"for Word, set up as Decree 30/2020 asks", "tệp Word, trình bày theo Nghị định 30/2020"}},
             {"grdp report base.h5 --lang vi --out bao-cao.html", {"one page for a browser, ready to print", "một trang để xem và in"}},
             {"grdp report base.h5 low.h5 high.h5 --format html,svg,csv --out paper", {"three scenarios, several forms, into a folder", "ba kịch bản, nhiều dạng, ghi vào thư mục"}},
             {"grdp report base.h5 --sections headline,scorecard --format md", {"two sections on standard output", "hai phần, in ra màn hình"}}},
            report_run};
}

}  // namespace grdp::app
