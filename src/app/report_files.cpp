#include "report_files.hpp"

#include <algorithm>

#include "grdp/io/file_bytes.hpp"
#include "grdp/report/document_csv.hpp"
#include "grdp/report/docx.hpp"
#include "grdp/report/html.hpp"
#include "grdp/report/markdown.hpp"
#include "grdp/report/svg.hpp"
#include "grdp/report/xlsx.hpp"

namespace grdp::app {
namespace {

void add_charts(const report::doc::Document& document, std::vector<PaperFile>& files) {
    for (const auto& block : document.blocks) {
        const auto* figure = std::get_if<report::doc::FigureBlock>(&block);
        if (figure == nullptr) continue;
        files.push_back({"svg", figure->id + ".svg", report::svg_file(figure->chart, document.language, {figure->id, figure->caption, figure->alt})});
    }
}

void add_tables(const report::doc::Document& document, bool vietnamese, std::vector<PaperFile>& files) {
    for (auto& table : report::document_csv(document, vietnamese))
        files.push_back({"csv", table.name + ".csv", std::move(table.text)});
}

// A writer knows the bytes of a reference, not where they lie.
Diagnostics in_file(const Diagnostics& found, const std::string& path) {
    Diagnostics located;
    for (Diagnostic one : found.items()) {
        one.file = path;
        located.add(std::move(one));
    }
    return located;
}

// With the styles and the page of a house where one is named.
Result<std::string> word_file(const report::doc::Document& document, const Options& options) {
    constexpr std::uint64_t kReferenceLimit = std::uint64_t{64} << 20;
    if (!options.reference) return report::docx(document);
    const auto house = io::read_regular_file(*options.reference, kReferenceLimit);
    if (!house) return house.diagnostics();
    auto paper = report::docx(document, *house);
    return paper ? std::move(paper) : Result<std::string>(in_file(paper.diagnostics(), *options.reference));
}

}  // namespace

bool several_files(std::string_view format) {
    return format == "svg" || format == "csv";
}

Result<std::vector<PaperFile>> paper_files(const report::doc::Document& document, const std::vector<std::string>& formats, const Options& options) {
    std::vector<PaperFile> files;
    const bool charts_too = std::find(formats.begin(), formats.end(), "svg") != formats.end();
    const std::string charts = charts_too ? "./" : "";  // charts lie beside the paper
    for (const auto& format : formats) {
        if (format == "docx" || format == "xlsx") {
            auto bytes = format == "docx" ? word_file(document, options) : report::xlsx(document);
            if (!bytes) return bytes.diagnostics();
            files.push_back({format, "briefing." + format, std::move(*bytes)});
        }
        if (format == "html") files.push_back({format, "briefing.html", report::html(document)});
        if (format == "md") files.push_back({format, "briefing.md", report::markdown(document, charts)});
        if (format == "tex") files.push_back({format, "briefing.tex", report::latex(document, charts)});
        if (format == "svg") add_charts(document, files);
        if (format == "csv") add_tables(document, options.vietnamese_csv, files);
    }
    return files;
}

}  // namespace grdp::app
