// How often two correlated normals both fall into a band: what an affine Gaussian event needs.
#pragma once

namespace grdp::analysis {

/// P(low <= X <= high).
[[nodiscard]] double band_mass(double low, double high);

/// Cov(1{X in band}, 1{Y in band}) for standard normals with correlation r in [0, 1]; infinite ends allowed. By Plackett's
/// identity, a smooth integral over r: absolute error below 1e-10. (SE-12)
[[nodiscard]] double band_covariance(double low, double high, double r);

}  // namespace grdp::analysis
