"""The three problems (models/p1.model, p2.model, p3.model) and the frame that the Python peers share.

A peer is a program `PEER PROBLEM METHOD DRAWS SEED` (of method `smoothed` the standard error to reach stands for the draws) that prints one line of JSON: CPU seconds of the sampling and counting
(without start-up and imports), draws, and the probability of each event; of randomised quasi-Monte Carlo, 16 independent ones.
"""
import json
import sys
import time

import numpy as np

WEIGHTS = np.array([0.10, 0.30, 0.53, 0.07])
MEAN = np.array([2.35, 12.7, 10.55, 5.8])
SD = np.array([1.2, 2.5, 1.5, 3.0])
CORRELATION = np.array([[1, 0.1, 0.1, 0.1], [0.1, 1, 0.35, 0.5], [0.1, 0.35, 1, 0.5], [0.1, 0.5, 0.5, 1]])
LOW, HIGH = 9.5, 10.0

YEARS = 8
LEVELS = np.array([10.0, 30.0, 53.0, 7.0])
DECLINE = 0.1
RESPONSE = np.array([[0.05, 0.05, 0.0], [0.30, 0.15, 0.0], [0.10, 0.15, 0.20], [0.20, 0.10, 0.05]])
DRIVER_SD = np.array([2.0, 1.5, 3.0])
DRIVER_PERSISTENCE, SHOCK_PERSISTENCE = 0.6, 0.3

STUDENT_DF = 5
STUDENT_SCALE = 2.5 / (5 / 3) ** 0.5  # sd 2.5
TRIANGLE = (-1.2, 2.6, 5.6)
TWO_PIECE = (10.8, 1.8, 1.1)
PERT = (-3.0, 6.0, 13.0)
PERT_A = 1 + 4 * (PERT[1] - PERT[0]) / (PERT[2] - PERT[0])
PERT_B = 1 + 4 * (PERT[2] - PERT[1]) / (PERT[2] - PERT[0])

EVENTS = {"p1": ("band",), "p2": ("band",), "p3": ("one_year", "five_years", "every_year", "every_in_band")}
REPLICATES = 16
EVENT_SECONDS = {}  # where a method spends them event by event


def band(growth):
    """Share of the band."""
    return np.count_nonzero((growth >= LOW) & (growth <= HIGH))


def p3_counts(growth):
    """growth[year] of one chunk of paths -> the counts of the four events."""
    inside = (growth >= LOW) & (growth <= HIGH)
    average = growth[3:].mean(axis=0)
    return np.array([np.count_nonzero(inside[4]), band(average),
                     np.count_nonzero((growth >= 8.0).all(axis=0)), np.count_nonzero(inside.all(axis=0))])


def p3_growth(drivers, shocks, columns=True):
    """Growth of the total from the drivers' and shocks' deviations: arrays [year][component][path], or [year][path][component]."""
    paths = drivers.shape[2 if columns else 1]
    growth = np.empty((YEARS, paths))
    shape = (4, 1) if columns else (1, 4)
    volume = np.broadcast_to(LEVELS.reshape(shape), (4, paths) if columns else (paths, 4)).copy()
    before = np.full(paths, LEVELS.sum())
    ones = np.ones(4)
    for year in range(YEARS):
        rate = RESPONSE @ drivers[year] if columns else drivers[year] @ RESPONSE.T
        rate += shocks[year]
        rate += (MEAN - DECLINE * year).reshape(shape)
        rate *= 0.01
        rate += 1.0
        volume *= rate
        total = ones @ volume if columns else volume @ ones
        np.divide(total, before, out=growth[year])
        before = total
    growth -= 1.0
    growth *= 100.0
    return growth


def chunks(draws, chunk):
    for start in range(0, draws, chunk):
        yield min(chunk, draws - start)


def main(methods):
    """methods[(problem, method)](draws or error, seed) -> shares of the events, or 16 rows of them."""
    problem, method, draws, seed = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    compute = methods[problem, method]
    draws = draws if method == "smoothed" else int(draws)  # a smoothed method takes the error to reach
    start = time.process_time()
    shares = np.asarray(compute(draws, seed))
    seconds = time.process_time() - start
    answer = {"seconds": seconds, "draws": draws}
    if shares.ndim == 2:
        answer["values"] = dict(zip(EVENTS[problem], shares.mean(axis=0).tolist()))
        answer["errors"] = dict(zip(EVENTS[problem], (shares.std(axis=0, ddof=1) / len(shares) ** 0.5).tolist()))
    else:
        answer["values"] = dict(zip(EVENTS[problem], shares.tolist()))
    if EVENT_SECONDS:
        answer["event_seconds"] = EVENT_SECONDS
    print(json.dumps(answer))
