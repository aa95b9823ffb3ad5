#!/usr/bin/python3
"""NumPy alone: PCG64 normals in chunks that stay in the cache, written into buffers. It has neither quantile functions nor
quasi-random points: P2 belongs to SciPy."""
import numpy as np

import problems as p

CHUNK = 8192
CHUNK_P3 = 1024  # 56 normals a path


def p1(draws, seed):
    generator = np.random.default_rng(seed)
    factor = np.linalg.cholesky(p.CORRELATION).T * p.SD
    normals, rates, growths = np.empty((CHUNK, 4)), np.empty((CHUNK, 4)), np.empty(CHUNK)
    within = 0
    total = squares = 0.0
    for n in p.chunks(draws, CHUNK):
        generator.standard_normal(out=normals)
        np.matmul(normals, factor, out=rates)
        rates += p.MEAN
        growth = np.matmul(rates, p.WEIGHTS, out=growths)[:n]
        within += p.band(growth)
        total += growth.sum()
        squares += np.dot(growth, growth)
    return [within / draws]


def p3(draws, seed):
    generator = np.random.default_rng(seed)
    factor = p.SD[:, None] * np.linalg.cholesky(p.CORRELATION)
    normals = np.empty((p.YEARS, 7, CHUNK_P3))
    shocks = np.empty((p.YEARS, 4, CHUNK_P3))
    counts = np.zeros(4, dtype=np.int64)
    for n in p.chunks(draws, CHUNK_P3):
        generator.standard_normal(out=normals)
        np.matmul(factor, normals[:, 3:], out=shocks)
        drivers = normals[:, :3]
        drivers *= p.DRIVER_SD[:, None]
        for year in range(1, p.YEARS):
            drivers[year] += p.DRIVER_PERSISTENCE * drivers[year - 1]
            shocks[year] += p.SHOCK_PERSISTENCE * shocks[year - 1]
        counts += p.p3_counts(p.p3_growth(drivers, shocks)[:, :n])
    return counts / draws


if __name__ == "__main__":
    p.main({("p1", "plain"): p1, ("p3", "plain"): p3})
