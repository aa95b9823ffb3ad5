#include "grdp/report/layout.hpp"

#include "catch.hpp"
#include "economy.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

const TableBlock* block_of(const std::vector<TableSection>& sections, const model::CompiledModel& model,
                           std::string_view stem) {
    for (const auto& section : sections) {
        for (const auto& block : section.blocks) {
            if (!block.elements.empty() && model.series[block.elements.front()].stem == stem) return &block;
        }
    }
    return nullptr;
}

}  // namespace

TEST_CASE("layout: a sum of all elements is their total") {
    const auto compiled = test::compile_economy();
    REQUIRE(compiled.model);
    const auto& model = *compiled.model;
    const auto projection = engine::project(model);
    REQUIRE(projection);
    const auto sections = layout(model, projection->values);

    const auto* volume = block_of(sections, model, "volume");
    REQUIRE(volume != nullptr);
    CHECK(volume->heading == Heading::total);
    CHECK(volume->total == model.find_series("grdp"));
}

TEST_CASE("layout: the same formula on the total heads the elements, though growth does not add up") {
    const auto compiled = test::compile_economy();
    const auto& model = *compiled.model;
    const auto projection = engine::project(model);
    const auto sections = layout(model, projection->values);
    const auto* growth = block_of(sections, model, "part_growth");
    REQUIRE(growth != nullptr);
    CHECK(growth->total == model.find_series("growth_grdp"));
}

TEST_CASE("layout: contributions stand under the growth that they add up to, shares under 100") {
    const auto compiled = test::compile_economy();
    const auto& model = *compiled.model;
    const auto projection = engine::project(model);
    const auto sections = layout(model, projection->values);
    CHECK(block_of(sections, model, "contribution")->total == model.find_series("growth_grdp"));
    CHECK(block_of(sections, model, "share")->heading == Heading::one_hundred);
    CHECK(block_of(sections, model, "pace")->heading == Heading::label_only);
}

TEST_CASE("layout: reports come first, assumptions last") {
    const auto compiled = test::compile_economy();
    const auto projection = engine::project(*compiled.model);
    const auto sections = layout(*compiled.model, projection->values);
    REQUIRE(sections.size() == 3);
    CHECK(sections[0].first_kind == model::SeriesKind::report);
    CHECK(sections[2].first_kind == model::SeriesKind::exogenous);
}

TEST_CASE("layout: a part of the elements has no total, and the total asked for stands alone") {
    const auto compiled = test::compile_economy();
    const auto& model = *compiled.model;
    const auto projection = engine::project(model);
    const auto sections =
        layout(model, projection->values, {model.find_series("volume[farms]"), model.find_series("grdp")});
    REQUIRE(sections.size() == 1);
    CHECK(block_of(sections, model, "volume")->heading == Heading::label_only);
    CHECK(sections[0].blocks.size() == 2);
}
