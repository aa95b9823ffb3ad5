// expect: a share of a level and percentage points of growth do not add
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Share a, Points b) {
    return a + b;
}
