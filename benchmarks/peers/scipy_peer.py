#!/usr/bin/python3
"""SciPy: multivariate normals and quantile functions of its own, scrambled Sobol' points (scipy.stats.qmc), recursions by
lfilter. The quantile functions are those of scipy.special, which cost less than the methods of scipy.stats around them."""
import numpy as np
from scipy import signal, special, stats
from scipy.stats import qmc

import problems as p
import smoothed

CHUNK = 8192
CHUNK_P3 = 1024


def rates_of(scores):
    """P2: correlated normal scores [draw][component] -> growth rates by the quantile functions, in place."""
    low, mode, high = p.TRIANGLE
    share = special.ndtr(scores[:, 0])
    left = share < (mode - low) / (high - low)
    scores[:, 0] = np.where(left, low + np.sqrt(share * (high - low) * (mode - low)),
                            high - np.sqrt((1 - share) * (high - low) * (high - mode)))
    scores[:, 1] = p.MEAN[1] + p.STUDENT_SCALE * special.stdtrit(p.STUDENT_DF, special.ndtr(scores[:, 1]))
    scores[:, 2] = two_piece(special.ndtr(scores[:, 2]))
    scores[:, 3] = p.PERT[0] + (p.PERT[2] - p.PERT[0]) * special.btdtri(p.PERT_A, p.PERT_B, special.ndtr(scores[:, 3]))
    return scores


def two_piece(share):
    mode, left, right = p.TWO_PIECE
    below = left / (left + right)
    return mode + np.where(share < below, left * special.ndtri(0.5 * share / below),
                           right * special.ndtri(0.5 + 0.5 * (share - below) / (1 - below)))


def normal_rates(draws, seed):
    law = stats.multivariate_normal(p.MEAN, p.CORRELATION * np.outer(p.SD, p.SD))
    generator = np.random.default_rng(seed)
    for n in p.chunks(draws, CHUNK):
        yield law.rvs(n, random_state=generator)


def copula_rates(draws, seed):
    law = stats.multivariate_normal(np.zeros(4), p.CORRELATION)
    generator = np.random.default_rng(seed)
    for n in p.chunks(draws, CHUNK):
        yield rates_of(law.rvs(n, random_state=generator))


def plain(rates):
    def run(draws, seed):
        within = 0
        total = squares = 0.0
        for chunk in rates(draws, seed):
            growth = chunk @ p.WEIGHTS
            within += p.band(growth)
            total += growth.sum()
            squares += np.dot(growth, growth)
        return [within / draws]
    return run


def p3_plain(draws, seed):
    law = stats.multivariate_normal(np.zeros(4), p.CORRELATION * np.outer(p.SD, p.SD))
    generator = np.random.default_rng(seed)
    counts = np.zeros(4, dtype=np.int64)
    for n in p.chunks(draws, CHUNK_P3):
        drivers = generator.standard_normal((p.YEARS, n, 3)) * p.DRIVER_SD
        counts += p3_counts(drivers, law.rvs(p.YEARS * n, random_state=generator).reshape(p.YEARS, n, 4))
    return counts / draws


def p3_counts(drivers, shocks):
    drivers = signal.lfilter([1.0], [1.0, -p.DRIVER_PERSISTENCE], drivers, axis=0)
    shocks = signal.lfilter([1.0], [1.0, -p.SHOCK_PERSISTENCE], shocks, axis=0)
    return p.p3_counts(p.p3_growth(drivers, shocks, columns=False))


def scrambled(rates):
    """16 scrambles of the first draws/16 points; `rates` makes growth rates of the points' normals."""
    def run(draws, seed):
        shares = []
        for replicate in range(p.REPLICATES):
            engine = qmc.MultivariateNormalQMC(np.zeros(4), p.CORRELATION, engine=qmc.Sobol(4, seed=np.random.default_rng([seed, replicate])))
            shares.append([p.band(rates(engine.random(draws // p.REPLICATES)) @ p.WEIGHTS) / (draws // p.REPLICATES)])
        return shares
    return run


def p3_scrambled(draws, seed):
    factor = (p.SD[:, None] * np.linalg.cholesky(p.CORRELATION)).T
    points = draws // p.REPLICATES
    shares = []
    for replicate in range(p.REPLICATES):
        engine = qmc.MultivariateNormalQMC(np.zeros(56), engine=qmc.Sobol(56, seed=np.random.default_rng([seed, replicate])))
        counts = np.zeros(4)
        for n in p.chunks(points, CHUNK_P3):
            normals = np.ascontiguousarray(engine.random(n).reshape(n, p.YEARS, 7).transpose(1, 0, 2))
            counts += p3_counts(normals[:, :, :3] * p.DRIVER_SD, normals[:, :, 3:] @ factor)
        shares.append(counts / points)
    return shares


if __name__ == "__main__":
    p.main({("p1", "plain"): plain(normal_rates), ("p2", "plain"): plain(copula_rates), ("p3", "plain"): p3_plain,
            ("p1", "quasi"): scrambled(lambda z: p.MEAN + p.SD * z), ("p2", "quasi"): scrambled(rates_of), ("p3", "quasi"): p3_scrambled,
            ("p2", "smoothed"): smoothed.p2, ("p3", "smoothed"): smoothed.p3})
