"""Observed figures, their arrival, reverse stress, views and weights, through the command."""
import os
import unittest

from _command import Case, run
from _command import run_json as answered

ROOT = os.environ["GRDP_SOURCE_DIR"]
QUARTERS = os.path.join(ROOT, "scenarios", "teaching", "first_quarter.scenario")
CITY = os.path.join(ROOT, "scenarios", "can-tho-2023")
BASE = os.path.join(CITY, "base.scenario")


def run_json(*words):
    document, result = answered(*words)
    assert result.returncode == 0, result.stderr
    return document


def column(document, table, name):
    return document["tables"][table]["columns"][name]["values"]


class Known(Case):
    def test_an_observed_quarter_is_printed_as_it_was_observed_and_moves_the_others(self):
        series = run_json("project", QUARTERS)["series"]["growth_grdp"]["values"]
        self.assertEqual(series[0], 6.1)
        free = run_json("project", QUARTERS, "--set", "observed 2023Q1 growth(grdp) = 8")["series"]["growth_grdp"]["values"]
        self.assertGreater(free[1], series[1])

    def test_any_thread_count_and_instruction_set_gives_the_same_bits(self):
        documents = {run("simulate", QUARTERS, "--draws", "20000", "--json", *more).stdout
                     for more in ((), ("--threads", "1"), ("--threads", "3"), ("--force-isa", "baseline"))}
        self.assertEqual(len(documents), 1)

    def test_what_cannot_be_conditioned_on_is_refused_with_its_place(self):
        refused = run("simulate", BASE, "--set", "observed 2023 growth(grdp) = 5.75", "--set", "observed 2024 growth(grdp) = 7")
        self.assert_fails(refused, 3, "E2645", "growth(grdp) of 2024")
        self.assertEqual(run("simulate", BASE, "--draws", "2000", "--set", "observed 2023 growth(volume[industry]) = 13").returncode, 0)

    def test_a_total_that_bends_in_one_uncertain_parameter_conditions_everything_else(self):
        observed = run_json("simulate", BASE, "--draws", "20000", "--set", "observed 2023 growth(grdp) = 5.75")
        free = run_json("simulate", BASE, "--draws", "20000")
        growth = observed["series"]["growth_grdp"]
        self.assertEqual((growth["mean"][0], growth["sd"][0], observed["failed_paths"]), (5.75, 0, 0))
        for name in ("growth_of[services]", "growth_of[industry]"):
            self.assertLess(observed["series"][name]["mean"][0], free["series"][name]["mean"][0] - 0.5)
            self.assertLess(observed["series"][name]["sd"][0], free["series"][name]["sd"][0])

    def test_what_the_parameters_learnt_is_printed_and_stored(self):
        path = os.path.join(self.folder, "learnt.h5")
        printed = run("simulate", BASE, "--draws", "2000", "--set", "observed 2023 growth(grdp) = 5.75", "--lang", "vi", "--out", path)
        self.assertIn("Tham số bất định được cập nhật", printed.stdout)
        self.assertIn("trend_error[services]", run("show", path, "--lang", "en").stdout)
        document = run_json("simulate", BASE, "--draws", "2000", "--set", "observed 2023 growth(grdp) = 5.75")
        names = column(document, "observed_parameter", "parameter")
        before, after = (column(document, "observed_parameter", name) for name in ("sd_before", "sd_after"))
        self.assertIn("tax_elasticity", names)
        self.assertTrue(all(b > a > 0 for a, b in zip(after, before)))

    def test_a_run_file_keeps_the_observation(self):
        path = os.path.join(self.folder, "known.h5")
        self.assertEqual(run("simulate", QUARTERS, "--draws", "2000", "--out", path).returncode, 0)
        self.assertIn("6.10", run("show", path).stdout)


