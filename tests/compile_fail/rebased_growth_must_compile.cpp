#include "grdp/accounts/growth.hpp"

using namespace grdp::accounts;

Answer<Rate> f(Volume<2020> now, Volume<2020> before) {
    return growth(now, before);
}
