#include "grdp/accounts/answer.hpp"

namespace grdp::accounts {

std::string_view explain(Undefined reason) {
    switch (reason) {
        case Undefined::base_not_positive:
            return "growth from a level that is not positive is not defined: use levels and points";
        case Undefined::whole_not_positive:
            return "a share of a total that is not positive is not defined: use levels";
        case Undefined::no_change:
            return "nothing changed, so there is no change to share out: use points";
        case Undefined::growth_not_positive:
            return "output did not grow, so no investment per unit of growth is defined";
        case Undefined::persons_not_positive:
            return "an average over nobody is not defined";
        case Undefined::within_rounding:
            return "the growth as printed cannot be told from zero: it identifies no weight";
        case Undefined::contradiction:
            return "no weights reproduce the printed figures";
        case Undefined::nothing_left:
            return "every part is known: nothing is left to make up the difference";
        case Undefined::not_finite:
            return "an input or the result is not a finite number";
    }
    return "not defined";
}

}  // namespace grdp::accounts
