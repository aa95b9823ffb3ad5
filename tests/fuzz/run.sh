#!/usr/bin/env bash
# tests/fuzz/run.sh BUILD_DIR SECONDS [--keep]: every libFuzzer target for so many seconds, two at a time,
# from the corpus in the repository. New inputs land in BUILD_DIR/found; --keep merges those that reach new
# code into the repository's corpus. A crash leaves its input in BUILD_DIR/crashes and fails the run.
set -euo pipefail
build=$1 seconds=${2:-60} keep=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fuzz() {
    local program=$1 name corpus found log
    name=$(basename "$program")
    name=${name#fuzz_}
    corpus="$here/corpus/$name" found="$build/found/$name" log="$build/found/$name.log"
    mkdir -p "$corpus" "$found" "$build/crashes"
    local options=(-max_total_time="$seconds" -timeout=20 -rss_limit_mb=2560 -print_final_stats=1
                   -artifact_prefix="$build/crashes/$name-")
    [ ! -f "$here/$name.dict" ] || options+=(-dict="$here/$name.dict")
    if ! "$program" "${options[@]}" "$found" "$corpus" >"$log" 2>&1 </dev/null; then
        tail -n 60 "$log"
        echo "fuzz $name: FAILED, input in $build/crashes (log: $log)"
        return 1
    fi
    [ "$keep" != --keep ] || "$program" -merge=1 "$corpus" "$found" >>"$log" 2>&1
    echo "fuzz $name: $(awk '/stat::number_of_executed_units/ { print $2 }' "$log") inputs in $seconds s, no finding"
}

programs=("$build"/tests/fuzz/fuzz_*)
[ -x "${programs[0]}" ] || { echo "no fuzz target in $build/tests/fuzz"; exit 1; }
status=0
for ((i = 0; i < ${#programs[@]}; i += 2)); do
    pids=()
    for program in "${programs[@]:i:2}"; do
        fuzz "$program" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || status=1; done
done
exit $status
