#include "grdp/io/row_pile.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>

#include "catch.hpp"
#include "faulty_files.hpp"
#include "grdp/base/number.hpp"
#include "grdp/io/sealed_file.hpp"
#include "grdp/io/sweep_record.hpp"
#include "grdp/io/sweep_store.hpp"
#include "temporary_folder.hpp"

using namespace grdp;

namespace {

constexpr std::uint64_t kRows = 500;

analysis::SweepRow row_of_sample(std::uint64_t number) {
    analysis::SweepRow row;
    row.row = number;
    row.seed = 7;
    row.failed = number % 50 == 3;
    row.reason = row.failed ? std::string(number, 'r') : "";  // some longer than the cells would be
    row.events.resize(2);
    row.cells.assign(2, analysis::missing_cell());
    if (row.failed) return row;
    const double x = static_cast<double>(number) / 1000;
    row.events[number % 2] = {true, 9.5, 10, analysis::Estimator::line, 64, 0, {{{x, 0.01, 0, 1}, {x / 2, 0.01, 0, 1}, {0, 0, 0, 1}, {x, 0, 0, 1}}}};
    row.cells[0] = {x, 0.001, 1.25, {{{5, 4.9, 5.1}, {7.5, 7.4, 7.6}, {10, 9, x}}}};
    return row;
}

io::StoredSweep sweep_without_rows() {
    io::StoredSweep sweep;
    sweep.program = "0.1.0";
    sweep.content = std::string(64, 'c');
    sweep.result.scenario = "x";
    sweep.result.axes.resize(1);
    sweep.result.axes[0].name = "trend[a]@2023";
    sweep.result.frame.events = {{"band@2023", "band", "2023", {}, "%", true}, {"both@2023", "both", "2023", {}, "", false}};
    sweep.result.frame.series = {{"growth", {}, "%"}};
    sweep.result.frame.periods = {"2023", "2024"};
    for (std::uint64_t i = 0; i < kRows; ++i) {
        sweep.result.ids.push_back("s" + std::to_string(i));
        sweep.result.points.push_back(static_cast<double>(i) / 8);
    }
    return sweep;
}

std::vector<std::uint64_t> shuffled() {
    std::vector<std::uint64_t> numbers(kRows);
    for (std::uint64_t i = 0; i < kRows; ++i) numbers[i] = i;
    std::shuffle(numbers.begin(), numbers.end(), std::mt19937(20230106));
    return numbers;
}

Status pile_up(io::RowPile& pile) {
    for (const auto number : shuffled()) {
        if (auto added = pile.add(row_of_sample(number)); !added) return added;
    }
    return Done{};
}

Status write_from(io::RowPile& pile, const std::string& path) {
    const auto sweep = sweep_without_rows();
    if (auto piled = pile_up(pile); !piled) return piled;
    const auto rows = pile.rows(sweep.result.frame);
    if (!rows) return rows.diagnostics();
    return io::write_sweep(path, sweep, **rows);
}

}  // namespace

TEST_CASE("rows put down in any order give the bytes of all in memory, few or many") {
    const test::TemporaryFolder folder;
    auto whole = sweep_without_rows();
    for (std::uint64_t i = 0; i < kRows; ++i) whole.result.rows.push_back(row_of_sample(i));
    const auto bytes = io::encode_sweep(whole);
    REQUIRE(bytes);
    for (const std::size_t held : {std::size_t{1} << 30, std::size_t{5000}, std::size_t{0}}) {
        io::RowPile pile(folder / "s.h5", io::system_files(), held);
        REQUIRE(write_from(pile, folder / "s.h5"));
        CHECK(test::bytes_of(folder / "s.h5") == *bytes);
        CHECK(folder.entries() == 1);  // the file of the pile has no name
    }
}

TEST_CASE("a pile that the disk refuses says so and leaves nothing") {
    const test::TemporaryFolder folder;
    for (int at = 1; at <= 6; ++at) {
        test::FaultyFiles files;
        files.plan(test::Mishap::error, at, ENOSPC);
        io::RowPile pile(folder / "s.h5", files, 0);
        const auto written = write_from(pile, folder / "s.h5");
        CAPTURE(at);
        REQUIRE_FALSE(written);
        CHECK(written.diagnostics().items()[0].code.number == 1008);
        CHECK_FALSE(std::filesystem::exists(folder / "s.h5"));
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) std::filesystem::remove(entry.path());  // at 2 it is the removal that is refused
    }
}

TEST_CASE("records that change after they were found are no rows") {
    const test::TemporaryFolder folder;
    const auto sweep = sweep_without_rows();
    const auto record = io::encode_row(std::string(32, 'k'), "s1", row_of_sample(1));
    const auto path = folder.write("records", record);
    const io::OpenFile file(io::system_files(), io::system_files().open(path, O_RDWR, 0));
    io::RowsOfRecords rows(io::system_files(), file.number(), path, sweep.result.frame, {{0, static_cast<std::uint32_t>(record.size()), 1}});
    std::string digest;
    const auto see = [&](const analysis::SweepRow& row) { digest = io::row_digest(row); };
    REQUIRE(rows.visit(0, 1, io::RowParts::all, see));
    CHECK(digest == io::row_digest(row_of_sample(1)));
    for (const auto parts : {io::RowParts::events, io::RowParts::all}) {
        folder.write("records", record.substr(0, record.size() / 2));
        const auto cut = rows.visit(0, 1, parts, see);
        REQUIRE_FALSE(cut);
        CHECK(cut.diagnostics().items()[0].code.number == 5013);
        folder.write("records", io::encode_row(std::string(32, 'k'), "s1", row_of_sample(2)));
        CHECK_FALSE(rows.visit(0, 1, parts, see));
    }
}

TEST_CASE("a file that is written into while it is read is refused in the end") {
    const test::TemporaryFolder folder;
    auto sweep = sweep_without_rows();
    for (std::uint64_t i = 0; i < kRows; ++i) sweep.result.rows.push_back(row_of_sample(i));
    REQUIRE(io::write_sweep(folder / "s.h5", sweep));
    auto file = io::SweepFile::open_sweep(folder / "s.h5");
    REQUIRE(file);
    CHECK(file->size() == kRows);
    CHECK(file->head().sweep.result.ids == sweep.result.ids);
    std::uint64_t seen = 0;
    const auto all = file->visit([&](analysis::SweepRow&& row) -> Status {
        CHECK(io::row_digest(row) == io::row_digest(sweep.result.rows[seen]));
        ++seen;
        return Done{};
    });
    CHECK(all);
    CHECK(seen == kRows);
    { std::ofstream(folder / "s.h5", std::ios::binary | std::ios::app) << "more"; }
    const auto changed = file->visit([](analysis::SweepRow&&) -> Status { return Done{}; });
    REQUIRE_FALSE(changed);
    CHECK(changed.diagnostics().items()[0].code.number == 5002);
    CHECK_FALSE(io::SweepFile::open_sweep(folder / "s.h5"));
}
