#include "grdp/base/number_text.hpp"

#include "catch.hpp"

using grdp::NumberFault;
using grdp::parse_number;

TEST_CASE("a number is read as a whole token or not at all") {
    CHECK(parse_number("9.5").value == 9.5);
    CHECK(parse_number("-0.25").value == -0.25);
    CHECK(parse_number("+3").value == 3);
    CHECK(parse_number("1e-9").value == 1e-9);
    for (const auto* text : {"9.5%", "9.5 ", " 9.5", "0x10", "--1", "+-1", "1.2.3x", "."}) {
        CAPTURE(text);
        CHECK(parse_number(text).fault == NumberFault::not_a_number);
    }
    CHECK(parse_number("").fault == NumberFault::empty);
}

TEST_CASE("a foreign spelling of a number is named and its plain form proposed") {
    const auto expect = [](const char* text, NumberFault fault, const char* hint) {
        CAPTURE(text);
        const auto parsed = parse_number(text);
        CHECK(parsed.fault == fault);
        CHECK(parsed.hint == hint);
    };
    expect("9,5", NumberFault::decimal_comma, "9.5");
    expect("-9,55", NumberFault::decimal_comma, "-9.55");
    expect("1.298.791", NumberFault::thousands_marks, "1298791");
    expect("1,298,791", NumberFault::thousands_marks, "1298791");
    expect("118.491,21", NumberFault::thousands_marks, "118491.21");
    expect("118,491.21", NumberFault::thousands_marks, "118491.21");
    expect("\xEF\xBC\x91\xEF\xBC\x92", NumberFault::unusual_digits, "12");
    expect("\xE2\x88\x92" "4.5", NumberFault::unusual_digits, "-4.5");
    expect("1e400", NumberFault::out_of_range, "");
    expect("nan", NumberFault::not_finite, "");
    expect("inf", NumberFault::not_finite, "");
}

TEST_CASE("exact text reads back to the same bits") {
    for (const double value : {0.1, 1.0 / 3.0, 6.02214076e23, -4.9e-324, 107781.0}) {
        CHECK(parse_number(grdp::exact_text(value)).value == value);
    }
}
