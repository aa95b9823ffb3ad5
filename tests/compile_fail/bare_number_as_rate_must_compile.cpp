#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Rate f() {
    return Rate::fraction(0.095);
}
