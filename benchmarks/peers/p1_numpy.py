#!/usr/bin/python3
"""P1 with NumPy and with grdp, interleaved, on one core: CPU time per draw and the ratio with its spread.

Both draw the four normals, correlate them, and keep the same things of GRDP growth: counts of the band, mean,
standard deviation and a histogram. NumPy works in chunks that stay in the cache, its fastest way here.

usage: p1_numpy.py GRDP_P1 [rounds]    GRDP_P1: the built benchmarks/peers helper (target p1_peer)
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import statistics
import subprocess
import sys
import time

import numpy as np

DRAWS = 2_000_000
CHUNK = 8192
WEIGHTS = np.array([0.10, 0.30, 0.53, 0.07])
MEAN = np.array([2.35, 12.7, 10.55, 5.8])
SD = np.array([1.2, 2.5, 1.5, 3.0])
CORRELATION = np.array([[1, 0.1, 0.1, 0.1], [0.1, 1, 0.35, 0.5], [0.1, 0.35, 1, 0.5], [0.1, 0.5, 0.5, 1]])
EDGES = (0.0, 20.0)
BINS = 64


def numpy_run(seed, with_histogram):
    generator = np.random.default_rng(seed)
    factor = np.linalg.cholesky(CORRELATION).T * SD
    within = 0
    total = total_squares = 0.0
    histogram = np.zeros(BINS, dtype=np.int64)
    for start in range(0, DRAWS, CHUNK):
        n = min(CHUNK, DRAWS - start)
        growth = (generator.standard_normal((n, 4)) @ factor + MEAN) @ WEIGHTS
        within += np.count_nonzero((growth >= 9.5) & (growth <= 10.0))
        total += growth.sum()
        total_squares += np.dot(growth, growth)
        if with_histogram:
            slot = ((growth - EDGES[0]) * (BINS / (EDGES[1] - EDGES[0]))).astype(np.int64)
            histogram += np.bincount(np.clip(slot, 0, BINS - 1), minlength=BINS)
    return within / DRAWS


def timed_numpy(seed, with_histogram):
    start = time.process_time()
    share = numpy_run(seed, with_histogram)
    return (time.process_time() - start) / DRAWS * 1e9, share


def timed_grdp(program, seed):
    answer = subprocess.run([program, str(DRAWS), str(seed)], check=True, capture_output=True, text=True).stdout.split()
    return float(answer[0]), float(answer[1])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    bare, full, own = [], [], []
    for k in range(rounds):
        bare.append(timed_numpy(k, False)[0])
        full.append(timed_numpy(k, True)[0])
        nanoseconds, share = timed_grdp(sys.argv[1], k)
        own.append(nanoseconds)
        error = (0.1362 * 0.8638 / DRAWS) ** 0.5
        if abs(share - 0.136189533805) > 5 * error:
            sys.exit(f"grdp gives P(band) = {share}, beyond 5 standard errors")
    for name, times in (("NumPy, counts and moments", bare), ("NumPy, with histogram", full)):
        ratios = sorted(a / b for a, b in zip(times, own))
        print(f"{name}: median {statistics.median(times):.1f} ns per draw; "
              f"grdp {statistics.median(own):.1f}; ratio {statistics.median(ratios):.2f} "
              f"(least {ratios[0]:.2f}, greatest {ratios[-1]:.2f}, {rounds} rounds)")


if __name__ == "__main__":
    main()
