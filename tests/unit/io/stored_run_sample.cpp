#include "stored_run_sample.hpp"

#include <limits>

namespace grdp::test {
namespace {

using namespace model;
using accounts::Period;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

Node node(Op op, std::uint32_t index = 0, std::int32_t offset = 0, bool absolute = false) {
    Node result;
    result.op = op;
    result.index = index;
    result.offset = offset;
    result.absolute = absolute;
    return result;
}

void add_expressions(CompiledModel& model) {
    model.nodes = {node(Op::parameter, 0), node(Op::series, 0), node(Op::mul), node(Op::series, 0, -1), node(Op::series, 1, 1, true),
                   node(Op::constant), node(Op::greater_equal)};
    model.nodes[2].a = 0;
    model.nodes[2].b = 1;
    model.nodes[5].value = 9.5;
    model.nodes[6].a = 4;
    model.nodes[6].b = 5;
    Equation behave;
    behave.series = 0;
    behave.form = LeftForm::growth;
    behave.right = 3;
    behave.shock = 0;
    Equation identity;
    identity.series = 1;
    identity.right = 2;
    model.equations = {behave, identity};
    model.blocks = {{{0}}, {{1}}};
}

void add_questions(CompiledModel& model) {
    TargetSet plan{"plan_2023", {"Plan 2023", "Kế hoạch 2023"}, {"low", "high"}, "Resolution 35", "Nghị quyết 35", {}};
    Target band;
    band.subject = "grdp";
    band.label = {"GRDP", "GRDP"};
    band.unit = "%";
    band.period = 1;
    band.period_text = "2023";
    band.value = 4;
    band.cases = {10, 9.5};
    Target monitored;
    monitored.subject = "urbanisation";
    monitored.unit = "1/10 000";
    monitored.period = kNone;
    monitored.period_text = "2030";
    monitored.sense = Sense::at_least;
    monitored.cases = {74};
    plan.targets = {band, monitored};
    model.target_sets = {plan};

    Event target_event;
    target_event.name = "plan_2023: grdp";
    target_event.period_text = "2023";
    target_event.unit = "%";
    target_event.value = 4;
    target_event.low = 9.5;
    target_event.high = 10;
    target_event.target_set = 0;
    target_event.target = 0;
    Event condition;
    condition.name = "strong";
    condition.label = {"Strong growth", "Tăng trưởng mạnh"};
    condition.period_text = "2023..2024";
    condition.is_band = false;
    condition.condition = 6;
    Event open = target_event;
    open.name = "at_least";
    open.high = kInfinity;
    open.target_set = kNone;
    open.target = kNone;
    model.events = {target_event, condition, open};
    Check check{"grdp > 0", {"GRDP is positive", ""}, 6, {}};
    model.checks = {check};
}

engine::Cell cell(std::uint32_t series, std::uint32_t period, double mean, bool certain) {
    engine::Cell result;
    result.series = series;
    result.period = period;
    result.certain = certain;
    result.finite = 999;
    result.failed = 1;
    result.mean = mean;
    result.standard_error = certain ? 0 : 0.01;
    result.sd = certain ? 0 : 0.1;
    result.minimum = mean - 1;
    result.maximum = mean + 1;
    for (const double p : {0.05, 0.5}) result.quantiles.push_back({p, mean + p, p < 0.1 ? -kInfinity : mean, mean + 1});
    if (!certain) {
        result.histogram = {mean - 2, mean + 2, std::vector<std::uint64_t>(256, 3), 4, 5};
        result.histogram.counts[1] = 7;
    }
    return result;
}

analysis::EventAnswer answer(const Event& event, double within) {
    analysis::EventAnswer result;
    result.name = event.name;
    result.label = event.label;
    result.period_text = event.period_text;
    result.unit = event.unit;
    result.is_band = event.is_band;
    result.low = event.low;
    result.high = event.high;
    result.points = 1000;
    result.failed = 1;
    result.below = {0.3, 0.01, 0.28, 0.32};
    result.within = {within, 0.02, within - 0.04, within + 0.04};
    result.above = {0.699 - within, 0.03, 0, 1};
    result.at_least = {0.699, 0.04, 0.6, 0.8};
    result.target_set = event.target_set;
    result.target = event.target;
    return result;
}

}  // namespace

model::CompiledModel sample_model() {
    CompiledModel model;
    model.model_name = "sample";
    model.model_label = {"Sample", "Mẫu"};
    model.scenario_name = "base";
    model.scenario_label = {"Base case", "Kịch bản cơ sở"};
    model.horizon = {Period::annual(2023), Period::annual(2024)};
    model.sets = {{"s", "", {"industry", "services"}, {{"Industry", "Công nghiệp"}, {"Services", "Dịch vụ"}}}, {"t", "s", {"industry"}, {{}}}};
    Series driver{"driver[industry]", "driver", {"industry"}, {"s"}, {"Driver", "Động lực"}, {"Industry", "Công nghiệp"}, "%", SeriesKind::behavioural, {}};
    Series grdp{"grdp", "grdp", {}, {}, {"GRDP", "GRDP"}, {}, "bn_vnd_2010", SeriesKind::identity, {}};
    model.series = {driver, grdp};
    model.parameters = {{"elasticity[industry,fdi]", "1", 2, 0.5, "judged from 2011-2019", "nhận định theo 2011-2019", true, false, 0, {"Elasticity", "Độ co giãn"}, {}}};
    add_expressions(model);
    Shock shock{"driver[industry]", 0, {stats::Law::triangular, {-1.2, 2.6, 5.6, 0}}, 0.3, {}};
    model.shocks = {shock};
    model.correlation = {1};
    model.fixes = {{0, 2, LeftForm::growth, 2.3}};
    model.observed = {{"growth(volume[industry])", "%", 2, 3, 12.5, {}}};
    model.add_factors = {{0, 1, -0.5}};
    model.grid.periods = {Period::annual(2022), Period::annual(2024)};
    model.grid.values = {4.5, kMissing, kMissing, 100.25, kMissing, kMissing};
    model.grid.present = {true, false, false, true, false, false};
    model.inputs = {{"scenario", "scenarios/base.scenario", "scenario base \"Cần Thơ\"\n", std::string(64, 'a')},
                    {"override", "--set", "2023 driver[industry] = 5", std::string(64, 'b')}};
    add_questions(model);
    return model;
}

io::StoredRun sample_projection() {
    io::StoredRun run;
    run.program = "0.1.0";
    run.command = "project scenarios/base.scenario";
    run.model = sample_model();
    run.projection.periods = run.model.grid.periods;
    run.projection.first_horizon_index = 1;
    run.projection.values = {4.5, 5, 2.3, 100.25, 10, 4.6};
    run.projection.present.assign(6, true);
    run.projection.present[0] = false;
    run.projection.values[0] = kMissing;
    run.projection.events = {10, 1, 10};
    run.projection.failed_checks = {{0, 2}};
    run.targets = {{0, 0, 10, 9.5, 10, analysis::Verdict::within, true}, {0, 1, kMissing, 74, 74, analysis::Verdict::monitored, false}};
    return run;
}

std::vector<analysis::AnswerTable> sample_tables() {
    return {{"audit_check", "identity that the targets must satisfy",
             {{"name", "", "name of the identity", std::vector<std::string>{"total", "cơ cấu"}},
              {"discrepancy", "%", "left less right side", std::vector<double>{0.0559, kMissing}}}},
            {"audit_change", "change that makes the targets agree",
             {{"target", "", "target that moves", std::vector<std::string>{}}, {"change", "see target_unit", "by how much", std::vector<double>{}}}}};
}

io::StoredRun sample_run(bool paths) {
    io::StoredRun run = sample_projection();
    run.command = "simulate scenarios/base.scenario --draws 1000";
    engine::Ensemble ensemble;
    ensemble.sampling.seed = 18446744073709551615u;
    ensemble.sampling.draws = 1000;
    ensemble.sampling.dispersion = 0.1;
    ensemble.sampling.probabilities = {0.05, 0.5};
    ensemble.sampling.first_path = 8192;
    ensemble.periods = run.model.horizon;
    ensemble.series = {1, 0};
    for (const std::uint32_t series : ensemble.series) {
        for (const std::uint32_t period : {1u, 2u}) ensemble.cells.push_back(cell(series, period, 10.0 * series + period, series == 0 && period == 2));
    }
    ensemble.events = {{0, 300, 136, 563, 1}, {1, 200, 799, 0, 1}, {2, 300, 699, 0, 1}};
    ensemble.checks = {{0, 12, 8200, 2}};
    ensemble.failed_paths = 1;
    ensemble.first_failures = {{8300, 1, 0}, {8400, engine::FailedPath::kNone, engine::FailedPath::kNone}};
    if (paths) {
        for (int i = 0; i < 4000; ++i) ensemble.paths.push_back(0.1 * i);
        ensemble.paths[7] = kMissing;
    }
    run.ensemble = std::move(ensemble);
    for (const auto& event : run.model.events) run.answers.push_back(answer(event, 0.136));
    run.tables = sample_tables();
    return run;
}

}  // namespace grdp::test
