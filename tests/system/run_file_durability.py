"""A run file is the same for the same run, whole or absent, and refused when damaged."""
import json
import os
import pathlib
import random
import signal
import subprocess
import time

SOURCE = pathlib.Path(os.environ["GRDP_SOURCE_DIR"])
COMMAND = os.environ["GRDP_COMMAND"]
SCENARIO = SOURCE / "scenarios/can-tho-2023/base.scenario"


def grdp(*arguments, **options):
    return subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


def simulate(out, *more, **options):
    return grdp("simulate", SCENARIO, "--draws", "20000", "--seed", "7", "--out", out, *more, **options)


def equal_runs_are_equal_files():
    for index, threads in enumerate(("1", "2", "3")):
        assert simulate(f"same-{index}.h5", "--threads", threads).returncode == 0
    bytes_of = {pathlib.Path(f"same-{i}.h5").read_bytes() for i in range(3)}
    assert len(bytes_of) == 1, "runs with other thread counts gave other bytes"
    elsewhere = subprocess.run([COMMAND, "simulate", SCENARIO.name, "--draws", "20000", "--seed", "7", "--out", os.path.abspath("same-3.h5")],
                               cwd=SCENARIO.parent, capture_output=True)
    assert elsewhere.returncode == 0, elsewhere.stderr
    assert pathlib.Path("same-3.h5").read_bytes() in bytes_of, "a run started in another folder gave other bytes"


def shown_is_what_was_printed():
    printed = simulate("shown.h5", "--json")
    shown = grdp("show", "shown.h5", "--json")
    assert shown.returncode == 0, shown.stderr
    before, after = json.loads(printed.stdout), json.loads(shown.stdout)
    for key in ("scenario", "seed", "draws", "generator", "failed_paths", "series", "events"):
        assert before[key] == after[key], f"{key} differs between the run and its file"


def damage_is_refused():
    whole = pathlib.Path("same-0.h5").read_bytes()
    draw = random.Random(20230101)
    for i in range(40):
        broken = bytearray(whole)
        if i % 2:
            broken[draw.randrange(len(broken))] ^= 1 << draw.randrange(8)
        else:
            del broken[draw.randrange(len(broken)):]
        pathlib.Path("broken.h5").write_bytes(bytes(broken))
        shown = grdp("show", "broken.h5")
        assert shown.returncode == 7, (i, shown.returncode, shown.stderr)
        assert "E500" in shown.stderr, shown.stderr


def refusals_leave_the_old_file():
    old = pathlib.Path("same-0.h5").read_bytes()
    pathlib.Path("old.h5").write_bytes(old)
    limited = ["bash", "-c", f'ulimit -f 16; exec "$0" simulate "{SCENARIO}" --draws 20000 --out old.h5', COMMAND]
    result = subprocess.run(limited, capture_output=True, text=True)
    assert result.returncode == 5, (result.returncode, result.stderr)
    assert "E1008" in result.stderr, result.stderr
    assert pathlib.Path("old.h5").read_bytes() == old
    for target in ("/dev/full", "/nowhere/run.h5", "."):
        result = simulate(target)
        assert result.returncode == 5, (target, result.returncode, result.stderr)


def interruption_leaves_no_half_file():
    for delay in (0.05, 0.2, 0.5):
        process = subprocess.Popen([COMMAND, "simulate", str(SCENARIO), "--draws", "200000000", "--out", "interrupted.h5"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert process.returncode in (130, -signal.SIGINT), (process.returncode, errors)
        assert not pathlib.Path("interrupted.h5").exists()
    assert not list(pathlib.Path(".").glob(".grdp-*.tmp"))


equal_runs_are_equal_files()
shown_is_what_was_printed()
damage_is_refused()
refusals_leave_the_old_file()
interruption_leaves_no_half_file()