class Arrivals(Case):
    def test_each_known_quarter_is_a_row_of_each_event(self):
        document = run_json("arrivals", QUARTERS, "--draws", "20000", "--set", "observed 2023Q2 growth(grdp) = 6.4")
        self.assertEqual(column(document, "arrivals", "known"), [0, 0, 1, 1, 2, 2])
        spread = column(document, "arrivals", "sd")[::2]
        self.assertEqual(sorted(spread, reverse=True), spread)
        self.assertIn("Khi tăng trưởng GRDP", run("arrivals", QUARTERS, "--draws", "2000", "--lang", "vi").stdout)

    def test_without_observations_there_is_nothing_to_tell(self):
        self.assert_fails(run("arrivals", BASE), 3, "E7041", "observed")


class Stress(Case):
    def test_the_nearest_way_is_told_in_growth_and_deviations(self):
        document = run_json("stress", BASE, "--hit", "band_2023", "--draws", "20000")
        self.assertGreater(column(document, "stress_distance", "distance")[0], 1)
        self.assertIn("volume[services]", column(document, "stress_point", "input"))
        path = os.path.join(self.folder, "stress.h5")
        self.assertEqual(run("stress", BASE, "--hit", "band_2023", "--draws", "2000", "--out", path).returncode, 0)
        self.assertIn("stress_point", run("show", path).stdout + run("show", path, "--json").stdout)

    def test_questions_that_name_nothing_are_usage_errors(self):
        self.assert_fails(run("stress", BASE), 2, "E6006", "--miss")
        self.assert_fails(run("stress", BASE, "--miss", "band_2024"), 2, "E7042", "did you mean band_2023?")


class Tilt(Case):
    def test_the_view_holds_and_says_what_it_costs(self):
        document = run_json("tilt", BASE, "--view", "mean growth_grdp@2023 = 8", "--draws", "20000")
        self.assertAlmostEqual(column(document, "tilt_series", "mean")[0], 8, 8)
        self.assertLess(column(document, "tilt_weights", "effective")[0], 20000)

    def test_views_that_cannot_be_read_or_given_are_refused(self):
        self.assert_fails(run("tilt", BASE), 2, "E6006", "--view")
        self.assert_fails(run("tilt", BASE, "--view", "mean growth_grdp@2023 = 9,5"), 2, "E7045", "9.5")
        self.assert_fails(run("tilt", BASE, "--view", "mean growth_grdp@2023 = 40"), 4, "E7046", "drawn")
        self.assert_fails(run("tilt", BASE, "--draws", "20000", "--view", "mean growth_grdp@2023 = 12"), 4, "E7047", "effective")


class Weigh(Case):
    def test_the_mixture_lies_between_its_scenarios(self):
        words = [os.path.join(CITY, f"{name}.scenario") + f"={weight}" for name, weight in (("low", 0.25), ("base", 0.5), ("high", 0.25))]
        document = run_json("weigh", *words, "--draws", "5000")
        self.assertEqual(column(document, "weigh_scenario", "weight"), [0.25, 0.5, 0.25])
        parts = [run_json("project", os.path.join(CITY, f"{name}.scenario"))["series"]["growth_grdp"]["values"][0] for name in ("low", "base", "high")]
        self.assertTrue(min(parts) < column(document, "weigh_series", "mean")[0] < max(parts))

    def test_a_run_file_keeps_the_weights_and_the_texts_of_all_scenarios(self):
        path = os.path.join(self.folder, "mixed.h5")
        words = [os.path.join(CITY, f"{name}.scenario") + f"={weight}" for name, weight in (("low", 0.5), ("high", 0.5))]
        self.assertEqual(run("weigh", *words, "--draws", "2000", "--out", path).returncode, 0)
        self.assertIn("weigh_scenario", run("show", path).stdout)
        with open(path, "rb") as file:
            content = file.read()
        self.assertIn(b"high.scenario=0.5", content)
        self.assertIn(b"scenario high extends base", content)

    def test_weights_must_be_numbers_that_add_up_to_one(self):
        self.assert_fails(run("weigh", f"{BASE}=0.5"), 2, "E6005", "add up")
        self.assert_fails(run("weigh", BASE), 2, "E6004", "weight")


if __name__ == "__main__":
    unittest.main()
