#include <fmt/format.h>

#include "grdp/report/markdown.hpp"
#include "grdp/report/xml_text.hpp"

namespace grdp::report {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string tex_escaped(std::string_view text) {
    std::string out;
    for (const char c : clean_text(text)) {
        switch (c) {
            case '\\':
                out += "\\textbackslash{}";
                break;
            case '^':
                out += "\\textasciicircum{}";
                break;
            case '~':
                out += "\\textasciitilde{}";
                break;
            case '<':
                out += "\\textless{}";
                break;
            case '>':
                out += "\\textgreater{}";
                break;
            case '|':
                out += "\\textbar{}";
                break;
            case '"':
                out += "\\textquotedbl{}";
                break;
            case '&':
            case '%':
            case '$':
            case '#':
            case '_':
            case '{':
            case '}':
                out += '\\';
                out += c;
                break;
            default:
                out += c;
        }
    }
    replace_all(out, "\u00A0", "~");
    replace_all(out, "±", "\\ensuremath{\\pm}");
    replace_all(out, "≥", "\\ensuremath{\\ge}");
    replace_all(out, "≤", "\\ensuremath{\\le}");
    replace_all(out, "≈", "\\ensuremath{\\approx}");
    replace_all(out, "×", "\\ensuremath{\\times}");
    replace_all(out, "–", "--");
    replace_all(out, "…", "\\ldots{}");
    // A bracket that opens a row would be taken for an argument of the line before.
    replace_all(out, "[", "{[}");
    return out;
}

// Long hashes and commands may break anywhere.
std::string code(std::string_view text) {
    constexpr std::size_t kPiece = 8;
    std::string out = "\\texttt{";
    const auto plain = clean_text(text);
    for (std::size_t i = 0; i < plain.size();) {
        std::size_t end = std::min(i + kPiece, plain.size());
        while (end < plain.size() && (static_cast<unsigned char>(plain[end]) & 0xC0U) == 0x80U)
            ++end;
        out += (i > 0 ? "\\allowbreak{}" : "") + tex_escaped(std::string_view(plain).substr(i, end - i));
        i = end;
    }
    return out + "}";
}

std::string tex_runs(const doc::RunText& runs) {
    std::string out;
    for (const auto& run : runs) {
        const auto text = run.code ? code(run.text) : tex_escaped(run.text);
        out += run.strong ? "\\textbf{" + text + "}" : run.emphasis ? "\\emph{" + text + "}" : text;
    }
    return out;
}

class LatexWriter {
  public:
    LatexWriter(const doc::Document& document, const std::string& figures) : document_(document), figures_(figures) {}

    std::string write() {
        out_ = "% \\usepackage{longtable,booktabs,graphicx,array,ragged2e}\n\\begin{center}\n{\\Large\\bfseries " + tex_escaped(document_.title) + "}\\\\[1ex]\n";
        if (!document_.subtitle.empty()) out_ += tex_escaped(document_.subtitle) + "\\\\\n";
        if (!document_.date_text.empty()) out_ += "\\textit{" + tex_escaped(document_.date_text) + "}\n";
        out_ += "\\end{center}\n\n";
        for (const auto& block : document_.blocks)
            std::visit([&](const auto& one) { add(one); }, block);
        return std::move(out_);
    }

  private:
    void add(const doc::Heading& heading) {
        out_ += fmt::format("\\{}section*{{{}}}\\label{{sec:{}}}\n\n", heading.level > 1 ? "sub" : "", tex_escaped(heading.text), heading.id);
    }
    void add(const doc::Paragraph& paragraph) {
        const auto text = tex_runs(paragraph.runs);
        switch (paragraph.role) {
            case doc::ParagraphRole::lead:
                out_ += "\\textbf{" + text + "}\n\n";
                break;
            case doc::ParagraphRole::note:
                out_ += "{\\small " + text + "\\par}\n\n";
                break;
            default:
                out_ += text + "\n\n";
        }
    }
    void add(const doc::BulletList& list) {
        out_ += "\\begin{itemize}\n";
        for (const auto& item : list.items)
            out_ += "\\item " + tex_runs(item) + "\n";
        out_ += "\\end{itemize}\n\n";
    }

