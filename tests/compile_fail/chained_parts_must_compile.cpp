#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Volume<2010> f(Volume<2010> industry, Volume<2010> services) {
    return industry + services;
}
