#include "grdp/model/units.hpp"

#include "catch.hpp"
#include "compiled.hpp"

using namespace grdp::model;
using test::codes;

namespace {

Unit unit(const char* name) {
    const auto found = builtin_unit(name);
    REQUIRE(found.has_value());
    return *found;
}

// A model of one identity over exogenous series of many units.
std::string verdict(const std::string& declared_unit, const std::string& expression) {
    const std::string model =
        "frequency annual\nexog volume, base : bn_vnd_2010\nexog price : index_2010\nexog value : bn_vnd\nexog pop : "
        "thousand_persons\n"
        "exog rate : %\nexog share : fraction\nexog land : hectare\nunit acre = 0.4 hectare\nunit widget\nexog field : "
        "acre\nexog thing : widget\n"
        "identity w : " +
        declared_unit + " w = " + expression + "\n";
    const std::string scenario =
        "horizon 2023..2023\n2022..2023 volume = 1\n2022..2023 base = 1\n2022..2023 price = 1\n2022..2023 value = "
        "1\n2022..2023 pop = 1\n"
        "2022..2023 rate = 1\n2022..2023 share = 1\n2022..2023 land = 1\n2022..2023 field = 1\n2022..2023 thing = 1\n";
    const auto result = test::compile_texts({model, scenario});
    std::string errors;
    for (const auto& item : result.diagnostics.items()) {
        if (item.severity() == grdp::Severity::error) errors += code_text(item.code);
    }
    return errors;
}

}  // namespace

TEST_CASE("units: a volume times an index of its base year is a value at current prices, a hundred times too large") {
    const Unit product = unit("bn_vnd_2010") * unit("index_2010");
    CHECK(product.same_dimension(unit("bn_vnd")));
    CHECK(product.scale() == Approx(1e7));
    CHECK(product.scaled(100) == unit("bn_vnd"));
    CHECK_FALSE((unit("bn_vnd_2010") * unit("index_2015")).same_dimension(unit("bn_vnd")));
}

TEST_CASE("units: the base year of prices is part of a unit") {
    CHECK_FALSE(unit("bn_vnd_2010").same_dimension(unit("bn_vnd")));
    CHECK_FALSE(unit("bn_vnd_2010").same_dimension(unit("bn_vnd_2020")));
    CHECK(unit("bn_vnd_2010").same_apart_from_prices(unit("bn_vnd_2020")));
    CHECK_FALSE(unit("bn_vnd_2010").same_apart_from_prices(unit("bn_usd_2010")));
    CHECK(unit("bn_vnd_2010").price_basis() == "prices of 2010");
    CHECK(unit("bn_vnd").price_basis() == "current prices");
    CHECK(unit("index_2010").price_basis() == "an index with 2010 = 100");
}

TEST_CASE("units: percent and points are one, fraction and ratio are plain numbers") {
    CHECK(unit("%") == unit("points"));
    CHECK(unit("fraction") == unit("1"));
    CHECK(unit("ratio") == Unit());
    CHECK_FALSE(unit("%") == unit("fraction"));
    CHECK(unit("worker") == unit("person"));
    CHECK(unit("thousand_workers") == unit("thousand_persons"));
}

TEST_CASE("units: derived units are shown by the names a model would use") {
    CHECK((unit("bn_vnd") / unit("thousand_persons")).text() == "mn_vnd/person");
    CHECK((unit("bn_vnd") / unit("bn_vnd")).text() == "fraction");
    CHECK(unit("%").text() == "%");
    CHECK(unit("bn_vnd_2010").text() == "bn_vnd_2010");
    CHECK(unit("index_2010").text() == "index_2010");
    CHECK(unit("thousand_persons").text() == "thousand_persons");
    CHECK(unit("hectare").power(2).text() == "hectare^2");
    CHECK(unit("hectare").power(-1).text() == "1/hectare");
    CHECK((unit("bn_vnd") / unit("index_2010")).scaled(0.01).text() == "bn_vnd_2010");
    CHECK((unit("bn_vnd_2010") * unit("index_2010")).text() == "1e+07 vnd");
    CHECK(unit("1").scaled(1000).text() == "1000 (a pure number)");
}

TEST_CASE("units: roots and powers") {
    CHECK(unit("hectare").power(2).square_root() == unit("hectare"));
    CHECK_FALSE(unit("hectare").square_root().has_value());
    CHECK(unit("thousand_persons").power(0) == Unit());
    CHECK(unit("thousand_persons").power(2).scale() == Approx(1e6));
    CHECK_FALSE(builtin_unit("bn_vnd_201").has_value());
    CHECK_FALSE(builtin_unit("index_3010").has_value());
    CHECK_FALSE(builtin_unit("index").has_value());
}

TEST_CASE("units: the identities of the field pass the check") {
    CHECK(verdict("bn_vnd", "volume*price/100").empty());
    CHECK(verdict("index_2010", "100*value/volume").empty());
    CHECK(verdict("mn_vnd/person", "value/pop").empty());
    CHECK(verdict("%", "100*(volume/volume(-1) - 1)").empty());
    CHECK(verdict("%", "growth(volume)").empty());
    CHECK(verdict("points", "100*(volume - volume(-1))/(volume(-1) + base(-1))").empty());
    CHECK(verdict("bn_vnd_2010", "volume(-1)*(1 + rate/100)").empty());
    CHECK(verdict("bn_vnd_2010", "volume(-1)*exp(rate/100)").empty());
    CHECK(verdict("fraction", "dlog(volume)").empty());
    CHECK(verdict("bn_vnd_2010", "min(volume, base, 5)").empty());
    CHECK(verdict("bn_vnd_2010", "if(rate > 0, volume, base) - 0.5*abs(diff(volume))").empty());
    CHECK(verdict("bn_vnd_2010", "max(volume^2/base, 0)").empty());
    CHECK(verdict("bn_vnd_2010", "sqrt(volume*base)").empty());
    CHECK(verdict("fraction", "share^0.4 * 2^share").empty());
    CHECK(verdict("ratio", "value/change(value)").empty());
    CHECK(verdict("bn_vnd", "as(volume*0.017, bn_vnd)").empty());
    CHECK(verdict("hectare", "land + 0.4*as(field, hectare)").empty());
    CHECK(verdict("widget/hectare", "thing/land").empty());
    CHECK(verdict("trillion_vnd", "value/1000").empty());
    CHECK(verdict("mn_vnd", "value*1000").empty());
    CHECK(verdict("%", "2*rate + 1.5").empty());
    CHECK(verdict("1", "3").empty());
    CHECK(verdict("1/bn_vnd", "1/value").empty());
    CHECK(verdict("bn_vnd^2", "value*value").empty());
}

TEST_CASE("units: what must not be added, compared or assigned is refused with its own code") {
    CHECK(verdict("bn_vnd", "value + pop") == "E2302");
    CHECK(verdict("bn_vnd", "value + volume") == "E2303");
    CHECK(verdict("%", "rate + share") == "E2304");
    CHECK(verdict("%", "share") == "E2304");
    CHECK(verdict("bn_vnd", "volume*price") == "E2305");
    CHECK(verdict("hectare", "field") == "E2305");
    CHECK(verdict("hectare", "thing") == "E2302");
    CHECK(verdict("%", "exp(rate)") == "E2304E2307");
    CHECK(verdict("bn_vnd", "if(value > pop, value, value)") == "E2302");
}
