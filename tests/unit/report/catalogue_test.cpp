#include "grdp/report/catalogue.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "grdp/base/utf8.hpp"

using namespace grdp;
using namespace grdp::report;

namespace {

std::multiset<std::string> placeholders(std::string_view wording) {
    std::multiset<std::string> found;
    for (std::size_t i = wording.find('{'); i != std::string_view::npos; i = wording.find('{', i + 1)) {
        found.insert(std::string(wording.substr(i, wording.find('}', i) - i + 1)));
    }
    return found;
}

bool has_combining_mark(std::string_view text) {
    const auto points = utf8::code_points(text);
    return std::any_of(points.begin(), points.end(), [](std::string_view point) {
        const char32_t c = utf8::decode(point);
        return c >= 0x0300 && c <= 0x036F;
    });
}

}  // namespace

TEST_CASE("catalogue: every message stands in both languages") {
    REQUIRE(all_messages().size() > 40);
    for (const auto& message : all_messages()) {
        INFO(message.id);
        CHECK_FALSE(message.en.empty());
        CHECK_FALSE(message.vi.empty());
    }
}

TEST_CASE("catalogue: both languages have the same placeholders") {
    for (const auto& message : all_messages()) {
        INFO(message.id);
        const auto en = placeholders(message.en);
        const auto vi = placeholders(message.vi);
        CHECK(std::set<std::string>(en.begin(), en.end()) == std::set<std::string>(vi.begin(), vi.end()));
    }
}

TEST_CASE("catalogue: Vietnamese is composed text (NFC), English has no Vietnamese letters") {
    for (const auto& message : all_messages()) {
        INFO(message.id);
        CHECK_FALSE(utf8::first_malformed(message.vi).has_value());
        CHECK_FALSE(has_combining_mark(message.vi));
        CHECK(message.en.find("ă") == std::string_view::npos);
    }
}

TEST_CASE("catalogue: placeholders are filled in order") {
    CHECK(text(Message::about_one_in, Language::en, 1, 7) == "about 1 in 7");
    CHECK(text(Message::about_one_in, Language::vi, 1, 7) == "khoảng 1 trên 7");
}

TEST_CASE("catalogue: a label falls back to the other language, then to the name") {
    CHECK(label_text({"GRDP growth", "Tăng trưởng GRDP"}, Language::vi, "growth_grdp") == "Tăng trưởng GRDP");
    CHECK(label_text({"GRDP growth", ""}, Language::vi, "growth_grdp") == "GRDP growth");
    CHECK(label_text({}, Language::en, "growth_grdp") == "growth_grdp");
}
