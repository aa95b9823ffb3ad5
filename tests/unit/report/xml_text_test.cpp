#include "grdp/report/xml_text.hpp"

#include "catch.hpp"

using namespace grdp::report;

TEST_CASE("xml_text: marks of XML become entities, Vietnamese letters stay") {
    CHECK(xml_text("a<b>&\"c\" 'd'") == "a&lt;b&gt;&amp;&quot;c&quot; &#39;d&#39;");
    CHECK(xml_text("Tỷ đồng, quý III/2022") == "Tỷ đồng, quý III/2022");
    CHECK(xml_text("&amp;") == "&amp;amp;");
}

TEST_CASE("xml_text: what is no character of XML does not pass") {
    CHECK(clean_text(std::string("a\0b\x01\x1F\x7F" "c", 7)) == "abc");
    CHECK(clean_text("a\nb\tc") == "a b c");
    CHECK(clean_text("a\uFFFE\uFFFFb\u0085") == "ab");
    CHECK(clean_text("a\xFF\xC3") == "a\uFFFD\uFFFD");
}

TEST_CASE("xml_text: marks that would turn the text around them are dropped, those that stand for themselves stay") {
    CHECK(clean_text("a\u202E\u202Db\u2066c\u2069\u202C") == "abc");
    CHECK(clean_text("a\u200F\u200Eb") == "a\u200F\u200Eb");
}
