#include "grdp/report/answer_text.hpp"

#include <limits>

#include "catch.hpp"

using namespace grdp;
using report::Language;

namespace {

std::vector<analysis::AnswerTable> tables() {
    return {{"audit_check", "identity that the targets must satisfy",
             {{"name", "", "name of the identity", std::vector<std::string>{"total", "cơ cấu"}},
              {"implied", "%", "value that the others imply", std::vector<double>{9.5559123, std::numeric_limits<double>::quiet_NaN()}},
              {"corners", "1", "number of corners", std::vector<double>{8, 16}}}}};
}

}  // namespace

TEST_CASE("answer tables: units stand in the head, texts to the left, a missing number is a dash") {
    CHECK(report::answer_tables_text(tables(), Language::en, {}) ==
          "audit_check: identity that the targets must satisfy\n"
          "name    implied (%)  corners\n"
          "────────────────────────────\n"
          "total       9.55591        8\n"
          "cơ cấu            –       16\n");
}

TEST_CASE("answer tables: numbers take the marks of the language") {
    CHECK(report::answer_tables_text(tables(), Language::vi, {}).find("9,55591") != std::string::npos);
}

TEST_CASE("answer tables: nothing to print is nothing") { CHECK(report::answer_tables_text({}, Language::en, {}).empty()); }
