"""Same question, same bytes: for any number of threads, instruction set, place and locale."""
# labels: threads
import hashlib
import os
import shutil
import subprocess
import unittest

from _command import INSTRUMENTED, SOURCE, Case, run, run_json

SCENARIO = os.path.join(SOURCE, "scenarios/can-tho-2023/base.scenario")
# Instrumented, a small scenario says the same in a tenth of the time.
REPEATED = "scenarios/teaching/first_band.scenario" if INSTRUMENTED else "scenarios/can-tho-2023/base.scenario"
DRAWS = "20000"


class Bytes(Case):
    def digest(self, *words, scenario=os.path.join(SOURCE, REPEATED), env=None, cwd=None):
        target = os.path.join(self.folder, "run.h5")
        result = run("simulate", scenario, "--draws", DRAWS, "--json", "--out", target, *words, env=env, cwd=cwd)
        self.assertEqual(result.returncode, 0, result.stderr)
        with open(target, "rb") as file:
            return hashlib.sha256(result.stdout.encode() + file.read()).hexdigest()

    def test_threads_change_nothing(self):
        self.assertEqual(len({self.digest("--threads", str(n)) for n in (1, 2, 3, 7)}), 1)

    def test_instruction_sets_change_nothing(self):
        digests = {self.digest()}
        for isa in ("baseline", "avx2", "avx512"):
            if run("simulate", SCENARIO, "--draws", "10", "--force-isa", isa).returncode == 2:
                print(f"this processor has no {isa}")
                continue
            digests.add(self.digest("--force-isa", isa))
        self.assertEqual(len(digests), 1)

    def test_the_generator_is_part_of_the_result_and_has_the_same_bits_on_every_instruction_set(self):
        digests = {self.digest("--generator", "ars-7"), self.digest("--generator", "ars-7", "--force-isa", "baseline"),
                   self.digest("--generator", "ars-7", "--threads", "3")}
        self.assertEqual(len(digests), 1)
        self.assertEqual(self.digest("--generator", "philox"), self.digest())
        self.assertNotIn(self.digest(), digests)
        target = os.path.join(self.folder, "run.h5")
        simulated, _ = run_json("simulate", SCENARIO, "--draws", "100", "--generator", "ars-7", "--out", target)
        self.assertEqual(simulated["generator"], "ars4x32-7/box-muller-32")
        self.assertIn("generator ars4x32-7/box-muller-32", run("show", target).stdout)

    def test_locale_language_and_environment_change_nothing(self):
        plain = self.digest()
        for env in (self.vietnamese(), {"LC_ALL": "de_DE.UTF-8", "LANG": "vi_VN"}, {"NO_COLOR": "1", "TERM": "dumb"},
                    {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2_Usable,-AVX512F_Usable"}):
            with self.subTest(env=env):
                self.assertEqual(self.digest(env=env), plain)

    def vietnamese(self):
        """The environment of a Vietnamese locale, whether or not the machine has it installed."""
        made = subprocess.run(["localedef", "-i", "vi_VN", "-f", "UTF-8", os.path.join(self.folder, "vi_VN.UTF-8")], capture_output=True)
        env = {"LOCPATH": self.folder, "LC_ALL": "vi_VN.UTF-8"}
        point = subprocess.run(["locale", "decimal_point"], env={**os.environ, **env}, capture_output=True, text=True).stdout.strip()
        if made.returncode != 0 or point != ",":
            print("skipped: no Vietnamese locale can be made here")
            return {}
        return env

    def test_the_place_changes_nothing(self):
        copy = os.path.join(self.folder, "elsewhere")
        for name in ("models", "scenarios"):
            shutil.copytree(os.path.join(SOURCE, name), os.path.join(copy, name))
        moved = os.path.join(copy, REPEATED)
        self.assertEqual(self.digest(scenario=moved), self.digest())
        self.assertEqual(self.digest(scenario=os.path.basename(moved), cwd=os.path.dirname(moved)), self.digest())

    def test_another_seed_is_another_run(self):
        self.assertNotEqual(self.digest("--seed", "1"), self.digest("--seed", "2"))


class Laws(Case):
    def test_zero_dispersion_is_the_projection_to_the_last_bit(self):
        projected, _ = run_json("project", SCENARIO)
        simulated, _ = run_json("simulate", SCENARIO, "--draws", "300", "--dispersion", "0")
        for name, series in simulated["series"].items():
            self.assertEqual(series["quantiles"]["50"], projected["series"][name]["values"], name)
            self.assertEqual(series["sd"], [0.0] * len(series["sd"]), name)

    def test_oracle_p1_within_five_standard_errors(self):
        document, _ = run_json("simulate", os.path.join(SOURCE, "scenarios/benchmarks/p1.scenario"), "--draws", "1e6")
        band = next(event for event in document["events"] if event["kind"] == "band" and (event["low"], event["high"]) == (9.5, 10))
        for key, expected in (("within", 0.136189533805), ("at_least", 0.648067511333)):
            estimate = band[key]
            self.assertLess(abs(estimate["value"] - expected), 5 * estimate["standard_error"])
            self.assertLess(estimate["interval"][0], estimate["interval"][1])


class Shapes(Case):
    def test_project_has_the_documented_keys(self):
        document, result = run_json("project", SCENARIO)
        self.assertEqual(result.returncode, 0)
        self.assertEqual(document["schema"], "grdp.project.v1")
        for name, series in document["series"].items():
            self.assertLessEqual({"unit", "label", "periods", "values"}, set(series), name)
            self.assertEqual(series["periods"], ["2023", "2024", "2025"])
            self.assertEqual(len(series["values"]), 3)
            self.assertTrue(all(isinstance(value, float | int) for value in series["values"]), name)

    def test_simulate_has_the_documented_keys(self):
        document, _ = run_json("simulate", SCENARIO, "--draws", "5000", "--seed", "11")
        self.assertEqual((document["draws"], document["seed"], document["failed_paths"]), (5000, 11, 0))
        self.assertTrue(document["generator"].startswith("philox4x32-10"))
        for series in document["series"].values():
            self.assertLessEqual({"unit", "periods", "mean", "standard_error", "sd", "quantiles"}, set(series))
            for values in series["quantiles"].values():
                self.assertEqual(len(values), len(series["periods"]))
        for event in document["events"]:
            self.assertLessEqual({"name", "period", "low", "high", "method", "points", "below", "within", "above", "at_least"}, set(event))
            total = 0
            for key in ("below", "within", "above", "at_least"):
                estimate = event[key]
                self.assertEqual(set(estimate), {"value", "standard_error", "interval"})
                low, high = estimate["interval"]
                self.assertTrue(0 <= low <= estimate["value"] <= high <= 1)
                total += estimate["value"] if key != "at_least" else 0
            self.assertAlmostEqual(total + event["failed"] / event["points"], 1, places=12)

    def test_only_narrows_the_series(self):
        document, _ = run_json("simulate", SCENARIO, "--draws", "1000", "--only", "growth_grdp,volume[industry]")
        self.assertEqual(set(document["series"]), {"growth_grdp", "volume[industry]"})


if __name__ == "__main__":
    unittest.main()
