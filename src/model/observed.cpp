// What has become known: each statement one number, or several over periods; a later one takes the earlier one's place.
#include <fmt/format.h>

#include <algorithm>

#include "compile_draft.hpp"
#include "targets.hpp"

namespace grdp::model {

namespace {

class ObservedResolver {
  public:
    explicit ObservedResolver(Draft& draft) : draft_(draft) {}

    void resolve(const ast::Assignment& statement) {
        const auto& span = *statement.periods;
        ExpressionChecker checker(draft_.names, draft_.report, Setting::scenario);
        if (!fits_frequency(draft_, span.first) || !checker.check(*statement.left, {})) return;
        const std::string unit = expression_unit_text(draft_, *statement.left);
        const auto count = static_cast<std::size_t>(span.last.period - span.first.period) + 1;
        for (std::size_t i = 0; i < count; ++i) {
            const ast::PeriodName period{span.first.period + static_cast<int>(i),
                                         i > 0 ? span.last.where : span.first.where};
            const bool before = draft_.has_horizon && period.period < draft_.model.horizon.first;
            if (!inside_horizon(draft_, period, 2640, before ? "what lies before the horizon is data" : "")) {
                if (draft_.inherited.contains(period.where.source)) continue;
                return;
            }
            const double number = statement.values[statement.values.size() == 1 ? 0 : i].value;
            if (!place(statement, period.period, unit, number)) return;
        }
    }

  private:
    bool place(const ast::Assignment& statement, accounts::Period period, const std::string& unit, double number) {
        Observed observed;
        observed.subject = source_text(*statement.left);
        observed.unit = unit;
        observed.period = static_cast<std::uint32_t>(period.ordinal());
        observed.number = number;
        observed.where = statement.where;
        auto& all = draft_.model.observed;
        const auto before = std::find_if(all.begin(), all.end(), [&](const Observed& other) {
            return other.period == observed.period && other.subject == observed.subject;
        });
        if (before != all.end() && before->where.source == observed.where.source) {
            draft_.report.error(2641, statement.where,
                                fmt::format("{} of {} is observed twice", observed.subject, period.text()),
                                "one line for each observation", "", {{before->where, "first observed here"}});
            return false;
        }
        observed.value = draft_.expander().expand_at(*statement.left, period);
        if (observed.value == kNone) return false;
        if (before != all.end()) {
            *before = std::move(observed);
        } else {
            all.push_back(std::move(observed));
        }
        return true;
    }

    Draft& draft_;
};

}  // namespace

void resolve_observed(Draft& draft, const Inputs& inputs) {
    ObservedResolver resolver(draft);
    const auto visit = [&](const ast::Assignment& statement) {
        if (statement.kind == ast::Assignment::Kind::observed) resolver.resolve(statement);
    };
    for (const auto& file : inputs.scenarios)
        std::for_each(file.scenario.assignments.begin(), file.scenario.assignments.end(), visit);
    std::for_each(inputs.overrides.begin(), inputs.overrides.end(), visit);
    auto& all = draft.model.observed;
    std::stable_sort(all.begin(), all.end(), [](const Observed& a, const Observed& b) { return a.period < b.period; });
}

}  // namespace grdp::model
