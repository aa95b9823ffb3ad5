#include "model_builder.hpp"

#include <limits>

namespace grdp::test {

using model::Node;
using model::NodeId;
using model::Op;

namespace {

Node binary_node(Op op, NodeId a, NodeId b) {
    Node node;
    node.op = op;
    node.a = a;
    node.b = b;
    return node;
}

ModelBuilder* owner(const Expr& a, const Expr& b) { return a.builder != nullptr ? a.builder : b.builder; }

}  // namespace

Expr operator+(Expr a, Expr b) { return owner(a, b)->call(Op::add, a, b); }
Expr operator-(Expr a, Expr b) { return owner(a, b)->call(Op::sub, a, b); }
Expr operator*(Expr a, Expr b) { return owner(a, b)->call(Op::mul, a, b); }
Expr operator/(Expr a, Expr b) { return owner(a, b)->call(Op::div, a, b); }
Expr operator-(Expr a) { return a.builder->call(Op::neg, a); }

ModelBuilder::ModelBuilder(int first_year, int last_year, int history) : history_(history) {
    model_.model_name = "made";
    model_.scenario_name = "by_hand";
    model_.horizon = {accounts::Period::annual(first_year), accounts::Period::annual(last_year)};
    model_.grid.periods = {accounts::Period::annual(first_year - history), accounts::Period::annual(last_year)};
}

std::uint32_t ModelBuilder::declare(const std::string& name, model::SeriesKind kind, const std::vector<double>& history) {
    model::Series series;
    series.name = series.stem = name;
    series.kind = kind;
    model_.series.push_back(series);
    data_.push_back(history);
    return static_cast<std::uint32_t>(model_.series.size() - 1);
}

std::uint32_t ModelBuilder::exogenous(const std::string& name, const std::vector<double>& values) {
    return declare(name, model::SeriesKind::exogenous, values);
}

void ModelBuilder::define(std::uint32_t series, Expr right, model::LeftForm form) {
    model::Equation equation;
    equation.series = series;
    equation.form = form;
    equation.right = place(right);
    model::Block block;
    block.equations.push_back(static_cast<std::uint32_t>(model_.equations.size()));
    model_.blocks.push_back(block);
    model_.equations.push_back(equation);
}

std::uint32_t ModelBuilder::behave(const std::string& name, model::LeftForm form, Expr right, const std::vector<double>& history) {
    const std::uint32_t series = declare(name, model::SeriesKind::behavioural, history);
    define(series, right, form);
    return series;
}

std::uint32_t ModelBuilder::identity(const std::string& name, Expr right, const std::vector<double>& history) {
    const std::uint32_t series = declare(name, model::SeriesKind::identity, history);
    define(series, right);
    return series;
}

std::uint32_t ModelBuilder::report(const std::string& name, Expr right) {
    const std::uint32_t series = declare(name, model::SeriesKind::report);
    define(series, right);
    return series;
}

std::uint32_t ModelBuilder::shock(std::uint32_t series, stats::MarginalParameters law, double persistence) {
    const auto index = static_cast<std::uint32_t>(model_.shocks.size());
    model_.shocks.push_back({model_.series[series].name, series, law, persistence, {}});
    for (model::Equation& equation : model_.equations) {
        if (equation.series == series) equation.shock = index;
    }
    return index;
}

void ModelBuilder::correlate(std::uint32_t a, std::uint32_t b, double r) { pairs_.push_back({a, b, r}); }

Expr ModelBuilder::parameter(const std::string& name, double value, double sd) {
    model::Parameter parameter;
    parameter.name = name;
    parameter.value = value;
    parameter.sd = sd;
    Node node;
    node.op = Op::parameter;
    node.index = static_cast<std::uint32_t>(model_.parameters.size());
    model_.parameters.push_back(parameter);
    return push(node);
}

void ModelBuilder::check(Expr condition) {
    model::Check check;
    check.text = "condition " + std::to_string(model_.checks.size() + 1);
    check.condition = place(condition);
    model_.checks.push_back(check);
}

void ModelBuilder::fix(std::uint32_t series, int horizon_period, double value, model::LeftForm form) {
    model_.fixes.push_back({series, static_cast<std::uint32_t>(horizon_period + history_), form, value});
}

void ModelBuilder::add_factor(std::uint32_t series, int horizon_period, double value) {
    model_.add_factors.push_back({series, static_cast<std::uint32_t>(horizon_period + history_), value});
}

void ModelBuilder::band(const std::string& name, Expr value, double low, double high) {
    model::Event event;
    event.name = name;
    event.value = place(value);
    event.low = low;
    event.high = high;
    model_.events.push_back(event);
}

void ModelBuilder::condition(const std::string& name, Expr condition) {
    model::Event event;
    event.name = name;
    event.is_band = false;
    event.condition = place(condition);
    model_.events.push_back(event);
}

void ModelBuilder::observe(const std::string& subject, Expr value, int horizon_period, double number) {
    model::Observed observed;
    observed.subject = subject;
    observed.period = static_cast<std::uint32_t>(horizon_period + history_);
    observed.value = place(value);
    observed.number = number;
    model_.observed.push_back(observed);
}

Expr ModelBuilder::of(std::uint32_t series, int lag) {
    Node node;
    node.op = Op::series;
    node.index = series;
    node.offset = lag;
    return push(node);
}

Expr ModelBuilder::at(std::uint32_t series, int horizon_period) {
    Node node;
    node.op = Op::series;
    node.absolute = true;
    node.index = series;
    node.offset = horizon_period + history_;
    return push(node);
}

Expr ModelBuilder::growth(std::uint32_t series) { return 100.0 * (of(series) / of(series, -1) - 1.0); }

Expr ModelBuilder::growth_at(std::uint32_t series, int t) { return 100.0 * (at(series, t) / at(series, t - 1) - 1.0); }

Expr ModelBuilder::call(Op op, Expr a) {
    Node node;
    node.op = op;
    node.a = place(a);
    return push(node);
}

Expr ModelBuilder::call(Op op, Expr a, Expr b) {
    const NodeId left = place(a), right = place(b);
    return push(binary_node(op, left, right));
}

Expr ModelBuilder::select(Expr condition, Expr yes, Expr no) {
    Node node;
    node.op = Op::select;
    node.a = place(condition);
    node.b = place(yes);
    node.c = place(no);
    return push(node);
}

NodeId ModelBuilder::place(const Expr& e) {
    if (e.node != model::kNone) return e.node;
    Node node;
    node.value = e.number;
    return push(node).node;
}

Expr ModelBuilder::push(Node node) {
    model_.nodes.push_back(node);
    return {this, static_cast<NodeId>(model_.nodes.size() - 1)};
}

model::CompiledModel ModelBuilder::build() const {
    model::CompiledModel model = model_;
    const std::size_t periods = model.grid.periods.size();
    model.grid.values.assign(model.series.size() * periods, std::numeric_limits<double>::quiet_NaN());
    model.grid.present.assign(model.series.size() * periods, false);
    for (std::size_t s = 0; s < model.series.size(); ++s) {
        for (std::size_t t = 0; t < data_[s].size(); ++t) {
            model.grid.values[model.grid.at(s, t)] = data_[s][t];
            model.grid.present[model.grid.at(s, t)] = true;
        }
    }
    const std::size_t n = model.shocks.size();
    model.correlation.assign(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) model.correlation[i * n + i] = 1.0;
    for (const Pair& pair : pairs_) {
        model.correlation[pair.a * n + pair.b] = model.correlation[pair.b * n + pair.a] = pair.r;
    }
    return model;
}

namespace {

using stats::Law;

P1 four_components(const std::array<double, 4>& mean, const std::array<stats::MarginalParameters, 4>& laws) {
    const std::array<const char*, 4> names = {"agriculture", "industry", "services", "product_taxes"};
    const std::array<double, 4> levels = {10, 30, 53, 7};
    ModelBuilder b(2023, 2023);
    std::array<std::uint32_t, 4> volume = {};
    for (std::size_t i = 0; i < 4; ++i) {
        volume[i] = b.behave(std::string("volume[") + names[i] + "]", model::LeftForm::growth, mean[i], {levels[i]});
    }
    const std::uint32_t grdp = b.identity("grdp", b.of(volume[0]) + b.of(volume[1]) + b.of(volume[2]) + b.of(volume[3]));
    P1 problem;
    problem.growth = b.report("growth_grdp", b.growth(grdp));
    for (std::size_t i = 0; i < 4; ++i) b.shock(volume[i], laws[i]);
    b.correlate(1, 2, 0.35);
    b.correlate(1, 3, 0.5);
    b.correlate(2, 3, 0.5);
    for (std::uint32_t other = 1; other < 4; ++other) b.correlate(0, other, 0.1);
    b.band("band", b.at(problem.growth, 0), 9.5, 10);
    problem.model = b.build();
    return problem;
}

stats::MarginalParameters normal(double sd) { return {Law::normal, {sd, 0, 0, 0}}; }

}  // namespace

P1 problem_one() {
    return four_components({2.35, 12.7, 10.55, 5.8}, {normal(1.2), normal(2.5), normal(1.5), normal(3.0)});
}

P1 problem_two() {
    return four_components({0, 12.7, 10.8, 0}, {stats::MarginalParameters{Law::triangular, {-1.2, 2.6, 5.6, 0}},
                                                stats::MarginalParameters{Law::student_t, {5, 2.5, 0, 0}},
                                                stats::MarginalParameters{Law::two_piece_normal, {1.8, 1.1, 0, 0}},
                                                stats::MarginalParameters{Law::pert, {-3, 6, 13, 0}}});
}

}  // namespace grdp::test
