#include "report_files.hpp"

#include <algorithm>

#include "grdp/report/document_csv.hpp"
#include "grdp/report/html.hpp"
#include "grdp/report/markdown.hpp"
#include "grdp/report/svg.hpp"

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

}  // namespace

bool several_files(std::string_view format) {
    return format == "svg" || format == "csv";
}

Result<std::vector<PaperFile>> paper_files(const report::doc::Document& document, const std::vector<std::string>& formats, const Options& options) {
    std::vector<PaperFile> files;
    const bool charts_too = std::find(formats.begin(), formats.end(), "svg") != formats.end();
    const std::string charts = charts_too ? "./" : "";  // charts lie beside the paper
    for (const auto& format : formats) {
        if (format == "html") files.push_back({format, "briefing.html", report::html(document)});
        if (format == "md") files.push_back({format, "briefing.md", report::markdown(document, charts)});
        if (format == "tex") files.push_back({format, "briefing.tex", report::latex(document, charts)});
        if (format == "svg") add_charts(document, files);
        if (format == "csv") add_tables(document, options.vietnamese_csv, files);
    }
    return files;
}

}  // namespace grdp::app
