#include "grdp/model/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "grdp/base/contract.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::model {

namespace {

constexpr std::string_view kPrice = "price ";

bool is_price(std::string_view dimension) {
    return dimension.substr(0, kPrice.size()) == kPrice;
}

struct Scale {
    const char* prefix;
    double factor;
};
constexpr std::array<Scale, 5> kMoneyScales{
    {{"", 1}, {"thousand_", 1e3}, {"mn_", 1e6}, {"bn_", 1e9}, {"trillion_", 1e12}}};
constexpr std::array<const char*, 2> kCurrencies{"vnd", "usd"};

struct Plain {
    const char* name;
    const char* dimension;  ///< empty: a plain number
    double factor;
};
constexpr std::array<Plain, 22> kPlain{{
    {"1", "", 1},
    {"fraction", "", 1},
    {"ratio", "", 1},
    {"%", "", 0.01},
    {"points", "", 0.01},
    {"person", "person", 1},
    {"thousand_persons", "person", 1e3},
    {"mn_persons", "person", 1e6},
    {"worker", "person", 1},
    {"thousand_workers", "person", 1e3},
    {"year", "year", 1},
    {"month", "month", 1},
    {"day", "day", 1},
    {"hectare", "hectare", 1},
    {"thousand_hectares", "hectare", 1e3},
    {"tonne", "tonne", 1},
    {"thousand_tonnes", "tonne", 1e3},
    {"mn_tonnes", "tonne", 1e6},
    {"kwh", "kwh", 1},
    {"mn_kwh", "kwh", 1e6},
    {"unit", "unit", 1},
    {"thousand_units", "unit", 1e3},
}};

bool close(double a, double b) {
    const double difference = a > b ? a - b : b - a;
    return difference <= 1e-9 * std::max(a < 0 ? -a : a, b < 0 ? -b : b);
}

// "bn_vnd_2010" -> ("bn_vnd", "2010"); the year is empty where there is none.
std::pair<std::string_view, std::string_view> split_year(std::string_view name) {
    constexpr std::size_t kTail = 5;
    if (name.size() <= kTail || name[name.size() - kTail] != '_') return {name, {}};
    const auto year = name.substr(name.size() - 4);
    if (!std::all_of(year.begin(), year.end(), [](char c) { return c >= '0' && c <= '9'; })) return {name, {}};
    if (year < "1800" || year > "2999") return {name, {}};
    return {name.substr(0, name.size() - kTail), year};
}

std::string price_dimension(std::string_view year) {
    return std::string(kPrice) + std::string(year);
}

}  // namespace

Unit Unit::dimension(std::string name, double scale) {
    Unit unit;
    if (!name.empty()) unit.dimensions_.emplace_back(std::move(name), 1);
    unit.scale_ = scale;
    return unit;
}

bool Unit::is_fraction() const {
    return is_number() && close(scale_, 1);
}
bool Unit::is_percent() const {
    return is_number() && close(scale_, 0.01);
}

Unit operator*(const Unit& a, const Unit& b) {
    Unit product = a;
    product.scale_ = a.scale_ * b.scale_;
    for (const auto& [name, exponent] : b.dimensions_) {
        auto at = std::lower_bound(product.dimensions_.begin(), product.dimensions_.end(), name,
                                   [](const auto& d, const std::string& n) { return d.first < n; });
        if (at == product.dimensions_.end() || at->first != name) {
            product.dimensions_.insert(at, {name, exponent});
        } else if ((at->second += exponent) == 0) {
            product.dimensions_.erase(at);
        }
    }
    return product;
}

Unit operator/(const Unit& a, const Unit& b) {
    return a * b.power(-1);
}

Unit Unit::scaled(double factor) const {
    Unit result = *this;
    result.scale_ *= factor;
    return result;
}

Unit Unit::power(int exponent) const {
    Unit result;
    if (exponent == 0) return result;
    result.dimensions_ = dimensions_;
    for (auto& dimension : result.dimensions_)
        dimension.second *= exponent;
    const int times = exponent < 0 ? -exponent : exponent;
    for (int i = 0; i < times; ++i)
        result.scale_ *= scale_;
    if (exponent < 0) result.scale_ = 1 / result.scale_;
    return result;
}

std::optional<Unit> Unit::square_root() const {
    Unit result = *this;
    for (auto& dimension : result.dimensions_) {
        if (dimension.second % 2 != 0) return std::nullopt;
        dimension.second /= 2;
    }
    result.scale_ = std::sqrt(scale_);
    return result;
}

