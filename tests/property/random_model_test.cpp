// Models made at random, run by the engine and by a naive interpreter that walks every expression, path by path.
#include <bit>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "grdp/engine/projection.hpp"
#include "grdp/engine/simulate.hpp"
#include "grdp/stats/correlation.hpp"
#include "grdp/stats/elementary.hpp"
#include "grdp/stats/marginal.hpp"
#include "grdp/stats/random.hpp"
#include "model_builder.hpp"

namespace grdp {
namespace {

using model::LeftForm;
using model::Op;

/// A small generator of its own: the models must not depend on what they test.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
    std::uint32_t below(std::uint32_t n) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::uint32_t>((state_ >> 33) % n);
    }
    double between(double low, double high) { return low + (high - low) * below(1000) / 1000.0; }

  private:
    std::uint64_t state_;
};

struct Made {
    model::CompiledModel model;
    std::vector<std::uint32_t> series;
};

test::Expr leaf(test::ModelBuilder& b, Dice& dice, const std::vector<std::uint32_t>& known, const std::vector<test::Expr>& parameters) {
    switch (dice.below(5)) {
        case 0: return dice.between(-2, 2);
        case 1: return parameters[dice.below(static_cast<std::uint32_t>(parameters.size()))];
        case 2: return b.of(known[dice.below(static_cast<std::uint32_t>(known.size()))], -1);
        default: return b.of(known[dice.below(static_cast<std::uint32_t>(known.size()))]);
    }
}

test::Expr expression(test::ModelBuilder& b, Dice& dice, const std::vector<std::uint32_t>& known,
                      const std::vector<test::Expr>& parameters, int depth) {
    if (depth == 0) return leaf(b, dice, known, parameters) + 0.0 * b.of(known[0]);
    const auto sub = [&] { return expression(b, dice, known, parameters, depth - 1); };
    constexpr Op binary[] = {Op::add, Op::sub, Op::mul, Op::div, Op::min, Op::max, Op::less, Op::greater_equal, Op::equal,
                             Op::not_equal, Op::logical_and, Op::logical_or, Op::add, Op::sub, Op::mul, Op::add};
    constexpr Op unary[] = {Op::neg, Op::abs, Op::exp, Op::log, Op::sqrt, Op::logical_not, Op::positive};
    switch (dice.below(12)) {
        case 0: return b.call(unary[dice.below(7)], sub());
        case 1: return b.select(b.call(Op::less_equal, sub(), sub()), sub(), sub());
        case 2: return b.call(Op::pow, sub(), static_cast<double>(dice.below(7)) - 3.0);
        case 3: return b.call(Op::pow, b.call(Op::abs, sub()), dice.between(-1.5, 1.5));
        default: break;
    }
    const test::Expr left = sub();
    return b.call(binary[dice.below(16)], left, sub());
}

stats::MarginalParameters law(Dice& dice) {
    switch (dice.below(4)) {
        case 0: return {stats::Law::triangular, {-1, 0, 2, 0}};
        case 1: return {stats::Law::two_piece_normal, {0.5, 1.5, 0, 0}};
        case 2: return {stats::Law::lognormal, {1.0, 0.3, 0, 0}};
        default: return {stats::Law::normal, {dice.between(0.1, 2), 0, 0, 0}};
    }
}

Made make(std::uint64_t seed) {
    Dice dice(seed);
    test::ModelBuilder b(2023, 2025);
    std::vector<test::Expr> parameters;
    for (int i = 0; i < 3; ++i) {
        parameters.push_back(b.parameter("p" + std::to_string(i), dice.between(-2, 2), i == 1 ? 0.3 : 0.0));
    }
    Made made;
    made.series = {b.exogenous("k", {1, 2, 3, 4}), b.exogenous("m", {-1, 0.5, 0.25, 2})};
    std::vector<std::uint32_t> behavioural;
    for (int i = 0; i < 8; ++i) {
        const auto form = static_cast<LeftForm>(dice.below(5));
        const bool is_behavioural = dice.below(3) != 0;
        const std::string name = "s" + std::to_string(i);
        const test::Expr right = expression(b, dice, made.series, parameters, 3);
        made.series.push_back(is_behavioural ? b.behave(name, form, right, {dice.between(1, 2)})
                                             : b.identity(name, right, {dice.between(1, 2)}));
        if (is_behavioural) behavioural.push_back(made.series.back());
    }
    for (const std::uint32_t series : behavioural) b.shock(series, law(dice), dice.below(2) == 0 ? 0.0 : 0.5);
    if (behavioural.size() > 1) b.correlate(0, 1, 0.4);
    if (behavioural.size() > 2) b.correlate(1, 2, -0.3);
    if (!behavioural.empty()) b.fix(behavioural[0], 1, 1.5);
    made.model = b.build();
    return made;
}

