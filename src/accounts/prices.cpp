#include "grdp/accounts/prices.hpp"

namespace grdp::accounts {

Answer<Rate> deflator_growth(Rate nominal, Rate real) {
    if (!(real.factor() > 0)) return Undefined::base_not_positive;
    const double change = nominal.factor() / real.factor() - 1;
    if (!is_finite(change)) return Undefined::not_finite;
    return Rate::fraction(change);
}

Answer<Rate> relative_deflator_growth(Share before, Share now, Rate total, Rate component) {
    if (!(before > Share::zero()) || !(component.factor() > 0)) return Undefined::base_not_positive;
    const double change = (now / before) * total.factor() / component.factor() - 1;
    if (!is_finite(change)) return Undefined::not_finite;
    return Rate::fraction(change);
}

}  // namespace grdp::accounts
