#!/usr/bin/env bash
# One door to everything: ./go VERB. Without a verb it explains itself.
set -euo pipefail
here=$PWD
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
cd "$root"

explain() {
    cat <<'TEXT'
grdp: from a model and a scenario to an honest probability.

    ./go run                    set up, build, and answer: what does the Can Tho programme for 2023 imply?
    ./go run VERB ...           set up, build, and run the grdp command with your own words
    ./go test [PRESET] [ARGS]   set up, build everything, run all tests (ARGS go to ctest, e.g. -R unit_stats)

    ./go build [PRESET]         build only (presets: release, mpi, dev, clang, kernel, asan, tsan, coverage)
    ./go sanitize [KIND]        tests under sanitizers: address (with undefined behaviour), thread, or both
    ./go coverage [--check]     line coverage of the kernel layers; --check fails below 95 %
    ./go fuzz [SECONDS] [--keep]  each fuzz target for so many seconds (60); --keep grows the kept corpus
    ./go bench [ARGS]           the benchmarks (ARGS go to each of them)
    ./go bench peers [ARGS]     NumPy, SciPy, OpenTURNS, R, QuantLib, C++ and grdp on the same problems: docs/benchmarks.md
    ./go bench sweep [ARGS]     10,000 scenarios over 100,000 common draws: NumPy, Eigen, OpenTURNS and grdp; Shapley effects; into the same page
    ./go format [--check]       lay out the C++ sources with clang-format
    ./go install [PREFIX]       install the command, library and examples (default /usr/local)
    ./go setup [SECTION...]     only install missing Debian packages (sections of tools/packages.txt)
    ./go check                  everything that must hold before a change lands (.ci/run)
    ./go clean                  remove build/

Debian packages are looked for first and installed only when missing (as root or through sudo).
TEXT
}

say() { printf '%s\n' "go: $*" >&2; }

# --- Debian packages -------------------------------------------------------------------------------

# packages SECTION...: the names listed in those sections of tools/packages.txt.
packages() {
    awk -v wanted=" $* " '
        { sub(/#.*/, ""); gsub(/[ \t\r]/, "") }
        /^\[/ { section = substr($0, 2, length($0) - 2); next }
        $0 != "" && index(wanted, " " section " ") { print }' tools/packages.txt
}

# missing NAME...: those of the named packages that are not installed.
missing() {
    local installed name
    installed=$(dpkg-query -W -f '${db:Status-Abbrev}|${Package}\n' "$@" 2>/dev/null || true)
    for name in "$@"; do
        grep -q "^ii *|$name\$" <<<"$installed" || printf '%s\n' "$name"
    done
}

# become_root: how this user runs a command as root, or nothing if that is impossible without asking.
become_root() {
    if [ "$(id -u)" = 0 ]; then
        echo env
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && [ -z "${CI:-}" ]; }; }; then
        echo sudo
    fi
}

# setup SECTION...: installs what is missing from these sections; touches nothing when nothing is.
setup() {
    local names absent as_root
    mapfile -t names < <(packages "$@")
    if ! command -v dpkg-query >/dev/null; then
        say "this is not a Debian system; it needs the equivalents of: ${names[*]}"
        return 0
    fi
    mapfile -t absent < <(missing "${names[@]}")
    [ ${#absent[@]} -gt 0 ] || return 0

    say "missing Debian packages: ${absent[*]}"
    as_root=$(become_root)
    if [ -z "$as_root" ]; then
        say "installing them needs root. Run this, then ./go again:"
        printf '    apt-get update && apt-get install -y --no-install-recommends %s\n' "${absent[*]}" >&2
        exit 2
    fi
    apt_install "$as_root" "${absent[@]}" || { say "apt-get could not install: ${absent[*]}"; exit 2; }
}

# apt_install AS_ROOT NAME...: refreshes the package index only if it is absent or has grown stale.
apt_install() {
    local as_root=$1 options=(-y -q --no-install-recommends -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
    shift
    local apt=("$as_root" DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}")
    if apt-get --simulate --no-install-recommends install "$@" >/dev/null 2>&1; then
        "${apt[@]}" install "$@" </dev/null >&2 && return 0
    fi
    "${apt[@]}" update </dev/null >&2
    "${apt[@]}" install "$@" </dev/null >&2
}

# --- building --------------------------------------------------------------------------------------

if command -v ccache >/dev/null; then
    export CMAKE_C_COMPILER_LAUNCHER="${CMAKE_C_COMPILER_LAUNCHER:-ccache}"
    export CMAKE_CXX_COMPILER_LAUNCHER="${CMAKE_CXX_COMPILER_LAUNCHER:-ccache}"
    export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}" CCACHE_NOHASHDIR="${CCACHE_NOHASHDIR:-true}"
fi

# parallel_jobs: one for each core, but no more than the memory carries (a test file needs about 1 GB).
parallel_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || echo "$cores")
    echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}

# configure PRESET [CMAKE ARGS]: quiet unless it fails.
configure() {
    local preset=$1 log="build/$1-configure.log"
    mkdir -p build
    cmake --preset "$@" >"$log" 2>&1 || { cat "$log" >&2; say "configuring $preset failed"; exit 1; }
}

# build PRESET [TARGET...]
build() {
    local preset=$1
    shift
    say "building build/$preset"
    cmake --build "build/$preset" --parallel "$(parallel_jobs)" ${1:+--target "$@"} >&2 || { say "building $preset failed"; exit 1; }
}

# run_tests PRESET [CTEST ARGS]: ctest's own summary is the last word.
run_tests() {
    local preset=$1
    shift
    export UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
    ctest --test-dir "build/$preset" --output-on-failure --no-tests=error --no-label-summary -j2 "$@" </dev/null
}

# --- verbs -----------------------------------------------------------------------------------------

verb_run() {
    setup build
    # The tests need more packages than the command: they join this build when `./go test` asks for them.
    if [ -f build/release/CMakeCache.txt ]; then configure release; else configure release -DGRDP_BUILD_TESTS=OFF; fi
    build release grdp
    if [ $# -gt 0 ]; then
        cd "$here" && exec "$root/build/release/grdp" "$@"
    fi
    local verb scenario=scenarios/can-tho-2023/base.scenario
    for verb in project simulate; do
        say "build/release/grdp $verb $scenario"
        build/release/grdp "$verb" "$scenario"
    done
}

verb_test() {
    local preset=release
    case "${1:-}" in
        "" | -*) ;;
        *) preset=$1; shift ;;
    esac
    if [ "$preset" = release ] || [ "$preset" = mpi ]; then setup build test mpi; else setup build test check; fi
    if [ "$preset" = release ]; then configure release -DGRDP_BUILD_TESTS=ON -DGRDP_WITH_MPI=ON; else configure "$preset" -DGRDP_BUILD_TESTS=ON; fi
    build "$preset"
    run_tests "$preset" "$@"
}

