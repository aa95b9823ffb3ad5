"""Shards computed apart and merged are the file of one uninterrupted sweep, to the last byte."""
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import unittest

from _command import COMMAND, SOURCE, Case, damaged, run, run_json

BASE = os.path.join(SOURCE, "scenarios/can-tho-2023/base.scenario")
GRID = ("--grid", "trend[services]@2023=7..9:1", "--grid", "driver[credit]@2023=8,14", "--grid", "elasticity[services,credit]=0.1,0.2")
QUICK = ("--draws", "2000", "--estimator", "plain")


def content(path):
    with open(path, "rb") as file:
        return file.read()


class Shards(Case):
    def path(self, name):
        return os.path.join(self.folder, name)

    def sweep(self, out, *more, base=BASE, design=GRID):
        return run("sweep", base, *design, *QUICK, "--out", self.path(out), *more)

    def shard(self, number, count=4, **more):
        name = f"part-{number}.h5"
        result = self.sweep(name, "--shard", f"{number}/{count}", **more)
        self.assertEqual(result.returncode, 0, result.stderr)
        return self.path(name)

    def whole(self):
        self.assertEqual(self.sweep("whole.h5").returncode, 0)
        return content(self.path("whole.h5"))

    def merge(self, *words, out="merged.h5"):
        return run("merge", *words, "--out", self.path(out))

    def merged(self, *words, out="merged.h5"):
        result = self.merge(*words, out=out)
        self.assertEqual(result.returncode, 0, result.stderr)
        return content(self.path(out))

    def test_merged_in_any_order_and_grouping_they_are_the_whole_sweep(self):
        whole = self.whole()
        parts = [self.shard(number) for number in (3, 1, 4, 2)]
        for order in itertools.islice(itertools.permutations(parts), 0, 24, 7):
            self.assertEqual(self.merged(*order), whole)
        first = self.merged(parts[0], parts[2], "--partial", out="first.h5")
        self.assertEqual(self.merged(parts[2], parts[0], "--partial", out="again.h5"), first)
        self.assertEqual(self.merged(self.path("first.h5"), parts[1], parts[3]), whole)
        rest = self.path("rest.h5")
        self.merged(parts[3], parts[1], "--partial", out="rest.h5")
        self.assertEqual(self.merged(rest, self.path("first.h5")), whole)
        self.assertEqual(self.merge(*parts).stdout, run("show", self.path("whole.h5")).stdout)

    def test_each_scenario_is_computed_once_with_the_digest_of_the_whole_sweep(self):
        self.whole()
        wanted = run("show", self.path("whole.h5"), "--digests").stdout.splitlines()
        lines = []
        for number in (1, 2, 3, 4, 5):
            lines += run("show", self.shard(number, count=5), "--digests").stdout.splitlines()
        self.assertEqual(sorted(lines), sorted(wanted))

    def test_a_part_says_what_it_holds_in_both_languages_and_for_scripts(self):
        part = self.shard(2)
        shown = run("show", part).stdout
        self.assertEqual(shown, "base: 3 of 12 scenarios, shards 2 of 4.\nMissing: 1, 3, 4. grdp merge joins all parts.\n")
        self.assertIn("Còn thiếu các phần: 1, 3, 4", run("show", part, "--lang", "vi").stdout)
        document, _ = run_json("show", part)
        self.assertEqual(document, {"schema": "grdp.part.v1", "scenario": "base", "scenarios": 3, "of": 12, "failed": 0, "shards": 4, "held": [2], "missing": [1, 3, 4]})
        checked, result = run_json("store", "check", part)
        self.assertEqual((result.returncode, checked["sealed"], checked["scenarios"]), (0, True, 3))
        self.assertEqual(run("export", part).returncode, 7)

    def test_a_check_proves_that_all_is_there_and_writes_nothing(self):
        parts = [self.shard(number) for number in (1, 2, 3)]
        before = sorted(os.listdir(self.folder))
        self.assert_fails(run("merge", *parts, "--check"), 7, "E5018", "1 of 4 shards are missing: 4")
        self.assert_fails(run("merge", *parts, parts[0], "--check"), 7, "E5017")
        parts.append(self.shard(4))
        document, result = run_json("merge", *parts, "--check")
        self.assertEqual((result.returncode, document["scenarios"], document["missing"]), (0, 12, []))
        self.assertEqual(sorted(os.listdir(self.folder)), sorted([*before, "part-4.h5"]))

    def test_incomplete_doubled_and_foreign_parts_are_refused(self):
        one, two = self.shard(1), self.shard(2)
        refused = self.merge(one, two)
        self.assert_fails(refused, 7, "E5018", "2 of 4 shards are missing: 3, 4")
        self.assertFalse(os.path.exists(self.path("merged.h5")))
        self.assert_fails(self.merge(one, two, one, "--partial"), 7, "E5017", "shard 1 of 4 is in")
        other = self.path("other.h5")
        for words, said in (((*GRID, "--seed", "7"), "seed 7, not 2023"),
                            ((*GRID[:-2], "--grid", "elasticity[services,credit]=0.1,0.3"), "another design"),
                            ((*GRID, "--set", "2023 driver[tourism] += 5"), "--set is read by one of them only")):
            self.assertEqual(run("sweep", BASE, *words, *QUICK, "--shard", "3/4", "--out", other).returncode, 0)
            self.assert_fails(self.merge(one, two, other, "--partial"), 7, "E5016", said)
            os.remove(other)
        self.sweep("other.h5", "--shard", "3/5")
        self.assert_fails(self.merge(one, other), 7, "E5016", "shards of 5, not of 4")
        self.whole()
        self.assert_fails(self.merge(one, self.path("whole.h5")), 7, "E5001", "whole already")
        text, run_file = self.path("note.txt"), self.path("run.h5")
        with open(text, "w", encoding="utf-8") as file:
            file.write("# a note\nparts 1 to 4\n")
        self.assertEqual(run("simulate", BASE, *QUICK, "--out", run_file).returncode, 0)
        foreign = self.merge(self.path("nothing.h5"), text, run_file, self.path("whole.h5"), one)
        self.assert_fails(foreign, 5, "4 errors", "nothing.h5: error E1001: file not found (expected a part written by grdp sweep --shard",
                          "note.txt:2:1: error E5001: this is a text, not a part of a sweep", "2 | parts 1 to 4",
                          "run.h5: error E5001: this is the run file of one scenario", "whole.h5: error E5001: this is the file of a whole sweep")
        self.assert_fails(self.merge(one, self.path("nowhere.h5")), 5, "E1001", "file not found")
        both = self.merge(one, one, self.path("whole.h5"))
        self.assert_fails(both, 7, "E5017", "E5001")  # all faults at once

    def test_parts_of_a_changed_model_are_refused(self):
        one = self.shard(1)
        project = self.path("changed")
        shutil.copytree(SOURCE, project, ignore=lambda folder, names: [name for name in names if folder == SOURCE and name not in ("models", "scenarios")])
        scenario = os.path.join(project, "scenarios/can-tho-2023/base.scenario")
        result = self.sweep("same.h5", "--shard", "2/4", base=scenario)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.merge(one, self.path("same.h5"), "--partial").returncode, 0)  # the same texts elsewhere are the same sweep
        with open(os.path.join(project, "models/four_component.model"), "a", encoding="utf-8") as model:
            model.write("\n# another thought\n")
        result = self.sweep("other.h5", "--shard", "3/4", base=scenario)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assert_fails(self.merge(one, self.path("other.h5")), 7, "E5016", "four_component.model differs")

    def test_shards_that_cannot_be_are_refused(self):
        for text in ("0/4", "5/4", "1", "1/0", "a/b", "-1/2", "1/2000000", "1/", "/2"):
            with self.subTest(text=text):
                self.assert_fails(self.sweep("x.h5", "--shard", text), 2, "E6005", "shard K of N")
        self.assert_fails(self.sweep("x.h5", "--shard", "1/13"), 2, "E7211", "12 scenarios cannot be divided among 13 shards")
        self.assert_fails(run("sweep", BASE, *GRID, "--shard", "1/4"), 2, "E7211", "--out")
        self.assert_fails(run("merge", self.path("x.h5")), 2, "E6006", "--out")

    def test_nothing_finished_is_overwritten_by_another_shard(self):
        part = self.shard(1)
        before = content(part)
        self.assert_fails(self.sweep("part-1.h5", "--shard", "2/4"), 5, "E6010", "holds shards 1 of 4")
        self.assert_fails(self.sweep("part-1.h5"), 5, "E6010")
        self.assertEqual(content(part), before)
        again = self.sweep("part-1.h5", "--shard", "1/4")
        self.assertEqual(again.returncode, 0)
        self.assertIn("complete already", again.stderr)
        self.assert_fails(run("merge", part, part, "--out", part), 5, "E6010")

    def test_a_damaged_part_is_refused(self):
        part = self.shard(1)
        whole = content(part)
        for broken in damaged(whole, 11, 12):
            with open(part, "wb") as file:
                file.write(broken)
            self.assertEqual(self.merge(part, "--partial").returncode, 7)

    def test_a_shard_with_a_failed_scenario_ends_as_the_sweep_does(self):
        words = ("sweep", BASE, "--grid", "trend[services]@2023=8,1e300,9", *QUICK)
        self.assertEqual(run(*words, "--out", self.path("whole.h5")).returncode, 6)
        codes = sorted(run(*words, "--shard", f"{k}/3", "--out", self.path(f"{k}.h5")).returncode for k in (1, 2, 3))
        self.assertEqual(codes, [0, 0, 6])
        merged = self.merge(*(self.path(f"{k}.h5") for k in (1, 2, 3)))
        self.assert_fails(merged, 6, "E7210", "1 of 3 scenarios failed")
        self.assertEqual(content(self.path("merged.h5")), content(self.path("whole.h5")))

    def test_a_shard_killed_and_resumed_loses_nothing(self):
        words = [COMMAND, "sweep", BASE, "--grid", "trend[services]@2023=5..9.9:0.1", *QUICK, "--announce"]
        whole = subprocess.run([*words, "--out", self.path("whole.h5")], capture_output=True, timeout=300)
        self.assertEqual(whole.returncode, 0)
        luck = random.Random(5)
        for number in (1, 2):
            out = self.path(f"{number}.h5")
            announced = []
            while True:
                process = subprocess.Popen([*words, "--shard", f"{number}/2", "--threads", "2", "--out", out], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                try:
                    text, errors = process.communicate(timeout=luck.uniform(0.02, 0.3))
                except subprocess.TimeoutExpired:
                    process.kill()
                    text, errors = process.communicate()
                announced += [line.split()[1] for line in text.splitlines() if line.count(" ") == 1]
                if process.returncode == 0:
                    break
                self.assertEqual(process.returncode, -signal.SIGKILL, errors)
                if announced and not os.path.exists(out):  # it may have died between its last write and its end
                    self.assert_fails(self.merge(out), 5, "E1001", "this shard is not finished")
            self.assertEqual(len(announced), len(set(announced)))
            self.assertFalse(os.path.exists(out + ".journal"))
        self.merged(self.path("1.h5"), self.path("2.h5"))
        self.assertEqual(content(self.path("merged.h5")), content(self.path("whole.h5")))

    def test_the_journal_of_one_shard_is_not_taken_for_another(self):
        process = subprocess.Popen([COMMAND, "sweep", BASE, "--grid", "seed=1..100:1", "--announce", "--draws", "50000", "--threads", "1", "--shard", "1/2", "--out", self.path("x.h5")],
                                   stdout=subprocess.PIPE, text=True)
        process.stdout.readline()
        process.kill()
        process.communicate(timeout=60)
        self.assert_fails(run("sweep", BASE, "--grid", "seed=1..100:1", "--draws", "50000", "--shard", "2/2", "--out", self.path("x.h5")), 7, "E5012")

    def test_the_json_of_a_shard_and_of_a_merge_are_documents(self):
        document, result = run_json("sweep", BASE, *GRID, *QUICK, "--shard", "1/2", "--out", self.path("1.h5"))
        self.assertEqual((result.returncode, document["held"], document["missing"]), (0, [1], [2]))
        self.sweep("2.h5", "--shard", "2/2")
        document, result = run_json("merge", self.path("1.h5"), self.path("2.h5"), "--out", self.path("merged.h5"))
        self.assertEqual(document, json.loads(run("show", self.path("merged.h5"), "--json").stdout))


if __name__ == "__main__":
    unittest.main()
