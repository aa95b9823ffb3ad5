// expect: a deflator is a ratio
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Deflator<2010> deflator, Share share) {
    return deflator + share;
}
