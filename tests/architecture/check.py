#!/usr/bin/env python3
"""The laws of the source tree that no compiler checks.

check.py RULE [--root DIR]    RULE: layers, text, size, names, codes, manners
Each violation is one line `file:line: problem (why) hint`; the exit code is 1 if there is any.
"""
import argparse
import re
import statistics
import sys
import unicodedata
from pathlib import Path

RANK = {"base": 0, "accounts": 1, "stats": 2, "model": 3, "engine": 4, "analysis": 5,
        "io": 6, "report": 6, "parallel": 6, "app": 7}
KERNEL = [layer for layer, rank in RANK.items() if rank <= RANK["analysis"]]
MAXIMUM_LINES = 500

# What a kernel layer may not see: files, streams, threads, printing, the locale, the outside libraries.
FORBIDDEN_IN_KERNEL = re.compile(
    r"^(i|o|f|io|s|spanstream|sync)stream$|^(ios|iomanip|streambuf|locale|clocale|cstdio|stdio\.h|filesystem|print)$"
    r"|^(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|stop_token|pthread\.h)$"
    r"|^(unistd|fcntl|signal|dlfcn)\.h$|^csignal$|^sys/|^(hdf5|H5\w*)\.h$|^boost/program_options|^nlohmann/|^fmt/(ostream|os|printf|chrono)\.h$")
# Functions whose last bits differ from one machine's C library to another's.
FORBIDDEN_MATH = re.compile(
    r"\bstd::(exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh"
    r"|asinh|acosh|atanh|erf|erfc|tgamma|lgamma|fma)[fl]?\s*\(")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SKIPPED_FOLDERS = {".git", "build", "out", "__pycache__", ".cache", ".vscode", ".idea", "node_modules"}
BINARY_SUFFIXES = {".png", ".jpg", ".gif", ".ico", ".pdf", ".h5", ".nc", ".xlsx", ".docx", ".gz", ".zip", ".woff2", ".bin"}


def files_below(folder, *suffixes):
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file() and (not suffixes or path.suffix in suffixes)
                  and not SKIPPED_FOLDERS & set(path.relative_to(folder).parts[:-1]))


def cpp_sources(root):
    return [path for top in ("include", "src") for path in files_below(root / top, ".cpp", ".hpp", ".h")]


def layer_of(root, path):
    """The layer a source belongs to, or None."""
    parts = path.relative_to(root).parts
    name = parts[2] if parts[:2] == ("include", "grdp") and len(parts) > 3 else parts[1] if parts[0] == "src" and len(parts) > 2 else None
    return name if name in RANK else None


