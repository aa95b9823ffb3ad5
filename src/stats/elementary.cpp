#include "grdp/stats/elementary.hpp"

#include "grdp/stats/lanes/elementary.hpp"
#include "grdp/stats/lanes/normal_score.hpp"

namespace grdp::stats {

double exp(double x) {
    return lanes::exp(lanes::splat(x))[0];
}
double expm1(double x) {
    return lanes::expm1(lanes::splat(x))[0];
}
double log(double x) {
    return lanes::log(lanes::splat(x))[0];
}
double log1p(double x) {
    return lanes::log1p(lanes::splat(x))[0];
}
double pow(double x, double y) {
    return lanes::pow(lanes::splat(x), lanes::splat(y))[0];
}
double sqrt(double x) {
    return lanes::sqrt(lanes::splat(x))[0];
}

double sin_2pi(double u) {
    lanes::vf sine, cosine;
    lanes::sincos_2pi(lanes::splat(u), sine, cosine);
    return sine[0];
}

double cos_2pi(double u) {
    lanes::vf sine, cosine;
    lanes::sincos_2pi(lanes::splat(u), sine, cosine);
    return cosine[0];
}

double normal_density(double z) {
    return lanes::normal_density(lanes::splat(z))[0];
}
double normal_cdf(double z) {
    return lanes::normal_cdf(lanes::splat(z))[0];
}
double normal_quantile(double p) {
    return lanes::normal_quantile(lanes::splat(p))[0];
}
double normal_score(double p) {
    return lanes::normal_score(lanes::splat(p))[0];
}

}  // namespace grdp::stats
