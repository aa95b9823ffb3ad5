// Compiled models built by hand, for tests of the engine that do not want to depend on the language.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grdp/model/compiled_model.hpp"

namespace grdp::test {

class ModelBuilder;

/// A scalar expression under construction; a number converts to a constant.
struct Expr {
    ModelBuilder* builder = nullptr;
    model::NodeId node = model::kNone;
    double number = 0;

    Expr(double value) : number(value) {}
    Expr(ModelBuilder* owner, model::NodeId id) : builder(owner), node(id) {}
};

Expr operator+(Expr a, Expr b);
Expr operator-(Expr a, Expr b);
Expr operator*(Expr a, Expr b);
Expr operator/(Expr a, Expr b);
Expr operator-(Expr a);

/// Annual model; the grid begins `history` years before the horizon.
class ModelBuilder {
  public:
    ModelBuilder(int first_year, int last_year, int history = 1);

    /// Values from the first grid period on; a short list leaves the rest absent.
    std::uint32_t exogenous(const std::string& name, const std::vector<double>& values);
    /// Series are declared before equations, so that equations may refer to them.
    std::uint32_t declare(const std::string& name, model::SeriesKind kind, const std::vector<double>& history = {});
    void define(std::uint32_t series, Expr right, model::LeftForm form = model::LeftForm::level);
    std::uint32_t behave(const std::string& name, model::LeftForm form, Expr right, const std::vector<double>& history = {});
    std::uint32_t identity(const std::string& name, Expr right, const std::vector<double>& history = {});
    std::uint32_t report(const std::string& name, Expr right);

    std::uint32_t shock(std::uint32_t series, stats::MarginalParameters law, double persistence = 0);
    void correlate(std::uint32_t a, std::uint32_t b, double r);
    Expr parameter(const std::string& name, double value, double sd = 0);
    void check(Expr condition);
    void fix(std::uint32_t series, int horizon_period, double value, model::LeftForm form = model::LeftForm::level);
    void add_factor(std::uint32_t series, int horizon_period, double value);
    /// `value` and `condition` are made of at().
    void band(const std::string& name, Expr value, double low, double high);
    void condition(const std::string& name, Expr condition);
    /// `value` is made of at().
    void observe(const std::string& subject, Expr value, int horizon_period, double number);

    Expr of(std::uint32_t series, int lag = 0);            ///< relative: lag 0, -1, ...
    Expr at(std::uint32_t series, int horizon_period);     ///< absolute; may be negative
    Expr growth(std::uint32_t series);                     ///< 100*(x/x(-1) - 1)
    Expr growth_at(std::uint32_t series, int horizon_period);
    Expr call(model::Op op, Expr a);
    Expr call(model::Op op, Expr a, Expr b);
    Expr select(Expr condition, Expr yes, Expr no);

    [[nodiscard]] model::CompiledModel build() const;

  private:
    friend Expr operator+(Expr, Expr);
    friend Expr operator-(Expr, Expr);
    friend Expr operator*(Expr, Expr);
    friend Expr operator/(Expr, Expr);
    model::NodeId place(const Expr& e);
    Expr push(model::Node node);

    model::CompiledModel model_;
    int history_;
    std::vector<std::vector<double>> data_;  ///< per series from the first grid period on
    struct Pair {
        std::uint32_t a, b;
        double r;
    };
    std::vector<Pair> pairs_;
};

/// P1 of the numerical design: one year, four components in growth form; growth_grdp is the report, "band" the event
/// 9.5..10 of its first year. Levels (10 30 53 7) in the base year.
struct P1 {
    model::CompiledModel model;
    std::uint32_t growth = 0;
};
P1 problem_one();
/// P2: the same with triangular, student t, two-piece and PERT marginals.
P1 problem_two();

}  // namespace grdp::test
