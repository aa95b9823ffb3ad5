// Tables of laws, built once and found again by the law: what many programs of one model share.
#pragma once

#include <vector>

#include "grdp/stats/marginal.hpp"

namespace grdp::stats {

/// Immutable once built. A law that is not among them is no error: its table is built where it is needed.
class MarginalTables {
  public:
    /// Of the laws that need pieces; equal laws share one table. Contract: validate(law) is empty for each.
    explicit MarginalTables(const std::vector<MarginalParameters>& laws);
    /// The same as build(law), to the last bit.
    [[nodiscard]] MarginalTable table(const MarginalParameters& law) const;
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        MarginalParameters law;
        MarginalTable table;
    };
    [[nodiscard]] const Entry* find(const MarginalParameters& law) const;
    std::vector<Entry> entries_;
};

}  // namespace grdp::stats
