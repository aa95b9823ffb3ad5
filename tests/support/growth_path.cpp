#include "growth_path.hpp"

#include <array>
#include <string>

namespace grdp::test {

using model::LeftForm;
using model::Op;
using stats::Law;

GrowthPath growth_path(int years, bool normal) {
    GrowthPath path{ModelBuilder(2023, 2022 + years), 0};
    ModelBuilder& b = path.builder;
    const std::array<double, 3> levels = {12, 30, 58}, rates = {3, 11, 9.5}, sds = {1.2, 2.4, 1.6};
    const std::uint32_t driver = b.behave("driver", LeftForm::level, 0.0);
    const Expr elasticity = b.parameter("elasticity", 0.4, normal ? 0 : 0.1);
    std::array<std::uint32_t, 3> volume = {};
    for (std::size_t i = 0; i < 3; ++i) {
        volume[i] = b.behave("volume" + std::to_string(i), LeftForm::growth, rates[i] + elasticity * b.of(driver), {levels[i]});
    }
    const std::uint32_t total = b.identity("total", b.of(volume[0]) + b.of(volume[1]) + b.of(volume[2]));
    path.growth = b.report("growth", b.growth(total));
    b.shock(driver, {Law::normal, {1.0, 0, 0, 0}}, 0.5);
    for (std::size_t i = 0; i < 3; ++i) {
        const bool bent = !normal && i > 0;
        b.shock(volume[i], bent ? stats::MarginalParameters{Law::two_piece_normal, {1.3 * sds[i], 0.7 * sds[i], 0, 0}}
                                : stats::MarginalParameters{Law::normal, {sds[i], 0, 0, 0}}, 0.3);
    }
    b.correlate(2, 3, 0.4);
    return path;
}

Expr GrowthPath::mean_of_growth(int years) {
    Expr sum = 0.0;
    for (int t = 0; t < years; ++t) sum = sum + builder.at(growth, t);
    return sum / static_cast<double>(years);
}

Expr GrowthPath::every_year_at_least(int years, double low) {
    Expr all = builder.call(Op::greater_equal, builder.at(growth, 0), low);
    for (int t = 1; t < years; ++t) all = builder.call(Op::logical_and, all, builder.call(Op::greater_equal, builder.at(growth, t), low));
    return all;
}

Expr GrowthPath::every_year_within(int years, double low, double high) {
    Expr all = every_year_at_least(years, low);
    for (int t = 0; t < years; ++t) all = builder.call(Op::logical_and, all, builder.call(Op::less_equal, builder.at(growth, t), high));
    return all;
}

}  // namespace grdp::test
