#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Value f(Volume<2010> volume, Deflator<2010> deflator, Value value) {
    return volume * deflator + value;
}
