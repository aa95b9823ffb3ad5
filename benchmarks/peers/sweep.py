#!/usr/bin/python3
"""10,000 scenarios of P1 over 100,000 common draws: `grdp sweep` beside NumPy, Eigen and OpenTURNS, interleaved in rounds on one core.
`./go bench sweep` builds what it needs and starts it.

usage: sweep.py --build FOLDER [--rounds N] [--scenarios N] [--draws N] [--page FILE]
  --page   the page whose section between the marks `sweep peers` is written; default docs/benchmarks.md, `-` for none
Slow peers do a part of the scenarios, and their time is multiplied: every scenario costs them the same. CPU seconds; of grdp those of the
whole command, start, reading, intervals and summary included, and of its engine alone, by benchmarks/peers/sweep_engine.cpp.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

import numpy as np

import page
import run
import sweep_problem as s

HERE = pathlib.Path(__file__).resolve().parent
# name, words, one scenario in so many is computed
PEERS = [("NumPy, tiled", "tiled", 10), ("NumPy, usual", "usual", 50), ("NumPy, usual, drawing anew", "fresh", 500), ("OpenTURNS", "openturns", 500)]


def checked(who, shares, draws, scenarios):
    """Every share within 6 standard errors of the closed form: a wrong peer is no result."""
    expected = s.exact(scenarios)
    worst = np.max(np.abs(np.array(shares) - expected) / np.sqrt(expected * (1 - expected) / draws))
    if worst > 6:
        sys.exit(f"{who}: {worst:.1f} standard errors from the closed form")


def grdp(build, table, draws, seed, options=()):
    words = [build / "grdp", "sweep", run.ROOT / "scenarios/benchmarks/p1.scenario", "--list", table, "--draws", draws, "--seed", seed, "--estimator", "plain",
             "--events-only", "--threads", 1, *options]
    return run.run(words)


def one_round(number, build, table, options):
    rows = {}
    answer = json.loads(grdp(build, table, options.draws, number, ["--json"])[0])
    checked("grdp", [next(iter(scenario["events"].values()))["within"]["value"] for scenario in answer["scenarios"]], options.draws, options.scenarios)
    words = run.run([build / "benchmarks/sweep_engine", table, options.draws, number])[0].split()
    binding, proof, counting = (float(word) for word in words[:3])
    checked("grdp's engine", [float(word) for word in words[7:]], options.draws, options.scenarios)
    rows["grdp, counts"] = counting
    rows["grdp, counts and what proves them"] = binding + proof + counting
    rows["grdp, whole command"] = grdp(build, table, options.draws, number)[1]
    for name, who, part in PEERS:
        scenarios = max(options.scenarios // part, 4)
        done = json.loads(run.run([run.PYTHON, HERE / "sweep_peer.py", who, scenarios, options.draws, number])[0])
        checked(name, done["within"], options.draws, scenarios)
        rows[name] = done["seconds"] * options.scenarios / scenarios
    scenarios = max(options.scenarios // 10, 4)
    centres, loadings = s.affine(scenarios)
    text = "\n".join(" ".join(repr(float(x)) for x in (centre, *loading)) for centre, loading in zip(centres, loadings))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(build / "peers/sweep_peer"), str(options.draws), str(number)], input=text, capture_output=True, text=True, check=True, env=run.environment())
    words = done.stdout.split()
    checked("Eigen", [float(word) for word in words[1:]], options.draws, scenarios)
    rows["Eigen, tiled"] = float(words[0]) * options.scenarios / scenarios
    return rows


def build_peer(build):
    folder = build / "peers"
    folder.mkdir(parents=True, exist_ok=True)
    run.run(["g++", "-std=c++17", "-O3", "-march=native", "-DNDEBUG", "-I/usr/include/eigen3", HERE / "sweep_peer.cpp", "-o", folder / "sweep_peer"])


def section(results):
    own = [round_["grdp, counts"] for round_ in results["rows"]]
    lines = [f"{results['scenarios']:,} scenarios of P1, ten assumptions of each its own (four means, four spreads, two correlations), {results['draws']:,} draws that all share; "
             f"{results['machine']['processor']}, {results['machine']['instructions']}, one core, {results['rounds']} rounds, CPU seconds: median [least, greatest]. The ratio is that of each round.", "",
             "| who | CPU seconds | of grdp's counts |", "|---|---:|---:|"]
    for name in results["rows"][0]:
        seconds = [round_[name] for round_ in results["rows"]]
        ratios = [mine / base for mine, base in zip(seconds, own)]
        lines.append(f"| {name} | {statistics.median(seconds):.3g} [{min(seconds):.3g}, {max(seconds):.3g}] | {statistics.median(ratios):.3g} [{min(ratios):.3g}, {max(ratios):.3g}] |")
    lines += ["", "The command is `grdp sweep p1.scenario --list table.csv --estimator plain --draws 100000 --events-only`; it knows of P1 what the model file says. Its counts are those of each scenario alone. "
              "*Counts*: drawing, sorting and counting in the command's own engine; *and what proves them*: the models with their numbers, lowered and bounded; "
              "the whole command adds start, reading, exact intervals and the summary, which the others lack. NumPy tiled and Eigen compute a tenth of the scenarios, NumPy as usual a fiftieth, the others a five-hundredth: "
              "their time is multiplied, every scenario costs them the same."]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scenarios", type=int, default=10_000)
    parser.add_argument("--draws", type=int, default=100_000)
    parser.add_argument("--page", default=str(run.ROOT / "docs/benchmarks.md"))
    options = parser.parse_args()
    build = options.build.resolve()
    build_peer(build)
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder, "table.csv")
        table.write_text(s.table(options.scenarios), encoding="utf-8")
        rows = []
        for number in range(1, options.rounds + 1):
            rows.append(one_round(number, build, table, options))
            print(f"round {number} of {options.rounds}: " + ", ".join(f"{name} {seconds:.3g}" for name, seconds in rows[-1].items()), file=sys.stderr)
    results = {"machine": run.machine(build), "rounds": options.rounds, "scenarios": options.scenarios, "draws": options.draws, "rows": rows}
    (build / "peers/sweep.json").write_text(json.dumps(results))
    print(section(results))
    if options.page != "-":
        page.put_between(pathlib.Path(options.page), "<!-- sweep peers -->", "<!-- end of sweep peers -->", section(results))


if __name__ == "__main__":
    main()
