// Arrays back to a sweep, its rows in blocks. Whatever is missing, out of range or contradictory is a ContentFault.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "array_source.hpp"
#include "grdp/io/sweep_store.hpp"

namespace grdp::io {

class SweepReader {
  public:
    explicit SweepReader(ArraySource& arrays) : arrays_(arrays) {}

    /// All but the rows; of a whole sweep `scenarios` is 0. Comes first.
    [[nodiscard]] StoredPart head(bool of_part);

    [[nodiscard]] std::size_t size() const { return size_; }
    /// So many that they take some megabytes.
    [[nodiscard]] std::size_t rows_at_once() const;
    /// Those at the places `begin` up to `end`, each held to its digest.
    [[nodiscard]] std::vector<analysis::SweepRow> rows(std::size_t begin, std::size_t end);

  private:
    void header();
    void frame();
    void axes();
    void shards(StoredPart& part);
    void names_and_points(StoredPart& part);

    void numbers_of(std::vector<analysis::SweepRow>& rows, std::size_t begin);
    void events_of(std::vector<analysis::SweepRow>& rows, std::size_t begin);
    void cells_of(std::vector<analysis::SweepRow>& rows, std::size_t begin);
    void check_digests(const std::vector<analysis::SweepRow>& rows, std::size_t begin);

    /// A stretch of an array over the scenarios and what else.
    template <class T>
    [[nodiscard]] std::vector<T> stretch(const char* name, std::size_t begin, std::size_t count, std::vector<std::size_t> more = {});

    ArraySource& arrays_;
    LabelledArrays small_;  ///< those not over the scenarios
    StoredSweep sweep_;     ///< as far as it is read
    analysis::SweepFrame frame_;
    std::size_t size_ = 0;
    std::vector<std::uint64_t> numbers_;  ///< of a part: places in the design
};

}  // namespace grdp::io
