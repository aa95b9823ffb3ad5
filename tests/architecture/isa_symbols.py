#!/usr/bin/env python3
"""isa_symbols.py NM OBJECT...: objects of *_isa.cpp share no inline function with the rest of the program.

The linker keeps one copy of each inline function. Were it the copy compiled for AVX-512, an older machine
would die on it, far from any kernel. So each weak symbol must lie in a namespace isa_..."""
import re
import subprocess
import sys


def shared_symbols(listing):
    """Lines of `nm --format=posix`: NAME TYPE ...; weak definitions outside the namespaces."""
    fields = [line.split() for line in listing.splitlines() if line and not line.endswith(":")]
    weak = [f[0] for f in fields if len(f) >= 2 and f[1] in "WVu"]
    return [name for name in weak if not re.search(r"\d+isa_(baseline|avx2|avx512)", name) and not name.startswith("DW.ref.")]


def main():
    nm, objects = sys.argv[1], sys.argv[2:]
    faults = 0
    for path in objects:
        listing = subprocess.run([nm, "--format=posix", path], capture_output=True, text=True, check=True).stdout
        for name in shared_symbols(listing):
            print(f"{path}: {name} is shared with other sources (move it into GRDP_ISA_NAMESPACE or do without)")
            faults += 1
    print(f"{len(objects)} objects, {faults} shared symbols")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
