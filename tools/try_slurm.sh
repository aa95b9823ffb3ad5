#!/usr/bin/env bash
# try_slurm.sh GRDP: the job array of tools/slurm under a real Slurm of this machine alone: slurmctld, two slurmd and munge of its own, in
# a temporary folder and on free ports. One task is killed and submitted again, one is requeued while it runs; the merged parts are then
# compared, byte by byte, with a sweep that nothing interrupted. Needs root and: slurmctld slurmd slurm-client munge
set -euo pipefail
grdp=$(readlink -f "${1:?the grdp command}")
tools=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
scenario=$tools/../scenarios/can-tho-2023/base.scenario
sweep=("$scenario" --grid 'trend[services]@2023=7..9:0.1' --grid 'trend[industry]@2023=7..12:0.25' --draws 20000 --estimator plain)
shards=8
work=$(mktemp -d /tmp/grdp-slurm.XXXXXX)
children=()

finish() {
    local child
    for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

start() {
    "$@" >"$work/$(basename "$1")-$$-${#children[@]}.log" 2>&1 &
    children+=($!)
}
say() { printf '%s\n' "try_slurm: $*"; }
until_true() {  # until_true SECONDS COMMAND...
    local ends=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $ends ] || { say "waited in vain: $*"; tail -n 20 "$work"/*.log; exit 1; }
        sleep 0.2
    done
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

configure() {
    install -d -m 700 "$work/munge" "$work/state" "$work/n1" "$work/n2"
    chmod 755 "$work"
    dd if=/dev/urandom of="$work/munge/key" bs=1024 count=1 status=none
    chmod 400 "$work/munge/key"
    cat >"$work/slurm.conf" <<CONF
ClusterName=grdp
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$(free_port)
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/%n.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=n1 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$(free_port) CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$(free_port) CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=60 State=UP
CONF
    export SLURM_CONF=$work/slurm.conf
}

start_slurm() {
    start munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" \
        --log-file="$work/munge.log" --seed-file="$work/munge/seed"
    until_true 20 test -S "$work/munge/socket"
    start slurmctld -D -f "$SLURM_CONF"
    start slurmd -D -f "$SLURM_CONF" -N n1
    start slurmd -D -f "$SLURM_CONF" -N n2
    until_true 60 bash -c '[ "$(sinfo -h -t idle -o %D | head -1)" = 2 ]'
    say "$(slurmctld -V): $(sinfo -h -o '%D nodes %t')"
}

submit() {  # submit TASKS: prints the number of the job
    sbatch --parsable --array="$1" --chdir="$work" --output="$work/task-%a.log" --export=ALL,GRDP="$grdp" "$tools/slurm/sweep.sbatch" "$shards" "$work/parts" "${sweep[@]}"
}
kept() { "$grdp" show "$work/parts/$1.h5" --digests 2>/dev/null | wc -l; }
has_begun() { [ -f "$work/parts/$1.h5.journal" ] && [ "$(kept "$1")" -gt 0 ]; }
is_over() { [ -z "$(squeue -h -j "$1" 2>/dev/null)" ]; }

configure
start_slurm
say "the whole sweep, uninterrupted"
"$grdp" sweep "${sweep[@]}" --out "$work/whole.h5" >/dev/null

job=$(submit "1-$shards")
until_true 60 has_begun 1
until_true 60 has_begun 2
before=$(kept 1)
pkill_of=$(pgrep -f -- "--shard 1/$shards --out $work/parts/1.h5" | head -1)
kill -KILL "$pkill_of"
say "shard 1: killed (SIGKILL) with $before scenarios kept"
requeued=$(kept 2)
scontrol requeue "${job}_2"
say "shard 2: requeued while it ran, $requeued scenarios kept; restarts: $(scontrol show job "${job}_2" | grep -o 'Restarts=[0-9]*')"
until_true 300 is_over "$job"
[ ! -e "$work/parts/1.h5" ] || { say "shard 1 was not interrupted"; exit 1; }
"$grdp" merge "$work"/parts/*.h5 --out "$work/early.h5" 2>&1 | sed 's/^/    /' || true
again=$(submit 1)
until_true 120 is_over "$again"
say "shard 1: submitted again: $(tail -1 "$work/task-1.log")"
"$grdp" merge "$work"/parts/*.h5 --out "$work/merged.h5" >/dev/null
cmp "$work/whole.h5" "$work/merged.h5"
say "$(ls "$work"/parts/*.h5 | wc -l) parts merged: $(stat -c %s "$work/merged.h5") bytes, identical to the uninterrupted sweep"
