// Every file of tests/malformed/{model,scenario,csv} says in its first line which errors it deserves, and where.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "grdp/base/utf8.hpp"
#include "grdp/model/data_table.hpp"
#include "parsed.hpp"

using namespace grdp;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::vector<fs::path> malformed(const std::string& kind) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(GRDP_SOURCE_DIR) / "tests/malformed" / kind))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts)
        all += (all.empty() ? "" : "; ") + text;
    return all;
}

// The rest of the comment line "# KEY: ...", or empty.
std::string comment(const std::string& text, const std::string& key) {
    const auto at = text.find("# " + key + ": ");
    if (at == std::string::npos) return {};
    const auto begin = at + key.size() + 4;
    return text.substr(begin, text.find('\n', begin) - begin);
}

struct CsvReading {
    accounts::Frequency frequency = accounts::Frequency::annual;
    model::CsvDialect dialect;
    std::vector<std::string> needed;
};

// "# read: quarterly separator=; needed=x"
CsvReading reading(const std::string& text) {
    CsvReading result;
    std::istringstream words(comment(text, "read"));
    for (std::string word; words >> word;) {
        const auto value = word.substr(std::min(word.find('=') + 1, word.size()));
        if (word == "quarterly") result.frequency = accounts::Frequency::quarterly;
        if (word.starts_with("separator=")) result.dialect.separator = value;
        if (word.starts_with("decimal=")) result.dialect.decimal = value;
        if (word.starts_with("layout=")) result.dialect.layout = value;
        if (word.starts_with("needed=")) result.needed.push_back(value);
    }
    return result;
}

Diagnostics read(const SourceSet& sources, SourceId id, const std::string& kind) {
    Diagnostics diagnostics;
    if (kind == "model") {
        static_cast<void>(model::parse_model(sources, id, diagnostics));
    } else if (kind == "scenario") {
        static_cast<void>(model::parse_scenario(sources, id, diagnostics));
    } else {
        const auto how = reading(sources.text(id));
        diagnostics = model::parse_csv(sources, id, how.frequency, how.dialect, how.needed).diagnostics();
    }
    return diagnostics;
}

void check_folder(const std::string& kind, std::size_t least) {
    const auto files = malformed(kind);
    CHECK(files.size() >= least);
    for (const auto& file : files) {
        SourceSet sources;
        const auto id = sources.add({file.filename().string(), content(file)});
        const auto diagnostics = read(sources, id, kind);
        INFO(render(diagnostics, sources));
        CHECK(diagnostics.has_errors());
        CHECK(file.filename().string() + ": " + joined(model::test::places(diagnostics)) ==
              file.filename().string() + ": " + comment(sources.text(id), "expect"));
    }
}

}  // namespace

TEST_CASE("malformed models end in exactly the errors they deserve, in place") {
    check_folder("model", 230);
}

TEST_CASE("malformed scenarios end in exactly the errors they deserve, in place") {
    check_folder("scenario", 120);
}

TEST_CASE("malformed tables end in exactly the errors they deserve, in place") {
    check_folder("csv", 58);
}

TEST_CASE("every message of the malformed files has a caret inside its line or just behind it") {
    for (const std::string kind : {"model", "scenario", "csv"}) {
        for (const auto& file : malformed(kind)) {
            SourceSet sources;
            const auto id = sources.add({file.filename().string(), content(file)});
            const auto all = read(sources, id, kind);
            for (const auto& item : all.items()) {
                INFO(file.filename().string() << ' ' << item.message);
                const auto width = utf8::length(sources.line(id, item.where.line));
                CHECK(item.where.line >= 1);
                CHECK(item.where.column >= 1);
                CHECK(item.where.length >= 1);
                CHECK(item.where.column + item.where.length - 1 <= width + 1);
            }
        }
    }
}
