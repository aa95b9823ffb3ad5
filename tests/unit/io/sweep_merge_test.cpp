#include "grdp/io/sweep_merge.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "catch.hpp"
#include "grdp/analysis/sweep_shard.hpp"
#include "grdp/base/number.hpp"
#include "temporary_folder.hpp"

using namespace grdp;

namespace {

constexpr std::uint64_t kScenarios = 23;
constexpr std::uint32_t kShards = 5;

analysis::SweepRow row_of_sample(std::uint64_t number) {
    analysis::SweepRow row;
    row.row = number;
    row.seed = 7;
    row.events.resize(1);
    row.cells.assign(1, analysis::missing_cell());
    row.failed = number == 4;
    row.reason = row.failed ? "E4007: nothing" : "";
    if (row.failed) return row;
    const double x = static_cast<double>(number) / 30;
    row.events[0] = {true, 9.5, 10, analysis::Estimator::line, 64, 0, {{{x, 0.01, 0, 1}, {x / 2, 0.01, 0, 1}, {0, 0, 0, 1}, {x, 0, 0, 1}}}};
    row.cells[0].mean = x;
    return row;
}

io::StoredSweep sweep_of(const std::vector<std::uint64_t>& rows) {
    io::StoredSweep sweep;
    sweep.program = "0.1.0";
    sweep.command = "grdp sweep x.scenario --grid 'a=1,2'";
    sweep.content = std::string(64, 'c');
    sweep.inputs = {{"scenario", "x.scenario", "text", std::string(64, '0')}, {"model", "x.model", "text", std::string(64, '1')}};
    auto& result = sweep.result;
    result.scenario = "x";
    result.axes.resize(2);
    result.axes[0].name = "trend[a]@2023";
    result.axes[1].name = "trend[b]@2023";
    result.frame.events = {{"band@2023", "band", "2023", {"A band", "Một khoảng"}, "%", true}};
    result.frame.series = {{"growth", {"Growth", "Tăng trưởng"}, "%"}};
    result.frame.periods = {"2023"};
    result.ids.resize(kScenarios);
    result.points.assign(2 * kScenarios, kNan);
    for (const auto row : rows) {
        result.ids[row] = "s" + std::to_string(row);
        result.points[2 * row] = 0.5 * static_cast<double>(row);
        result.points[2 * row + 1] = -static_cast<double>(row);
        result.rows.push_back(row_of_sample(row));
    }
    return sweep;
}

io::StoredPart part_of(std::uint32_t number) { return {sweep_of(analysis::rows_of({number, kShards}, kScenarios)), kScenarios, kShards, {number}}; }

io::StoredPart joined(const std::vector<io::StoredPart>& parts) {
    io::PartMerger merger;
    for (const auto& part : parts) REQUIRE(merger.add(part, "p"));
    return std::move(merger).part();
}

std::string bytes_of_part(const io::StoredPart& part) {
    const test::TemporaryFolder folder;
    REQUIRE(io::write_part(folder / "p.h5", part));
    return test::bytes_of(folder / "p.h5");
}

std::string refusal(const io::StoredPart& first, const io::StoredPart& second, int code) {
    io::PartMerger merger;
    REQUIRE(merger.add(first, "first.h5"));
    const auto added = merger.add(second, "second.h5");
    REQUIRE_FALSE(added);
    const auto& item = added.diagnostics().items()[0];
    CHECK(item.code.number == code);
    CHECK(item.file == "second.h5");
    return item.message;
}

}  // namespace

TEST_CASE("merge: all shards in any order, gathered in any way, give the bytes of the whole sweep") {
    const auto whole = io::encode_sweep(sweep_of(analysis::rows_of({1, 1}, kScenarios)));
    REQUIRE(whole);
    std::mt19937 luck(20230103);
    for (int trial = 0; trial < 20; ++trial) {
        std::vector<io::StoredPart> parts;
        for (std::uint32_t number = 1; number <= kShards; ++number) parts.push_back(part_of(number));
        std::shuffle(parts.begin(), parts.end(), luck);
        while (parts.size() > 1 + luck() % 3) {  // some of them first
            auto pair = joined({parts[parts.size() - 1], parts[parts.size() - 2]});
            parts.resize(parts.size() - 2);
            parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(luck() % (parts.size() + 1)), std::move(pair));
        }
        io::PartMerger merger;
        for (auto& part : parts) REQUIRE(merger.add(std::move(part), "p"));
        const auto sweep = std::move(merger).whole();
        REQUIRE(sweep);
        CHECK(io::encode_sweep(*sweep).operator bool());
        CHECK(*io::encode_sweep(*sweep) == *whole);
    }
}

TEST_CASE("merge: parts of parts do not depend on order or grouping either") {
    const auto one = part_of(1), two = part_of(2), four = part_of(4);
    const auto bytes = bytes_of_part(joined({one, two, four}));
    CHECK(bytes == bytes_of_part(joined({joined({four, one}), two})));
    CHECK(bytes == bytes_of_part(joined({four, joined({two, one})})));
    CHECK(bytes != bytes_of_part(joined({one, two})));
    CHECK(joined({four, one}).held == std::vector<std::uint32_t>{1, 4});
}