verb_build() {
    local preset=${1:-release}
    case $preset in
        release) setup build ;;
        mpi) setup build test mpi ;;
        *) setup build test check ;;
    esac
    if [ "$preset" = release ] && [ ! -f build/release/CMakeCache.txt ]; then
        configure release -DGRDP_BUILD_TESTS=OFF
    else
        configure "$preset"
    fi
    build "$preset" "${@:2}"
}

verb_sanitize() {
    setup build test check
    case "${1:-both}" in
        address) sanitize asan "${@:2}" ;;
        thread) sanitize tsan "${@:2}" ;;
        both) sanitize asan && sanitize tsan ;;
        *) say "sanitize: \"$1\" is no kind (expected address, thread or both)"; exit 2 ;;
    esac
}

# The thread sanitizer sees only what threads touch: the tests labelled so.
sanitize() {
    local preset=$1
    configure "$preset"
    if [ "$preset" = tsan ]; then
        build tsan thread_tests
        run_tests tsan -L threads "${@:2}"
    else
        build "$preset"
        run_tests "$preset" "${@:2}"
    fi
}

verb_coverage() {
    setup build test check
    configure coverage
    build coverage coverage_tests
    find build/coverage -name '*.gcda' -delete
    run_tests coverage -L coverage >build/coverage/tests.log || { cat build/coverage/tests.log; exit 1; }
    python3 tools/coverage.py build/coverage "$@"
}

verb_fuzz() {
    setup build test check
    configure asan
    build asan fuzzers
    tests/fuzz/run.sh build/asan "${1:-60}" "${@:2}"
}

verb_bench() {
    if [ "${1:-}" = peers ]; then bench_peers "${@:2}"; return; fi
    if [ "${1:-}" = sweep ]; then bench_sweep "${@:2}"; return; fi
    setup build check
    configure release -DGRDP_BUILD_BENCHMARKS=ON
    build release benchmarks
    local program
    for program in build/release/benchmarks/*_benchmark; do
        say "$program"
        "$program" "$@"
    done
}

bench_peers() {
    setup build check peers
    configure release -DGRDP_BUILD_BENCHMARKS=ON
    build release grdp p1_peer
    /usr/bin/python3 benchmarks/peers/run.py --build build/release "$@"
}

bench_sweep() {
    setup build check peers
    configure release -DGRDP_BUILD_BENCHMARKS=ON
    build release grdp sweep_engine sensitivity_benchmark
    /usr/bin/python3 benchmarks/peers/sweep.py --build build/release "$@"
    /usr/bin/python3 benchmarks/peers/sensitivity.py --build build/release "$@"
}

verb_format() {
    setup check
    local mode=(-i)
    [ "${1:-}" != --check ] || mode=(--dry-run -Werror)
    git ls-files -z '*.cpp' '*.hpp' | xargs -0 clang-format "${mode[@]}"
}

verb_install() {
    verb_build release
    cmake --install build/release --prefix "${1:-/usr/local}"
}

verb_setup() {
    [ $# -gt 0 ] || set -- build test check
    setup "$@"
    say "all packages are here: $*"
}

verb_check() { exec .ci/run; }
verb_clean() { rm -rf build; }

main() {
    local verb=${1:-help}
    case "$verb" in
        help | -h | --help) explain ;;
        run | test | build | sanitize | coverage | fuzz | bench | format | install | setup | check | clean) "verb_$verb" "${@:2}" ;;
        *) explain >&2; say "\"$verb\" is no verb of ./go"; exit 2 ;;
    esac
}

main "$@"
