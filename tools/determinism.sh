#!/bin/bash
# Builds tests/determinism/digest.cpp with each compiler and runs it in every way that must not change a bit:
# instruction sets, threads, a Vietnamese locale, glibc without FMA. Prints each digest; fails if any differs.
# usage: tools/determinism.sh [COMPILER[:OPTIMISATION]...]   (default: each of g++ clang++ that is installed, -O1 and -O3)
set -euo pipefail
cd "$(dirname "$0")/.."
compilers=("$@")
if [ ${#compilers[@]} -eq 0 ]; then
    for compiler in g++ clang++; do command -v "$compiler" >/dev/null && compilers+=("$compiler:-O1" "$compiler:-O3"); done
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
jobs=$(nproc)
common=(-std=c++20 -ffp-contract=off -fno-math-errno -fno-trapping-math -Iinclude -Itests/support -DFMT_HEADER_ONLY -w)
launcher=$(command -v ccache || true)
isa=()
if [ "$(uname -m)" = x86_64 ]; then
    common+=(-DGRDP_HAVE_ISA_VARIANTS=1)
    isa=(avx2 avx512)
fi
declare -A isa_flags=([baseline]="" [avx2]="-mavx2" [avx512]="-mavx512f -mavx512dq -mavx512vl -mavx512bw -mprefer-vector-width=512")

build() {  # compiler, optimisation, program
    local objects="$folder/objects" list="$folder/list"
    rm -rf "$objects" && mkdir "$objects" && : >"$list"
    local source variant
    for source in src/base/*.cpp src/accounts/*.cpp src/stats/*.cpp src/engine/*.cpp src/parallel/*.cpp \
                  tests/support/model_builder.cpp tests/determinism/digest.cpp; do
        case $source in
            *_mpi.cpp) ;;  # part of the command for MPI ranks only
            *_isa.cpp)
                for variant in baseline "${isa[@]}"; do
                    echo "$2 ${isa_flags[$variant]} -DGRDP_ISA_NAMESPACE=isa_$variant -c $source -o $objects/$(basename "$source").$variant.o" >>"$list"
                done ;;
            *) echo "$2 -c $source -o $objects/${source//\//_}.o" >>"$list" ;;
        esac
    done
    xargs -P "$jobs" -L 1 $launcher "$1" "${common[@]}" <"$list"
    "$1" "$objects"/*.o -o "$3" -pthread
}

first=""
wrong=0
compare() {  # description, command...
    local text=$1 digest status=0
    shift
    digest=$("$@") || status=$?
    if [ $status -eq 3 ]; then
        echo "skipped           $text (this processor lacks the instruction set)"
        return
    fi
    [ $status -eq 0 ] || { echo "failed ($status)  $text"; wrong=1; return; }
    [ -n "$first" ] || first=$digest
    [ "$digest" = "$first" ] || wrong=1
    echo "$digest  $text"
}

localedef -i vi_VN -f UTF-8 "$folder/vi_VN.UTF-8" 2>/dev/null || echo "skipped           a Vietnamese locale (localedef cannot make it here)"
for choice in "${compilers[@]}"; do
    compiler=${choice%%:*}
    optimisation=-O3
    [ "$choice" = "$compiler" ] || optimisation=${choice#*:}
    program=$folder/digest
    build "$compiler" "$optimisation" "$program"
    name="$compiler $optimisation"
    for variant in baseline "${isa[@]}"; do compare "$name, $variant" "$program" "$variant"; done
    for threads in 1 2 3 7; do compare "$name, $threads threads" "$program" auto "$threads"; done
    [ ! -d "$folder/vi_VN.UTF-8" ] || compare "$name, a Vietnamese locale" env LOCPATH="$folder" LC_ALL=vi_VN.UTF-8 "$program"
    compare "$name, glibc without FMA and AVX2" env GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2,-AVX2_Usable,-FMA_Usable "$program"
done
if [ $wrong -ne 0 ]; then
    echo "determinism: the digests differ or a run failed" >&2
    exit 1
fi
echo "determinism: one digest, $first"
