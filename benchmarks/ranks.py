#!/usr/bin/env python3
"""Two ranks against one: the same sweep with `mpirun -n 1` and `-n 2 grdp-mpi`, in turns, by ratio, with the spread.

    benchmarks/ranks.py GRDP_MPI [--rounds 7] [--scenarios 600]

Start-up is measured apart, with a sweep of one scenario, and taken off both: it does not grow with the sweep. On a machine where others
compute, the ratio of times is noise; the ratio of processor time, which tells what sharing costs, is printed beside it.
"""
import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
BASE = ROOT / "scenarios/can-tho-2023/base.scenario"
MANNERS = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_hwloc_base_binding_policy": "none"}


def timed(command, ranks, scenarios, folder):
    """Seconds by the clock and of the processors."""
    out = os.path.join(folder, "x.h5")
    words = ["mpirun", "-n", str(ranks), command, "sweep", str(BASE), "--grid", f"trend[services]@2023=7..{7 + (scenarios - 1) / 1000:.3f}:0.001",
             "--draws", "20000", "--estimator", "plain", "--threads", "1", "--announce", "--out", out]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={**os.environ, **MANNERS})
    seconds, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    os.remove(out)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--scenarios", type=int, default=600)
    options = parser.parse_args()
    by_clock, by_processor = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds):
            net = {}
            for ranks in (1, 2) if number % 2 == 0 else (2, 1):
                start, whole = timed(options.command, ranks, 2, folder), timed(options.command, ranks, options.scenarios, folder)
                net[ranks] = [all_of - begun for all_of, begun in zip(whole, start)]
            by_clock.append(net[1][0] / net[2][0])
            by_processor.append(2 * net[1][1] / net[2][1])
            print(f"round {number + 1}: 1 rank {net[1][0]:.2f} s, 2 ranks {net[2][0]:.2f} s, {by_clock[-1]:.2f}x", flush=True)
    for name, ratios in (("by the clock", by_clock), ("by processor time", by_processor)):
        print(f"two ranks are {statistics.median(ratios):.2f}x one, {name} (from {min(ratios):.2f} to {max(ratios):.2f} in {len(ratios)} rounds)")


if __name__ == "__main__":
    main()
