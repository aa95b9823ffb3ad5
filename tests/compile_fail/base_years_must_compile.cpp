#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Volume<2010> f(Volume<2010> a, Volume<2010> b) {
    return a + b;
}
