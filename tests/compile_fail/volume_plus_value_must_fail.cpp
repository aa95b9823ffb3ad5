// expect: constant and current prices do not add
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Volume<2010> volume, Value value) {
    return volume + value;
}
