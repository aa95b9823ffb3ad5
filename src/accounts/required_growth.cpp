#include "grdp/accounts/required_growth.hpp"

namespace grdp::accounts {

Answer<Rate> required_growth(Rate target, std::span<const KnownPart> parts) {
    auto known = Points::zero();
    auto open = Share::zero();
    for (const auto& part : parts) {
        if (part.growth) {
            known += part.weight * *part.growth;
        } else {
            open += part.weight;
        }
    }
    if (!(open > Share::zero())) return Undefined::nothing_left;
    const double required = (target - Rate::sum_of(known)).fraction() / open.fraction();
    if (!is_finite(required)) return Undefined::not_finite;
    return Rate::fraction(required);
}

}  // namespace grdp::accounts
