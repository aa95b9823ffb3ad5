#include "grdp/analysis/entropy_tilt.hpp"

#include <algorithm>

#include "grdp/base/number.hpp"
#include "grdp/stats/elementary.hpp"

namespace grdp::analysis {
namespace {

constexpr int kIterations = 200;

/// log of the mean of exp(l'g), its gradient and its Hessian; the weights themselves.
struct DualPoint {
    double value = 0;
    std::vector<double> gradient, hessian, weights;
};

DualPoint dual_at(const std::vector<double>& g, std::size_t m, std::size_t n, const std::vector<double>& l) {
    DualPoint d;
    d.weights.assign(n, 0.0);
    double greatest = -1e308;
    for (std::size_t k = 0; k < n; ++k) {
        double e = 0;
        for (std::size_t j = 0; j < m; ++j) e += l[j] * g[j * n + k];
        d.weights[k] = e;
        greatest = std::max(greatest, e);
    }
    double sum = 0;
    for (double& w : d.weights) {
        w = stats::exp(w - greatest);
        sum += w;
    }
    for (double& w : d.weights) w /= sum;
    d.value = greatest + stats::log(sum / static_cast<double>(n));
    d.gradient.assign(m, 0.0);
    d.hessian.assign(m * m, 0.0);
    for (std::size_t j = 0; j < m; ++j) {
        for (std::size_t k = 0; k < n; ++k) d.gradient[j] += d.weights[k] * g[j * n + k];
    }
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double cross = 0;
            for (std::size_t k = 0; k < n; ++k) {
                cross += d.weights[k] * (g[i * n + k] - d.gradient[i]) * (g[j * n + k] - d.gradient[j]);
            }
            d.hessian[i * m + j] = d.hessian[j * m + i] = cross;
        }
    }
    return d;
}

}  // namespace

bool solve_symmetric(std::vector<double> a, std::vector<double> b, std::vector<double>& x) {
    const std::size_t m = b.size();
    for (std::size_t j = 0; j < m; ++j) {  // Cholesky in place
        double d = a[j * m + j];
        const double before = d;
        for (std::size_t k = 0; k < j; ++k) d -= a[j * m + k] * a[j * m + k];
        if (!(d > 1e-13 * before)) return false;
        a[j * m + j] = stats::sqrt(d);
        for (std::size_t i = j + 1; i < m; ++i) {
            double s = a[i * m + j];
            for (std::size_t k = 0; k < j; ++k) s -= a[i * m + k] * a[j * m + k];
            a[i * m + j] = s / a[j * m + j];
        }
    }
    x = std::move(b);
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t k = 0; k < i; ++k) x[i] -= a[i * m + k] * x[k];
        x[i] /= a[i * m + i];
    }
    for (std::size_t i = m; i-- > 0;) {
        for (std::size_t k = i + 1; k < m; ++k) x[i] -= a[k * m + i] * x[k];
        x[i] /= a[i * m + i];
    }
    return true;
}

EntropyTilt entropy_tilt(const std::vector<double>& raw, std::size_t m, std::size_t n) {
    // One unit of each function is its own spread, so that Newton's steps know no units.
    std::vector<double> g = raw, scale(m, 1.0);
    for (std::size_t j = 0; j < m; ++j) {
        double sum = 0, sum2 = 0;
        for (std::size_t k = 0; k < n; ++k) sum += g[j * n + k];
        const double mean = sum / static_cast<double>(n);
        for (std::size_t k = 0; k < n; ++k) sum2 += (g[j * n + k] - mean) * (g[j * n + k] - mean);
        scale[j] = stats::sqrt(sum2 / static_cast<double>(n));
        if (!(scale[j] > 0)) return {};
        for (std::size_t k = 0; k < n; ++k) g[j * n + k] /= scale[j];
    }
    EntropyTilt tilt;
    std::vector<double> l(m, 0.0);
    DualPoint d = dual_at(g, m, n, l);
    for (tilt.iterations = 1; tilt.iterations <= kIterations; ++tilt.iterations) {
        double off = 0;
        for (const double x : d.gradient) off = std::max(off, magnitude(x));
        if (off <= 1e-12) {
            tilt.found = true;
            break;
        }
        std::vector<double> step;
        if (!solve_symmetric(d.hessian, d.gradient, step)) break;
        double slope = 0;
        for (std::size_t j = 0; j < m; ++j) slope += step[j] * d.gradient[j];
        bool lower = false;
        for (double part = 1; part > 1e-6 && !lower; part /= 2) {
            std::vector<double> next = l;
            for (std::size_t j = 0; j < m; ++j) next[j] -= part * step[j];
            DualPoint there = dual_at(g, m, n, next);
            double there_off = 0;
            for (const double x : there.gradient) there_off = std::max(there_off, magnitude(x));
            lower = there.value <= d.value - 1e-4 * part * slope || there_off < 0.5 * off;
            if (lower) {
                l = std::move(next);
                d = std::move(there);
            }
        }
        if (!lower) {
            tilt.found = off <= 1e-9;
            break;
        }
    }
    if (!tilt.found) return tilt;
    double square = 0;
    for (const double w : d.weights) {
        square += w * w;
        if (w > 0) tilt.entropy += w * stats::log(static_cast<double>(n) * w);
    }
    tilt.effective = 1 / square;
    tilt.weights = std::move(d.weights);
    for (std::size_t j = 0; j < m; ++j) tilt.multipliers.push_back(l[j] / scale[j]);
    return tilt;
}

WeightedMean weighted_mean(const std::vector<double>& f, const EntropyTilt& tilt, const std::vector<double>& g, std::size_t m) {
    const std::size_t n = f.size();
    WeightedMean mean;
    for (std::size_t k = 0; k < n; ++k) mean.value += tilt.weights[k] * f[k];
    // The part of f that the views hold fixed has no error: regress it out under the weights.
    std::vector<double> a(m * m, 0.0), b(m, 0.0), beta(m, 0.0);
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t k = 0; k < n; ++k) {
            const double wg = tilt.weights[k] * g[i * n + k];
            b[i] += wg * (f[k] - mean.value);
            for (std::size_t j = 0; j <= i; ++j) a[i * m + j] += wg * g[j * n + k];
        }
        for (std::size_t j = 0; j < i; ++j) a[j * m + i] = a[i * m + j];
    }
    if (!solve_symmetric(a, b, beta)) beta.assign(m, 0.0);
    double sum2 = 0;
    for (std::size_t k = 0; k < n; ++k) {
        double rest = f[k] - mean.value;
        for (std::size_t j = 0; j < m; ++j) rest -= beta[j] * g[j * n + k];
        sum2 += tilt.weights[k] * tilt.weights[k] * rest * rest;
    }
    mean.standard_error = stats::sqrt(sum2);
    return mean;
}

}  // namespace grdp::analysis
