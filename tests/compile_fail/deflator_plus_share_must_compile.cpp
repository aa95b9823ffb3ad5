#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Value f(Share share, Volume<2010> volume, Deflator<2010> deflator) {
    return share * (volume * deflator);
}
