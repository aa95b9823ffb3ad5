// expect: averages per person do not add
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(ValuePerPerson a, ValuePerPerson b) {
    return a + b;
}
