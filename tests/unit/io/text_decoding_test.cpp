#include "grdp/io/text_decoding.hpp"

#include <string_view>

#include "catch.hpp"

using namespace grdp;
using namespace std::string_view_literals;

namespace {

std::string utf16(std::u16string_view text, bool little, bool mark) {
    std::string bytes;
    const auto put = [&](char16_t unit) {
        const auto low = static_cast<char>(unit & 0xFF);
        const auto high = static_cast<char>(unit >> 8);
        bytes += little ? low : high;
        bytes += little ? high : low;
    };
    if (mark) put(0xFEFF);
    for (const char16_t unit : text) put(unit);
    return bytes;
}

Diagnostic only_error(std::string_view bytes) {
    const auto text = io::decode_text(bytes, "x.scenario");
    REQUIRE_FALSE(text);
    REQUIRE(text.diagnostics().items().size() == 1);
    CHECK(text.diagnostics().items()[0].file == "x.scenario");
    return text.diagnostics().items()[0];
}

}  // namespace

TEST_CASE("a text loses its byte-order mark and gets line feeds") {
    CHECK(*io::decode_text("\xEF\xBB\xBF" "a\r\nb\rc\n\r\n", "x") == "a\nb\nc\n\n");
    CHECK(*io::decode_text("a\r", "x") == "a\n");
    CHECK(io::decode_text("", "x")->empty());
    CHECK(io::decode_text("\xEF\xBB\xBF", "x")->empty());
}

TEST_CASE("a decomposed text is composed, so both spellings of a name are one") {
    CHECK(*io::decode_text("Ca\xCC\x82\xCC\x80n Th\x6F\xCC\x9B", "x") == "C\u1EA7n Th\u01A1");
    CHECK(*io::decode_text("C\u1EA7n Th\u01A1", "x") == "C\u1EA7n Th\u01A1");
}

TEST_CASE("UTF-16 and UTF-32 are named, with and without a byte-order mark") {
    const std::u16string_view text = u"scenario base\n2023 driver[credit] = 12\n";
    for (const bool mark : {true, false}) {
        CHECK(only_error(utf16(text, true, mark)).message == "the text is UTF-16LE");
        CHECK(only_error(utf16(text, false, mark)).message == "the text is UTF-16BE");
    }
    CHECK(only_error(utf16(u"Cần Thơ, tăng trưởng tổng sản phẩm trên địa bàn", true, false)).message == "the text is UTF-16LE");
    CHECK(only_error("\xFF\xFE\0\0a\0\0\0"sv).message == "the text is UTF-32LE");
    CHECK(only_error("\0\0\xFE\xFF\0\0\0a"sv).message == "the text is UTF-32BE");
    CHECK(only_error("a\0\0\0b\0\0\0"sv).message == "the text is UTF-32LE");
    CHECK(only_error("\0\0\0a\0\0\0b"sv).message == "the text is UTF-32BE");
    CHECK(only_error(utf16(text, true, true)).hint == "save it again as UTF-8, or: iconv -f UTF-16LE -t UTF-8 FILE > NEWFILE");
}

TEST_CASE("one-byte encodings are named with the place of the first bad byte") {
    const auto vietnamese = only_error("scenario x\n# C\xE2\xCCn Th\xF5\n");  // Cần Thơ in Windows-1258
    CHECK(vietnamese.code == Code{1004});
    CHECK(vietnamese.message == "byte 0xE2 at line 2, column 4 is not UTF-8; the text looks like Windows-1258");
    CHECK(vietnamese.where.line == 2);
    CHECK(vietnamese.where.column == 4);
    const auto french = only_error("# caf\xE9 au lait\n");
    CHECK(french.message == "byte 0xE9 at line 1, column 6 is not UTF-8; the text looks like Latin-1 or Windows-1252");
    CHECK(french.hint.find("iconv -f LATIN1") != std::string::npos);
}

TEST_CASE("columns count characters and lines count any ending") {
    const auto bad = only_error("a\r\nb\rc\nt\u1EF7 \xFF");
    CHECK(bad.where.line == 4);
    CHECK(bad.where.column == 4);
}

TEST_CASE("a NUL byte in a text is refused where it stands") {
    const auto nul = only_error("scenario base and a long line\n2023 x\0y = 1\n"sv);
    CHECK(nul.code == Code{1010});
    CHECK(nul.message == "NUL byte at line 2, column 7");
}
