// Gives the model layer the texts that files name, and nothing outside the scenario's root.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/model/compile.hpp"

namespace grdp::io {

/// Paths inside a file are relative to that file. The root is the nearest folder at or above the first file that holds a
/// folder `models`, else the first file's own folder; a path that leaves it, also through a symbolic link, is refused.
/// `extends base` finds base.scenario beside the naming file. SourceText::path is the path as the user can open it from
/// the current directory. Errors: E1001..E1005, E1010.
class FileLoader final : public model::SourceLoader {
  public:
    [[nodiscard]] Result<SourceText> load(const std::string& path, const std::string& from) override;

    /// The path seen from the root ("models/four_component.model"), the same wherever the program was started; a file
    /// outside the root keeps its name only.
    [[nodiscard]] std::string path_from_root(const std::string& shown_path) const;
    /// Rewrites the paths of resolved inputs by path_from_root, as the run file wants them. Overrides have no path.
    void name_from_root(std::vector<model::InputFile>& inputs) const;

  private:
    std::filesystem::path root_;  ///< canonical; empty before the first load
};

}  // namespace grdp::io
