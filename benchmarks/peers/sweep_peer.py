#!/usr/bin/python3
"""The sweep in NumPy and OpenTURNS: sweep_peer.py WHO SCENARIOS DRAWS SEED prints CPU seconds of drawing and counting, and the probability
of the band of each scenario. WHO: `tiled` (products of tiles that stay in the cache, into buffers, as one who knows the machine writes it),
`usual` (one scenario after the other over one array of draws), `fresh` (the same, each scenario drawing its own correlated sample),
`openturns` (its normal distribution, one sample a scenario)."""
import json
import sys
import time

import numpy as np

import problems as p
import sweep_problem as s

TILE_DRAWS, TILE_SCENARIOS = 8192, 16


def tiled(scenarios, draws, seed):
    """The offset from the middle of the band is a product with one, so that one comparison decides."""
    centres, loadings = s.affine(scenarios)
    table = np.column_stack([centres - (p.LOW + p.HIGH) / 2, loadings])
    generator = np.random.default_rng(seed)
    normals = np.ones((5, TILE_DRAWS))
    growth, inside = np.empty((TILE_SCENARIOS, TILE_DRAWS)), np.empty((TILE_SCENARIOS, TILE_DRAWS), dtype=bool)
    within = np.zeros(scenarios, dtype=np.int64)
    for n in p.chunks(draws, TILE_DRAWS):
        generator.standard_normal(out=normals[1:])
        for at in range(0, scenarios, TILE_SCENARIOS):
            rows = len(table[at : at + TILE_SCENARIOS])
            np.matmul(table[at : at + rows], normals, out=growth[:rows])
            np.abs(growth, out=growth)
            np.less_equal(growth, (p.HIGH - p.LOW) / 2, out=inside)
            for row in range(rows):
                within[at + row] += np.count_nonzero(inside[row, :n])
    return within / draws


def usual(scenarios, draws, seed):
    centres, loadings = s.affine(scenarios)
    normals = np.random.default_rng(seed).standard_normal((draws, 4))
    return [np.mean((growth >= p.LOW) & (growth <= p.HIGH)) for growth in (centre + normals @ loading for centre, loading in zip(centres, loadings))]


def fresh(scenarios, draws, seed):
    shares = []
    for point in s.points(scenarios):
        generator = np.random.default_rng(seed)
        covariance = s.correlation(point) * np.outer(point[4:8], point[4:8])
        growth = generator.multivariate_normal(point[:4], covariance, size=draws) @ p.WEIGHTS
        shares.append(np.mean((growth >= p.LOW) & (growth <= p.HIGH)))
    return shares


def openturns(scenarios, draws, seed):
    import openturns as ot
    ot.TBB.Disable()
    shares = []
    for point in s.points(scenarios):
        ot.RandomGenerator.SetSeed(seed + 1)
        law = ot.Normal(point[:4].tolist(), point[4:8].tolist(), ot.CorrelationMatrix(s.correlation(point).tolist()))
        growth = np.asarray(law.getSample(draws)) @ p.WEIGHTS
        shares.append(np.mean((growth >= p.LOW) & (growth <= p.HIGH)))
    return shares


if __name__ == "__main__":
    who, scenarios, draws, seed = sys.argv[1], *(int(word) for word in sys.argv[2:])
    start = time.process_time()
    shares = {"tiled": tiled, "usual": usual, "fresh": fresh, "openturns": openturns}[who](scenarios, draws, seed)
    print(json.dumps({"seconds": time.process_time() - start, "within": [float(share) for share in shares]}))
