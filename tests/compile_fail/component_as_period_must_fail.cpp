// expect: ComponentId
#include "grdp/accounts/component.hpp"
#include "grdp/accounts/period.hpp"

using namespace grdp::accounts;

Period f(Period period, ComponentId component) { return period + component; }
