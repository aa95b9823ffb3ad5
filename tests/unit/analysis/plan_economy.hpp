// A small plan for the tests of audits and scorecards: three components, two price bases, people.
#pragma once

#include <string>

#include "catch.hpp"
#include "grdp/analysis/audit.hpp"
#include "memory_loader.hpp"

namespace grdp::test {

inline constexpr const char* kPlanModel = R"(model plan "Plan" vi "Kế hoạch"
frequency annual
set s = farms | plants | shops
exog pace[s] : %
exog inflation[s] : %
exog births : %
behave volume[s] : bn_vnd_2010  growth(volume[s]) = pace[s]
shock  volume[s] ~ normal(sd = 1 2 3)
behave deflator[s] : index_2010 growth(deflator[s]) = inflation[s]
shock  deflator[s] ~ normal(sd = 2)
behave population : thousand_persons growth(population) = births
shock  population ~ normal(sd = 0.1)
identity grdp : bn_vnd_2010 grdp = sum(s: volume[s])
identity value[s] : bn_vnd value[s] = volume[s]*deflator[s]/100
identity grdp_value : bn_vnd grdp_value = sum(s: value[s])
report growth_grdp : % growth(grdp)
report growth_of[s] : % growth(volume[s])
report contribution[s] : points 100*(volume[s] - volume[s](-1))/grdp(-1)
report share[s] : % 100*value[s]/grdp_value
report per_head : mn_vnd/person grdp_value/population
report growth_deflator : % growth(grdp_value/grdp)
)";

/// Last year: volumes 100, 300, 600 (weights 0.1, 0.3, 0.6), deflators 200, 100, 150 (structure 1/7, 3/14, 9/14), 10 thousand people.
inline constexpr const char* kPlanScenario = R"(scenario main
model "m.model"
horizon 2023..2023
2022 volume[farms] = 100
2022 volume[plants] = 300
2022 volume[shops] = 600
2022 deflator[farms] = 200
2022 deflator[plants] = 100
2022 deflator[shops] = 150
2022 population = 10
2023 pace[farms] = 2
2023 pace[plants] = 10
2023 pace[shops] = 5
2023 inflation[farms] = 3
2023 inflation[plants] = 3
2023 inflation[shops] = 3
2023 births = 1
)";

inline model::CompiledModel plan(const std::string& targets, const std::string& model = kPlanModel) {
    auto compiled = compile_files({{"m.model", model}, {"main.scenario", kPlanScenario + targets}});
    INFO(render(compiled.diagnostics, compiled.sources));
    REQUIRE(compiled.model);
    return std::move(*compiled.model);
}

inline analysis::SetAudit audited(const std::string& targets, const analysis::AuditOptions& options = {}) {
    const auto found = analysis::audit(plan(targets), options);
    INFO(render(found.diagnostics(), {}));
    REQUIRE(found);
    REQUIRE(found->sets.size() == 1);
    return found->sets.front();
}

/// Code of the first error, 0 if there is none.
inline int refusal(const std::string& targets, const analysis::AuditOptions& options = {}) {
    const auto found = analysis::audit(plan(targets), options);
    return found ? 0 : found.diagnostics().items().front().code.number;
}

}  // namespace grdp::test