/// Non-finite operands of an operation that could hide them give NaN (docs/method/engine.md).
double guarded(double x, double a, double b) {
    return std::isfinite(a) && std::isfinite(b) ? x : std::numeric_limits<double>::quiet_NaN();
}

/// The base of a growth rate.
double positive(double x) { return x > 0 ? x : std::numeric_limits<double>::quiet_NaN(); }

class Interpreter {
  public:
    Interpreter(const model::CompiledModel& model, std::uint64_t seed, double dispersion)
        : model_(model), seed_(seed), dispersion_(dispersion), factor_(model.shocks.size()) {
        stats::SquareMatrix correlation(model.shocks.size());
        for (std::size_t i = 0; i < correlation.size(); ++i) {
            for (std::size_t j = 0; j < correlation.size(); ++j) correlation(i, j) = model.correlation[i * correlation.size() + j];
        }
        factor_ = stats::correlation_factor(correlation);
    }

    std::vector<double> run(std::uint64_t path) {
        values_ = model_.grid.values;
        path_ = path;
        errors_.assign(model_.shocks.size(), 0.0);
        const std::size_t periods = model_.grid.periods.size();
        for (std::size_t t = model_.first_horizon_index(); t < periods; ++t) {
            for (std::size_t j = 0; j < errors_.size(); ++j) {
                const double persistence = model_.shocks[j].persistence;
                const double x = innovation(j, t);
                const bool later = t > model_.first_horizon_index() && persistence != 0;
                errors_[j] = held(model_.shocks[j].series, t) ? 0.0 : later ? persistence * errors_[j] + x : x;
            }
            for (const model::Equation& equation : model_.equations) {
                values_[model_.grid.at(equation.series, t)] = solve(equation, t);
            }
        }
        return values_;
    }

  private:
    double normal(std::uint32_t ordinal, std::uint32_t shock) const {
        const stats::NormalPair pair = stats::normal_pair(seed_, path_, ordinal, shock / 2);
        return shock % 2 == 0 ? pair.z0 : pair.z1;
    }

    double innovation(std::size_t j, std::size_t t) const {
        double score = 0;
        bool started = false;
        for (std::uint32_t k = 0; k <= j; ++k) {
            if (factor_(j, k) == 0) continue;
            const double part = normal(static_cast<std::uint32_t>(model_.grid.periods.at(t).ordinal()), k) * factor_(j, k);
            score = started ? score + part : part;
            started = true;
        }
        return stats::build(model_.shocks[j].law).evaluate(score) * dispersion_ + 0.0;
    }

    bool held(std::uint32_t series, std::size_t t) const {
        for (const model::Fix& fix : model_.fixes) {
            if (fix.series == series && fix.period == t) return true;
        }
        return false;
    }

    double solve(const model::Equation& equation, std::size_t t) {
        const auto before = [&] { return values_[model_.grid.at(equation.series, t - 1)]; };
        LeftForm form = equation.form;
        double right = 0;
        bool fixed = false;
        for (const model::Fix& fix : model_.fixes) {
            if (fix.series != equation.series || fix.period != t) continue;
            form = fix.form;
            right = fix.value;
            fixed = true;
        }
        if (!fixed) {
            right = evaluate(equation.right, t);
            if (equation.shock != model::kNone) right = right + errors_[equation.shock];
        }
        switch (form) {
            case LeftForm::level: return right;
            case LeftForm::growth: return positive(before()) * (right * 0.01 + 1.0);
            case LeftForm::diff: return before() + right;
            case LeftForm::log: return guarded(stats::exp(right), right, 0);
            case LeftForm::dlog: return positive(before()) * guarded(stats::exp(right), right, 0);
        }
        return right;
    }

    double power(double a, double b) const {
        if (b == static_cast<double>(static_cast<int>(b))) {
            const int n = static_cast<int>(b);
            double result = n == 0 ? a * 0 + 1 : a;
            double square = a;
            bool started = false;
            for (int rest = std::abs(n); rest != 0; rest /= 2) {
                if (rest % 2 == 1) {
                    result = started ? result * square : square;
                    started = true;
                }
                square = square * square;
            }
            return n < 0 ? guarded(1 / result, result, 0) : result;
        }
        return guarded(stats::pow(a, b), a, b);
    }

