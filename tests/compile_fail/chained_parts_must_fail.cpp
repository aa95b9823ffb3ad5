// expect: chain-linked volumes do not add
#include "grdp/accounts/quantities.hpp"

using namespace grdp::accounts;

auto f(ChainedVolume<2010> industry, ChainedVolume<2010> services) {
    return industry + services;
}
