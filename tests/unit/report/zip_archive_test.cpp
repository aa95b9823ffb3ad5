#include "grdp/report/zip_archive.hpp"

#include "catch.hpp"

using namespace grdp;
using namespace grdp::report;

TEST_CASE("zip_archive: parts come back in their order, and the same parts give the same bytes") {
    const std::vector<ZipPart> parts{{"[Content_Types].xml", "<a/>"}, {"x/y.bin", std::string("\0\1\2", 3)}, {"empty", ""}};
    const auto bytes = write_zip(parts, "2023-06-30");
    REQUIRE(bytes);
    CHECK(*bytes == *write_zip(parts, "2023-06-30"));
    CHECK(*bytes != *write_zip(parts, "2023-07-01"));
    CHECK(bytes->substr(0, 2) == "PK");
    const auto back = read_zip(*bytes);
    REQUIRE(back);
    REQUIRE(back->size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK((*back)[i].name == parts[i].name);
        CHECK((*back)[i].bytes == parts[i].bytes);
    }
    CHECK(find_part(*back, "x/y.bin")->bytes.size() == 3);
    CHECK(find_part(*back, "nowhere") == nullptr);
}

TEST_CASE("zip_archive: what is no date stands for the first day that archives know") {
    const std::vector<ZipPart> parts{{"a", "b"}};
    CHECK(*write_zip(parts, "") == *write_zip(parts, "yesterday"));
    CHECK(*write_zip(parts, "") == *write_zip(parts, "1979-01-01"));
}

TEST_CASE("zip_archive: what is no archive, is cut short or damaged is refused (E7281)") {
    const auto code = [](const std::string& bytes) { return read_zip(bytes).diagnostics().items().front().code; };
    CHECK(code("") == Code{7281});
    CHECK(code("no archive at all") == Code{7281});
    const auto bytes = *write_zip({{"a", std::string(5000, 'x')}, {"b", "y"}}, "");
    CHECK(code(bytes.substr(0, bytes.size() / 2)) == Code{7281});
    auto damaged = bytes;
    for (std::size_t i = 35; i < 45; ++i)
        damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
    CHECK(code(damaged) == Code{7281});
}

TEST_CASE("zip_archive: an archive that unpacks to more than its limits is refused before it is unpacked (E7282)") {
    const auto bomb = *write_zip({{"a", std::string(1 << 20, '\0')}, {"b", std::string(1 << 20, '\0')}}, "");
    CHECK(bomb.size() < 10000);
    CHECK(read_zip(bomb));
    CHECK(read_zip(bomb, {.parts = 1}).diagnostics().items().front().code == Code{7282});
    CHECK(read_zip(bomb, {.parts = 9, .bytes = (2U << 20U) - 1}).diagnostics().items().front().code == Code{7282});
}

TEST_CASE("zip_archive: a name twice cannot be packed (E7283)") {
    const auto twice = write_zip({{"a", "1"}, {"a", "2"}}, "");
    REQUIRE_FALSE(twice);
    CHECK(twice.diagnostics().items().front().code == Code{7283});
}
