// Which series stand together in a table, and which one is the total that others are printed under.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::report {

/// What a block of rows is printed under.
enum class Heading : std::uint8_t {
    none,         ///< a scalar series: its row stands alone
    total,        ///< a scalar series is the total: the elements stand indented below it
    one_hundred,  ///< the elements add up to 100 %
    label_only,   ///< elements without a total
};

/// The series of one stem, in order of declaration.
struct TableBlock {
    Heading heading = Heading::none;
    std::optional<std::uint32_t> total;  ///< the scalar alone, or the total above the elements
    std::vector<std::uint32_t> elements;
};

struct TableSection {
    model::SeriesKind first_kind = model::SeriesKind::report;
    std::vector<TableBlock> blocks;
};

/// Reports, then levels (behavioural and identities), then assumptions (exogenous), each in order of declaration; only
/// the series in `wanted` (empty: all). `values` is row-major [series][period of the grid], NaN where there is none.
///
/// A scalar is the total of a stem, in this order of trust, if
///  1. its equation is the sum of all elements of the stem;
///  2. its equation is that of the elements with each indexed series replaced by its total (growth(grdp) beside
///     growth(volume[s]));
///  3. it has the unit of the elements and equals their sum in every period of the horizon.
[[nodiscard]] std::vector<TableSection> layout(const model::CompiledModel& model, std::span<const double> values,
                                               const std::vector<std::uint32_t>& wanted = {});

}  // namespace grdp::report
