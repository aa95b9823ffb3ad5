#include "grdp/io/run_store.hpp"

#include <bit>
#include <cmath>

#include "catch.hpp"
#include "grdp/io/hdf5_decode.hpp"
#include "grdp/io/run_arrays.hpp"
#include "grdp/io/seal.hpp"
#include "stored_run_sample.hpp"
#include "temporary_folder.hpp"

using namespace grdp;

namespace {

io::StoredRun round_trip(const io::StoredRun& run) {
    const auto file = io::encode_run(run);
    REQUIRE(file);
    auto read = io::decode_run(*file, "x.h5");
    for (const auto& item : read.diagnostics().items()) INFO(item.message);
    CAPTURE(read.diagnostics().empty() ? std::string() : read.diagnostics().items()[0].message);
    REQUIRE(read);
    return std::move(*read);
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
               return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
           });
}

bool same(const model::Label& a, const model::Label& b) { return a.en == b.en && a.vi == b.vi; }

bool same(const analysis::Estimate& a, const analysis::Estimate& b) {
    return a.value == b.value && a.standard_error == b.standard_error && a.low == b.low && a.high == b.high;
}

}  // namespace

TEST_CASE("a stored run written again gives the same bytes") {
    for (const auto& run : {test::sample_projection(), test::sample_run(), test::sample_run(true)}) {
        const auto first = io::encode_run(run);
        REQUIRE(first);
        const auto second = io::encode_run(round_trip(run));
        REQUIRE(second);
        CHECK(*first == *second);
    }
}

TEST_CASE("the header of a run comes back") {
    const auto written = test::sample_run();
    const auto read = round_trip(written);
    CHECK(read.program == "0.1.0");
    CHECK(read.command == written.command);
    CHECK(read.generator == engine::kGeneratorName);
    CHECK(read.numerics_version == engine::kNumericsVersion);
    CHECK(read.model.model_name == "sample");
    CHECK(same(read.model.model_label, written.model.model_label));
    CHECK(read.model.scenario_name == "base");
    CHECK(same(read.model.scenario_label, written.model.scenario_label));
    CHECK(read.model.frequency == accounts::Frequency::annual);
    CHECK(read.model.horizon == written.model.horizon);
    CHECK(read.model.grid.periods == written.model.grid.periods);
}

TEST_CASE("the model of a run comes back with its expressions") {
    const auto written = test::sample_model();
    const auto model = round_trip(test::sample_run()).model;
    REQUIRE(model.series.size() == 2);
    CHECK(model.series[0].name == "driver[industry]");
    CHECK(model.series[0].stem == "driver");
    CHECK(model.series[0].elements == written.series[0].elements);
    CHECK(model.series[0].sets == written.series[0].sets);
    CHECK(same(model.series[0].stem_label, written.series[0].stem_label));
    CHECK(same(model.series[0].element_label, written.series[0].element_label));
    CHECK(model.series[1].elements.empty());
    CHECK(model.series[1].unit == "bn_vnd_2010");
    CHECK(model.series[1].kind == model::SeriesKind::identity);
    REQUIRE(model.sets.size() == 2);
    CHECK(model.sets[0].elements == written.sets[0].elements);
    CHECK(same(model.sets[0].labels[1], written.sets[0].labels[1]));
    CHECK(model.sets[1].parent == "s");
    CHECK(model.parameters[0].value == 2);
    CHECK(model.parameters[0].sd == 0.5);
    CHECK(model.parameters[0].judgement);
    CHECK(model.parameters[0].source_vi == "nhận định theo 2011-2019");
    CHECK(same(model.parameters[0].label, {"Elasticity", "Độ co giãn"}));
    CHECK(model.parameters[0].source == "judged from 2011-2019");
    CHECK(model.shocks[0].law.law == stats::Law::triangular);
    CHECK(model.shocks[0].law.p == std::array{-1.2, 2.6, 5.6, 0.0});
    CHECK(model.shocks[0].persistence == 0.3);
    CHECK(model.correlation == std::vector{1.0});
    REQUIRE(model.nodes.size() == written.nodes.size());
    for (std::size_t i = 0; i < model.nodes.size(); ++i) {
        const auto& a = model.nodes[i];
        const auto& b = written.nodes[i];
        CHECK((a.op == b.op && a.absolute == b.absolute && a.offset == b.offset && a.index == b.index && a.a == b.a && a.b == b.b &&
               a.c == b.c && a.value == b.value));
    }
    CHECK(model.equations[0].form == model::LeftForm::growth);
    CHECK(model.equations[0].shock == 0);
    CHECK(model.equations[1].shock == model::kNone);
    CHECK(model.equations[1].right == 2);
    REQUIRE(model.blocks.size() == 2);
    CHECK(model.blocks[1].equations == std::vector<std::uint32_t>{1});
    CHECK(model.fixes[0].value == 2.3);
    CHECK(model.fixes[0].form == model::LeftForm::growth);
    REQUIRE(model.observed.size() == 1);
    CHECK(model.observed[0].subject == written.observed[0].subject);
    CHECK(model.observed[0].unit == "%");
    CHECK(model.observed[0].period == 2);
    CHECK(model.observed[0].value == 3);
    CHECK(model.observed[0].number == 12.5);
    CHECK(model.add_factors[0].value == -0.5);
    CHECK(same_bits(model.grid.values, written.grid.values));
    CHECK(model.grid.present == written.grid.present);
    CHECK(model.inputs[0].text == written.inputs[0].text);
    CHECK(model.inputs[0].path == "scenarios/base.scenario");
    CHECK(model.inputs[1].role == "override");
    CHECK(model.inputs[1].sha256 == written.inputs[1].sha256);
    CHECK(model.checks[0].text == "grdp > 0");
    CHECK(model.checks[0].condition == 6);
}

