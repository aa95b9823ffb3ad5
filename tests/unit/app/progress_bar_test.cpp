#include "grdp/app/progress_bar.hpp"

#include "catch.hpp"

using namespace grdp;
using namespace grdp::app;

TEST_CASE("progress bar: share, rate and time left") {
    CHECK(progress_line(5'000'000, 10'000'000, 2, report::Language::en) ==
          "[###############...............] 50%  2.5 million paths/s  2 s left");
    CHECK(progress_line(2'500'000, 10'000'000, 1, report::Language::vi) ==
          "[#######.......................] 25%  2,5 triệu đường/giây  còn 3 giây");
}

TEST_CASE("progress bar: nothing done yet has no time left to tell") {
    CHECK(progress_line(0, 100, 0, report::Language::en).find("? s left") != std::string::npos);
    CHECK(progress_line(0, 0, 0, report::Language::en).find(" 0%") != std::string::npos);
}
