#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Rate f(Rate volume, Rate price) {
    return compound(volume, price);
}