TEST_CASE("targets come back in the order printed, monitored ones too") {
    const auto run = round_trip(test::sample_run());
    REQUIRE(run.model.target_sets.size() == 1);
    const auto& set = run.model.target_sets[0];
    CHECK(set.cases == std::vector<std::string>{"low", "high"});
    CHECK(set.source == "Resolution 35");
    CHECK(set.source_vi == "Nghị quyết 35");
    REQUIRE(set.targets.size() == 2);
    CHECK(set.targets[0].cases == std::vector{10.0, 9.5});
    CHECK(set.targets[1].cases == std::vector{74.0});
    CHECK(set.targets[1].sense == model::Sense::at_least);
    CHECK(set.targets[1].period == model::kNone);
    CHECK(set.targets[1].period_text == "2030");
    CHECK(set.targets[1].value == model::kNone);
    REQUIRE(run.targets.size() == 2);
    CHECK(run.targets[0].value == 10);
    CHECK(run.targets[0].verdict == analysis::Verdict::within);
    CHECK(run.targets[0].met);
    CHECK(std::isnan(run.targets[1].value));
    CHECK(run.targets[1].target == 1);
}

TEST_CASE("the projection comes back with its gaps and failed checks") {
    const auto written = test::sample_projection();
    const auto read = round_trip(written);
    CHECK_FALSE(read.ensemble);
    CHECK(read.answers.empty());
    CHECK(same_bits(read.projection.values, written.projection.values));
    CHECK(read.projection.present == written.projection.present);
    CHECK(read.projection.first_horizon_index == 1);
    CHECK(read.projection.events == written.projection.events);
    REQUIRE(read.projection.failed_checks.size() == 1);
    CHECK(read.projection.failed_checks[0].period == 2);
}

TEST_CASE("the ensemble comes back, its histograms with at most 128 bins") {
    const auto written = *test::sample_run(true).ensemble;
    const auto read = *round_trip(test::sample_run(true)).ensemble;
    CHECK(read.sampling.seed == 18446744073709551615u);
    CHECK(read.sampling.draws == 1000);
    CHECK(read.sampling.first_path == 8192);
    CHECK(read.sampling.dispersion == 0.1);
    CHECK(read.sampling.probabilities == written.sampling.probabilities);
    CHECK(read.periods == written.periods);
    CHECK(read.series == written.series);
    CHECK(same_bits(read.paths, written.paths));
    CHECK(read.failed_paths == 1);
    CHECK(read.first_failures[1].series == engine::FailedPath::kNone);
    CHECK(read.first_failures[0].path == 8300);
    CHECK(read.checks[0].first_path == 8200);
    CHECK(read.events[0].within == 136);
    CHECK(read.events[2].event == 2);
    REQUIRE(read.cells.size() == written.cells.size());
    for (std::size_t i = 0; i < read.cells.size(); ++i) {
        const auto& a = read.cells[i];
        const auto& b = written.cells[i];
        CHECK((a.series == b.series && a.period == b.period && a.certain == b.certain && a.finite == b.finite && a.failed == b.failed));
        CHECK((a.mean == b.mean && a.standard_error == b.standard_error && a.sd == b.sd && a.minimum == b.minimum && a.maximum == b.maximum));
        REQUIRE(a.quantiles.size() == b.quantiles.size());
        CHECK(a.quantiles[0].low == b.quantiles[0].low);
        CHECK(a.quantiles[1].value == b.quantiles[1].value);
        CHECK(a.histogram.counts.size() == b.histogram.counts.size() / 2);
        CHECK(a.histogram.low == b.histogram.low);
        CHECK(a.histogram.above == b.histogram.above);
    }
    CHECK(read.cells[0].histogram.counts[0] == 10);
    CHECK(read.cells[0].histogram.counts[1] == 6);
}

