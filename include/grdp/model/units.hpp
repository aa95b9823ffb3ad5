// Units of measurement with price bases: what may be added, and what a product is in. docs/reference/language.md,
// units.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace grdp::model {

/// A product of powers of base dimensions times a scale: bn_vnd_2010 = 1e9 * vnd * (price of 2010)^-1, % = 0.01,
/// index_2010 = 0.01 * (price of 2010), so that volume * index / 100 is a value at current prices.
class Unit {
  public:
    Unit() = default;  ///< a plain number (fraction, ratio, 1)
    static Unit dimension(std::string name, double scale = 1);

    [[nodiscard]] double scale() const { return scale_; }
    [[nodiscard]] bool is_number() const { return dimensions_.empty(); }  ///< of any scale: %, fraction
    [[nodiscard]] bool is_fraction() const;
    [[nodiscard]] bool is_percent() const;

    friend Unit operator*(const Unit& a, const Unit& b);
    friend Unit operator/(const Unit& a, const Unit& b);
    [[nodiscard]] Unit scaled(double factor) const;
    [[nodiscard]] Unit power(int exponent) const;
    /// Nothing if an exponent is odd.
    [[nodiscard]] std::optional<Unit> square_root() const;

    [[nodiscard]] bool same_dimension(const Unit& other) const { return dimensions_ == other.dimensions_; }
    /// Alike but for the base years of prices.
    [[nodiscard]] bool same_apart_from_prices(const Unit& other) const;
    [[nodiscard]] bool same_scale(const Unit& other) const;
    friend bool operator==(const Unit& a, const Unit& b) { return a.same_dimension(b) && a.same_scale(b); }

    /// "prices of 2010", "current prices" or "an index with 2010 = 100".
    [[nodiscard]] std::string price_basis() const;
    /// A name that a model could use where there is one: "bn_vnd_2010", "mn_vnd/person"; else "1e7 vnd".
    [[nodiscard]] std::string text() const;

  private:
    using Dimension = std::pair<std::string, int>;
    std::vector<Dimension> dimensions_;  ///< sorted by name, exponents not zero
    double scale_ = 1;

    [[nodiscard]] std::vector<Dimension> without_prices() const;
};

/// The unit of a built-in name ("bn_vnd_2010", "%", "index_2010", "person"), or nothing.
[[nodiscard]] std::optional<Unit> builtin_unit(std::string_view name);
/// Names for "did you mean"; base years as in `like` ("bn_vnd_2010" offers bn_usd_2010 too).
[[nodiscard]] std::vector<std::string> builtin_unit_names(std::string_view like);

}  // namespace grdp::model
