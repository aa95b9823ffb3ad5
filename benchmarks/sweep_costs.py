#!/usr/bin/python3
"""What a scenario of a sweep costs: time, journal, memory. `./go bench sweep` comes first: it builds the command.

usage: sweep_costs.py --grdp FILE [--rounds N] [--scenarios N]
The full model of Can Tho over three years, Latin hypercube over five assumptions, probabilities to a standard error of 1e-4, one thread. With few and
with many scenarios, in turn with and without a file; CPU seconds of the whole process and its largest memory.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RANGES = ["trend[services]@2023=6..9", "trend[industry]@2023=8..12", "driver[credit]@2023=8..14", "sd(volume[services])=1..2", "corr(volume[industry],volume[services])=0.1..0.5"]


def sweep(grdp, scenarios, out=None, more=()):
    """-> CPU seconds, wall seconds, largest resident set in MB"""
    words = [str(grdp), "sweep", str(ROOT / "scenarios/can-tho-2023/base.scenario"), "--latin", str(scenarios), "--threads", "1", "--until-se", "1e-4", "--draws", "2048", *more]
    for axis in RANGES:
        words += ["--range", axis]
    if out:
        words += ["--out", str(out), "--announce"]
    start = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(process.stderr.read().decode())
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def median(numbers):
    return f"{statistics.median(numbers):.3g} [{min(numbers):.3g}, {max(numbers):.3g}]"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--grdp", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scenarios", type=int, default=1000)
    options = parser.parse_args()
    few, many = max(options.scenarios // 10, 2), options.scenarios
    cost, only_events, overhead, sealing, memory = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds):
            out = lambda name: pathlib.Path(folder, f"{name}{number}.h5")
            small, large = sweep(options.grdp, few), sweep(options.grdp, many)
            cost.append((large[0] - small[0]) / (many - few) * 1e3)
            small, events = sweep(options.grdp, few, more=["--events-only"]), sweep(options.grdp, many, more=["--events-only"])
            only_events.append((events[0] - small[0]) / (many - few) * 1e3)
            small, kept = sweep(options.grdp, few, out("few")), sweep(options.grdp, many, out("many"))
            overhead.append((kept[0] / large[0] - 1) * 100)
            sealing.append((kept[1] / large[1] - 1) * 100)
            memory.append((kept[2] - small[2]) / (many - few) * 1024)
    print(f"CPU time of a scenario, series and events: {median(cost)} ms")
    print(f"CPU time of a scenario, events alone: {median(only_events)} ms")
    print(f"with a journal and a sealed file: CPU {median(overhead)} % more, wall clock {median(sealing)} % more")
    print(f"memory of a scenario with a file: {median(memory)} kB")


if __name__ == "__main__":
    main()