TEST_CASE("merge: a part gives back what was stored") {
    const test::TemporaryFolder folder;
    const auto part = joined({part_of(2), part_of(5)});
    REQUIRE(io::write_part(folder / "p.h5", part));
    const auto read = io::read_part(folder / "p.h5");
    REQUIRE(read);
    CHECK(read->scenarios == kScenarios);
    CHECK(read->shards == kShards);
    CHECK(read->held == part.held);
    CHECK(bytes_of_part(*read) == test::bytes_of(folder / "p.h5"));
    CHECK_FALSE(io::read_sweep(folder / "p.h5"));
    CHECK_FALSE(io::is_sweep_file(folder / "p.h5"));
    REQUIRE(io::write_sweep(folder / "s.h5", sweep_of(analysis::rows_of({1, 1}, kScenarios))));
    const auto whole = io::read_part(folder / "s.h5");
    REQUIRE_FALSE(whole);
    CHECK(whole.diagnostics().items()[0].message == "this sweep is whole already");
}

TEST_CASE("merge: missing shards are named") {
    io::PartMerger merger;
    REQUIRE(merger.add(part_of(2), "p"));
    REQUIRE(merger.add(part_of(4), "q"));
    const auto sweep = std::move(merger).whole();
    REQUIRE_FALSE(sweep);
    CHECK(sweep.diagnostics().items()[0].code.number == 5018);  // E5018
    CHECK(sweep.diagnostics().items()[0].message == "3 of 5 shards are missing: 1, 3, 5");
    CHECK(io::shard_list({1, 2, 3, 5, 6, 9}) == "1..3, 5, 6, 9");
    CHECK(io::shard_list({1, 3, 5, 7, 9, 11, 13, 15, 17, 19}) == "1, 3, 5, 7, 9, 11, 13, 15 and 2 more");
}

TEST_CASE("merge: a shard that is there already is refused, in a part of several too") {
    CHECK(refusal(part_of(3), part_of(3), 5017) == "shard 3 of 5 is in first.h5 already");  // E5017
    CHECK(refusal(joined({part_of(1), part_of(3)}), joined({part_of(3), part_of(4)}), 5017) == "shard 3 of 5 is in first.h5 already");
}

TEST_CASE("merge: a part of another sweep is refused, and what differs is said") {
    const std::vector<std::pair<std::function<void(io::StoredPart&)>, std::string>> changes = {
        {[](auto& part) { part.sweep.program = "9.9.9"; }, "program 9.9.9, not 0.1.0"},
        {[](auto& part) { part.sweep.numerics_version += 1; }, "version"},
        {[](auto& part) { part.sweep.generator = "dice"; }, "random numbers of dice"},
        {[](auto& part) { part.sweep.result.settings.sampling.seed = 99; }, "seed 99, not"},
        {[](auto& part) { part.sweep.result.settings.sampling.draws = 99; }, "99 paths, not"},
        {[](auto& part) { part.sweep.result.scenario = "y"; }, "scenario y, not x"},
        {[](auto& part) { part.sweep.inputs[1].sha256[0] = 'f'; }, "the text of x.model differs"},
        {[](auto& part) { part.sweep.inputs.pop_back(); }, "x.model is read by one of them only"},
        {[](auto& part) { part.sweep.inputs[1].path = "z.model"; }, "one reads x.model, the other z.model"},
        {[](auto& part) { part.scenarios = 24; }, "a design of 24 scenarios, not 23"},
        {[](auto& part) { part.sweep.content[0] = 'd'; }, "another design, or other settings"},
        {[](auto& part) { part.sweep.command += " --independent"; }, "the command"},
        {[](auto& part) { part.shards = 6; }, "shards of 6, not of 5"},
    };
    for (const auto& [change, words] : changes) {
        auto other = part_of(2);
        change(other);
        const auto message = refusal(part_of(1), other, 5016);  // E5016
        CAPTURE(message);
        CHECK(message.starts_with("this part belongs to another sweep than first.h5: " + words));
    }
}

TEST_CASE("merge: a part whose scenarios are not those of its shards is refused") {
    const auto fault_of = [](auto change) {
        auto part = joined({part_of(2), part_of(3)});
        change(part);
        const auto read = io::part_from_arrays(io::part_to_arrays(part), "p.h5");
        return read ? 0 : static_cast<int>(read.diagnostics().items()[0].code.number);
    };
    CHECK(fault_of([](auto&) {}) == 0);
    CHECK(fault_of([](auto& part) { part.held = {2, 4}; }) == 5005);
    CHECK(fault_of([](auto& part) { part.held = {2}; }) == 5005);
    CHECK(fault_of([](auto& part) { part.held = {2, 2}; }) == 5005);
    CHECK(fault_of([](auto& part) { part.held = {0, 2}; }) == 5005);
    CHECK(fault_of([](auto& part) { part.held = {2, 6}; }) == 5005);
    CHECK(fault_of([](auto& part) { part.shards = 4; }) == 5005);
    CHECK(fault_of([](auto& part) { part.sweep.result.rows.pop_back(); }) == 5005);
    CHECK(fault_of([](auto& part) { part.scenarios = 1'000'000'000; }) == 5005);
    CHECK(fault_of([](auto& part) { std::swap(part.sweep.result.rows[0], part.sweep.result.rows[1]); }) == 5005);
}

TEST_CASE("merge: no damage to a part is read as a result") {
    const auto whole = bytes_of_part(part_of(2));
    const test::TemporaryFolder folder;
    std::mt19937 luck(20230104);
    for (int i = 0; i < 150; ++i) {
        std::string bytes = whole;
        if (i % 2 == 0) bytes[luck() % bytes.size()] ^= static_cast<char>(1u << (luck() % 8));
        else bytes.resize(luck() % bytes.size());
        folder.write("p.h5", bytes);
        REQUIRE_FALSE(io::read_part(folder / "p.h5"));
    }
}
