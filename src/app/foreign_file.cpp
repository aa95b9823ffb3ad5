#include "foreign_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "grdp/base/utf8.hpp"
#include "sweep_answer.hpp"

namespace grdp::app {
namespace {

constexpr std::size_t kLooked = std::size_t{1} << 16;
constexpr std::size_t kLongestLine = 400;
constexpr std::string_view kHdf5Signature = "\x89HDF\r\n\x1a\n";
constexpr std::string_view kRunFormat = "grdp run";
constexpr std::string_view kRecordMark = "GRDJ";

std::string head_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string head(kLooked, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return head;
}

struct Line {
    std::uint32_t number = 0;
    std::string_view text;
};

/// The first that is neither blank nor a comment, if the bytes are a text that can be shown.
std::optional<Line> first_line(std::string_view head) {
    Line line;
    while (!head.empty()) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        line.text = head.substr(0, end);
        ++line.number;
        head.remove_prefix(std::min(end + 1, head.size()));
        const auto unprintable = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r'; };
        if (std::any_of(line.text.begin(), line.text.end(), unprintable) || utf8::first_malformed(line.text)) return std::nullopt;
        const std::size_t begin = line.text.find_first_not_of(" \t\r");
        if (begin != std::string_view::npos && line.text[begin] != '#') return line;
    }
    return std::nullopt;
}

FileKind kind_of_hdf5(const std::string& path, std::string_view head) {
    if (looks_like_part(path)) return FileKind::part;
    if (looks_like_sweep(path)) return FileKind::sweep;
    return head.find(kRunFormat) != std::string_view::npos ? FileKind::run : FileKind::hdf5;
}

FileKind kind_of(const std::string& path, std::string_view head) {
    if (head.empty()) return std::ifstream(path) ? FileKind::empty : FileKind::other;
    if (head.starts_with(kHdf5Signature)) return kind_of_hdf5(path, head);
    if (head.starts_with(kRecordMark)) return FileKind::journal;
    const auto line = first_line(head);
    if (!line) return FileKind::other;
    if (line->text.starts_with("scenario ")) return FileKind::scenario;
    return line->text.starts_with("model ") ? FileKind::model : FileKind::text;
}

std::string_view kind_text(FileKind kind) {
    switch (kind) {
        case FileKind::run: return "the run file of one scenario";
        case FileKind::sweep: return "the file of a whole sweep";
        case FileKind::part: return "a part of a sweep";
        case FileKind::journal: return "the journal of an unfinished sweep";
        case FileKind::hdf5: return "an HDF5 file that grdp did not write";
        case FileKind::scenario: return "a scenario";
        case FileKind::model: return "a model";
        case FileKind::text: return "a text";
        case FileKind::empty: return "an empty file";
        case FileKind::other: return "no file of grdp";
    }
    return "";
}

struct Wanted {
    std::string_view what;
    std::string_view expected;  ///< empty: as the message has it
};

Wanted wanted_by(std::string_view verb, bool text) {
    if (text) return {"a text", ""};
    if (verb == "merge") return {"a part of a sweep", "a part written by grdp sweep --shard or grdp merge --partial"};
    if (verb == "compare") return {"a run file", "a scenario, or a run file that grdp simulate --out wrote"};
    if (verb == "show") return {"a run file", "a run file, a sweep or a part that grdp wrote"};
    if (verb == "export") return {"a run file", "a file that ends in .scenario, a run file or a sweep that grdp wrote"};
    return {"a run file", "a run file that grdp simulate --out wrote"};
}

std::string hint_for(FileKind kind, std::string_view verb, const std::string& path) {
    switch (kind) {
        case FileKind::sweep:
            return verb == "merge" ? fmt::format("it is whole already: grdp show {}", path)
                                   : fmt::format("grdp show {} shows its scenarios; one of them alone is SCENARIO --set .., its run file grdp simulate SCENARIO --set .. --out RUN.h5", path);
        case FileKind::part: return fmt::format("grdp merge joins all parts; grdp show {} says which shards this one holds", path);
        case FileKind::run:
            return verb == "merge" ? fmt::format("grdp show {} shows it; parts come from grdp sweep --shard", path) : fmt::format("grdp show {} shows it; show, export, report and compare read it", path);
        case FileKind::journal: return "run the command of the sweep again: it goes on from there; then name its file";
        case FileKind::scenario:
            if (verb == "merge") return fmt::format("grdp sweep {} .. --shard 1/2 --out PART.h5 makes a part", path);
            if (verb == "compare" || verb == "export") return "a scenario is known by its ending .scenario";
            return fmt::format("grdp simulate {} --out RUN.h5 makes a run file", path);
        default: return {};
    }
}

/// Messages about other things, and those that a look at the file does not better, stay as they are.
bool is_about_kind(const Diagnostic& item, FileKind kind) {
    if (item.file.empty()) return false;
    const bool ours = kind == FileKind::sweep || kind == FileKind::part || kind == FileKind::run || kind == FileKind::journal;
    if (item.code == Code{1004}) return ours;
    return item.code == Code{5001} && kind != FileKind::other;
}

}  // namespace

FileKind kind_of_file(const std::string& path) { return kind_of(path, head_of(path)); }

Diagnostics name_foreign_files(std::string_view verb, const Diagnostics& diagnostics, SourceSet& sources) {
    Diagnostics named;
    for (Diagnostic item : diagnostics.items()) {
        const bool text = item.code == Code{1004};
        if (!text && item.code != Code{5001}) {
            named.add(std::move(item));
            continue;
        }
        const std::string head = item.file.empty() ? std::string() : head_of(item.file);
        const FileKind kind = kind_of(item.file, head);
        if (is_about_kind(item, kind)) {
            const Wanted wanted = wanted_by(verb, text);
            item.message = fmt::format("this is {}, not {}", kind_text(kind), wanted.what);
            if (!wanted.expected.empty()) item.expected = wanted.expected;
            item.hint = hint_for(kind, verb, item.file);
            const auto line = kind == FileKind::scenario || kind == FileKind::model || kind == FileKind::text ? first_line(head) : std::nullopt;
            if (line && line->text.size() <= kLongestLine) {
                const std::size_t begin = line->text.find_first_not_of(" \t"), end = std::min(line->text.find_first_of(" \t\r", begin), line->text.size());
                const auto word = static_cast<std::uint32_t>(utf8::length(line->text.substr(begin, end - begin)));
                item.where = {sources.add({item.file, head}), line->number, static_cast<std::uint32_t>(begin + 1), word};
            }
        }
        named.add(std::move(item));
    }
    return named;
}

}  // namespace grdp::app
