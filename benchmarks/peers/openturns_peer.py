#!/usr/bin/python3
"""OpenTURNS: its distributions, its Gaussian copula, its randomised Sobol' experiments. Samples are read as NumPy arrays
without a copy. It has no two-piece normal: its own mixture of two truncated normals stands for it."""
import numpy as np
import openturns as ot

import problems as p

CHUNK = 8192
CHUNK_P3 = 1024
ot.TBB.Disable()


def matrix():
    return ot.CorrelationMatrix(p.CORRELATION.tolist())


def normal_law():
    return ot.Normal(p.MEAN.tolist(), p.SD.tolist(), matrix())


def copula_law():
    mode, left, right = p.TWO_PIECE
    halves = [ot.TruncatedNormal(mode, left, mode - 12 * left, mode), ot.TruncatedNormal(mode, right, mode, mode + 12 * right)]
    marginals = [ot.Triangular(*p.TRIANGLE), ot.Student(p.STUDENT_DF, p.MEAN[1], p.STUDENT_SCALE),
                 ot.Mixture(halves, [left, right]), ot.Beta(p.PERT_A, p.PERT_B, p.PERT[0], p.PERT[2])]
    return ot.ComposedDistribution(marginals, ot.NormalCopula(matrix()))


def yearly_law():
    """Three drivers and four correlated shocks of one year."""
    r = np.eye(7)
    r[3:, 3:] = p.CORRELATION
    return ot.Normal([0.0] * 7, p.DRIVER_SD.tolist() + p.SD.tolist(), ot.CorrelationMatrix(r.tolist()))


def plain(law):
    def run(draws, seed):
        ot.RandomGenerator.SetSeed(seed + 1)
        distribution = law()
        within = 0
        total = squares = 0.0
        for n in p.chunks(draws, CHUNK):
            growth = np.asarray(distribution.getSample(n)) @ p.WEIGHTS
            within += p.band(growth)
            total += growth.sum()
            squares += np.dot(growth, growth)
        return [within / draws]
    return run


def p3_counts(innovations):
    """[year][path][driver or shock]"""
    persistence = np.array([p.DRIVER_PERSISTENCE] * 3 + [p.SHOCK_PERSISTENCE] * 4)
    for year in range(1, p.YEARS):
        innovations[year] += persistence * innovations[year - 1]
    return p.p3_counts(p.p3_growth(innovations[:, :, :3], innovations[:, :, 3:], columns=False))


def p3_plain(draws, seed):
    ot.RandomGenerator.SetSeed(seed + 1)
    distribution = yearly_law()
    counts = np.zeros(4, dtype=np.int64)
    for n in p.chunks(draws, CHUNK_P3):
        counts += p3_counts(np.array(distribution.getSample(p.YEARS * n)).reshape(p.YEARS, n, 7))
    return counts / draws


def points(distribution, size, replicate):
    ot.RandomGenerator.SetSeed(replicate)
    experiment = ot.LowDiscrepancyExperiment(ot.SobolSequence(), distribution, size, True)
    experiment.setRandomize(True)
    return np.asarray(experiment.generate())


def scrambled(law):
    def run(draws, seed):
        distribution = law()
        size = draws // p.REPLICATES
        return [[p.band(points(distribution, size, p.REPLICATES * seed + r + 1) @ p.WEIGHTS) / size] for r in range(p.REPLICATES)]
    return run


def p3_scrambled(draws, seed):
    size = draws // p.REPLICATES
    scale = np.concatenate([p.DRIVER_SD, np.ones(4)])
    factor = np.diag(scale)
    factor[3:, 3:] = p.SD[:, None] * np.linalg.cholesky(p.CORRELATION)
    shares = []
    for replicate in range(p.REPLICATES):
        normals = points(ot.Normal(56), size, p.REPLICATES * seed + replicate + 1)
        counts = np.zeros(4)
        for start in range(0, size, CHUNK_P3):
            chunk = normals[start:start + CHUNK_P3].reshape(-1, p.YEARS, 7).transpose(1, 0, 2) @ factor.T
            counts += p3_counts(chunk)
        shares.append(counts / size)
    return shares


if __name__ == "__main__":
    p.main({("p1", "plain"): plain(normal_law), ("p2", "plain"): plain(copula_law), ("p3", "plain"): p3_plain,
            ("p1", "quasi"): scrambled(normal_law), ("p2", "quasi"): scrambled(copula_law), ("p3", "quasi"): p3_scrambled})
