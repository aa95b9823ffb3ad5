#include "contradiction.hpp"

#include <algorithm>
#include <string>

#include "grdp/base/number.hpp"
#include "grdp/base/number_text.hpp"

namespace grdp::engine {
namespace {

constexpr double kContradiction = 1e-3;
constexpr double kRounding = 1e-9;

double difference(const Comparison& c) {
    const double largest = std::max(magnitude(c.datum), magnitude(c.computed));
    return largest > 0 ? magnitude(c.datum - c.computed) / largest : 0.0;
}

std::string both(const model::CompiledModel& model, const Comparison& c) {
    return model.series[c.series].name + " in " + model.grid.periods.at(c.period).text() + " is " + exact_text(c.datum) +
           " in the data, " + exact_text(c.computed) + " by its identity (scenario " + model.scenario_name + ")";
}

}  // namespace

Diagnostics contradictions(const model::CompiledModel& model, const Program& program) {
    Diagnostics found = program.conditioning;
    std::vector<const Comparison*> worst(model.series.size(), nullptr);
    std::vector<std::size_t> count(model.series.size(), 0);
    for (const Comparison& c : program.comparisons) {
        const double by = difference(c);
        if (by > kContradiction) {
            found.add({Code{4010}, c.where, both(model, c), "a difference of at most 0.1 %",
                       "correct the datum or its parts; a datum that its parts give need not be stated"});
        } else if (by > kRounding && model.series[c.series].kind != model::SeriesKind::report) {  // nothing grows from a report
            ++count[c.series];
            if (worst[c.series] == nullptr || by > difference(*worst[c.series])) worst[c.series] = &c;
        }
    }
    for (const Comparison* c : worst) {
        if (c == nullptr) continue;
        found.add({Code{4011}, c->where, both(model, *c), "",
                   "the largest of " + std::to_string(count[c->series]) + " differences by rounding; growth from the datum carries it"});
    }
    return found;
}

}  // namespace grdp::engine
