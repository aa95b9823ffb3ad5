// GRDP against people and against investment. docs/method/accounts.md, equations ACC-11 to ACC-16.
#pragma once

#include <cstdint>

#include "grdp/accounts/answer.hpp"
#include "grdp/accounts/quantities.hpp"

namespace grdp::accounts {

/// ACC-11, ACC-12: GRDP at current prices over average population (per head) or average employment (labour
/// productivity), million VND. Undefined for nobody.
[[nodiscard]] Answer<ValuePerPerson> per_person(Value value, Persons persons);

/// ACC-13: growth of an average from growth of its two parts, fraction: nominal with nominal growth of GRDP, real with
/// real growth. Undefined where the number of people falls to zero.
[[nodiscard]] Answer<Rate> per_person_growth(Rate value, Rate persons);

/// ACC-13 read backwards: the growth of employment that output and productivity imply together.
[[nodiscard]] Answer<Rate> implied_employment_growth(Rate value, Rate productivity);

/// ACC-14: investment over GRDP, both at current prices, fraction. Undefined for GRDP not positive.
[[nodiscard]] Answer<Share> investment_ratio(Value investment, Value grdp);

/// The two conventions that this program prints. Investment over the *nominal* increment is a third one in use; it
/// calls inflation output and has no name here.
enum class IcorConvention : std::uint8_t {
    increment_at_current_prices,  ///< ACC-15
    ratio,                        ///< ACC-16
};

struct Icor {
    double value = 0;
    IcorConvention convention = IcorConvention::ratio;
};

/// ACC-15: investment over the increment of GRDP, both at the prices of the year: last year's GRDP is re-priced, so
/// the increment is GRDP g/(1+g). Undefined where GRDP does not grow.
[[nodiscard]] Answer<Icor> icor_of_increment(Value investment, Value grdp, Rate real_growth);

/// ACC-16: the investment ratio over real growth. Undefined where GRDP does not grow.
[[nodiscard]] Answer<Icor> icor_of_ratio(Value investment, Value grdp, Rate real_growth);

}  // namespace grdp::accounts
