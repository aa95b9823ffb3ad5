// Several years of three components with a driver, persistent and correlated shocks: for tests of estimators.
#pragma once

#include "model_builder.hpp"

namespace grdp::test {

struct GrowthPath {
    ModelBuilder builder;
    std::uint32_t growth = 0;  ///< growth of the total, %

    Expr mean_of_growth(int years);
    Expr every_year_at_least(int years, double low);
    Expr every_year_within(int years, double low, double high);
};

/// Four normals a year. Not `normal`: two shocks are two-piece, and the elasticity is uncertain.
GrowthPath growth_path(int years, bool normal = true);

}  // namespace grdp::test
