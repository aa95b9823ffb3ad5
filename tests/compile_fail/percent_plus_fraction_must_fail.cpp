// expect: percent exists only at the edges
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Percent percent, Rate rate) {
    return rate + percent;
}
