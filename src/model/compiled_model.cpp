#include "grdp/model/compiled_model.hpp"

#include <algorithm>

namespace grdp::model {

std::uint32_t CompiledModel::find_series(std::string_view name) const {
    if (name_order.size() != series.size()) {  // put together by hand
        const auto found = std::find_if(series.begin(), series.end(), [&](const Series& s) { return s.name == name; });
        return found == series.end() ? kNone : static_cast<std::uint32_t>(found - series.begin());
    }
    const auto found = std::lower_bound(name_order.begin(), name_order.end(), name,
                                        [&](std::uint32_t i, std::string_view n) { return series[i].name < n; });
    return found == name_order.end() || series[*found].name != name ? kNone : *found;
}

}  // namespace grdp::model
