// What the sheets of several charts share.
#pragma once

#include <vector>

#include "chart_sheet.hpp"

namespace grdp::report {

inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

/// The places of new columns: "{n}" of a formula.
[[nodiscard]] std::string cell_of(std::size_t column);
std::size_t add_column(ChartSheet& sheet, SheetColumn column);

/// The axis with ends at round numbers that hold lowest and highest; `from_zero` for columns that stand on zero.
[[nodiscard]] SheetAxis value_axis(const Axis& axis, double lowest, double highest, bool from_zero, Language language);

/// Lengths along the value axis that do not begin at zero, one or more upon another in each row, drawn as stacked columns:
/// an undrawn one carries them. A length across zero is cut there.
class FloatingStack {
  public:
    struct Piece {
        std::string name;
        std::string colour;
        std::vector<double> low;  ///< one per row, NaN: none; the pieces of a row touch, the first is the lowest
        std::vector<double> high;
        bool in_legend = true;
    };

    FloatingStack(Geometry geometry, std::vector<Piece> pieces) : geometry_(geometry), pieces_(std::move(pieces)) {}

    /// Adds the columns and series; the place of the carrying series.
    std::size_t add_to(ChartSheet& sheet, const std::string& carrier_name) const;

  private:
    [[nodiscard]] std::vector<double> carrier(std::size_t rows) const;
    void add_side(ChartSheet& sheet, const Piece& piece, bool positive) const;

    Geometry geometry_;
    std::vector<Piece> pieces_;
};

[[nodiscard]] std::vector<double> values_of(const std::vector<Figured>& figures);
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<Figured>& figures);
/// Lowest and highest of what there is, from the range so far.
void extend(double& lowest, double& highest, const std::vector<double>& values);

[[nodiscard]] ChartSheet fan_sheet(const FanChart& chart, Language language);

}  // namespace grdp::report
