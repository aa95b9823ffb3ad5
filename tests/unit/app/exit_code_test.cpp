#include "grdp/app/exit_code.hpp"

#include "catch.hpp"

using namespace grdp;
using namespace grdp::app;

namespace {

ExitCode of(std::uint16_t code, Span where = {}) {
    Diagnostics diagnostics;
    diagnostics.add({.code = Code{code}, .where = where, .message = "m"});
    return exit_code_of(diagnostics);
}

}  // namespace

TEST_CASE("exit code: every error code belongs to a class that scripts know") {
    for (const auto& info : all_codes()) {
        if (info.severity != Severity::error) continue;
        INFO(info.code.number);
        const auto code = of(info.code.number);
        const bool known = code == ExitCode::usage || code == ExitCode::input || code == ExitCode::files ||
                           code == ExitCode::numerical || code == ExitCode::store || code == ExitCode::interrupted ||
                           code == ExitCode::no;
        CHECK(known);
    }
}

TEST_CASE("exit code: a file that the user named is a file error, one that an input names is an input error") {
    CHECK(of(1001) == ExitCode::files);
    CHECK(of(1001, Span{.source = 0, .line = 2, .column = 7}) == ExitCode::input);
    CHECK(of(1004) == ExitCode::input);
    CHECK(of(1008) == ExitCode::files);
}

TEST_CASE("exit code: each class") {
    CHECK(of(2201) == ExitCode::input);
    CHECK(of(4001) == ExitCode::numerical);
    CHECK(of(4003) == ExitCode::usage);
    CHECK(of(4010) == ExitCode::input);
    CHECK(of(4012) == ExitCode::numerical);
    CHECK(of(5002) == ExitCode::store);
    CHECK(of(6002) == ExitCode::usage);
    CHECK(of(6010) == ExitCode::files);
    CHECK(of(7021) == ExitCode::usage);
    CHECK(of(7024) == ExitCode::no);
    CHECK(of(7034) == ExitCode::input);
    CHECK(of(7042) == ExitCode::usage);
    CHECK(of(7044) == ExitCode::no);
    CHECK(of(7047) == ExitCode::no);
    CHECK(of(7041) == ExitCode::input);
}

TEST_CASE("exit code: warnings do not decide") {
    Diagnostics diagnostics;
    diagnostics.add({.code = Code{4009}, .where = {}, .message = "warning"});
    diagnostics.add({.code = Code{2201}, .where = {}, .message = "error"});
    CHECK(exit_code_of(diagnostics) == ExitCode::input);
}
