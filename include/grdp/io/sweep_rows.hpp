// The scenarios of a sweep as they are written: one after the other, wherever they stand.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "grdp/analysis/sweep_result.hpp"
#include "grdp/base/result.hpp"
#include "grdp/io/file_operations.hpp"

namespace grdp::io {

enum class RowParts : std::uint8_t {
    number,  ///< SweepRow::row alone
    events,  ///< all but the cells
    all,
};

/// Rows in the order of the design, asked for as often as they are needed.
class SweepRows {
  public:
    using See = std::function<void(const analysis::SweepRow&)>;

    virtual ~SweepRows() = default;
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// Those at the places `begin` up to `end`. Error: why they cannot be read.
    [[nodiscard]] virtual Status visit(std::size_t begin, std::size_t end, RowParts parts, const See& see) = 0;
};

/// All of them in memory, ascending SweepRow::row. They must outlive this.
class RowsInMemory final : public SweepRows {
  public:
    explicit RowsInMemory(const std::vector<analysis::SweepRow>& rows) : rows_(rows) {}
    [[nodiscard]] std::size_t size() const override { return rows_.size(); }
    [[nodiscard]] Status visit(std::size_t begin, std::size_t end, RowParts parts, const See& see) override;

  private:
    const std::vector<analysis::SweepRow>& rows_;
};

/// Where the record of a row stands in a file.
struct RecordPlace {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t row = 0;
};

/// Records of a file (io/sweep_record.hpp) that were found sound: 16 bytes of memory a scenario.
class RowsOfRecords final : public SweepRows {
  public:
    /// In any order; distinct rows. `frame` and the open file must outlive this.
    RowsOfRecords(FileOperations& files, int file, std::string path, const analysis::SweepFrame& frame, std::vector<RecordPlace> places);
    [[nodiscard]] std::size_t size() const override { return places_.size(); }
    /// Errors: E1008 the system refuses, E5013 the file has changed since.
    [[nodiscard]] Status visit(std::size_t begin, std::size_t end, RowParts parts, const See& see) override;

  private:
    [[nodiscard]] int fetch(const RecordPlace& place, std::size_t size, std::string& bytes) const;

    FileOperations& files_;
    int file_;
    std::string path_;
    const analysis::SweepFrame& frame_;
    std::vector<RecordPlace> places_;
};

}  // namespace grdp::io