std::vector<Unit::Dimension> Unit::without_prices() const {
    std::vector<Dimension> rest;
    std::copy_if(dimensions_.begin(), dimensions_.end(), std::back_inserter(rest),
                 [](const Dimension& d) { return !is_price(d.first); });
    return rest;
}

bool Unit::same_apart_from_prices(const Unit& other) const {
    return without_prices() == other.without_prices();
}
bool Unit::same_scale(const Unit& other) const {
    return close(scale_, other.scale_);
}

std::string Unit::price_basis() const {
    for (const auto& [name, exponent] : dimensions_) {
        if (!is_price(name)) continue;
        const auto year = std::string_view(name).substr(kPrice.size());
        return exponent < 0 ? fmt::format("prices of {}", year) : fmt::format("an index with {} = 100", year);
    }
    return "current prices";
}

std::string Unit::text() const {
    if (dimensions_.empty()) {
        return is_percent() ? "%" : is_fraction() ? "fraction" : fmt::format("{} (a pure number)", exact_text(scale_));
    }
    std::string year;
    std::string above;
    std::string below;
    double scale = scale_;
    const auto with_power = [](const std::string& name, int exponent) {
        return exponent == 1 ? name : fmt::format("{}^{}", name, exponent);
    };
    // The year of the prices becomes the ending of a currency; otherwise it is an index of its own.
    for (const auto& [name, exponent] : dimensions_) {
        if (is_price(name) && exponent == -1 && year.empty()) year = "_" + name.substr(kPrice.size());
    }
    for (const auto& dimension : dimensions_) {
        const std::string& name = dimension.first;
        const int exponent = dimension.second;
        const bool is_money = std::find(kCurrencies.begin(), kCurrencies.end(), name) != kCurrencies.end();
        std::string shown = name;
        if (is_price(name)) {
            if (exponent == -1 && !year.empty() && name.substr(kPrice.size()) == year.substr(1)) continue;
            shown = "index_" + name.substr(kPrice.size());
            scale *= exponent > 0 ? 100 : 0.01;
        } else if (is_money && exponent == 1) {
            for (const auto& step : kMoneyScales) {
                if (close(scale, step.factor)) {
                    shown = step.prefix + name;
                    scale = 1;
                    break;
                }
            }
            shown += year;
            year.clear();
        } else if (exponent == 1) {
            const auto plain = std::find_if(kPlain.begin(), kPlain.end(), [&](const Plain& p) {
                return p.dimension == name && close(p.factor, scale);
            });
            if (plain != kPlain.end()) {
                shown = plain->name;
                scale = 1;
            }
        }
        if (exponent > 0) {
            above += (above.empty() ? "" : "*") + with_power(shown, exponent);
        } else {
            below += "/" + with_power(shown, -exponent);
        }
    }
    if (!year.empty()) below += "/index" + year;
    std::string text = (above.empty() ? "1" : above) + below;
    return close(scale, 1) ? text : fmt::format("{} {}", exact_text(scale), text);
}

std::optional<Unit> builtin_unit(std::string_view name) {
    for (const auto& plain : kPlain) {
        if (plain.name == name) return Unit::dimension(plain.dimension, plain.factor);
    }
    const auto [stem, year] = split_year(name);
    if (stem == "index" && !year.empty()) return Unit::dimension(price_dimension(year), 0.01);
    for (const char* currency : kCurrencies) {
        for (const auto& step : kMoneyScales) {
            if (stem != std::string(step.prefix) + currency) continue;
            const Unit money = Unit::dimension(currency, step.factor);
            return year.empty() ? money : money / Unit::dimension(price_dimension(year));
        }
    }
    return std::nullopt;
}

std::vector<std::string> builtin_unit_names(std::string_view like) {
    const auto [stem, year] = split_year(like);
    std::vector<std::string> names;
    for (const auto& plain : kPlain)
        names.emplace_back(plain.name);
    for (const char* currency : kCurrencies) {
        for (const auto& step : kMoneyScales) {
            names.push_back(std::string(step.prefix) + currency);
            if (!year.empty()) names.push_back(names.back() + "_" + std::string(year));
        }
    }
    if (!year.empty()) names.push_back("index_" + std::string(year));
    return names;
}

}  // namespace grdp::model
