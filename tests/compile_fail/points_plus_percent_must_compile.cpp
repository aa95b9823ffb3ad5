#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Points f(Points a, Points b) {
    return a + b;
}
