#!/usr/bin/python3
"""Runs P1 to P3 in every peer and in grdp, interleaved in rounds on one core, checks every answer, and writes the tables and
charts of docs/benchmarks.md. `./go bench peers` installs and builds what it needs and starts it.

usage: run.py --build FOLDER [--rounds N] [--quick] [--date TEXT] [--note TEXT] [--page FILE]
  --build   the build folder of grdp: FOLDER/grdp and FOLDER/benchmarks/p1_peer
  --quick   a tenth of the draws: to try the command, not for figures
  --page    the page to write; default docs/benchmarks.md. The measurements are kept in FOLDER/peers/results.json
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EVENTS = {"p1": ("band",), "p2": ("band",), "p3": ("one_year", "five_years", "every_year", "every_in_band")}
# P1: closed form. P2: quadrature. P3: benchmarks/peers/smoothed.py, 2^20 points an event, its standard errors beside it.
REFERENCE = {"p1": {"band": (0.136189533805, 0)}, "p2": {"band": (0.144591634, 0)},
             "p3": {"one_year": (0.1178562825, 4.0e-7), "five_years": (0.1926427337, 1.2e-7), "every_year": (0.4460106614, 6.7e-7),
                    "every_in_band": (6.715433596e-8, 1.5e-13)}}
SPREADS = 5      # standard errors that an answer may lie from the reference
SPREADS_16 = 7.6  # the same probability where the error is estimated from 16 replicates

PYTHON, R = "/usr/bin/python3", "/usr/bin/Rscript"
# library, program, then (problem, method): draws (smoothed: the error to reach) of a run of some tenths of a second
PEERS = [
    ("NumPy", [PYTHON, "numpy_peer.py"], {("p1", "plain"): 2e6, ("p3", "plain"): 1e5}),
    ("SciPy", [PYTHON, "scipy_peer.py"], {("p1", "plain"): 2e6, ("p2", "plain"): 5e4, ("p3", "plain"): 6e4,
                                         ("p1", "quasi"): 2**19, ("p2", "quasi"): 2**16, ("p3", "quasi"): 2**15,
                                         ("p2", "smoothed"): 1e-5, ("p3", "smoothed"): 1e-5}),
    ("OpenTURNS", [PYTHON, "openturns_peer.py"], {("p1", "plain"): 1e6, ("p2", "plain"): 3e4, ("p3", "plain"): 6e4,
                                                 ("p1", "quasi"): 2**18, ("p2", "quasi"): 2**14, ("p3", "quasi"): 2**15}),
    ("R", [R, "r_peer.R"], {("p1", "plain"): 2e6, ("p2", "plain"): 1e5, ("p3", "plain"): 1e5}),
    ("QuantLib", ["quantlib_peer"], {("p1", "plain"): 3e6, ("p2", "plain"): 1e4, ("p3", "plain"): 2e5,
                                     ("p1", "quasi"): 2**21, ("p2", "quasi"): 2**13, ("p3", "quasi"): 2**17}),
    ("C++", ["plain_peer"], {("p1", "plain"): 2e6, ("p2", "plain"): 6e4, ("p3", "plain"): 1e5}),
]
OWN_DRAWS = {"p1": 1e7, "p2": 5e6, "p3": 1e6, "full": 1e6}
COMMAND_DRAWS = {"p1": 1e7, "p2": 4e6, "p3": 5e5}
UNTIL = [("p1", "band", "1e-5"), ("p2", "band", "1e-5"), ("p3", "one_year", "1e-5"), ("p3", "five_years", "1e-5"),
         ("p3", "every_year", "1e-5"), ("p3", "every_in_band", "0.001x")]


def environment():
    """One thread for every library, and the numerical libraries' own choice of kernels."""
    kept = {name: value for name, value in os.environ.items() if name not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENTURNS_NUM_THREADS", "TBB_NUM_THREADS"):
        kept[name] = "1"
    return dict(kept, LC_ALL="C.UTF-8", PYTHONDONTWRITEBYTECODE="1")


def run(command):
    """-> standard output, CPU seconds of the whole process"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, env=environment(), cwd=HERE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def build_peers(folder):
    """The two C++ peers, as their users would compile them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, libraries in (("plain_peer", []), ("quantlib_peer", ["-lQuantLib"])):
        source, program = HERE / f"{name}.cpp", folder / name
        if not program.exists() or program.stat().st_mtime < max(source.stat().st_mtime, (HERE / "problems.hpp").stat().st_mtime):
            run(["g++", "-std=c++17", "-O3", "-march=native", "-DNDEBUG", "-I/usr/include/eigen3", source, "-o", program, *libraries])


def check(who, problem, event, value, error, spreads):
    reference, own_error = REFERENCE[problem][event]
    if abs(value - reference) > spreads * (error**2 + own_error**2) ** 0.5:
        sys.exit(f"{who}: P({problem} {event}) = {value} ± {error}, but the reference is {reference}: a wrong peer is no result")


def check_shares(who, problem, values, draws):
    for event, value in values.items():
        reference = REFERENCE[problem][event][0]
        if event != "every_in_band":
            check(who, problem, event, value, (reference * (1 - reference) / draws) ** 0.5, SPREADS)
        elif value * draws > 5 + 5 * reference * draws:
            sys.exit(f"{who}: {value * draws} of {draws} paths in the band every year")


def peer(library, command, problem, method, draws, seed):
    text, _ = run([*command, problem, method, draws, seed])
    answer = json.loads(text)
    who = f"{library}, {method}"
    if "errors" in answer:
        for event, value in answer["values"].items():
            if answer["errors"][event] > 0:
                check(who, problem, event, value, answer["errors"][event], SPREADS_16)
    else:
        check_shares(who, problem, answer["values"], draws)
    return dict(answer, library=library, problem=problem, method=method)


def own_plain(program, problem, draws, seed, threads=1):
    words = run([program, int(draws), seed, problem, threads])[0].split()
    values = [float(word) for word in words[1:-2]]
    if problem in EVENTS:
        check_shares("grdp", problem, dict(zip(EVENTS[problem], values)), draws)
    return {"library": "grdp", "problem": problem, "method": "plain", "threads": threads, "draws": draws,
            "seconds": float(words[0]) * draws * 1e-9, "wall": float(words[-2]) * draws * 1e-9, "periods": int(words[-1])}


def own_until(program, problem, event, error, seed):
    words = run([program, "until", problem, event, error, seed])[0].split()
    value, reached_error = float(words[1]), float(words[2])
    check("grdp", problem, event, value, reached_error, SPREADS_16)
    if words[5] != "1":
        sys.exit(f"grdp: {problem} {event} did not reach {error}")
    return {"library": "grdp", "problem": problem, "method": "until", "event": event, "seconds": float(words[0]),
            "error": reached_error, "points": int(words[3]), "estimator": words[4]}


def command(grdp, problem, options, seed):
    text, seconds = run([grdp, "simulate", ROOT / f"scenarios/benchmarks/{problem}.scenario", "--threads", 1, "--only", "growth_grdp",
                         "--json", "--seed", seed, *options])
    return {e["name"]: e["within"] for e in json.loads(text)["events"]}, seconds


def command_plain(grdp, problem, draws, seed):
    events, seconds = command(grdp, problem, ["--estimator", "plain", "--draws", int(draws)], seed)
    check_shares("grdp simulate", problem, {name: within["value"] for name, within in events.items()}, draws)
    return {"library": "grdp simulate", "problem": problem, "method": "plain", "draws": draws, "seconds": seconds}


def command_until(grdp, problem, seed):
    events, seconds = command(grdp, problem, ["--until-se", "1e-5", "--draws", 8192], seed)
    for name, within in events.items():
        check("grdp simulate", problem, name, within["value"], within["standard_error"], SPREADS_16)
    return {"library": "grdp simulate", "problem": problem, "method": "until", "seconds": seconds}


def command_memory(grdp, draws):
    """The largest resident set of the whole command, exact quantiles by a second pass included."""
    process = subprocess.Popen([str(grdp), "simulate", str(ROOT / "scenarios/benchmarks/p1.scenario"), "--threads", "1", "--estimator", "plain", "--draws", str(int(draws)),
                                "--json"], stdout=subprocess.DEVNULL, env=environment())
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("grdp simulate failed")
    return {"library": "grdp simulate", "problem": "p1", "method": "memory", "draws": draws, "seconds": usage.ru_utime + usage.ru_stime,
            "mib": usage.ru_maxrss / 1024}


def one_round(number, build, scale):
    """Everything once, in turn: what the machine does besides falls on all."""
    own, grdp = build / "benchmarks/p1_peer", build / "grdp"
    rows = []
    for problem in ("p1", "p2", "p3"):
        rows.append(own_plain(own, problem, OWN_DRAWS[problem] * scale, number))
        for library, words, tasks in PEERS:
            program = [HERE / word if word.endswith((".py", ".R")) else word for word in words]
            if not words[0].startswith("/"):
                program = [build / "peers" / words[0]]
            rows += [peer(library, program, problem, method, draws * scale if method == "plain" else draws, number)
                     for (task, method), draws in tasks.items() if task == problem]
        rows.append(command_plain(grdp, problem, COMMAND_DRAWS[problem] * scale, number))
        rows.append(command_until(grdp, problem, number))
    rows += [own_until(own, *task, number) for task in UNTIL]
    rows.append(own_plain(own, "full", OWN_DRAWS["full"] * scale, number))
    rows += [own_plain(own, "p1", 5e7 * scale, number, threads) for threads in (1, 2)]
    return rows


def version(command, pick=lambda text: text.strip()):
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    return pick(done.stdout or done.stderr)


def machine(build):
    with open("/proc/cpuinfo", encoding="ascii") as lines:
        facts = dict((part.strip() for part in line.split(":", 1)) for line in lines if ":" in line)
    flags = facts.get("flags", "").split()
    package = lambda name: version(["dpkg-query", "-W", "-f", "${Version}", name])
    return {"processor": facts.get("model name", "unknown"), "cores": os.cpu_count(),
            "instructions": "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "baseline",
            "compiler": version(["g++", "--version"], lambda text: text.splitlines()[0]),
            "grdp": version([str(build / "grdp"), "version"], lambda text: text.splitlines()[0]),
            "packages": {name: package(name) for name in ("python3-numpy", "python3-scipy", "python3-openturns", "r-base-core",
                                                          "libquantlib0-dev", "libeigen3-dev", "libboost-dev")}}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--date", default="")
    parser.add_argument("--note", default="")
    parser.add_argument("--page", type=pathlib.Path, default=ROOT / "docs/benchmarks.md")
    parser.add_argument("--again", action="store_true", help="write the page from the kept measurements")
    options = parser.parse_args()
    build = options.build.resolve()
    kept = build / "peers/results.json"
    if not options.again:
        build_peers(build / "peers")
        loads, rows = [], []
        for number in range(options.rounds):
            loads.append(os.getloadavg()[0])
            start = time.monotonic()
            rows += [dict(row, round=number) for row in one_round(number, build, 0.1 if options.quick else 1)]
            print(f"round {number + 1} of {options.rounds}: {time.monotonic() - start:.0f} s, load {loads[-1]:.1f}", file=sys.stderr)
        rows.append(command_memory(build / "grdp", 1e8 if options.quick else 1e9))
        results = {"machine": machine(build), "rounds": options.rounds, "loads": loads, "date": options.date, "note": options.note, "rows": rows}
        kept.write_text(json.dumps(results))
    import page
    page.write(json.loads(kept.read_text()), REFERENCE, options.page)


if __name__ == "__main__":
    main()
