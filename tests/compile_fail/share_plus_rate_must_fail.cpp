// expect: a share of a level and a rate of growth do not add
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(Share weight, Rate growth) {
    return weight + growth;
}
