// Charts as data: what is shown, on which axes, in which words. How they are drawn is the business of each writer.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace grdp::report {

/// Colours "#RRGGBB" that stay apart for colour-blind readers and, by their lightness, in grey print. Every writer uses
/// these.
namespace palette {
inline constexpr std::string_view kInk = "#1F2933";     ///< text, axes, the central line
inline constexpr std::string_view kFaint = "#D5DAE0";   ///< grid lines
inline constexpr std::string_view kTarget = "#C4501B";  ///< the target band and its label
inline constexpr std::string_view kBelow = "#E39A4F";
inline constexpr std::string_view kWithin = "#12436D";
inline constexpr std::string_view kAbove = "#A9CDE5";
inline constexpr std::string_view kRise = "#3E7CB1";
inline constexpr std::string_view kFall = "#E39A4F";
inline constexpr std::string_view kTotal = "#12436D";
/// Bars and lines of several series, in this order.
inline constexpr std::string_view kSeries[] = {"#12436D", "#E39A4F", "#BFE3DC", "#6B6F76", "#801650", "#C9B6E4"};
/// Bands of a fan, widest first; three are usual.
inline constexpr std::string_view kFan[] = {"#D3E3F0", "#A3C4DF", "#6C9FC6"};
}  // namespace palette

/// A numeric axis.
struct Axis {
    std::string title;          ///< as printed, with its unit: "Tăng trưởng GRDP, %"
    std::string unit;           ///< code of the unit, "%"; empty: none
    int decimals = 1;           ///< of tick labels
    std::optional<double> low;  ///< a wish; nothing: from the data
    std::optional<double> high;
};

/// One number with the text that a direct label shows; NaN: no value, empty text.
struct Figured {
    double value = std::numeric_limits<double>::quiet_NaN();
    std::string text;
};

/// Bands of a forecast over time around its median, history before it.
struct FanChart {
    struct Band {
        double coverage = 0;      ///< %, 90
        std::string label;        ///< "90%"
        std::vector<double> low;  ///< one per period; NaN before the horizon
        std::vector<double> high;
    };
    struct Target {
        std::size_t period = 0;  ///< place in periods
        double low = 0;          ///< equal to high for a bound
        double high = 0;         ///< infinite: open
        std::string label;       ///< "Chỉ tiêu 9,5 - 10"
    };
    Axis value;
    std::vector<std::string> periods;  ///< as printed
    std::vector<double> history;       ///< one per period, NaN where there is none
    std::string history_label;
    std::vector<Figured> central;  ///< the median, NaN before the horizon
    std::string central_label;
    std::vector<Band> bands;  ///< widest first
    std::vector<Target> targets;
};

/// Shares of paths by value, split where a band begins and ends.
struct HistogramChart {
    enum class Area : std::uint8_t { below, within, above };
    struct Bin {
        double low = 0;
        double high = 0;
        double share = 0;  ///< % of the paths
        Area area = Area::within;
    };
    struct Label {
        Area area = Area::within;
        std::string name;  ///< "Trong khoảng 9,5 - 10"
        Figured share;     ///< %, with its error in the text: "13,6% ± 0,1"
    };
    Axis value;
    Axis share;
    std::vector<Bin> bins;      ///< ascending, equally wide, none crosses an end of the band
    std::vector<Label> labels;  ///< areas that exist, in order
    std::optional<Figured> median;
    std::string median_label;
    std::string tails_note;  ///< what lies outside the bins, in words; may be empty
};

/// Parts that build up a total from zero.
struct WaterfallChart {
    struct Step {
        std::string label;
        Figured value;          ///< of the part, or of the total
        bool is_total = false;  ///< stands on zero
    };
    Axis value;
    std::vector<Step> steps;
};

/// One cluster per category, one bar per series.
struct ClusteredBars {
    struct Series {
        std::string name;
        std::vector<Figured> values;  ///< one per category
        std::vector<double> errors;   ///< half lengths of error bars; empty: none
    };
    Axis value;
    std::vector<std::string> categories;
    std::vector<Series> series;
};

/// What each assumption, moved alone to a low and a high value, does to one result. Longest first.
struct TornadoChart {
    struct Bar {
        std::string label;
        Figured at_low;  ///< result at the low value of the assumption
        Figured at_high;
        std::string low_text;  ///< the low value itself
        std::string high_text;
    };
    Axis value;
    Figured base;           ///< result where nothing is moved
    std::string low_label;  ///< legend: what low means
    std::string high_label;
    std::vector<Bar> bars;
};

/// Numbers over two lists, shaded.
struct HeatMap {
    Axis value;
    std::string row_title;
    std::string column_title;
    std::vector<std::string> rows;
    std::vector<std::string> columns;
    std::vector<Figured> cells;  ///< [rows x columns] row-major
};

/// Probabilities as figures become known.
struct ProbabilityPath {
    struct Series {
        std::string name;
        std::vector<Figured> values;  ///< %, one per point
        std::vector<double> errors;   ///< standard errors, %
    };
    Axis value;
    std::vector<std::string> points;  ///< "chưa có số liệu", "đến quý I/2023"
    std::vector<Series> series;
};

using Chart =
    std::variant<FanChart, HistogramChart, WaterfallChart, ClusteredBars, TornadoChart, HeatMap, ProbabilityPath>;

/// "fan", "histogram", "waterfall", "bars", "tornado", "heat_map", "probability_path"
[[nodiscard]] std::string_view chart_kind(const Chart& chart);

}  // namespace grdp::report
