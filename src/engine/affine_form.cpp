// Bounds on every value of a graph, docs/method/shared-draws.md (SD-1) to (SD-3).
#include "affine_form.hpp"

#include <algorithm>

#include "grdp/base/number.hpp"

namespace grdp::engine {
namespace {

constexpr double kUnit = 0x1p-53;
/// Of the operation itself, and of the centre and the loadings that stand for it, with room for the rounding of the bounds.
constexpr double kRoundings = 3.01 * kUnit;
constexpr double kTiny = 1e-300;   ///< more than any underflow loses
constexpr double kHuge = 1e150;    ///< products of two such numbers are finite

/// An interval of numbers as computed: a few roundings wider.
void bound(KnownValue& to, double low, double high) {
    if (!(low >= -kHuge && high <= kHuge)) return;
    to.finite = true;
    to.low = low - (magnitude(low) * 4 * kUnit + kTiny);
    to.high = high + (magnitude(high) * 4 * kUnit + kTiny);
}

void truth(KnownValue& to, const KnownValue& a, const KnownValue& b) {
    if (a.finite && b.finite) bound(to, 0, 1);
}

bool point(const KnownValue& known) { return known.finite && known.low == known.high; }

}  // namespace

AffineForms::AffineForms(const Graph& graph, const std::vector<lanes::MarginalView>& laws, double dispersion)
    : laws_(laws), dispersion_(dispersion) {
    const std::vector<Value>& values = graph.values();
    for (ValueId id = 0; id < values.size(); ++id) {
        if (values[id].op == Op::normal) normals_.push_back(id);
    }
    known_.resize(values.size());
    loadings_.assign(values.size() * normals_.size(), 0.0);
    for (ValueId id = 0; id < values.size(); ++id) study(id, values[id]);
}

void AffineForms::study(ValueId id, const Value& value) {
    KnownValue& to = known_[id];
    switch (value.op) {
        case Op::constant: return constant(to, value.constant);
        case Op::normal: return normal(id, to);
        case Op::innovate: return innovate(id, value, to);
        case Op::add: return sum(id, value.a, value.b, 1, to);
        case Op::sub: return sum(id, value.a, value.b, -1, to);
        case Op::neg: return scaled(id, value.a, -1, to);
        case Op::mul: return product(id, value.a, value.b, to);
        case Op::div: return quotient(id, value.a, value.b, to);
        case Op::positive:
            if (known_[value.a].finite && known_[value.a].low > 0) scaled(id, value.a, 1, to);
            return;
        case Op::abs:
            if (known_[value.a].finite) bound(to, 0, std::max(magnitude(known_[value.a].low), magnitude(known_[value.a].high)));
            return;
        case Op::logical_not: return truth(to, known_[value.a], known_[value.a]);
        case Op::min:
        case Op::max:
            if (!known_[value.a].finite || !known_[value.b].finite) return;
            return bound(to, std::min(known_[value.a].low, known_[value.b].low), std::max(known_[value.a].high, known_[value.b].high));
        case Op::less:
        case Op::less_equal:
        case Op::equal:
        case Op::not_equal:
        case Op::logical_and:
        case Op::logical_or: return truth(to, known_[value.a], known_[value.b]);
        default: return;  // nothing is known
    }
}

void AffineForms::constant(KnownValue& to, double x) const {
    if (!(magnitude(x) <= kHuge)) return;
    to.finite = to.affine = true;
    to.low = to.high = to.centre = x;
}

void AffineForms::normal(ValueId id, KnownValue& to) {
    const auto number = static_cast<std::size_t>(std::find(normals_.begin(), normals_.end(), id) - normals_.begin());
    place(id)[number] = 1;
    to.finite = to.affine = true;
    to.low = -kLargestNormal;
    to.high = kLargestNormal;
}

void AffineForms::innovate(ValueId id, const Value& value, KnownValue& to) {
    const lanes::MarginalView& law = laws_[value.b];
    const KnownValue& score = known_[value.a];
    if (law.form != lanes::MarginalForm::linear || !score.finite || !score.affine) return;
    scaled(id, value.a, law.a * dispersion_, to);
    if (!to.finite || !to.affine) return;
    const double more = 2 * kRoundings * std::max(magnitude(to.low), magnitude(to.high));  // two products, and that of the factors
    to.error += more;
    to.low -= more;
    to.high += more;
}

void AffineForms::sum(ValueId id, ValueId a, ValueId b, double sign, KnownValue& to) {
    const KnownValue &x = known_[a], &y = known_[b];
    if (!x.finite || !y.finite) return;
    if (!x.affine || !y.affine) return sign > 0 ? bound(to, x.low + y.low, x.high + y.high) : bound(to, x.low - y.high, x.high - y.low);
    to.affine = true;
    to.centre = x.centre + sign * y.centre;
    to.error = x.error + y.error;
    for (std::size_t k = 0; k < normals_.size(); ++k) place(id)[k] = loadings(a)[k] + sign * loadings(b)[k];
    settle(id, to);
}

void AffineForms::scaled(ValueId id, ValueId of, double factor, KnownValue& to) {
    const KnownValue& x = known_[of];
    if (!x.finite || !(magnitude(factor) <= kHuge)) return;
    if (!x.affine) return bound(to, std::min(factor * x.low, factor * x.high), std::max(factor * x.low, factor * x.high));
    to.affine = true;
    to.centre = x.centre * factor;
    to.error = x.error * magnitude(factor);
    for (std::size_t k = 0; k < normals_.size(); ++k) place(id)[k] = loadings(of)[k] * factor;
    settle(id, to);
}

void AffineForms::product(ValueId id, ValueId a, ValueId b, KnownValue& to) {
    const KnownValue &x = known_[a], &y = known_[b];
    if (point(x)) return scaled(id, b, x.centre, to);
    if (point(y)) return scaled(id, a, y.centre, to);
    if (!x.finite || !y.finite) return;
    const double corners[] = {x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high};
    bound(to, *std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4));
}

void AffineForms::quotient(ValueId id, ValueId a, ValueId b, KnownValue& to) {
    const KnownValue &x = known_[a], &y = known_[b];
    if (!x.finite || !y.finite || (y.low <= kTiny && y.high >= -kTiny)) return;
    if (!point(y) || !x.affine) {
        const double corners[] = {x.low / y.low, x.low / y.high, x.high / y.low, x.high / y.high};
        return bound(to, *std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4));
    }
    to.affine = true;
    to.centre = x.centre / y.centre;
    to.error = x.error / magnitude(y.centre);
    for (std::size_t k = 0; k < normals_.size(); ++k) place(id)[k] = loadings(a)[k] / y.centre;
    settle(id, to);
}

void AffineForms::settle(ValueId id, KnownValue& to) const {
    double reach = 0;
    for (std::size_t k = 0; k < normals_.size(); ++k) reach += magnitude(loadings(id)[k]);
    reach *= kLargestNormal * (1 + 1e-12);
    const double size = magnitude(to.centre) + reach + to.error;
    if (!(size <= kHuge)) {
        to = {};
        return;
    }
    to.error = to.error * (1 + 4 * kUnit) + kRoundings * size + kTiny;
    to.finite = true;
    to.low = to.centre - reach - to.error;
    to.high = to.centre + reach + to.error;
}

}  // namespace grdp::engine
