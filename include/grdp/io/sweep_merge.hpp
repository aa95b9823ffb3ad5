// Parts of a sweep, from whatever process, joined. The contract is docs/adr/0009-shards.md.
#pragma once

#include <string>
#include <vector>

#include "grdp/base/result.hpp"
#include "grdp/io/sweep_store.hpp"

namespace grdp::io {

/// What differs between the sweeps of two parts, in words; empty if they belong to the same one.
[[nodiscard]] std::string differing_sweep(const StoredPart& first, const StoredPart& second);

/// The shards that are not there, ascending.
[[nodiscard]] std::vector<std::uint32_t> missing_shards(const StoredPart& part);

/// Error: E5018, which shards are missing.
[[nodiscard]] Status check_complete(const StoredPart& part);

/// "2, 5..7, 9", cut after a few.
[[nodiscard]] std::string shard_list(const std::vector<std::uint32_t>& shards);

/// Joins parts one after the other, with their rows or, where these are gathered elsewhere (io/row_pile.hpp), without. What comes out depends
/// on neither their order nor how they were gathered before.
class PartMerger {
  public:
    /// Errors: E5016 a part of another sweep, E5017 shards that are there already.
    [[nodiscard]] Status add(StoredPart part, const std::string& path);

    /// All of it, in the order of the design. Contract: something was added.
    [[nodiscard]] StoredPart part() &&;
    /// Error: E5018, which shards are missing. Contract: something was added.
    [[nodiscard]] Result<StoredSweep> whole() &&;

  private:
    StoredPart merged_;
    std::string first_path_;
    std::vector<std::pair<std::uint32_t, std::string>> holders_;  ///< shard and file
};

}  // namespace grdp::io
