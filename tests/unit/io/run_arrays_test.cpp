#include "grdp/io/run_arrays.hpp"

#include <algorithm>
#include <optional>

#include "catch.hpp"
#include "grdp/io/run_store.hpp"
#include "stored_run_sample.hpp"

using namespace grdp;

namespace {

io::LabelledArrays sample() { return io::run_to_arrays(test::sample_run(true)); }

template <class T>
std::vector<T>& values_of(io::LabelledArrays& arrays, std::string_view name) {
    const auto found = std::find_if(arrays.arrays.begin(), arrays.arrays.end(), [&](const auto& array) { return array.name == name; });
    REQUIRE(found != arrays.arrays.end());
    return std::get<std::vector<T>>(found->values);
}

std::string code_of(const io::LabelledArrays& arrays) {
    const auto run = io::run_from_arrays(arrays, "x.h5");
    return run ? std::string{} : code_text(run.diagnostics().items().at(0).code);
}

/// Arrays that carry labels for other programs; grdp itself does not need them.
bool is_only_for_others(const std::string& name) {
    static const std::vector<std::string> kNames{"argument", "shock_other", "outcome", "horizon", "draw"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

TEST_CASE("a missing array is an error, never an invention") {
    const auto whole = sample();
    REQUIRE(code_of(whole) == "");
    // Without these a file is a run without that part.
    const std::vector<std::string> parts{"check_violations", "event_below", "parameter_label", "parameter_source_vi", "paths",
                                         "probability", "target_set_source_vi", "target_value"};
    for (std::size_t i = 0; i < whole.arrays.size(); ++i) {
        auto arrays = whole;
        const std::string name = arrays.arrays[i].name;
        CAPTURE(name);
        arrays.arrays.erase(arrays.arrays.begin() + static_cast<std::ptrdiff_t>(i));
        const bool accepted = is_only_for_others(name) || std::find(parts.begin(), parts.end(), name) != parts.end();
        CHECK(code_of(arrays) == (accepted ? "" : "E5005"));
    }
}

TEST_CASE("an array of another shape or type is an error") {
    const auto whole = sample();
    for (std::size_t i = 0; i < whole.arrays.size(); ++i) {
        CAPTURE(whole.arrays[i].name);
        if (is_only_for_others(whole.arrays[i].name)) continue;
        auto longer = whole;
        ++longer.arrays[i].shape.back();
        std::visit([](auto& values) { values.resize(values.size() * 2 + 1); }, longer.arrays[i].values);
        const bool coordinate = whole.arrays[i].dimensions == std::vector{whole.arrays[i].name};
        if (!coordinate || whole.arrays[i].name == "series" || whole.arrays[i].name == "event") CHECK(code_of(longer) == "E5005");
        auto other = whole;
        const bool numbers = std::holds_alternative<std::vector<double>>(other.arrays[i].values);
        const std::size_t count = io::value_count(other.arrays[i].values);
        if (numbers) {
            other.arrays[i].values = std::vector<std::int32_t>(count);
        } else {
            other.arrays[i].values = std::vector<double>(count);
        }
        if (!coordinate) CHECK(code_of(other) == "E5005");
    }
}

TEST_CASE("an index out of range is an error") {
    for (const char* name : {"element_set", "shock_series", "check_condition", "equation_series", "equation_right", "equation_shock",
                             "equation_block", "fix_series", "fix_period", "add_series", "add_period", "target_of_set", "target_period_index",
                             "target_node", "event_node", "event_condition", "event_target_set", "event_target", "check_first_period",
                             "violation_check", "violation_period", "failure_period", "failure_series", "output_series"}) {
        CAPTURE(name);
        for (const std::int32_t value : {-2, 1000, 2147483647}) {
            auto arrays = sample();
            values_of<std::int32_t>(arrays, name)[0] = value;
            CHECK(code_of(arrays) == "E5005");
        }
    }
}

TEST_CASE("a broken expression is an error") {
    const auto broken = [](const char* column, std::size_t node, std::int32_t value) {
        auto arrays = sample();
        values_of<std::int32_t>(arrays, column)[node] = value;
        return code_of(arrays);
    };
    CHECK(broken("node_a", 2, 2) == "E5005");       // its own operand
    CHECK(broken("node_a", 2, 5) == "E5005");       // a later one
    CHECK(broken("node_b", 2, -1) == "E5005");      // none where two are needed
    CHECK(broken("node_c", 2, 0) == "E5005");       // three where two are needed
    CHECK(broken("node_index", 0, 1) == "E5005");   // no such parameter
    CHECK(broken("node_index", 1, 2) == "E5005");   // no such series
    CHECK(broken("node_offset", 3, 1) == "E5005");  // the future
    CHECK(broken("node_offset", 3, -3) == "E5005"); // before every period
    CHECK(broken("node_offset", 4, 3) == "E5005");  // behind every period
    auto arrays = sample();
    values_of<std::uint8_t>(arrays, "node_operation")[0] = 25;
    CHECK(code_of(arrays) == "E5005");
}

TEST_CASE("unknown words, periods and events are errors") {
    const auto with_text = [](const char* name, std::size_t at, const char* value) {
        auto arrays = sample();
        values_of<std::string>(arrays, name)[at] = value;
        return code_of(arrays);
    };
    CHECK(with_text("series_kind", 0, "exotic") == "E5005");
    CHECK(with_text("shock_law", 0, "cauchy") == "E5005");
    CHECK(with_text("target_sense", 0, "") == "E5005");
    CHECK(with_text("event_kind", 1, "band") == "E5005");  // it has no banded number
    CHECK(with_text("period", 1, "2022") == "E5005");
    CHECK(with_text("period", 1, "2023Q1") == "E5005");
    CHECK(with_text("period", 0, "soon") == "E5005");
    auto arrays = sample();
    values_of<double>(arrays, "quantile")[0] = 1.5;
    CHECK(code_of(arrays) == "E5005");
}

TEST_CASE("attributes are demanded with their type and version") {
    const auto with = [](const char* name, std::optional<decltype(io::Attribute::value)> value) {
        auto arrays = sample();
        std::erase_if(arrays.attributes, [&](const auto& attribute) { return attribute.name == name; });
        if (value) arrays.attributes.push_back({name, *value});
        return code_of(arrays);
    };
    CHECK(with("format", std::nullopt) == "E5001");
    CHECK(with("format", std::string("other")) == "E5001");
    CHECK(with("format_version", std::nullopt) == "E5005");
    CHECK(with("format_version", std::int32_t{io::kRunFormatVersion + 1}) == "E5004");
    CHECK(with("numerics_version", 1.0) == "E5005");
    CHECK(with("frequency", std::string("monthly")) == "E5005");
    CHECK(with("frequency", std::string("quarterly")) == "E5005");  // the periods are years
    CHECK(with("horizon_last", std::string("2025")) == "E5005");
    CHECK(with("horizon_first", std::string("2025")) == "E5005");
    CHECK(with("draws", std::nullopt) == "E5005");
    CHECK(with("draws", std::uint64_t{7}) == "E5005");  // the kept paths are more
}

TEST_CASE("an array that is not known is passed over, so that minor additions do not break old readers") {
    auto arrays = sample();
    arrays.arrays.push_back({"novelty", {"series"}, {2}, std::vector<double>{1, 2}, {}});
    CHECK(code_of(arrays) == "");
}
