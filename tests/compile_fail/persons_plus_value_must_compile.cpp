#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Persons f(Persons city, Persons district) {
    return city + district;
}
