// expect: no matching function for call to
#include "grdp/accounts/growth.hpp"

using namespace grdp::accounts;

Answer<Rate> f(Volume<2020> now, Volume<2010> before) {
    return growth(now, before);
}
