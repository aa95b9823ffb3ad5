#include "grdp/io/file_loader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <system_error>

#include "grdp/io/file_bytes.hpp"
#include "grdp/io/text_decoding.hpp"

namespace grdp::io {
namespace {

namespace fs = std::filesystem;

Diagnostic outside_root(const std::string& path, std::string reason) {
    return {.code = Code{1005}, .where = {}, .message = std::move(reason), .expected = "a file below the scenario's root",
            .hint = "copy the file beside the scenario and name it by a relative path", .notes = {}, .file = path};
}

// weakly_canonical leaves a relative path of which nothing exists as it is; seen from the root it would lie outside.
fs::path real_path(const fs::path& path, std::error_code& error) {
    const fs::path whole = fs::absolute(path, error);
    return error ? fs::path() : fs::weakly_canonical(whole, error);
}

fs::path canonical_folder_of(const fs::path& file) {
    std::error_code error;
    const fs::path whole = real_path(file, error);
    return error ? fs::path{} : whole.parent_path();
}

fs::path root_of(const fs::path& first_file) {
    const fs::path own = canonical_folder_of(first_file);
    std::error_code error;
    for (fs::path folder = own; !folder.empty(); folder = folder.parent_path()) {
        if (fs::is_directory(folder / "models", error)) return folder;
        if (folder == folder.root_path()) break;
    }
    return own;
}

bool lies_in(const fs::path& file, const fs::path& root) {
    const auto [end_of_root, unused] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    return end_of_root == root.end();
}

// Folders are folded (a/../b) only where that names the same file: a symbolic link in between changes the meaning of "..".
fs::path shown_path(const fs::path& folder, const fs::path& path) {
    const fs::path joined = folder / path;
    const fs::path folded = joined.lexically_normal();
    std::error_code first;
    std::error_code second;
    const fs::path meant = real_path(joined, first);
    const bool same = !first && meant == real_path(folded, second) && !second;
    return same ? folded : joined;
}

fs::path with_scenario_suffix(const fs::path& folder, const fs::path& path) {
    const std::string name = path.string();
    std::error_code error;
    const bool bare = name.find_first_of("./") == std::string::npos && !name.empty();
    return bare && !fs::is_regular_file(folder / path, error) ? fs::path(name + ".scenario") : path;
}

/// Of the path as the user wrote it.
Diagnostics with_hint_for(const fs::path& shown, const Diagnostics& failure) {
    Diagnostics hinted;
    for (Diagnostic item : failure.items()) {
        if (!item.hint.empty()) item.hint = hint_of_sibling(shown.string());
        item.file = shown.string();
        hinted.add(std::move(item));
    }
    return hinted;
}

}  // namespace

Result<SourceText> FileLoader::load(const std::string& path, const std::string& from) {
    if (path.empty() || path.find('\0') != std::string::npos) {
        return Diagnostic{.code = Code{1001}, .where = {}, .message = "the name of a file is empty or holds a NUL byte",
                          .expected = "a path", .hint = {}, .notes = {}, .file = from};
    }
    fs::path shown = path;
    if (from.empty()) {
        root_ = root_of(shown);
    } else {
        if (shown.is_absolute()) return outside_root(path, "the path is absolute");
        const fs::path folder = fs::path(from).parent_path();
        shown = shown_path(folder, with_scenario_suffix(folder, shown));
    }

    std::error_code error;
    const fs::path real = real_path(shown, error);
    if (error) {
        return Diagnostic{.code = Code{1001}, .where = {}, .message = fmt::format("the file cannot be read: {}", system_reason(error.value())),
                          .expected = {}, .hint = {}, .notes = {}, .file = shown.string()};
    }
    if (!from.empty() && !lies_in(real, root_)) return outside_root(shown.string(), "the path leaves the scenario's root");

    const auto bytes = read_regular_file(real.string(), kTextFileLimit);
    if (!bytes) return with_hint_for(shown, bytes.diagnostics());
    auto text = decode_text(*bytes, shown.string());
    if (!text) return text.diagnostics();
    return SourceText{shown.string(), std::move(*text)};
}

std::string FileLoader::path_from_root(const std::string& shown_path) const {
    std::error_code error;
    const fs::path real = real_path(shown_path, error);
    if (error || root_.empty() || !lies_in(real, root_)) return fs::path(shown_path).filename().string();
    return real.lexically_relative(root_).generic_string();
}

void FileLoader::name_from_root(std::vector<model::InputFile>& inputs) const {
    for (auto& input : inputs) {
        if (input.role != "override") input.path = path_from_root(input.path);
    }
}

}  // namespace grdp::io
