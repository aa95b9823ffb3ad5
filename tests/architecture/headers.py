#!/usr/bin/env python3
"""headers.py COMPILER ROOT: every public header compiles alone, twice in one file, and with warnings as errors."""
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def compile_alone(compiler, root, header):
    name = header.relative_to(root / "include").as_posix()
    program = f'#include "{name}"\n#include "{name}"\n'
    command = [compiler, "-std=c++20", "-fsyntax-only", "-x", "c++", "-Wall", "-Wextra", "-Wpedantic", "-Wno-psabi",
               "-Werror", f"-I{root / 'include'}", "-"]
    result = subprocess.run(command, input=program, capture_output=True, text=True)
    return name, result.returncode, result.stderr


def main():
    compiler, root = sys.argv[1], Path(sys.argv[2]).resolve()
    headers = sorted((root / "include").rglob("*.hpp"))
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        results = list(pool.map(lambda header: compile_alone(compiler, root, header), headers))
    broken = [(name, message) for name, status, message in results if status != 0]
    for name, message in broken:
        print(f"{name} does not compile alone:\n{message}")
    print(f"{len(results)} headers, {len(broken)} do not compile alone")
    return 1 if broken or not results else 0


if __name__ == "__main__":
    sys.exit(main())
