#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Value f(ValuePerPerson a, Persons m, ValuePerPerson b, Persons n) {
    return a * m + b * n;
}
