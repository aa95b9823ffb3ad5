"""The sweep: scenarios of P1 that differ in ten assumptions, 100,000 draws that all of them share. Written down once, for grdp as a
table of scenarios and for the peers as numbers."""
import numpy as np

import problems as p

NAMES = ("agriculture", "industry", "services", "product_taxes")
PAIRS = ((1, 2), (1, 3))
COLUMNS = [f"expected[{name}]" for name in NAMES] + [f"sd(rate[{name}])" for name in NAMES] + [f"corr(rate[{NAMES[i]}],rate[{NAMES[j]}])" for i, j in PAIRS]


def points(scenarios, seed=2023):
    """[scenarios x 10], rounded to six decimals so that text and numbers are the same."""
    generator = np.random.default_rng(seed)
    unit = np.stack([(generator.permutation(scenarios) + generator.random(scenarios)) / scenarios for _ in COLUMNS], axis=1)
    low = np.concatenate([p.MEAN - 1.5, 0.7 * p.SD, [0.1, 0.2]])
    high = np.concatenate([p.MEAN + 1.5, 1.4 * p.SD, [0.5, 0.6]])
    return np.round(low + unit * (high - low), 6)


def table(scenarios):
    quoted = ",".join(f'"{name}"' for name in COLUMNS)
    return "\n".join([quoted] + [",".join(repr(float(x)) for x in row) for row in points(scenarios)]) + "\n"


def correlation(point):
    matrix = p.CORRELATION.copy()
    for (i, j), value in zip(PAIRS, point[8:]):
        matrix[i, j] = matrix[j, i] = value
    return matrix


def affine(scenarios):
    """-> centres, loadings [scenarios x 4] on independent normals"""
    all_points = points(scenarios)
    centres = all_points[:, :4] @ p.WEIGHTS
    loadings = np.array([(p.WEIGHTS * point[4:8]) @ np.linalg.cholesky(correlation(point)) for point in all_points])
    return centres, loadings


def exact(scenarios):
    """Closed form of the band of each scenario."""
    from math import erf, sqrt
    centres, loadings = affine(scenarios)
    spread = np.sqrt((loadings**2).sum(axis=1))
    phi = np.vectorize(lambda x: 0.5 * (1 + erf(x / sqrt(2))))
    return phi((p.HIGH - centres) / spread) - phi((p.LOW - centres) / spread)
