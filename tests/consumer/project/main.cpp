// A program outside the project that reads a number with the installed library.
#include <cstdio>

#include "grdp/base/number_text.hpp"

int main() {
    const auto good = grdp::parse_number("9.5");
    const auto comma = grdp::parse_number("9,5");
    const bool right = good.value == 9.5 && comma.fault == grdp::NumberFault::decimal_comma;
    std::printf("%s\n", grdp::exact_text(good.value).c_str());
    return right ? 0 : 1;
}
