// expect: rates of growth do not add: compound them
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Rate volume, Rate price) {
    return volume + price;
}
