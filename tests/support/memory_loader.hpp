// Files of a test, held in memory.
#pragma once

#include <map>
#include <string>

#include "grdp/model/compile.hpp"

namespace grdp::test {

class MemoryLoader : public model::SourceLoader {
  public:
    explicit MemoryLoader(std::map<std::string, std::string> files) : files_(std::move(files)) {}

    [[nodiscard]] Result<SourceText> load(const std::string& path, const std::string&) override {
        const auto found = files_.find(path);
        if (found == files_.end())
            return Diagnostic{.code = Code{1001}, .where = {}, .message = "there is no file " + path, .file = path};
        return SourceText{found->first, found->second};
    }

  private:
    std::map<std::string, std::string> files_;
};

/// Compiles main.scenario of the given files.
[[nodiscard]] inline model::Compilation compile_files(std::map<std::string, std::string> files,
                                                      const model::CompileOptions& options = {}) {
    MemoryLoader loader(std::move(files));
    return model::compile(loader, "main.scenario", options);
}

}  // namespace grdp::test
