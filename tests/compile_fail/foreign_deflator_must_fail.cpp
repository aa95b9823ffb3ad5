// expect: volume and deflator have different base years
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Volume<2010> volume, Deflator<2020> deflator) {
    return volume * deflator;
}
