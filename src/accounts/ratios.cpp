#include "grdp/accounts/ratios.hpp"

namespace grdp::accounts {

Answer<ValuePerPerson> per_person(Value value, Persons persons) {
    if (!(persons > Persons::thousand(0))) return Undefined::persons_not_positive;
    const double average = value.billion_vnd() / persons.thousand();
    if (!is_finite(average)) return Undefined::not_finite;
    return ValuePerPerson::million_vnd(average);
}

Answer<Rate> per_person_growth(Rate value, Rate persons) {
    if (!(persons.factor() > 0)) return Undefined::persons_not_positive;
    const double change = value.factor() / persons.factor() - 1;
    if (!is_finite(change)) return Undefined::not_finite;
    return Rate::fraction(change);
}

Answer<Rate> implied_employment_growth(Rate value, Rate productivity) {
    if (!(productivity.factor() > 0)) return Undefined::base_not_positive;
    const double change = value.factor() / productivity.factor() - 1;
    if (!is_finite(change)) return Undefined::not_finite;
    return Rate::fraction(change);
}

Answer<Share> investment_ratio(Value investment, Value grdp) {
    if (!(grdp > Value::zero())) return Undefined::whole_not_positive;
    const double ratio = investment / grdp;
    if (!is_finite(ratio)) return Undefined::not_finite;
    return Share::fraction(ratio);
}

Answer<Icor> icor_of_increment(Value investment, Value grdp, Rate real_growth) {
    if (!(grdp > Value::zero())) return Undefined::whole_not_positive;
    if (!(real_growth.fraction() > 0)) return Undefined::growth_not_positive;
    const auto increment = grdp * (real_growth.fraction() / real_growth.factor());
    const double icor = investment / increment;
    if (!is_finite(icor)) return Undefined::not_finite;
    return Icor{icor, IcorConvention::increment_at_current_prices};
}

Answer<Icor> icor_of_ratio(Value investment, Value grdp, Rate real_growth) {
    const auto ratio = investment_ratio(investment, grdp);
    if (!ratio) return ratio.reason();
    if (!(real_growth.fraction() > 0)) return Undefined::growth_not_positive;
    const double icor = ratio->fraction() / real_growth.fraction();
    if (!is_finite(icor)) return Undefined::not_finite;
    return Icor{icor, IcorConvention::ratio};
}

}  // namespace grdp::accounts
