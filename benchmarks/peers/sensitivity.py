#!/usr/bin/python3
"""What questions about a scenario cost: Shapley effects of P1, and the commands that ask for causes. `./go bench sweep` builds what it needs and starts it.

usage: sensitivity.py --build FOLDER [--rounds N] [--page FILE]
  --page   the page whose section between the marks `sensitivity` is written; default docs/benchmarks.md, `-` for none
CPU time on one core: of the effects alone (benchmarks/sensitivity_benchmark.cpp), of the commands start to end.
"""
import argparse
import json
import pathlib
import statistics
import sys

import page
import run

BEGIN, END = "<!-- sensitivity -->", "<!-- end of sensitivity -->"
SCENARIOS = run.ROOT / "scenarios"
CITY = SCENARIOS / "can-tho-2023"
GOAL_MS = 10
COMMANDS = [("`grdp sensitivity p1.scenario`, the whole command", ["sensitivity", SCENARIOS / "benchmarks/p1.scenario"]),
            ("`grdp compare base.scenario high.scenario --by item` of Can Tho, 14 inputs, the whole command", ["compare", CITY / "base.scenario", CITY / "high.scenario", "--by", "item"])]


def shapley_ms(build):
    text = run.run([build / "benchmarks/sensitivity_benchmark", "--benchmark_filter=^shapley_of_p1$", "--benchmark_format=json"])[0]
    found = [one for one in json.loads(text)["benchmarks"] if one["name"] == "shapley_of_p1"]
    if len(found) != 1 or found[0]["time_unit"] != "ms":
        sys.exit("sensitivity_benchmark: no time of shapley_of_p1 in ms")
    return found[0]["cpu_time"]


def one_round(build):
    row = {"shapley": shapley_ms(build)}
    for name, words in COMMANDS:
        row[name] = run.run([build / "grdp", *words, "--threads", 1])[1]
    return row


def spread(values, unit):
    return f"{statistics.median(values):.3g} {unit} [{min(values):.3g}, {max(values):.3g}]"


def section(results):
    machine, rows = results["machine"], results["rows"]
    effects = [row["shapley"] for row in rows]
    verdict = "met" if statistics.median(effects) <= GOAL_MS else "missed"
    lines = [f"{machine['processor']}, {machine['instructions']}, one core, {len(rows)} rounds, CPU time: median [least, greatest].", "",
             "| what | CPU time | goal |", "|---|---:|---:|",
             f"| Shapley effects of P1, of its growth and of its band | {spread(effects, 'ms')} | {GOAL_MS} ms: {verdict} |"]
    lines += [f"| {name} | {spread([row[name] for row in rows], 's')} | - |" for name, _ in COMMANDS]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--page", default=str(run.ROOT / "docs/benchmarks.md"))
    options, _ = parser.parse_known_args()  # those of sweep.py mean nothing here
    build = options.build.resolve()
    rows = []
    for number in range(1, options.rounds + 1):
        rows.append(one_round(build))
        print(f"round {number} of {options.rounds}: Shapley {rows[-1]['shapley']:.3g} ms", file=sys.stderr)
    results = {"machine": run.machine(build), "rows": rows}
    folder = build / "peers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sensitivity.json").write_text(json.dumps(results))
    print(section(results))
    if options.page != "-":
        page.put_between(pathlib.Path(options.page), BEGIN, END, section(results))


if __name__ == "__main__":
    main()
