#include "grdp/io/sweep_store.hpp"

#include <cmath>
#include <limits>
#include <random>

#include "catch.hpp"
#include "faulty_files.hpp"
#include "grdp/base/number.hpp"
#include "grdp/io/atomic_file.hpp"
#include "grdp/io/hdf5_encode.hpp"
#include "grdp/io/seal.hpp"
#include "grdp/io/sweep_csv.hpp"
#include "grdp/io/sweep_record.hpp"
#include "temporary_folder.hpp"

using namespace grdp;

namespace {

analysis::SweepRow sample_row(std::uint64_t number) {
    analysis::SweepRow row;
    row.row = number;
    row.seed = 7 + number;
    row.failed = number == 2;
    row.reason = row.failed ? "E4007: nothing\nE4012: too large" : "";
    row.events.resize(2);
    row.cells.assign(2, analysis::missing_cell());
    if (row.failed) return row;
    const double x = static_cast<double>(number) / 10;
    row.events[0] = {true, 9.45, std::numeric_limits<double>::infinity(), analysis::Estimator::line, 1024, 3, {{{x, 0.01, 0, 0.3}, {0.2, 0.02, 0.1, 0.4}, {0.3, 0, 0.3, 0.3}, {0.5, 0.1, 0.2, 0.8}}}};
    row.cells[0] = {7.5, 0.001, 1.25, {{{5, 4.9, 5.1}, {7.5, 7.4, 7.6}, {10, 9, std::numeric_limits<double>::infinity()}}}};
    return row;
}

io::StoredSweep sample() {
    io::StoredSweep sweep;
    sweep.program = "0.1.0";
    sweep.command = "grdp sweep x.scenario --grid 'a=1,2'";
    sweep.content = std::string(64, 'c');
    sweep.inputs = {{"scenario", "x.scenario", "text của kịch bản", std::string(64, '0')}};
    auto& result = sweep.result;
    result.scenario = "x";
    result.axes.resize(2);
    result.axes[0].name = "trend[a]@2023";
    result.axes[0].unit = "%";
    result.axes[1].kind = analysis::AxisKind::alternative;
    result.axes[1].name = "credit";
    result.axes[1].levels = {{"as is", {}}, {"tight", {"2023 a = 1", "2023 b[x,y] = 2"}}};
    result.frame.events = {{"band@2023", "band", "2023", {"A band", "Một khoảng"}, "%", true}, {"both@2023..2024", "both", "2023..2024", {}, "", false}};
    result.frame.series = {{"growth", {"Growth", "Tăng trưởng"}, "%"}};
    result.frame.periods = {"2023", "2024"};
    result.settings.sampling.seed = 7;
    result.settings.independent = true;
    for (std::uint64_t i = 0; i < 4; ++i) {
        result.ids.push_back(std::to_string(i + 1));
        result.points.insert(result.points.end(), {i == 3 ? kNan : 0.5 * static_cast<double>(i), static_cast<double>(i % 2)});
        result.rows.push_back(sample_row(i));
    }
    return sweep;
}

std::uint16_t fault_of(const io::LabelledArrays& arrays) {
    const auto read = io::sweep_from_arrays(arrays, "x.h5");
    return read ? std::uint16_t{0} : read.diagnostics().items()[0].code.number;
}

io::Array& array_named(io::LabelledArrays& arrays, std::string_view name) {
    return *std::find_if(arrays.arrays.begin(), arrays.arrays.end(), [&](const auto& array) { return array.name == name; });
}

}  // namespace

TEST_CASE("a record gives its row back to the last bit, and its digest without the frame") {
    const auto frame = sample().result.frame;
    for (std::uint64_t i = 0; i < 4; ++i) {
        const auto row = sample_row(i);
        const auto bytes = io::encode_row(std::string(32, 'k'), "name", row);
        const auto decoded = io::decode_row(bytes, frame);
        REQUIRE(decoded);
        CHECK(decoded->key == std::string(32, 'k'));
        CHECK(decoded->id == "name");
        CHECK(io::row_digest(decoded->row) == io::row_digest(row));
        CHECK(io::digest_of_record(bytes)->digest == io::row_digest(row));
        CHECK(decoded->row.reason == row.reason);
    }
    CHECK(io::row_digest(sample_row(0)) != io::row_digest(sample_row(1)));
}

TEST_CASE("a record that is cut, longer or of another frame is no row") {
    const auto frame = sample().result.frame;
    const auto bytes = io::encode_row(std::string(32, 'k'), "name", sample_row(1));
    for (std::size_t size = 0; size < bytes.size(); ++size) REQUIRE_FALSE(io::decode_row(std::string_view(bytes).substr(0, size), frame));
    CHECK_FALSE(io::decode_row(bytes + "x", frame));
    auto other = frame;
    other.periods.pop_back();
    CHECK_FALSE(io::decode_row(bytes, other));
}

