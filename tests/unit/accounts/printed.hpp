// Figures as a report prints them, to compare digit by digit.
#pragma once

#include <fmt/format.h>

#include <string>

inline std::string printed(double number, int digits) {
    return fmt::format("{:.{}f}", number, digits);
}
