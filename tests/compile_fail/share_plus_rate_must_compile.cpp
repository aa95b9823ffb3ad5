#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

Points f(Share weight, Rate growth) {
    return weight * growth;
}
