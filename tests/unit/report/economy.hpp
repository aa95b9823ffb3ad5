// A small economy for the tests of this layer: three parts, their total, growth, contributions and structure.
#pragma once

#include "grdp/engine/projection.hpp"
#include "grdp/model/compile.hpp"
#include "memory_loader.hpp"

namespace grdp::test {

inline constexpr const char* kEconomyModel = R"(model economy "Economy" vi "Nền kinh tế"
frequency annual
set s = farms "Farms" vi "Nông nghiệp" | plants "Plants" vi "Công nghiệp" | shops "Shops" vi "Dịch vụ"
exog pace[s] : % "Pace" vi "Nhịp độ"
behave volume[s] : bn_vnd_2010  growth(volume[s]) = pace[s] "Value added" vi "Giá trị tăng thêm"
shock volume[s] ~ normal(sd = 1 2 3)
identity grdp : bn_vnd_2010  grdp = sum(s: volume[s]) "GRDP" vi "GRDP"
report growth_grdp : %  growth(grdp) "GRDP growth" vi "Tăng trưởng GRDP"
report part_growth[s] : %  growth(volume[s]) "Growth" vi "Tốc độ tăng"
report contribution[s] : points  100*(volume[s] - volume[s](-1))/grdp(-1) "Contribution" vi "Đóng góp"
report share[s] : %  100*volume[s]/grdp "Structure" vi "Cơ cấu"
check grdp > 0 "GRDP is positive" vi "GRDP dương"
)";

inline constexpr const char* kEconomyScenario = R"(scenario base "Base" vi "Cơ sở"
model "economy.model"
horizon 2023..2024
2022 volume[farms] = 1000
2022 volume[plants] = 2000
2022 volume[shops] = 4000
2023..2024 pace[farms] = 2.3 2.4
2023..2024 pace[plants] = 9.1 8.8
2023..2024 pace[shops] = 7.7 7.6
targets plan "Plan" vi "Kế hoạch" cases low, high
2023 growth_grdp 7 7.5
2023 share[farms] 13.7 13.6
2024 growth_grdp >= 9
2023 monitor towns : % 74 "Urbanisation" vi "Đô thị hóa"
event every_year all(2023..2024: growth_grdp >= 6) "Every year" vi "Mọi năm"
)";

inline model::Compilation compile_economy(const std::string& more_of_the_model = {}) {
    return compile_files(
        {{"economy.model", kEconomyModel + more_of_the_model}, {"main.scenario", kEconomyScenario}});
}

}  // namespace grdp::test