    double evaluate(model::NodeId id, std::size_t t) {
        const model::Node& n = model_.nodes[id];
        const double a = n.a == model::kNone ? 0 : evaluate(n.a, t);
        const double b = n.b == model::kNone ? 0 : evaluate(n.b, t);
        switch (n.op) {
            case Op::constant: return n.value;
            case Op::parameter: return parameter(n.index);
            case Op::series: return values_[model_.grid.at(n.index, t - static_cast<std::size_t>(-n.offset))];
            case Op::add: return a + b;
            case Op::sub: return a - b;
            case Op::mul: return a * b;
            case Op::div: return guarded(a / b, b, 0);
            case Op::neg: return -a;
            case Op::pow: return power(a, b);
            case Op::exp: return guarded(stats::exp(a), a, 0);
            case Op::log: return stats::log(a);
            case Op::sqrt: return std::sqrt(a);
            case Op::abs: return std::abs(a);
            case Op::positive: return positive(a);
            case Op::min: return guarded(b < a ? b : a, a, b);
            case Op::max: return guarded(a < b ? b : a, a, b);
            case Op::less: return guarded(a < b, a, b);
            case Op::less_equal: return guarded(a <= b, a, b);
            case Op::greater: return guarded(a > b, a, b);
            case Op::greater_equal: return guarded(a >= b, a, b);
            case Op::equal: return guarded(a == b, a, b);
            case Op::not_equal: return guarded(a != b, a, b);
            case Op::logical_and: return guarded(a != 0 && b != 0, a, b);
            case Op::logical_or: return guarded(a != 0 || b != 0, a, b);
            case Op::logical_not: return guarded(a == 0, a, 0);
            case Op::select: return guarded(a != 0 ? b : evaluate(n.c, t), a, 0);
        }
        return 0;
    }

    double parameter(std::uint32_t index) const {
        const model::Parameter& p = model_.parameters[index];
        if (!(p.sd > 0)) return p.value;
        return p.value + (p.sd * normal(0, index) * dispersion_ + 0.0);
    }

    const model::CompiledModel& model_;
    std::uint64_t seed_;
    double dispersion_;
    stats::SquareMatrix factor_;
    std::vector<double> values_;
    std::vector<double> errors_;
    std::uint64_t path_ = 0;
};

/// Same bits, where -0.0 equals +0.0 and any two non-finite values are alike: both mark the path as failed.
bool same(double a, double b) {
    if (!std::isfinite(a) || !std::isfinite(b)) return std::isfinite(a) == std::isfinite(b);
    return a == b;
}

TEST_CASE("engine: random models give what a naive interpreter gives, to the last bit") {
    std::size_t compared = 0, finite = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Made made = make(seed);
        engine::Sampling sampling;
        sampling.seed = 100 + seed;
        sampling.dispersion = seed % 7 == 0 ? 0.0 : 1.0;
        Interpreter interpreter(made.model, sampling.seed, sampling.dispersion);
        for (const std::uint64_t path : {std::uint64_t{0}, std::uint64_t{1} << 33}) {
            const engine::Projection run = engine::replay(made.model, sampling, path);
            const std::vector<double> expected = interpreter.run(path);
            for (std::size_t s = 0; s < made.model.series.size(); ++s) {
                for (std::size_t t = 1; t < 4; ++t) {
                    const std::size_t at = run.at(s, t);
                    ++compared;
                    finite += std::isfinite(expected[at]);
                    INFO("model " << seed << ", path " << path << ", series " << made.model.series[s].name << ", period " << t
                                  << ": " << run.values[at] << " against " << expected[at]);
                    REQUIRE(same(run.values[at], expected[at]));
                }
            }
        }
    }
    CHECK(finite > compared / 2);  // the comparison is about numbers, not about failures
}

TEST_CASE("engine: dropping what is not wanted changes no bit of what is") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Made made = make(seed);
        engine::Sampling sampling;
        sampling.draws = 16;
        sampling.probabilities = {};
        for (const std::uint32_t series : made.series) {
            engine::Outputs outputs;
            outputs.series = {series};
            outputs.keep_paths = true;
            const auto run = engine::simulate(made.model, sampling, outputs);
            if (!run) continue;  // a series without any finite value is refused
            for (std::size_t t = 0; t < 3; ++t) {
                for (const std::uint64_t path : {std::uint64_t{0}, std::uint64_t{13}}) {
                    REQUIRE(same(run->paths[t * 16 + path], engine::replay(made.model, sampling, path).value(series, t + 1)));
                }
            }
        }
    }
}

}  // namespace
}  // namespace grdp
