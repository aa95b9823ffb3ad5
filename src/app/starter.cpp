#include "starter.hpp"

namespace grdp::app {
namespace {

constexpr std::string_view kModel =
    R"(# How the economy works. Lines that begin with a blank continue the statement above; # starts a comment.
# The numbers are invented: replace each by your own and name its source.
model province "GRDP by four components" vi "GRDP theo bốn khu vực"
frequency annual

set s = agriculture   "Agriculture, forestry and fishery" vi "Nông, lâm nghiệp, thủy sản"
      | industry      "Industry and construction"         vi "Công nghiệp - xây dựng"
      | services      "Services"                          vi "Dịch vụ"
      | product_taxes "Product taxes less subsidies"      vi "Thuế sản phẩm trừ trợ cấp sản phẩm"

# What the model takes from the scenario and its data.
exog inflation[s] : % "Growth of prices" vi "Tốc độ tăng giá"
exog population : thousand_persons "Average population" vi "Dân số trung bình"

# Growth that each component keeps by itself, and how far it usually misses it.
param trend[s] : % = 3.0 8.5 7.5 5.0  judgement "invented: put the mean of your own history here"

behave volume[s] : bn_vnd_2010  growth(volume[s]) = trend[s]  "Gross value added" vi "Tổng giá trị tăng thêm"
shock volume[s] ~ normal(sd = 1.2 2.5 1.8 3.0)  persistence 0.3  corr industry,services = 0.35

# Prices and values; the price index is 100 in 2010.
identity price[s] : index_2010  price[s] = price[s](-1)*(1 + inflation[s]/100)  "Price index" vi "Chỉ số giá"
identity value[s] : bn_vnd  value[s] = volume[s]*price[s]/100  "Gross value added" vi "Tổng giá trị tăng thêm"
identity grdp : bn_vnd_2010  grdp = sum(s: volume[s])  "GRDP" vi "GRDP"
identity grdp_value : bn_vnd  grdp_value = sum(s: value[s])  "GRDP" vi "GRDP"

# What you want to read.
report growth_grdp : %  growth(grdp)  "GRDP growth" vi "Tăng trưởng GRDP"
report component_growth[s] : %  growth(volume[s])  "Growth" vi "Tốc độ tăng"
report contribution[s] : points  100*(volume[s] - volume[s](-1))/grdp(-1)  "Contribution to growth" vi "Đóng góp vào tăng trưởng"
report share[s] : %  100*value[s]/grdp_value  "Structure at current prices" vi "Cơ cấu theo giá hiện hành"
report per_head : mn_vnd/person  grdp_value/population  "GRDP per head" vi "GRDP bình quân đầu người"

check grdp > 0 "GRDP is positive" vi "GRDP dương"
)";

constexpr std::string_view kScenario =
    R"(# What you assume and what you ask. Try: grdp check, grdp project, grdp simulate on this file.
scenario base "Base case" vi "Phương án cơ sở"
model "province.model"
data "data.csv"
horizon 2023..2025

# Assumptions: one number for all years, or one per year.
2023..2025  inflation[agriculture] = 3.0
2023..2025  inflation[industry] = 2.5
2023..2025  inflation[services] = 3.5 3.2 3.0
2023..2025  inflation[product_taxes] = 2.5
2023..2025  population = 1254 1259 1264

# Targets: the low and the high case, in the order of the plan.
targets plan "Plan for 2023" vi "Kế hoạch năm 2023" cases low, high
2023  growth_grdp  7.0 7.5
2023  component_growth[industry]  9.0 9.5
2023  per_head  93 95
2023  monitor urbanisation : %  74 "Urbanisation rate" vi "Tỷ lệ đô thị hóa"

# Questions about the whole path.
event average_growth  mean(2023..2025: growth_grdp) between 7 and 8 "Average growth 2023-2025" vi "Tăng trưởng bình quân 2023-2025"
event every_year  all(2023..2025: growth_grdp >= 6) "At least 6% every year" vi "Mỗi năm đạt từ 6% trở lên"
)";

constexpr std::string_view kData =
    R"(# The last known year, invented: volumes in billion VND at 2010 prices, price indices with 2010 = 100.
period,volume[agriculture],volume[industry],volume[services],volume[product_taxes],price[agriculture],price[industry],price[services],price[product_taxes],population
2022,6000,17500,30500,4100,171.5,190.2,184.1,179.8,1249
)";

constexpr std::array<StarterFile, 3> kFiles{
    {{"province.model", kModel}, {"base.scenario", kScenario}, {"data.csv", kData}}};

}  // namespace

const std::array<StarterFile, 3>& starter_files() {
    return kFiles;
}

}  // namespace grdp::app
