"""The estimators that grdp chooses by itself, written by hand for P2 and P3 with NumPy and SciPy: what an expert gains
who derives them for one model. It separates the gain by estimator from the gain by faster loops, and is an independent
source of the reference figures of P3.
"""
import time

import numpy as np
from scipy import special
from scipy.stats import qmc

import problems as p

CHUNK = 2048
FACTOR = p.SD[:, None] * np.linalg.cholesky(p.CORRELATION)


def until(dimensions, total, seed, error):
    """16 scrambles of Sobol' points, doubled until the standard error of their mean is at most `error`, or that share of the
    mean if it is negative. total(u[dimension][point]) sums the smooth integrand. -> the 16 means"""
    engines = [qmc.Sobol(dimensions, seed=np.random.default_rng([seed, r])) for r in range(p.REPLICATES)]
    sums, points, fresh = np.zeros(p.REPLICATES), 0, 64
    while True:
        for replicate, engine in enumerate(engines):
            for n in p.chunks(fresh, CHUNK):
                u = np.ascontiguousarray(np.clip(engine.random(n), 1e-12, 1 - 1e-12).T)  # never at the edges of (0, 1)
                sums[replicate] += total(u)
        points += fresh
        fresh = points
        means = sums / points
        if means.std(ddof=1) / p.REPLICATES**0.5 <= (error if error > 0 else -error * means.mean()):
            return means


def p2(error, seed):
    """Three scores sampled; the band of growth is a band of services, whose score is normal given the three."""
    from scipy_peer import rates_of
    order = [0, 1, 3, 2]
    factor = np.linalg.cholesky(p.CORRELATION[np.ix_(order, order)])
    mode, left, right = p.TWO_PIECE
    below = left / (left + right)

    def score(rate):
        share = np.where(rate < mode, 2 * below * special.ndtr((rate - mode) / left),
                         below + (1 - below) * (2 * special.ndtr((rate - mode) / right) - 1))
        return special.ndtri(share)

    def total(u):
        z = special.ndtri(u)
        scores = np.zeros((u.shape[1], 4))
        scores[:, [0, 1, 3]] = z.T @ factor[:3, :3].T
        others = rates_of(scores) @ (p.WEIGHTS * [1, 1, 0, 1])
        expected = factor[3, :3] @ z
        return sum(sign * special.ndtr((score((bound - others) / p.WEIGHTS[2]) - expected) / factor[3, 3]).sum()
                   for sign, bound in ((1, p.HIGH), (-1, p.LOW)))

    return until(3, total, seed, error)[:, None]


class Path:
    """State of all paths of a block; growth of the next year is base + gradient'z of that year's seven normals."""

    def __init__(self, paths):
        self.drivers, self.shocks = np.zeros((3, paths)), np.zeros((4, paths))
        self.volume = np.repeat(p.LEVELS[:, None], paths, axis=1)
        self.year = 0

    def ahead(self):
        weight = self.volume / self.volume.sum(axis=0)
        rate = (p.MEAN - p.DECLINE * self.year)[:, None] + p.RESPONSE @ (p.DRIVER_PERSISTENCE * self.drivers) + p.SHOCK_PERSISTENCE * self.shocks
        gradient = np.concatenate([p.DRIVER_SD[:, None] * (p.RESPONSE.T @ weight), FACTOR.T @ weight])
        return (weight * rate).sum(axis=0), gradient, np.sqrt((gradient * gradient).sum(axis=0))

    def step(self, z):
        """-> growth of the total, %"""
        self.drivers = p.DRIVER_PERSISTENCE * self.drivers + p.DRIVER_SD[:, None] * z[:3]
        self.shocks = p.SHOCK_PERSISTENCE * self.shocks + FACTOR @ z[3:]
        before = self.volume.sum(axis=0)
        self.volume *= 1 + 0.01 * ((p.MEAN - p.DECLINE * self.year)[:, None] + p.RESPONSE @ self.drivers + self.shocks)
        self.year += 1
        return 100 * (self.volume.sum(axis=0) / before - 1)


def band_given(centre, spread, low, high):
    return special.ndtr((high - centre) / spread) - special.ndtr((low - centre) / spread)


def year_2027(u):
    """Four years sampled, the fifth integrated."""
    path, z = Path(u.shape[1]), special.ndtri(u)
    for year in range(4):
        path.step(z[7 * year:7 * year + 7])
    centre, _, spread = path.ahead()
    return band_given(centre, spread, p.LOW, p.HIGH).sum()


def average(z):
    """Mean growth of the last five years; z[56][path]."""
    path = Path(z.shape[1])
    return sum([path.step(z[7 * year:7 * year + 7]) for year in range(p.YEARS)][3:]) / 5


def direction():
    step = 1e-4
    gradient = average(step * np.eye(56)) - average(-step * np.eye(56))
    return (gradient / np.sqrt(gradient @ gradient))[:, None]


def mean_of_five_years(u):
    """One direction integrated: where the mean crosses each bound along the gradient, by the secant method."""
    along, z = direction(), special.ndtri(u)
    z -= along * (along * z).sum(axis=0)

    def crossing(bound):
        before, now = np.full(u.shape[1], -0.5), np.full(u.shape[1], 0.5)
        error = average(z + along * before) - bound
        for _ in range(5):
            last, error = error, average(z + along * now) - bound
            change = np.where(error == last, 0, error * (now - before) / np.where(error == last, 1, error - last))
            before, now = now, now - change
        return special.ndtr(now)

    return (crossing(p.HIGH) - crossing(p.LOW)).sum()


def every_year(u, low, high):
    """Conditional probabilities multiplied, each year's growth drawn within its bounds (Geweke, Hajivassiliou, Keane)."""
    path, product = Path(u.shape[1]), np.ones(u.shape[1])
    for year in range(p.YEARS):
        centre, gradient, spread = path.ahead()
        least, most = special.ndtr((low - centre) / spread), special.ndtr((high - centre) / spread)
        product *= most - least
        z = special.ndtri(u[8 * year:8 * year + 7])
        along = special.ndtri(np.clip(least + u[8 * year + 7] * (most - least), 1e-300, 1 - 1e-16))
        unit = gradient / spread
        path.step(z + (along - (unit * z).sum(axis=0)) * unit)
    return product.sum()


EVENTS = {"one_year": (28, year_2027), "five_years": (56, mean_of_five_years),
          "every_year": (64, lambda u: every_year(u, 8.0, np.inf)), "every_in_band": (64, lambda u: every_year(u, p.LOW, p.HIGH))}


def p3(error, seed):
    """Each event in turn, with the CPU seconds of each; the rare one until 100 `error` of its value."""
    shares = []
    for event, (dimensions, total) in EVENTS.items():
        start = time.process_time()
        shares.append(until(dimensions, total, seed, -100 * error if event == "every_in_band" else error))
        p.EVENT_SECONDS[event] = time.process_time() - start
    return np.array(shares).T
