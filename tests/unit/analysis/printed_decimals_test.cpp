#include "grdp/analysis/printed_decimals.hpp"

#include "catch.hpp"
#include "plan_economy.hpp"

using namespace grdp;

TEST_CASE("printed decimals: a zero behind the point counts, a comment and a label do not") {
    const auto model = test::plan("targets t cases low, high\n2023 growth_grdp 9.5 10 \"to 9.500\"  # 10.000\n2023 per_head 95.00 98\n2023 grdp >= 43000\n");
    const auto& targets = model.target_sets[0].targets;
    CHECK(analysis::printed_decimals(model, targets[0]) == 1);
    CHECK(analysis::printed_decimals(model, targets[1]) == 2);
    CHECK(analysis::printed_decimals(model, targets[2]) == 0);
}

TEST_CASE("printed decimals: without its text a number has those of its shortest decimal") {
    auto model = test::plan("targets t cases one\n2023 growth_grdp 9.50\n");
    model.inputs.clear();
    CHECK(analysis::printed_decimals(model, model.target_sets[0].targets[0]) == 1);
    CHECK(analysis::shortest_decimals(0.125) == 3);
    CHECK(analysis::shortest_decimals(43000) <= 0);
}
