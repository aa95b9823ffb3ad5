#include "grdp/app/help.hpp"

#include <set>

#include "catch.hpp"

using namespace grdp;
using namespace grdp::app;
using report::Language;

TEST_CASE("help: every verb, option and example speaks both languages") {
    for (const auto& verb : all_verbs()) {
        INFO(verb.name);
        CHECK_FALSE(verb.summary.en.empty());
        CHECK_FALSE(verb.summary.vi.empty());
        CHECK_FALSE(verb.examples.empty());
        for (const auto& option : verb.options) {
            INFO(option.name);
            CHECK_FALSE(option.help.en.empty());
            CHECK_FALSE(option.help.vi.empty());
            CHECK(option.shown.empty() == (option.value == Value::none));
        }
        for (const auto& example : verb.examples) {
            CHECK_FALSE(example.says.en.empty());
            CHECK_FALSE(example.says.vi.empty());
        }
    }
}

TEST_CASE("help: examples use options that exist") {
    for (const auto& verb : all_verbs()) {
        const auto text = help_text(verb, Language::en);
        std::set<std::string> known;
        for (const auto& option : verb.options)
            known.insert("--" + std::string(option.name));
        for (const auto& example : verb.examples) {
            const std::string command(example.command);
            CHECK(command.starts_with("grdp " + std::string(verb.name)));
            CHECK(text.find(command) != std::string::npos);
            for (std::size_t at = command.find("--"); at != std::string::npos; at = command.find("--", at + 2)) {
                const auto name = command.substr(at, command.find_first_of(" =", at) - at);
                INFO(name);
                CHECK(known.contains(name));
            }
        }
    }
}

TEST_CASE("help: the overview lists every verb and the exit codes") {
    for (const auto language : {Language::en, Language::vi}) {
        const auto text = overview(language);
        for (const auto& verb : all_verbs())
            CHECK(text.find("  " + std::string(verb.name) + " ") != std::string::npos);
        CHECK(text.find("130/143") != std::string::npos);
    }
}
