#include "grdp/base/diagnostic.hpp"

#include "catch.hpp"

using namespace grdp;

TEST_CASE("a rendered message shows place, line, caret, expectation and hint") {
    SourceSet sources;
    const auto id = sources.add({"x.scenario", "first\n2023 tỷ = 2,5\n"});
    const Diagnostic diagnostic{.code = Code{1001}, .where = {id, 2, 11, 3}, .message = "the number \"2,5\" has a decimal comma",
                                .expected = "a decimal point", .hint = "write 2.5", .notes = {}};
    CHECK(render(diagnostic, sources) ==
          "x.scenario:2:11: error E1001: the number \"2,5\" has a decimal comma (expected a decimal point)\n"
          "     2 | 2023 tỷ = 2,5\n"
          "       |           ^~~\n"
          "  hint: write 2.5\n");
}

TEST_CASE("codes are unique and ascending") {
    const auto& codes = all_codes();
    for (std::size_t i = 1; i < codes.size(); ++i) CHECK(codes[i - 1].code < codes[i].code);
}

TEST_CASE("too many errors end in one closing error") {
    Diagnostics diagnostics;
    for (int i = 0; i < 500; ++i) diagnostics.add({Code{1001}, {}, "missing", {}, {}, {}});
    CHECK(diagnostics.items().size() == Diagnostics::kMaximumErrors + 1);
    CHECK(diagnostics.items().back().code == Code{1009});
    CHECK(diagnostics.error_count() == 500);
}

TEST_CASE("did you mean finds the nearest name and nothing far away") {
    const std::vector<std::string> names{"volume", "value", "population"};
    CHECK(did_you_mean("volum", names) == "volume");
    CHECK(did_you_mean("vloume", names) == "volume");
    CHECK(did_you_mean("investment", names).empty());
}
