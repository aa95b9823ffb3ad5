// expect: percent exists only at the edges
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Points a, Percent b) {
    return a + b;
}