    // Widths are shares of the line, less the space between columns.
    [[nodiscard]] static std::string columns_of(const doc::Table& table) {
        double sum = 0;
        for (const auto& column : table.columns)
            sum += column.width;
        std::string out;
        for (const auto& column : table.columns) {
            const std::string_view side = column.kind == doc::ColumnKind::number ? "RaggedLeft" : column.kind == doc::ColumnKind::centred ? "Centering" : "RaggedRight";
            const auto share = static_cast<int>(1000 * column.width / sum);
            out += fmt::format(">{{\\{}\\arraybackslash}}p{{\\dimexpr 0.{:03}\\linewidth-2\\tabcolsep}}", side, std::min(share, 999));
        }
        return out;
    }
    void add(const doc::Table& table) {
        out_ += fmt::format("{{\\small\n\\begin{{longtable}}{{{}}}\n\\multicolumn{{{}}}{{c}}{{\\textbf{{{}}}}}\\\\\n\\toprule\n", columns_of(table), table.columns.size(),
                            tex_escaped(caption_text(document_, table)));
        std::string head;
        for (const auto& column : table.columns) {
            const auto unit = column.unit_text.empty() ? std::string() : " (" + tex_escaped(column.unit_text) + ")";
            head += (head.empty() ? "" : " & ") + std::string("\\textbf{") + tex_escaped(column.head) + "}" + unit;
        }
        out_ += head + "\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n";
        for (const auto& row : table.rows)
            add_row(table, row);
        out_ += "\\end{longtable}\n";
        notes(table.notes);
        out_ += "}\n\n";
    }
    void add_row(const doc::Table& table, const doc::Row& row) {
        if (row.kind == doc::RowKind::group) {
            out_ += fmt::format("\\multicolumn{{{}}}{{l}}{{\\textit{{{}}}}}\\\\\n", table.columns.size(), tex_escaped(row.cells.front().text));
            return;
        }
        std::string line;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            auto text = tex_escaped(row.cells[i].text);
            if (row.kind == doc::RowKind::total && !text.empty()) text = "\\textbf{" + text + "}";
            if (i == table.label_column && row.indent > 0) text.insert(0, fmt::format("\\hspace*{{{}em}}", row.indent));
            line += (i == 0 ? "" : " & ") + text;
        }
        out_ += line + "\\\\\n";
    }
    void add(const doc::FigureBlock& figure) {
        out_ += "\\begin{center}\n";
        if (!figures_.empty()) out_ += fmt::format("\\includegraphics[width=\\linewidth]{{{}{}}}\\\\\n", figures_, figure.id);
        out_ += "\\textbf{" + tex_escaped(caption_text(document_, figure)) + "}\n\\end{center}\n";
        if (figures_.empty()) out_ += tex_escaped(figure.alt) + "\n\n";
        notes(figure.notes);
        out_ += "\n";
    }
    void add(const doc::FactBox& box) {
        out_ += "\\subsection*{" + tex_escaped(box.title) + "}\n\\begin{description}\n";
        for (const auto& fact : box.facts)
            out_ += "\\item[{" + tex_escaped(fact.label) + "}] " + tex_runs(fact.value) + "\n";
        out_ += "\\end{description}\n\n";
    }
    void notes(const std::vector<std::string>& all) {
        for (const auto& one : all)
            out_ += "{\\footnotesize " + tex_escaped(one) + "\\par}\n";
    }

    const doc::Document& document_;
    const std::string& figures_;
    std::string out_;
};

}  // namespace

std::string latex(const doc::Document& document, const std::string& figures) {
    return LatexWriter(document, figures).write();
}

}  // namespace grdp::report
