#!/usr/bin/env python3
"""coverage.py BUILD_DIR [--check]: line coverage of the kernel layers, by layer, from an instrumented build
whose tests have run. With --check the exit code is 1 if all layers together stay below 95 %."""
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("base", "accounts", "stats", "model", "engine", "analysis")
GOAL = 95.0


def measured_lines(build):
    """{file: {line: count}} of the kernel layers, merged over all objects that saw the file."""
    layers = "|".join(LAYERS)
    command = ["gcovr", "--root", ROOT, "--object-directory", build, "-j", "2", "--json", "-",
               "--filter", rf"{ROOT}/(src|include/grdp)/({layers})/", "--exclude-unreachable-branches", build]
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"gcovr failed:\n{result.stderr}")
    files = defaultdict(lambda: defaultdict(int))
    for entry in json.loads(result.stdout)["files"]:
        for line in entry["lines"]:
            if not line.get("gcovr/noncode"):
                files[entry["file"]][line["line_number"]] += line["count"]
    return files


def percent(covered, total):
    return 100.0 * covered / total if total else 100.0


def main():
    build, check = Path(sys.argv[1]).resolve(), "--check" in sys.argv[2:]
    files = measured_lines(build)
    if not files:
        sys.exit("no coverage was recorded")
    rows, worst = defaultdict(lambda: [0, 0]), []
    for name, lines in files.items():
        layer = re.match(r"(?:src|include/grdp)/(\w+)/", name).group(1)
        covered = sum(1 for count in lines.values() if count > 0)
        rows[layer][0] += covered
        rows[layer][1] += len(lines)
        if covered < len(lines):
            worst.append((len(lines) - covered, name, sorted(number for number, count in lines.items() if count == 0)))

    print("layer      lines  covered")
    for layer in LAYERS:
        if layer in rows:
            print(f"{layer:<10} {rows[layer][1]:5}  {percent(*rows[layer]):6.1f} %")
    total = [sum(row[0] for row in rows.values()), sum(row[1] for row in rows.values())]
    print(f"{'kernel':<10} {total[1]:5}  {percent(*total):6.1f} %")
    for missing, name, numbers in sorted(worst, reverse=True)[:12]:
        shown = ", ".join(map(str, numbers[:12])) + (", ..." if len(numbers) > 12 else "")
        print(f"  {missing:4} lines untested in {name}: {shown}")
    if check and percent(*total) < GOAL:
        sys.exit(f"line coverage of the kernel is below {GOAL} %")


if __name__ == "__main__":
    main()
