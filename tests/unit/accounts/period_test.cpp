#include "grdp/accounts/period.hpp"

#include "catch.hpp"

using grdp::accounts::Frequency;
using grdp::accounts::Period;
using grdp::accounts::PeriodRange;
using grdp::accounts::periods_per_year;

TEST_CASE("a period is written as a year or a year and its quarter") {
    CHECK(Period::parse("2023") == Period::annual(2023));
    CHECK(Period::parse("2023Q1") == Period::quarterly(2023, 1));
    CHECK(Period::parse("2023q4") == Period::quarterly(2023, 4));
    for (const auto* text : {"", "23", "1799", "3000", "2023Q0", "2023Q5", "2023X1", "20233", "2023Q11", "abcd"}) {
        CAPTURE(text);
        CHECK_FALSE(Period::parse(text));
    }
    CHECK(Period::annual(2023).text() == "2023");
    CHECK(Period::quarterly(2023, 3).text() == "2023Q3");
}

TEST_CASE("a year back is one annual and four quarterly periods") {
    CHECK(Period::annual(2023) - periods_per_year(Frequency::annual) == Period::annual(2022));
    CHECK(Period::quarterly(2023, 2) - periods_per_year(Frequency::quarterly) == Period::quarterly(2022, 2));
    CHECK(Period::quarterly(2022, 4) + 1 == Period::quarterly(2023, 1));
    CHECK(Period::quarterly(2023, 1) - Period::quarterly(2022, 3) == 2);
    CHECK(Period::quarterly(2023, 2).quarter() == 2);
    CHECK(Period::annual(2023).quarter() == 0);
    CHECK(Period::quarterly(2023, 2).year() == 2023);
}

TEST_CASE("a range holds both its ends") {
    const PeriodRange years{Period::annual(2023), Period::annual(2025)};
    CHECK(years.size() == 3);
    CHECK(years.contains(Period::annual(2025)));
    CHECK_FALSE(years.contains(Period::annual(2026)));
    CHECK(years.index(Period::annual(2024)) == 1);
    CHECK(years.at(2) == Period::annual(2025));
}