TEST_CASE("a sweep file gives back what was stored, and the same bytes again") {
    const auto sweep = sample();
    const test::TemporaryFolder folder;
    REQUIRE(io::write_sweep(folder / "s.h5", sweep));
    CHECK(io::is_sweep_file(folder / "s.h5"));
    const auto read = io::read_sweep(folder / "s.h5");
    REQUIRE(read);
    CHECK(read->command == sweep.command);
    CHECK(read->inputs[0].text == sweep.inputs[0].text);
    const auto& result = read->result;
    CHECK(result.axes[1].levels[1].statements == sweep.result.axes[1].levels[1].statements);
    CHECK(result.settings.independent);
    CHECK(result.ids == sweep.result.ids);
    CHECK(std::isnan(result.point(3, 0)));
    CHECK(result.rows[2].failed);
    CHECK(result.rows[2].reason == sweep.result.rows[2].reason);
    CHECK(result.frame.events[0].label.vi == "Một khoảng");
    for (std::size_t i = 0; i < 4; ++i) CHECK(io::row_digest(result.rows[i]) == io::row_digest(sweep.result.rows[i]));
    REQUIRE(io::write_sweep(folder / "again.h5", *read));
    CHECK(test::bytes_of(folder / "s.h5") == test::bytes_of(folder / "again.h5"));
}

TEST_CASE("a sweep file that contradicts itself is refused") {
    const auto whole = io::sweep_to_arrays(sample());
    REQUIRE(fault_of(whole) == 0);
    auto changed = whole;
    std::get<std::vector<double>>(array_named(changed, "probability").values)[1] += 1e-12;
    CHECK(fault_of(changed) == 5005);
    changed = whole;
    std::get<std::vector<double>>(array_named(changed, "design").values)[1] = 2;
    CHECK(fault_of(changed) == 5005);
    changed = whole;
    std::get<std::vector<std::uint8_t>>(array_named(changed, "method").values)[0] = 99;
    CHECK(fault_of(changed) == 5005);
    for (const auto& array : whole.arrays) {
        if (array.name == "outcome" || array.name == "quantile" || array.name == "design_text") continue;  // for other readers
        auto lacking = whole;
        std::erase_if(lacking.arrays, [&](const auto& one) { return one.name == array.name; });
        const bool optional = array.name == "input" || array.name.starts_with("input_");
        CAPTURE(array.name);
        if (!optional) CHECK(fault_of(lacking) == 5005);
    }
    changed = whole;
    for (auto& attribute : changed.attributes) {
        if (attribute.name == "format_version") attribute.value = std::int32_t{99};
    }
    CHECK(fault_of(changed) == 5004);
    changed.attributes.clear();
    CHECK(fault_of(changed) != 0);
}

TEST_CASE("no damage to a sweep file is read as a result") {
    const auto whole = io::encode_sweep(sample());
    REQUIRE(whole);
    const test::TemporaryFolder folder;
    std::mt19937 luck(20230102);
    for (int i = 0; i < 300; ++i) {
        std::string bytes = *whole;
        if (i % 2 == 0) bytes[luck() % bytes.size()] ^= static_cast<char>(1u << (luck() % 8));
        else bytes.resize(luck() % bytes.size());
        folder.write("s.h5", bytes);
        REQUIRE_FALSE(io::read_sweep(folder / "s.h5"));
    }
}

TEST_CASE("a sealing that fails at any call leaves the old file or the new one") {
    const test::TemporaryFolder folder;
    const auto sweep = sample();
    const auto whole = io::encode_sweep(sweep);
    for (const int error_number : {ENOSPC, EIO, EFBIG}) {
        for (int at = 1; at <= 7; ++at) {
            test::FaultyFiles files;
            folder.write("s.h5", "old");
            files.plan(test::Mishap::error, at, error_number);
            const bool written = static_cast<bool>(io::write_sweep(folder / "s.h5", sweep, files));
            const auto held = test::bytes_of(folder / "s.h5");
            CHECK((held == "old" || held == *whole));
            if (written) CHECK(held == *whole);
            CHECK(folder.entries() == 1);
        }
    }
}

TEST_CASE("a sweep as CSV has one line a number, or one a scenario") {
    const auto result = sample().result;
    const auto wide = io::sweep_csv(result, {.vietnamese = false, .wide = true});
    CHECK(wide.starts_with("scenario,trend[a]@2023,credit,failed,band@2023,band@2023 standard_error,both@2023..2024,"));
    CHECK(wide.find("1,0,as is,0,0.2,0.02,,") != std::string::npos);
    CHECK(wide.find("3,1,as is,1,,,,") != std::string::npos);
    const auto tall = io::sweep_csv(result, {.vietnamese = true, .wide = false});
    CHECK(tall.find("2;0,5;tight;band;2023;1;probability within;0,2;0,02;0,1;0,4") != std::string::npos);
    CHECK(tall.find("growth;2023;%;quantile 0.95;10;;9;") != std::string::npos);
}

TEST_CASE("arrays that are written one after the other give the bytes of all at once") {
    const auto parts = io::encode_sweep(sample());
    const auto image = io::encode_hdf5(io::sweep_to_arrays(sample()));
    REQUIRE((parts && image));
    CHECK(*parts == io::sealed(*image));
}
