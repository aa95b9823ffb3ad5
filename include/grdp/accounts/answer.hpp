// A measure, or the reason why it is not defined: never a NaN and never a stand-in number.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "grdp/base/contract.hpp"

namespace grdp::accounts {

enum class Undefined : std::uint8_t {
    base_not_positive,     ///< growth from a zero or negative level
    whole_not_positive,    ///< a share of, or a contribution to, a zero or negative total
    no_change,             ///< a share of a change that is zero
    growth_not_positive,   ///< an ICOR where output does not grow
    persons_not_positive,  ///< an average over nobody
    within_rounding,       ///< the printed growth cannot be told from zero
    contradiction,         ///< no weights reproduce the printed figures
    nothing_left,          ///< no period is left to make up the difference
    not_finite,            ///< an input or the result is no finite number
};

/// One clause in English: why, and what to use instead.
[[nodiscard]] std::string_view explain(Undefined reason);

template <class T>
class [[nodiscard]] Answer {
  public:
    constexpr Answer(T value) : value_(std::move(value)) {}
    constexpr Answer(Undefined reason) : reason_(reason) {}

    [[nodiscard]] constexpr explicit operator bool() const { return value_.has_value(); }
    /// Contract: there is a value.
    [[nodiscard]] constexpr const T& operator*() const& {
        GRDP_EXPECTS(value_.has_value());
        return *value_;
    }
    /// By value, so that `for (auto x : *answer())` outlives the answer.
    [[nodiscard]] constexpr T operator*() && {
        GRDP_EXPECTS(value_.has_value());
        return std::move(*value_);
    }
    [[nodiscard]] constexpr const T* operator->() const {
        GRDP_EXPECTS(value_.has_value());
        return &*value_;
    }
    /// Contract: there is no value.
    [[nodiscard]] constexpr Undefined reason() const {
        GRDP_EXPECTS(!value_.has_value());
        return reason_;
    }

  private:
    std::optional<T> value_;
    Undefined reason_ = Undefined::not_finite;
};

/// Whether a computed number may leave as an answer: the only test of finiteness that this layer needs.
[[nodiscard]] constexpr bool is_finite(double x) {
    return x - x == 0;
}

}  // namespace grdp::accounts
