#include "grdp/accounts/answer.hpp"

#include <set>
#include <string>

#include "catch.hpp"

using namespace grdp::accounts;

TEST_CASE("an answer is a value or a reason, and each reason is explained in its own words") {
    const Answer<int> value = 7;
    CHECK(value);
    CHECK(*value == 7);
    const Answer<int> none = Undefined::no_change;
    CHECK_FALSE(none);
    CHECK(none.reason() == Undefined::no_change);

    std::set<std::string> texts;
    constexpr int kReasons = static_cast<int>(Undefined::not_finite) + 1;
    for (int i = 0; i < kReasons; ++i)
        texts.emplace(explain(static_cast<Undefined>(i)));
    CHECK(texts.size() == kReasons);
    CHECK(texts.count("not defined") == 0);
}
