// A value or the reasons why there is none; warnings may accompany a value.
#pragma once

#include <optional>
#include <utility>

#include "grdp/base/contract.hpp"
#include "grdp/base/diagnostic.hpp"

namespace grdp {

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : value_(std::move(value)) {}
    Result(T value, Diagnostics warnings) : value_(std::move(value)), diagnostics_(std::move(warnings)) {
        GRDP_EXPECTS(!diagnostics_.has_errors());
    }
    /// Contract: the diagnostics hold at least one error.
    Result(Diagnostics failure) : diagnostics_(std::move(failure)) { GRDP_EXPECTS(diagnostics_.has_errors()); }
    Result(Diagnostic failure) {
        diagnostics_.add(std::move(failure));
        GRDP_EXPECTS(diagnostics_.has_errors());
    }

    [[nodiscard]] explicit operator bool() const { return value_.has_value(); }
    [[nodiscard]] const T& operator*() const& { GRDP_EXPECTS(value_.has_value()); return *value_; }
    [[nodiscard]] T& operator*() & { GRDP_EXPECTS(value_.has_value()); return *value_; }
    [[nodiscard]] T&& operator*() && { GRDP_EXPECTS(value_.has_value()); return std::move(*value_); }
    [[nodiscard]] const T* operator->() const { GRDP_EXPECTS(value_.has_value()); return &*value_; }
    [[nodiscard]] T* operator->() { GRDP_EXPECTS(value_.has_value()); return &*value_; }
    [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

  private:
    std::optional<T> value_;
    Diagnostics diagnostics_;
};

struct Done {};
using Status = Result<Done>;

}  // namespace grdp
