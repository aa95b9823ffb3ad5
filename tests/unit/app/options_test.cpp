#include "grdp/app/options.hpp"

#include <algorithm>

#include "catch.hpp"
#include "grdp/app/verbs.hpp"

using namespace grdp;
using namespace grdp::app;

namespace {

Result<Options> parsed(std::string_view verb, const std::vector<std::string>& words) {
    const Verb* found = find_verb(verb);
    REQUIRE(found != nullptr);
    return parse_options(found->name, found->options, found->argument, words);
}

bool refused(const std::vector<std::string>& words, int code) {
    const auto options = parsed("simulate", words);
    if (options) return false;
    const auto& items = options.diagnostics().items();
    return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.code.number == code; });
}

}  // namespace

TEST_CASE("options: values arrive as typed") {
    const auto options =
        parsed("simulate", {"a.scenario", "--draws", "1_000_000", "--seed=7", "--threads", "3", "--dispersion", "0.5",
                            "--lang", "vi", "--set", "2023 x = 1", "--set", "2024 x = 2", "--json"});
    REQUIRE(options);
    CHECK(options->argument == "a.scenario");
    CHECK(options->sampling.draws == 1000000);
    CHECK(options->sampling.seed == 7);
    CHECK(options->threads == 3);
    CHECK(options->sampling.dispersion == 0.5);
    CHECK(options->language == report::Language::vi);
    CHECK(options->overrides == std::vector<std::string>{"2023 x = 1", "2024 x = 2"});
    CHECK(options->json);
}

TEST_CASE("options: counts are whole numbers, also with exponent or underscores") {
    CHECK(parse_count("1e6", 1'000'000'000) == 1000000u);
    CHECK(parse_count("250000", 1'000'000'000) == 250000u);
    CHECK(parse_count("1_000", 10000) == 1000u);
    for (const char* wrong :
         {"", "0", "-1", "1.5", "1,000", "_1", "1_", "1__0", "nan", "inf", "1e400", "12x", " 1", "1e-3", "0x10"}) {
        INFO(wrong);
        CHECK_FALSE(parse_count(wrong, 1'000'000'000).has_value());
    }
    CHECK_FALSE(parse_count("1e10", 1'000'000'000).has_value());
}

TEST_CASE("options: numbers that other programs swallow are refused") {
    CHECK(refused({"a", "--threads", "-1"}, 6005));
    CHECK(refused({"a", "--draws", "nan"}, 6004));
    CHECK(refused({"a", "--draws", "100k"}, 6004));
    CHECK(refused({"a", "--draws", "9,5"}, 6004));
    CHECK(refused({"a", "--seed", "-1"}, 6004));
    CHECK(refused({"a", "--seed", "18446744073709551616"}, 6004));
    CHECK(refused({"a", "--dispersion", "inf"}, 6004));
    CHECK(refused({"a", "--dispersion", "-0.5"}, 6005));
    CHECK(refused({"a", "--threads", "5000"}, 6005));
}

TEST_CASE("options: a shortened or misspelt name is refused, with a proposal") {
    CHECK(refused({"a", "--thread", "3"}, 6002));
    const auto options = parsed("simulate", {"a", "--draw", "3"});
    REQUIRE_FALSE(options);
    CHECK(options.diagnostics().items().front().hint == "did you mean --draws?");
}

TEST_CASE("options: what is missing, doubled or too much is named") {
    CHECK(refused({}, 6006));
    CHECK(refused({"a", "b"}, 6007));
    CHECK(refused({"a", "--seed"}, 6003));
    CHECK(refused({"a", "--seed", "1", "--seed", "2"}, 6008));
    CHECK(refused({"a", "--lang", "fr"}, 6005));
    CHECK(refused({"a", "--json=yes"}, 6007));
}

TEST_CASE("options: all wrong values are reported together") {
    const auto options = parsed("simulate", {"a", "--draws", "x", "--seed", "y", "--lang", "z"});
    REQUIRE_FALSE(options);
    CHECK(options.diagnostics().error_count() == 3);
}

TEST_CASE("options: help needs no argument") {
    const auto options = parsed("simulate", {"-h"});
    REQUIRE(options);
    CHECK(options->help);
}

TEST_CASE("options: names split at commas outside brackets") {
    CHECK(split_names("growth_grdp,elasticity[industry,fdi], share") ==
          std::vector<std::string>{"growth_grdp", "elasticity[industry,fdi]", "share"});
    CHECK(split_names(",,").empty());
}

TEST_CASE("options: a shard is K/N with K from 1 to N") {
    const auto options = parsed("sweep", {"a.scenario", "--shard", "3/8"});
    REQUIRE(options);
    CHECK(options->sweep.shard == analysis::SweepShard{3, 8});
    CHECK_FALSE(parsed("sweep", {"a.scenario"})->sweep.shard);
    for (const char* text : {"0/8", "9/8", "3", "/", "3/8/9", "3.5/8", "+3/8", " 3/8", "1/1000001"}) {
        const auto refused = parsed("sweep", {"a.scenario", "--shard", text});
        CAPTURE(text);
        REQUIRE_FALSE(refused);
        CHECK(refused.diagnostics().items()[0].code.number == 6005);
    }
}
