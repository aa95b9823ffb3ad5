#include "line_graph.hpp"

#include "grdp/base/contract.hpp"

namespace grdp::engine {
namespace {

constexpr ValueId kNone = 0xFFFFFFFFu;
/// Address of t among the normals; no period has this ordinal.
constexpr std::uint32_t kParameterOrdinal = 0xFFFFFFFFu;

/// free: still alone. affine: still + slope t. bent: value alone, which a straight one gets when a bent one asks for it.
struct Form {
    ValueId still = kNone, slope = kNone, value = kNone;
    [[nodiscard]] bool bent() const { return still == kNone; }
    [[nodiscard]] bool free() const { return still != kNone && slope == kNone; }
};

class Tracer {
  public:
    Tracer(const Graph& from, const std::vector<lanes::MarginalView>& laws, double dispersion, LineGraph& to)
        : values_(from.values()), laws_(laws), dispersion_(dispersion), line_(to), graph_(to.graph), forms_(values_.size()),
          needed_(values_.size(), false) {
        line_.parameter = graph_.normal(kParameterOrdinal, 0);
    }

    void mark(const std::vector<ValueId>& roots) {
        for (const ValueId id : roots) needed_[id] = true;
        for (std::size_t i = values_.size(); i-- > 0;) {
            if (needed_[i]) for_operands(values_[i], [&](ValueId operand) { needed_[operand] = true; });
        }
    }

    void move(ValueId normal, double weight) {
        forms_[normal].still = graph_.normal(values_[normal].a, values_[normal].b);
        if (weight != 0) forms_[normal].slope = graph_.constant(weight);
        line_.normals.push_back(forms_[normal].still);
    }

    void trace() {
        for (ValueId id = 0; id < values_.size(); ++id) {
            if (needed_[id] && values_[id].op != Op::normal) forms_[id] = of(values_[id]);
        }
    }

    ValueId value(ValueId id) {
        Form& form = forms_[id];
        if (form.value == kNone) form.value = form.free() ? form.still : add(form.still, graph_.apply(Op::mul, form.slope, line_.parameter));
        return form.value;
    }

  private:
    ValueId add(ValueId a, ValueId b) { return graph_.apply(Op::add, a, b); }

    Form of(const Value& v) {
        switch (v.op) {
            case Op::constant: return {graph_.constant(v.constant), kNone, kNone};
            case Op::innovate: return innovated(v);
            case Op::select: return chosen(v);
            default: break;
        }
        const Form& a = forms_[v.a];
        const Form& b = is_unary(v.op) ? a : forms_[v.b];
        if (a.free() && b.free()) return {graph_.apply(v.op, a.still, b.still), kNone, kNone};
        if (!a.bent() && !b.bent()) {
            const Form straight = sum_or_product(v.op, a, b);
            if (!straight.bent()) return straight;
        }
        const ValueId left = value(v.a);  // one after the other: each may add to the graph
        const ValueId right = is_unary(v.op) ? left : value(v.b);
        return {kNone, kNone, graph_.apply(v.op, left, right)};
    }

    /// Bent if the operation does not keep lines straight.
    Form sum_or_product(Op op, const Form& a, const Form& b) {
        switch (op) {
            case Op::add: return {add(a.still, b.still), a.free() ? b.slope : b.free() ? a.slope : add(a.slope, b.slope), kNone};
            case Op::sub:
                if (b.free()) return {graph_.apply(op, a.still, b.still), a.slope, kNone};
                return {graph_.apply(op, a.still, b.still),
                        a.free() ? graph_.apply(Op::neg, b.slope) : graph_.apply(op, a.slope, b.slope), kNone};
            case Op::neg: return {graph_.apply(op, a.still), graph_.apply(op, a.slope), kNone};
            case Op::mul:
                if (a.free()) return {graph_.apply(op, a.still, b.still), graph_.apply(op, a.still, b.slope), kNone};
                if (b.free()) return {graph_.apply(op, a.still, b.still), graph_.apply(op, a.slope, b.still), kNone};
                return {};
            case Op::div:
                if (b.free()) return {graph_.apply(op, a.still, b.still), graph_.apply(op, a.slope, b.still), kNone};
                return {};
            default: return {};
        }
    }

    Form innovated(const Value& v) {
        const Form& score = forms_[v.a];
        const lanes::MarginalView& law = laws_[v.b];
        if (score.free()) return {graph_.innovate(score.still, v.b), kNone, kNone};
        if (score.bent() || law.form != lanes::MarginalForm::linear) return {kNone, kNone, graph_.innovate(value(v.a), v.b)};
        const ValueId factor = graph_.constant(law.a * dispersion_);
        return {graph_.innovate(score.still, v.b), graph_.apply(Op::mul, score.slope, factor), kNone};
    }

    Form chosen(const Value& v) {
        const Form &condition = forms_[v.a], &yes = forms_[v.b], &no = forms_[v.c];
        if (condition.free() && yes.free() && no.free()) return {graph_.select(condition.still, yes.still, no.still), kNone, kNone};
        const ValueId truth = value(v.a);
        const ValueId first = value(v.b);
        const ValueId second = value(v.c);
        return {kNone, kNone, graph_.select(truth, first, second)};
    }

    const std::vector<Value>& values_;
    const std::vector<lanes::MarginalView>& laws_;
    double dispersion_;
    LineGraph& line_;
    Graph& graph_;
    std::vector<Form> forms_;
    std::vector<bool> needed_;
};

}  // namespace

LineGraph along_line(const Graph& graph, const std::vector<lanes::MarginalView>& laws, double dispersion,
                     const std::vector<ValueId>& normals, const std::vector<double>& weights, const std::vector<ValueId>& outputs) {
    GRDP_EXPECTS(normals.size() == weights.size());
    LineGraph line;
    Tracer tracer(graph, laws, dispersion, line);
    tracer.mark(outputs);
    for (std::size_t i = 0; i < normals.size(); ++i) tracer.move(normals[i], weights[i]);
    tracer.trace();
    for (const ValueId output : outputs) line.outputs.push_back(tracer.value(output));
    return line;
}

}  // namespace grdp::engine
