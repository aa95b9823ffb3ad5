#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Rate f(Percent percent, Points points) {
    return Rate::from(percent) + points;
}
