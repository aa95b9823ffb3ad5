#include "grdp/accounts/quantities.hpp"

#include "catch.hpp"

using namespace grdp::accounts;
using namespace grdp::accounts::literals;

TEST_CASE("quantities: parts of one kind and price basis add, scale and divide") {
    const auto a = Volume<2010>::billion_vnd(30);
    const auto b = Volume<2010>::billion_vnd(12);
    CHECK((a + b).billion_vnd() == 42);
    CHECK((a - b).billion_vnd() == 18);
    CHECK((-a).billion_vnd() == -30);
    CHECK((2.0 * a).billion_vnd() == 60);
    CHECK((a * 2.0).billion_vnd() == 60);
    CHECK((a / 2.0).billion_vnd() == 15);
    CHECK(a / b == 2.5);
    auto sum = Volume<2010>::zero();
    sum += a;
    sum -= b;
    CHECK(sum == Volume<2010>::billion_vnd(18));
    CHECK(b < a);
    CHECK(Volume<2010>::kBaseYear == 2010);
}

TEST_CASE("quantities: a volume times its deflator is a value, and a value over its deflator the volume") {
    const auto volume = Volume<2010>::billion_vnd(200);
    const auto deflator = Deflator<2010>::index(150);
    const auto value = volume * deflator;
    CHECK(value.billion_vnd() == 300);
    CHECK((value / deflator).billion_vnd() == 200);
    CHECK(deflator.ratio() == 1.5);
    CHECK(Deflator<2010>::ratio(1.5).index() == 150);
}

TEST_CASE("quantities: percent turns into a fraction at the edge and back") {
    CHECK(Rate::from(9.5_percent).fraction() == 0.095);
    CHECK(Rate::from(10_percent).percent().number() == Approx(10));
    CHECK(Share::from(25_percent).fraction() == 0.25);
    CHECK(Share::fraction(0.25).percent() == 25_percent);
    CHECK(Points::points(5.21).fraction() == Approx(0.0521).margin(1e-15));
    CHECK(Points::fraction(0.5).points() == 50);
}

TEST_CASE("quantities: rates compound, differ by points, and weigh into contributions") {
    const auto growth = Rate::from(10_percent);
    const auto prices = Rate::from(5_percent);
    CHECK(compound(growth, prices).percent().number() == Approx(15.5));
    CHECK((growth - prices).points() == Approx(5));
    CHECK((prices + Points::points(5)).percent().number() == Approx(10));
    CHECK((growth - Points::points(5)).percent().number() == Approx(5));
    CHECK((Share::fraction(0.3) * growth).points() == Approx(3));
    CHECK(Rate::sum_of(Points::points(4) + Points::points(2)).percent().number() == Approx(6));
    CHECK(grown(Volume<2010>::billion_vnd(200), growth).billion_vnd() == Approx(220));
}

TEST_CASE("quantities: billion VND over thousand persons is million VND per person") {
    const auto value = ValuePerPerson::million_vnd(86) * Persons::thousand(1252.4);
    CHECK(value.billion_vnd() == Approx(107706.4));
    CHECK((Share::fraction(0.5) * value).billion_vnd() == Approx(53853.2));
    CHECK((Persons::thousand(700) + Persons::thousand(500)).thousand() == 1200);
}
