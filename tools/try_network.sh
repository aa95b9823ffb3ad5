#!/usr/bin/env bash
# try_network.sh GRDP_MPI: the ranks of one sweep in network namespaces of this machine, two "machines" with names and addresses of their
# own that see each other over a bridge alone, by TCP; one run is killed amid and begun again. The file is compared, byte by byte, with
# that of one process. Needs root and: openmpi-bin iproute2
set -euo pipefail
grdp=$(readlink -f "${1:?the grdp-mpi command}")
tools=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
scenario=$tools/../scenarios/can-tho-2023/base.scenario
sweep=("$scenario" --grid 'trend[services]@2023=7..9:0.1' --grid 'trend[industry]@2023=7..12:0.25' --draws 20000 --estimator plain)
work=$(mktemp -d /tmp/grdp-network.XXXXXX)
mark=g$$
hosts=(a b c)  # mpirun runs in the first and the ranks in the others

finish() {
    local host
    for host in "${hosts[@]}"; do ip netns del "$mark$host" 2>/dev/null || true; done
    ip link del "$mark" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
say() { printf '%s\n' "try_network: $*"; }

connect() {
    local number=1 host
    ip link add "$mark" type bridge
    ip link set "$mark" up
    for host in "${hosts[@]}"; do
        ip netns add "$mark$host"
        ip link add "$mark$host" type veth peer name eth0 netns "$mark$host"
        ip link set "$mark$host" master "$mark" up
        ip -n "$mark$host" addr add "10.213.77.$number/24" dev eth0
        ip -n "$mark$host" link set eth0 up
        ip -n "$mark$host" link set lo up
        number=$((number + 1))
    done
}

# What mpirun calls in the place of ssh: HOST COMMAND...
write_agent() {
    cat >"$work/agent" <<AGENT
#!/bin/sh
host=\$1
shift
exec ip netns exec "\$host" unshare --uts sh -c "hostname \$host; \$*"
AGENT
    chmod +x "$work/agent"
}

on_ranks() {  # on_ranks OUT: two ranks on each of two hosts
    ip netns exec "${mark}a" unshare --uts sh -c "hostname ${mark}a; exec \"\$@\"" sh \
        mpirun --allow-run-as-root --host "${mark}b:2,${mark}c:2" -n 4 --oversubscribe --bind-to none --prefix "$(dirname "$(dirname "$(readlink -f "$(command -v mpirun)")")")" \
        --mca plm_rsh_agent "$work/agent" --mca btl tcp,self --mca pml ob1 \
        --mca btl_tcp_if_include eth0 --mca oob_tcp_if_include eth0 --mca orte_keep_fqdn_hostnames 1 \
        "$grdp" sweep "${sweep[@]}" --out "$1"
}

connect
write_agent
"$grdp" sweep "${sweep[@]}" --threads 1 --out "$work/alone.h5" >/dev/null
say "4 ranks on ${mark}b and ${mark}c, by TCP over the bridge $mark"
sent_before=$(cat "/sys/class/net/${mark}c/statistics/rx_bytes")
on_ranks "$work/ranks.h5" >/dev/null
cmp "$work/alone.h5" "$work/ranks.h5"
say "identical bytes; $((($(cat "/sys/class/net/${mark}c/statistics/rx_bytes") - sent_before) / 1024)) KiB came from ${mark}c"

on_ranks "$work/killed.h5" >/dev/null 2>"$work/killed.log" &
job=$!
until [ -f "$work/killed.h5.journal" ] && [ "$("$grdp" show "$work/killed.h5" --digests 2>/dev/null | wc -l)" -gt 40 ]; do
    kill -0 "$job" 2>/dev/null || { cat "$work/killed.log"; say "it ended before it could be killed"; exit 1; }
done
for victim in $(ip netns pids "${mark}c"); do
    [ "$(basename "$(readlink "/proc/$victim/exe")")" != "$(basename "$grdp")" ] || break
done
kill -KILL "$victim"
code=0
wait "$job" || code=$?
say "a rank on ${mark}c was killed: mpirun ended with $code, $("$grdp" show "$work/killed.h5" --digests | wc -l) scenarios kept"
on_ranks "$work/killed.h5" 2>&1 >/dev/null | sed 's/^/    /'
cmp "$work/alone.h5" "$work/killed.h5"
say "the same command again: identical bytes"
