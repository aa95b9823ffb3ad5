// expect: volumes at the prices of different base years do not add
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Volume<2010> a, Volume<2020> b) {
    return a + b;
}
