"""A sweep gives what simulate gives, loses nothing that it announced, and ends in the same bytes however often it was killed."""
import json
import os
import random
import resource
import signal
import subprocess
import time
import unittest

from _command import COMMAND, SOURCE, Case, damaged, run, run_json

BASE = os.path.join(SOURCE, "scenarios/can-tho-2023/base.scenario")
GRID = ("--grid", "trend[services]@2023=7..9:1", "--grid", "driver[credit]@2023=8,14", "--grid", "elasticity[services,credit]=0.1,0.2")
QUICK = ("--draws", "2000", "--estimator", "plain")


class Exactness(Case):
    def test_every_row_has_the_bits_of_simulate(self):
        document, result = run_json("sweep", BASE, *GRID, "--draws", "3000")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(document["scenarios"]), 12)
        for scenario in (document["scenarios"][k] for k in (0, 7, 11)):
            values = scenario["values"]
            settings = ["--set", f"2023 trend[services] = {values['trend[services]@2023']}", "--set", f"2023 driver[credit] = {values['driver[credit]@2023']}",
                        "--set", f"elasticity[services,credit] = {values['elasticity[services,credit]']}"]
            alone, _ = run_json("simulate", BASE, *settings, "--draws", "3000")
            for event in alone["events"]:
                for side in ("below", "within", "above", "at_least"):
                    self.assertEqual(scenario["events"][f"{event['name']}@{event['period']}"][side], event[side])
            for name, series in scenario["series"].items():
                for key in ("mean", "standard_error", "sd"):
                    self.assertEqual(series[key], alone["series"][name][key])
                self.assertEqual(series["quantiles"]["95"], alone["series"][name]["quantiles"]["95"])


class Together(Case):
    """Scenarios that share their draws have the answers, the file and the digests that they have alone."""

    P1 = os.path.join(SOURCE, "scenarios/benchmarks/p1.scenario")
    AXES = ("--sobol", "30", "--range", "expected[services]=9..12", "--range", "weight[industry]=0.2..0.4", "--range", "sd(rate[services])=0.5..3",
            "--range", "corr(rate[industry],rate[services])=-0.4..0.6", "--grid", "persistence(rate[industry])=0,0.5")

    def test_whatever_the_number_of_threads(self):
        plain = ("--draws", "20000", "--estimator", "plain")
        alone, result = run_json("sweep", self.P1, *self.AXES, *plain, "--only", "growth_grdp")
        self.assertEqual(result.returncode, 0, result.stderr)
        for options in (("--threads", "2"), ("--threads", "1")):
            together, result = run_json("sweep", self.P1, *self.AXES, *plain, "--events-only", *options)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual([one["events"] for one in together["scenarios"]], [one["events"] for one in alone["scenarios"]])
            self.assertEqual(together["scenarios"][0].get("series", {}), {})
            self.assertEqual(together["shared_draws"], {"together": 60, "alone": 0, "failed": 0, "elsewhere": 0, "reasons": []})
        self.assertNotIn("shared_draws", alone)

    def test_in_a_file_and_where_only_some_can_share(self):
        words = (BASE, *GRID, *QUICK, "--events-only", "--out")
        result = run("sweep", *words, os.path.join(self.folder, "one.h5"), "--threads", "1")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(run("sweep", *words, os.path.join(self.folder, "two.h5"), "--threads", "2").returncode, 0)
        documents = [run_json("show", os.path.join(self.folder, name))[0]["scenarios"] for name in ("one.h5", "two.h5")]
        self.assertEqual(documents[0], documents[1])
        self.assertIn("Counted together over shared draws: 0 of 12 scenarios.\n", result.stderr)
        self.assertIn("12 (first 01), because plan_2023: growth_grdp@2023 is no straight line in normal shocks: volume[product_taxes]@2023 multiplies uncertain numbers.", result.stderr)
        alone, _ = run_json("sweep", BASE, *GRID, *QUICK)
        self.assertEqual([one["events"] for one in documents[0]], [one["events"] for one in alone["scenarios"]])
        kept, _ = run_json("sweep", BASE, *GRID, *QUICK, "--events-only", "--only", "growth_grdp,band_2023")
        names = ["plan_2023: growth_grdp@2023", "band_2023@2023"]
        self.assertEqual([one["events"] for one in kept["scenarios"]], [{name: one["events"][name] for name in names} for one in alone["scenarios"]])
        self.assert_fails(run("sweep", BASE, *GRID, "--events-only", "--only", "growth_gdp,bend"), 2, "E7209")

    def test_a_question_is_no_part_of_what_is_computed(self):
        words = ("sweep", BASE, *GRID, *QUICK, "--events-only", "--only", "growth_grdp", "--out")
        files = [os.path.join(self.folder, name) for name in ("plain.h5", "asked.h5")]
        self.assertEqual(run(*words, files[0]).returncode, 0)
        self.assertEqual(run(*words, files[1], "--event", "at_least(growth_grdp)", "--reach", "0.6").returncode, 0)
        contents = []
        for name in files:
            with open(name, "rb") as file:
                contents.append(file.read())
        self.assertEqual(contents[0], contents[1])
        self.assertIn("complete already", run(*words, files[0], "--event", "below(growth_grdp)").stderr)


