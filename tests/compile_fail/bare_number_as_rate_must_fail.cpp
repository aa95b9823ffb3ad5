// expect: private
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Rate f() {
    return Rate(9.5);
}
