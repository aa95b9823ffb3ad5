// The numbers of the shipped scenarios, kept as CSV. A change of a model, a datum or a formula shows here by name;
// the new file is made with `grdp export`, and CHANGELOG.md says why the numbers changed.
#include "grdp/engine/projection.hpp"

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "grdp/base/number_text.hpp"
#include "grdp/io/csv_export.hpp"
#include "grdp/io/file_loader.hpp"
#include "grdp/model/compile.hpp"

using namespace grdp;

namespace {

// Bits are held equal by the determinism tests. A golden file must survive a rewriting that is right in exact
// arithmetic (another order of a sum): a hundred operations lose at most about 1e-14, so 1e-12 tells rewriting from
// change.
constexpr double kRelative = 1e-12;

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// "volume[industry] 2023" -> value, from the long layout; quotes stand around names with commas only.
std::map<std::string, double> values_of(const std::string& csv) {
    std::map<std::string, double> values;
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const bool quoted = line.starts_with('"');
        const std::size_t name_end = quoted ? line.find("\",") + 1 : line.find(',');
        const std::size_t period_end = line.find(',', name_end + 1);
        const std::size_t value_end = line.find(',', period_end + 1);
        const auto parsed = parse_number(line.substr(period_end + 1, value_end - period_end - 1));
        REQUIRE(parsed.fault == NumberFault::none);
        values[line.substr(0, name_end) + " " + line.substr(name_end + 1, period_end - name_end - 1)] = parsed.value;
    }
    return values;
}

std::map<std::string, double> computed(const std::string& scenario) {
    io::FileLoader loader;
    const auto compiled = model::compile(loader, GRDP_SOURCE_DIR "/scenarios/" + scenario);
    REQUIRE(compiled.model);
    const auto projection = engine::project(*compiled.model);
    REQUIRE(projection);
    return values_of(io::projection_csv(*compiled.model, *projection, {}));
}

void compare(const std::string& scenario, const std::string& golden) {
    const auto now = computed(scenario);
    const auto kept = values_of(text_of(GRDP_SOURCE_DIR "/tests/golden/" + golden));
    REQUIRE(kept.size() > 20);
    for (const auto& [name, value] : kept) {
        INFO(name << ": kept " << exact_text(value));
        const auto found = now.find(name);
        REQUIRE(found != now.end());
        INFO("now " << exact_text(found->second));
        CHECK(std::fabs(found->second - value) <= kRelative * std::fabs(value));
    }
    CHECK(now.size() == kept.size());
}

}  // namespace

TEST_CASE("golden: the base case of Can Tho 2023 gives the kept numbers") {
    compare("can-tho-2023/base.scenario", "can-tho-base.csv");
}

TEST_CASE("golden: all low cases of Can Tho 2023 give the kept numbers") {
    compare("can-tho-2023/low.scenario", "can-tho-low.csv");
}

TEST_CASE("golden: all high cases of Can Tho 2023 give the kept numbers") {
    compare("can-tho-2023/high.scenario", "can-tho-high.csv");
}