class Designs(Case):
    def ids(self, *words):
        document, result = run_json("sweep", *words, *QUICK)
        self.assertEqual(result.returncode, 0, result.stderr)
        return document["scenarios"]

    def test_each_design_has_its_scenarios(self):
        self.assertEqual(len(self.ids(BASE, "--one", "trend[services]@2023=7,9", "--one", "driver[credit]=8,14")), 5)
        self.assertEqual(len(self.ids(BASE, "--latin", "6", "--range", "trend[services]@2023=7..9", "--range", "sd(volume[services])=1..3")), 6)
        self.assertEqual(len(self.ids(BASE, "--sobol", "8", "--range", "trend[services]@2023=7..9")), 8)
        self.assertEqual([s["values"]["scenario"] for s in self.ids(os.path.dirname(BASE))], ["base", "crisis_in", "high", "low"])
        found = self.ids(BASE, "--alternative", "credit=as_is:", "--alternative", "credit=tight: 2023 driver[credit] = 8", "--grid", "seed=1,2")
        self.assertEqual([(s["values"]["credit"], s["seed"]) for s in found], [("as_is", 1), ("as_is", 2), ("tight", 1), ("tight", 2)])
        table = os.path.join(self.folder, "cases.csv")
        with open(table, "w", encoding="utf-8") as file:
            file.write("scenario,trend[services]@2023\nweak,7\nasis,\n")
        self.assertEqual([(s["id"], s["values"]["trend[services]@2023"]) for s in self.ids(BASE, "--list", table)], [("weak", 7), ("asis", None)])

    def test_a_design_that_cannot_be_is_refused(self):
        for words in ((), ("--range", "trend[services]=7..9"), ("--sobol", "8"), ("--grid", "seed=1,2", "--independent")):
            with self.subTest(words=words):
                self.assert_fails(run("sweep", BASE, *words), 2, "E7208")
        self.assert_fails(run("sweep", BASE, *GRID, "--event", "band_2024"), 2, "E7209", "did you mean band_2023?")
        self.assert_fails(run("sweep", BASE, "--grid", "trend[services]=7,8", "--alternative", "a=b: 2023 driver[credi] = 8"), 3, "did you mean \"credit\"?")

    def test_a_scenario_that_fails_is_recorded_and_the_sweep_goes_on(self):
        out = os.path.join(self.folder, "x.h5")
        result = run("sweep", BASE, "--grid", "trend[services]@2023=8,1e300", *QUICK, "--out", out)
        self.assert_fails(result, 6, "E7210", "1 of 2 scenarios failed")
        document, _ = run_json("show", out)
        self.assertEqual([s["status"] for s in document["scenarios"]], ["done", "failed"])
        self.assertRegex(document["scenarios"][1]["reason"], "^E40")


