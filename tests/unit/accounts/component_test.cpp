#include "grdp/accounts/component.hpp"

#include "catch.hpp"

using grdp::accounts::ComponentId;

TEST_CASE("a component is known by its position") {
    CHECK(ComponentId(2).position() == 2);
    CHECK(ComponentId(1) < ComponentId(2));
    CHECK(ComponentId(1) == ComponentId(1));
}
