#include "grdp/report/markdown.hpp"

#include <fmt/format.h>

#include "grdp/report/xml_text.hpp"

namespace grdp::report {
namespace {

// Signs that Markdown would read as marks; a line cannot begin a list or a heading by accident.
std::string md_escaped(std::string_view text) {
    constexpr std::string_view kMarks = "\\`*_[]<>|~$";
    std::string out;
    for (const char c : clean_text(text)) {
        if (kMarks.find(c) != std::string_view::npos) out += '\\';
        out += c == '&' ? std::string("&amp;") : std::string(1, c);
    }
    return out;
}

// At the begin of a line a few signs more mean something.
std::string paragraph_text(std::string_view text) {
    std::string out = md_escaped(text);
    if (!out.empty() && std::string_view("#+-=:").find(out.front()) != std::string_view::npos) out.insert(0, "\\");
    std::size_t digits = 0;
    while (digits < out.size() && out[digits] >= '0' && out[digits] <= '9')
        ++digits;
    if (digits > 0 && digits < out.size() && (out[digits] == '.' || out[digits] == ')')) out.insert(digits, "\\");
    return out;
}

std::string run_text(const doc::TextRun& run) {
    if (run.text.empty()) return {};
    if (run.code) {
        const auto text = clean_text(run.text);
        const std::string fence(text.find('`') == std::string::npos ? "`" : "``");
        const std::string pad = fence.size() > 1 ? " " : "";
        return fence + pad + text + pad + fence;
    }
    const auto text = md_escaped(run.text);
    return run.strong ? "**" + text + "**" : run.emphasis ? "*" + text + "*" : text;
}

std::string md_runs(const doc::RunText& runs) {
    std::string out;
    for (const auto& run : runs)
        out += out.empty() && !run.code && !run.strong && !run.emphasis ? paragraph_text(run.text) : run_text(run);
    return out;
}

class MarkdownWriter {
  public:
    MarkdownWriter(const doc::Document& document, const std::string& figures) : document_(document), figures_(figures) {}

    std::string write() {
        out_ = "# " + md_escaped(document_.title) + "\n\n";
        if (!document_.subtitle.empty()) out_ += paragraph_text(document_.subtitle) + "\n\n";
        if (!document_.date_text.empty()) out_ += "*" + md_escaped(document_.date_text) + "*\n\n";
        for (const auto& block : document_.blocks)
            std::visit([&](const auto& one) { add(one); }, block);
        while (out_.ends_with("\n\n"))
            out_.pop_back();
        return std::move(out_);
    }

  private:
    void add(const doc::Heading& heading) { out_ += std::string(static_cast<std::size_t>(heading.level) + 1, '#') + " " + md_escaped(heading.text) + "\n\n"; }
    void add(const doc::Paragraph& paragraph) {
        const bool lead = paragraph.role == doc::ParagraphRole::lead;
        out_ += (lead ? "**" + md_escaped(plain_text(paragraph.runs)) + "**" : md_runs(paragraph.runs)) + "\n\n";
    }
    void add(const doc::BulletList& list) {
        for (const auto& item : list.items)
            out_ += "- " + md_runs(item) + "\n";
        out_ += "\n";
    }
    void add(const doc::Table& table) {
        out_ += "**" + md_escaped(caption_text(document_, table)) + "**\n\n|";
        std::string rule = "|";
        for (const auto& column : table.columns) {
            const auto head = column.unit_text.empty() ? column.head : column.head + ", " + column.unit_text;
            out_ += " " + md_escaped(head) + " |";
            rule += column.kind == doc::ColumnKind::number ? "---:|" : column.kind == doc::ColumnKind::centred ? ":---:|" : "---|";
        }
        out_ += "\n" + rule + "\n";
        for (const auto& row : table.rows) {
            out_ += "|";
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                std::string indent;
                for (int k = 0; i == table.label_column && k < 2 * row.indent; ++k)
                    indent += "\u00A0";
                const auto text = md_escaped(row.cells[i].text);
                const bool strong = row.kind == doc::RowKind::total && !text.empty();
                const bool group = row.kind == doc::RowKind::group && !text.empty();
                out_ += " " + indent + (strong ? "**" + text + "**" : group ? "*" + text + "*" : text) + " |";
            }
            out_ += "\n";
        }
        out_ += "\n";
        notes(table.notes);
    }
    void add(const doc::FigureBlock& figure) {
        if (!figures_.empty()) out_ += fmt::format("![{}]({}{}.svg)\n\n", md_escaped(figure.alt), figures_, figure.id);
        out_ += "**" + md_escaped(caption_text(document_, figure)) + "**\n\n";
        if (figures_.empty()) out_ += paragraph_text(figure.alt) + "\n\n";
        notes(figure.notes);
    }
    void add(const doc::FactBox& box) {
        out_ += "### " + md_escaped(box.title) + "\n\n";
        for (const auto& fact : box.facts)
            out_ += "- *" + md_escaped(fact.label) + "*: " + runs_plain(fact.value) + "\n";
        out_ += "\n";
    }
    static std::string runs_plain(const doc::RunText& runs) {
        std::string out;
        for (const auto& run : runs)
            out += run_text(run);
        return out;
    }
    void notes(const std::vector<std::string>& all) {
        for (const auto& one : all)
            out_ += "*" + md_escaped(one) + "*\n\n";
    }

    const doc::Document& document_;
    const std::string& figures_;
    std::string out_;
};

}  // namespace

std::string markdown(const doc::Document& document, const std::string& figures) {
    return MarkdownWriter(document, figures).write();
}

}  // namespace grdp::report