TEST_CASE("the answers come back with their errors") {
    const auto written = test::sample_run();
    const auto read = round_trip(written);
    REQUIRE(read.answers.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& a = read.answers[i];
        const auto& b = written.answers[i];
        CHECK((a.name == b.name && same(a.label, b.label) && a.period_text == b.period_text && a.unit == b.unit && a.is_band == b.is_band));
        CHECK((a.low == b.low && a.high == b.high && a.method == b.method && a.points == b.points && a.failed == b.failed));
        CHECK((same(a.below, b.below) && same(a.within, b.within) && same(a.above, b.above) && same(a.at_least, b.at_least)));
        CHECK((a.target_set == b.target_set && a.target == b.target));
    }
}

TEST_CASE("answer tables come back column by column, without rows too") {
    const auto written = test::sample_run();
    const auto read = round_trip(written);
    REQUIRE(read.tables.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(read.tables[i].name == written.tables[i].name);
        CHECK(read.tables[i].about == written.tables[i].about);
        REQUIRE(read.tables[i].columns.size() == 2);
        for (std::size_t c = 0; c < 2; ++c) {
            const auto& a = read.tables[i].columns[c];
            const auto& b = written.tables[i].columns[c];
            CHECK((a.name == b.name && a.unit == b.unit && a.about == b.about && a.values.index() == b.values.index() && a.size() == b.size()));
        }
    }
    CHECK(std::get<std::vector<std::string>>(read.tables[0].columns[0].values)[1] == "cơ cấu");
    const auto& numbers = std::get<std::vector<double>>(read.tables[0].columns[1].values);
    CHECK((numbers[0] == 0.0559 && std::isnan(numbers[1])));
    CHECK(round_trip(test::sample_projection()).tables.empty());
}

TEST_CASE("neither instruction set nor memory limit nor places change the bytes") {
    auto run = test::sample_run();
    const auto plain = io::encode_run(run);
    run.ensemble->sampling.isa = engine::Isa::avx512;
    run.ensemble->sampling.memory_limit = 1;
    run.model.equations[0].where = {0, 3, 4, 5};
    CHECK(*io::encode_run(run) == *plain);
}

TEST_CASE("a run is written to a file and read from it") {
    const test::TemporaryFolder folder;
    REQUIRE(io::write_run(folder / "run.h5", test::sample_run()));
    CHECK(io::read_run(folder / "run.h5"));
    CHECK(io::read_run(folder / "other.h5").diagnostics().items().at(0).code == Code{1001});
    CHECK(io::read_run(folder / "rum.h5").diagnostics().items().at(0).hint == "did you mean \"" + (folder / "run.h5") + "\"?");
    CHECK(io::read_run("/dev/zero").diagnostics().items().at(0).code == Code{1002});
    CHECK(io::write_run(folder / "no/run.h5", test::sample_run()).diagnostics().items().at(0).code == Code{1008});
}

TEST_CASE("a long command line is kept whole") {
    auto run = test::sample_run();
    run.command = std::string(200'000, 'x');
    CHECK(round_trip(run).command == run.command);
}

TEST_CASE("reading does not look for other files, whatever their names") {
    const test::TemporaryFolder folder;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    for (const char* name : {"run.h5", "foreign.h5", "x.h5"}) REQUIRE(io::write_run(name, test::sample_run()));
    for (const char* name : {"run.h5", "foreign.h5", "x.h5"}) CHECK(io::read_run(name));
    std::filesystem::current_path(before);
}

TEST_CASE("a file of format version 1 still opens with the values it was written with") {
    const auto path = GRDP_SOURCE_DIR "/tests/golden/run-v1.h5";
    const auto run = io::read_run(path);
    REQUIRE(run);
    CHECK(run->model.scenario_label.vi == "Kịch bản cơ sở");
    // What later versions add is no matter; what version 1 held must be what the same run holds today.
    const auto stored = io::decode_hdf5(*io::unsealed(test::bytes_of(path), path), path);
    REQUIRE(stored);
    const auto now = io::run_to_arrays(*run);
    for (const auto& array : stored->arrays) {
        CAPTURE(array.name);
        const auto* other = now.find(array.name);
        REQUIRE(other != nullptr);
        CHECK(other->shape == array.shape);
        if (const auto* numbers = std::get_if<std::vector<double>>(&array.values)) {
            CHECK(same_bits(std::get<std::vector<double>>(other->values), *numbers));
        } else {
            CHECK(other->values == array.values);
        }
    }
    CHECK(same_bits(run->projection.values, test::sample_run().projection.values));
    CHECK(run->answers[0].within.value == 0.136);
}
