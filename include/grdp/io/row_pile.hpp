// Scenarios put down in any order and picked up in the order of the design.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grdp/io/sweep_rows.hpp"

namespace grdp::io {

/// In memory while they are few, then as records in a file without a name, which is gone with the process whatever happens to it.
class RowPile {
  public:
    static constexpr std::size_t kHeldBytes = std::size_t{16} << 20;

    /// The file would stand in the folder of `path`.
    explicit RowPile(std::string path, FileOperations& files = system_files(), std::size_t held_bytes = kHeldBytes)
        : path_(std::move(path)), files_(&files), most_(held_bytes) {}

    /// Rows of one frame, each once. Error: E1008.
    [[nodiscard]] Status add(const analysis::SweepRow& row);
    /// What was added; stands as long as the pile, which takes no more. Error: E1008.
    [[nodiscard]] Result<std::unique_ptr<SweepRows>> rows(const analysis::SweepFrame& frame);

  private:
    [[nodiscard]] Status put_down(const analysis::SweepRow& row);
    [[nodiscard]] Status write_out();
    [[nodiscard]] Status open_file();
    [[nodiscard]] Diagnostic refused(std::string_view what, int result) const;

    std::string path_;
    FileOperations* files_;
    std::size_t most_;
    std::size_t bytes_ = 0;  ///< of the rows in memory
    std::vector<analysis::SweepRow> held_;
    OpenFile file_;
    std::string waiting_;  ///< not yet written
    std::uint64_t end_ = 0;
    std::vector<RecordPlace> places_;
};

}  // namespace grdp::io
