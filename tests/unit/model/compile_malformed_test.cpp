// Every folder of tests/malformed/compile is a small project that does not compile; expect.txt lists its errors.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "grdp/base/utf8.hpp"
#include "memory_loader.hpp"

using namespace grdp;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::vector<fs::path> folders() {
    std::vector<fs::path> all;
    for (const auto& entry : fs::directory_iterator(fs::path(GRDP_SOURCE_DIR) / "tests/malformed/compile"))
        all.push_back(entry.path());
    std::sort(all.begin(), all.end());
    return all;
}

model::Compilation compile_folder(const fs::path& folder) {
    std::map<std::string, std::string> files;
    model::CompileOptions options;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        if (name != "expect.txt" && name != "set.txt") files[name] = content(entry.path());
    }
    if (fs::exists(folder / "set.txt")) {
        std::istringstream lines(content(folder / "set.txt"));
        for (std::string line; std::getline(lines, line);)
            options.overrides.push_back(line);
    }
    return test::compile_files(std::move(files), options);
}

// "E2201 m.model:8:30" for each error.
std::string places(const model::Compilation& result) {
    std::string text;
    for (const auto& item : result.diagnostics.items()) {
        if (item.severity() != Severity::error) continue;
        text += code_text(item.code) + " " + result.sources.path(item.where.source) + ":" +
                std::to_string(item.where.line) + ":" + std::to_string(item.where.column) + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("malformed projects end in exactly the errors they deserve, in place") {
    const auto all = folders();
    CHECK(all.size() >= 230);
    for (const auto& folder : all) {
        const auto result = compile_folder(folder);
        INFO(folder.filename().string() << '\n' << render(result.diagnostics, result.sources));
        CHECK_FALSE(result.model.has_value());
        CHECK(places(result) == content(folder / "expect.txt"));
    }
}

TEST_CASE("every message of the malformed projects has a caret inside its line and says what was expected or why") {
    for (const auto& folder : folders()) {
        const auto result = compile_folder(folder);
        for (const auto& item : result.diagnostics.items()) {
            INFO(folder.filename().string() << ' ' << item.message);
            const auto width = utf8::length(result.sources.line(item.where.source, item.where.line));
            CHECK(item.where.column >= 1);
            CHECK(item.where.column + item.where.length - 1 <= width + 1);
            CHECK(item.message.size() > 8);
            CHECK(item.message.back() != '.');
        }
    }
}