class Store(Case):
    def command(self, out, *more):
        return [COMMAND, "sweep", BASE, *GRID, *QUICK, "--announce", "--out", out, *more]

    def whole(self):
        out = os.path.join(self.folder, "whole.h5")
        result = subprocess.run(self.command(out, "--threads", "1"), capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(result.stdout.split()), 24)
        with open(out, "rb") as file:
            return file.read()

    def digests(self, out):
        return dict(line.split() for line in run("show", out, "--digests").stdout.splitlines())

    def test_killed_at_random_moments_with_two_threads_it_loses_nothing(self):
        whole = self.whole()
        kills = int(os.environ.get("GRDP_SWEEP_KILLS", "6"))
        out = os.path.join(self.folder, "killed.h5")
        luck = random.Random(2023)
        while kills > 0:
            announced, digests = set(), {}
            for _ in range(1000):
                process = subprocess.Popen(self.command(out, "--threads", "2"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                try:
                    text, errors = process.communicate(timeout=luck.uniform(0.03, 0.4))
                except subprocess.TimeoutExpired:
                    process.kill()
                    kills -= 1
                    text, errors = process.communicate()
                fresh = {line.split()[1] for line in text.splitlines() if line.count(" ") == 1}
                self.assertFalse(fresh & announced, "a finished scenario was computed again")
                announced |= fresh
                now = self.digests(out)
                self.assertLessEqual(announced, set(now))
                self.assertEqual({name: now[name] for name in digests}, digests)
                digests = now
                if process.returncode == 0:
                    break
                self.assertEqual(process.returncode, -signal.SIGKILL, errors)
            with open(out, "rb") as file:
                self.assertEqual(file.read(), whole)
            self.assertFalse(os.path.exists(out + ".journal"))
            os.remove(out)

    def test_ctrl_c_keeps_what_is_finished(self):
        out = os.path.join(self.folder, "stopped.h5")
        process = subprocess.Popen([COMMAND, "sweep", BASE, "--grid", "trend[services]@2023=5..10:0.05", "--announce", "--draws", "20000", "--out", out],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, errors = process.stdout.read(), process.stderr.read()
        self.assertEqual(process.wait(timeout=120), 130, errors)
        process.stdout.close()
        process.stderr.close()
        self.assertIn("the same command goes on from there", errors)
        self.assertEqual({line.split()[1] for line in (first + rest).splitlines()}, set(self.digests(out)))
        self.assertFalse(os.path.exists(out))

    def test_a_limit_on_file_size_is_survived(self):
        whole = self.whole()
        out = os.path.join(self.folder, "limited.h5")

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))

        result = subprocess.run(self.command(out), capture_output=True, text=True, preexec_fn=limit, timeout=300)
        self.assert_fails(result, 5, "E1008", "ulimit -f")
        announced = {line.split()[1] for line in result.stdout.splitlines()}
        self.assertLessEqual(announced, set(self.digests(out)))
        again = subprocess.run(self.command(out), capture_output=True, text=True, timeout=300)
        self.assertEqual(again.returncode, 0, again.stderr)
        with open(out, "rb") as file:
            self.assertEqual(file.read(), whole)

    def test_a_second_writer_another_sweep_and_damage_are_refused(self):
        out = os.path.join(self.folder, "x.h5")
        slow = subprocess.Popen([COMMAND, "sweep", BASE, "--grid", "seed=1..100:1", "--announce", "--draws", "50000", "--threads", "1", "--out", out], stdout=subprocess.PIPE, text=True)
        for _ in range(3):
            slow.stdout.readline()
        self.assert_fails(run("sweep", BASE, "--grid", "seed=1..100:1", "--draws", "50000", "--out", out), 7, "E5011", f"process {slow.pid}")
        slow.kill()
        slow.wait(timeout=60)
        slow.stdout.close()
        self.assert_fails(run("sweep", BASE, *GRID, *QUICK, "--out", out), 7, "E5012")
        self.assertEqual(run("store", "check", out).returncode, 0)
        with open(out + ".journal", "r+b") as file:  # the second record: sound ones follow, however the scenarios were gathered
            second = file.read().index(b"GRDJ", 4)
            file.seek(second + 20)
            file.write(b"damage")
        self.assert_fails(run("store", "check", out), 7, "E5013", "store repair")
        new = os.path.join(self.folder, "new.journal")
        repaired = run("store", "repair", out, "--into", new)
        self.assertEqual(repaired.returncode, 0, repaired.stderr)
        self.assertEqual(run("store", "check", new).returncode, 0)

    def test_a_read_only_place_is_refused_before_anything_is_computed(self):
        self.assert_fails(run("sweep", BASE, *GRID, "--out", os.path.join(self.folder, "nowhere", "x.h5")), 5, "E1008")
        self.assert_fails(run("sweep", BASE, *GRID, "--out", "/dev/null"), 5, "E1002")

    def test_a_finished_sweep_is_not_computed_again_and_a_damaged_one_is_refused(self):
        whole = self.whole()
        out = os.path.join(self.folder, "whole.h5")
        again = subprocess.run(self.command(out), capture_output=True, text=True, timeout=300)
        self.assertEqual((again.returncode, again.stdout), (0, ""))
        self.assertIn("complete already", again.stderr)
        for broken in damaged(whole, 7, 25):
            with open(out, "wb") as file:
                file.write(broken)
            for words in (("show", out), ("show", out, "--digests"), ("store", "check", out)):
                self.assertEqual(run(*words).returncode, 7, words)

    def test_the_journal_costs_next_to_nothing_in_time(self):
        words = ("sweep", BASE, "--grid", "trend[services]@2023=5..9.5:0.5", "--draws", "50000", "--estimator", "plain", "--threads", "1")
        begin = time.perf_counter()
        self.assertEqual(run(*words).returncode, 0)
        without = time.perf_counter() - begin
        begin = time.perf_counter()
        self.assertEqual(run(*words, "--out", os.path.join(self.folder, "x.h5")).returncode, 0)
        self.assertLess(time.perf_counter() - begin, 3 * without + 2)

    def test_csv_and_heat_map(self):
        self.whole()
        out = os.path.join(self.folder, "whole.h5")
        lines = run("export", out, "--layout", "wide").stdout.splitlines()
        self.assertEqual(len(lines), 13)
        self.assertTrue(lines[0].startswith("scenario,trend[services]@2023,driver[credit]@2023,\"elasticity[services,credit]\",failed"), lines[0])
        document, _ = run_json("show", out, "--heat", "trend[services]@2023,driver[credit]@2023", "--at", "elasticity[services,credit]=0.2")
        heat = document["heat"]
        picture = os.path.join(self.folder, "map.svg")
        self.assertEqual(run("show", out, "--heat", "trend[services]@2023,driver[credit]@2023", "--svg", picture).returncode, 0)
        with open(picture, encoding="utf-8") as file:
            self.assertIn("driver[credit]@2023", file.read())
        self.assert_fails(run("show", out, "--svg", picture), 2, "E7209", "--heat")
        self.assertEqual(heat["across"]["values"], [7, 8, 9])
        self.assertEqual((len(heat["probability"]), len(heat["probability"][0])), (2, 3))
        wanted = next(s for s in document["scenarios"] if list(s["values"].values()) == [9, 14, 0.2])
        self.assertEqual(heat["probability"][1][2], wanted["events"][document["question"]]["within"])


if __name__ == "__main__":
    unittest.main()
