// Deflators and what they imply. docs/method/accounts.md, equations ACC-8 to ACC-10; SNA 2008, chapter 15.
#pragma once

#include "grdp/accounts/answer.hpp"
#include "grdp/accounts/quantities.hpp"

namespace grdp::accounts {

/// ACC-8: value over volume. Undefined where the volume is not positive.
template <int BaseYear>
[[nodiscard]] Answer<Deflator<BaseYear>> deflator(Value value, Volume<BaseYear> volume) {
    if (!(volume > Volume<BaseYear>::zero())) return Undefined::base_not_positive;
    const auto ratio = value.billion_vnd() / volume.billion_vnd();
    if (!is_finite(ratio)) return Undefined::not_finite;
    return Deflator<BaseYear>::ratio(ratio);
}

/// ACC-9: growth of the deflator, fraction, from nominal and real growth. Undefined for a real fall of 100 % or more.
[[nodiscard]] Answer<Rate> deflator_growth(Rate nominal, Rate real);

/// ACC-10: growth of a component's deflator relative to GRDP's, fraction, from its shares at current prices before and
/// now, and the real growth of GRDP and of the component. Undefined for a share before that is not positive.
[[nodiscard]] Answer<Rate> relative_deflator_growth(Share before, Share now, Rate total, Rate component);

}  // namespace grdp::accounts