def without_comments(text):
    """The text with comments and string contents blanked; lines keep their numbers."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
    return token.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def check_layers(root):
    for path in cpp_sources(root):
        layer = layer_of(root, path)
        if layer is None:
            yield path, 0, "belongs to no layer (sources lie in src/LAYER or include/grdp/LAYER)"
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                yield from ((path, number, problem) for problem in include_faults(root, path, layer, *match.groups()))
        if layer in KERNEL:
            for number, line in enumerate(without_comments(text).splitlines(), 1):
                math = FORBIDDEN_MATH.search(line)
                if math:
                    yield path, number, f"{math.group()[:-1].strip()} (its bits differ by machine); use grdp/stats/elementary.hpp"


def include_faults(root, path, layer, mark, name):
    if name.startswith("grdp/"):
        other = name.split("/")[1]
        if other not in RANK or name.count("/") < 2:
            yield f'includes "{name}", which is in no layer'
        elif other != layer and RANK[other] >= RANK[layer]:
            yield f'{layer} includes "{name}" (includes point down only: {layer} may not see {other})'
        elif not (root / "include" / name).is_file():
            yield f'includes "{name}", which is not in include/'
        if mark == "<":
            yield f'includes <{name}> as a system header; write "{name}"'
    elif mark == '"':
        if path.is_relative_to(root / "include"):
            yield f'a public header includes "{name}" (it is not installed); use "grdp/{layer}/..."'
        elif ".." in name.split("/") or not (path.parent / name).is_file():
            yield f'includes "{name}" (a private header lies in the folder of its user)'
    elif layer in KERNEL and FORBIDDEN_IN_KERNEL.search(name):
        yield f"includes <{name}> (the kernel touches no files, threads, streams or outside libraries)"


def is_test_input(root, path):
    """Files under tests/ that are wrong on purpose."""
    parts = path.relative_to(root).parts
    return parts[0] == "tests" and bool({"malformed", "corpus"} & set(parts))


def check_text(root):
    for path in files_below(root):
        if path.suffix in BINARY_SUFFIXES or is_test_input(root, path):
            continue
        data = path.read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            yield path, data.count(b"\n", 0, error.start) + 1, "is not UTF-8"
            continue
        if text.startswith("\ufeff"):
            yield path, 1, "begins with a byte order mark"
        for number, line in enumerate(text.split("\n"), 1):
            if not unicodedata.is_normalized("NFC", line):
                yield path, number, "is not in normal form NFC"


def cpp_files(root):
    found = [path for top in ("include", "src", "tests", "benchmarks") for path in files_below(root / top, ".cpp", ".hpp", ".h")]
    return [path for path in found if not is_test_input(root, path)]


def check_size(root):
    lengths = {path: len(path.read_bytes().splitlines()) for path in cpp_files(root)}
    if lengths:
        longest = max(lengths, key=lengths.get)
        print(f"{len(lengths)} files, median {statistics.median(lengths.values()):.0f} lines, "
              f"longest {lengths[longest]} ({longest.relative_to(root)})")
    for path, length in lengths.items():
        if length > MAXIMUM_LINES:
            yield path, length, f"has {length} lines (at most {MAXIMUM_LINES}: a longer file hides two ideas)"


def check_names(root):
    """src/x/y.cpp has its own header include/grdp/x/y.hpp first, so that the header is proved complete."""
    for path in files_below(root / "src", ".cpp"):
        twin = path.relative_to(root / "src").with_suffix(".hpp")
        if not (root / "include/grdp" / twin).is_file():
            continue
        includes = [match.group(2) for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if (match := INCLUDE.match(line))]
        if not includes or includes[0] != f"grdp/{twin.as_posix()}":
            yield path, 1, f'does not include its header first; write #include "grdp/{twin.as_posix()}"'
    for path in files_below(root / "include", ".hpp"):
        if "#pragma once" not in path.read_text(encoding="utf-8", errors="replace"):
            yield path, 1, "lacks #pragma once"


def check_codes(root):
    """Every diagnostic code is tested, and documented once there is a manual of them."""
    table = root / "include/grdp/base/codes.def"
    manual = root / "docs/reference/diagnostics.md"
    documented = manual.read_text(encoding="utf-8") if manual.is_file() else None
    tests = [path for path in files_below(root / "tests") if "architecture" not in path.relative_to(root).parts]
    tested = "\n".join(f"{path.name}\n" + path.read_text(encoding="utf-8", errors="replace") for path in tests)
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        entry = re.match(r"\s*GRDP_CODE\((\d+),\s*(\w+)", line)
        if not entry:
            continue
        code, severity = entry.groups()
        if not re.search(rf"\b[EWN]{code}\b|\bCode\s*[({{]\s*{code}\b", tested):
            yield table, number, f"code {code} appears in no test"
        if documented is not None and not re.search(rf"\b[EWN]{code}\b", documented):
            yield table, number, f"code {code} ({severity}) is not in docs/reference/diagnostics.md"


MANNERS = {
    r"\b(TODO|FIXME|XXX)\b": "unfinished work does not belong into the tree",
    r"\bSUCCEED\s*\(\s*\)": "a test that cannot fail",
    r"\[\s*[.!](hide|mayfail|shouldfail|\s*\])": "a hidden or excused test",
}


def check_manners(root):
    for path in cpp_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for pattern, reason in MANNERS.items():
                if re.search(pattern, line):
                    yield path, number, f"{line.strip()[:60]!r} ({reason})"


RULES = {"layers": check_layers, "text": check_text, "size": check_size, "names": check_names, "codes": check_codes,
         "manners": check_manners}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rule", choices=sorted(RULES))
    arguments.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    options = arguments.parse_args()
    faults = list(RULES[options.rule](options.root.resolve()))
    for path, number, problem in faults:
        print(f"{path.relative_to(options.root.resolve())}:{number}: {problem}")
    if not files_below(options.root.resolve()):
        print(f"no files below {options.root}")
        return 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
