#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Share f(Share a, Share b) {
    return a + b;
}
