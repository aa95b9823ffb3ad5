// expect: only quantities of one kind and one price basis add
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Persons city, Value grdp) {
    return city + grdp;
}
