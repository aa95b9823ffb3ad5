"""What ships with the program holds: every scenario computes, and the figures that its documents promise come out."""

import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(os.environ["GRDP_SOURCE_DIR"])
SCENARIOS = ROOT / "scenarios"
CITY = SCENARIOS / "can-tho-2023"
PARTS = ("agriculture", "industry", "services", "product_taxes")


def run(*words):
    return subprocess.run([os.environ["GRDP_COMMAND"], *map(str, words)], capture_output=True, text=True, timeout=300)


def answer(*words):
    result = run(*words, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def in_2023(projection, name):
    series = projection["series"][name]
    return series["values"][series["periods"].index("2023")]


class EveryScenario(unittest.TestCase):
    def test_every_scenario_checks_and_projects(self):
        files = sorted(SCENARIOS.rglob("*.scenario"))
        self.assertGreaterEqual(len(files), 10)
        for file in files:
            for verb in ("check", "project"):
                with self.subTest(file=file.name, verb=verb):
                    result = run(verb, file)
                    self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_every_model_is_used_by_a_scenario(self):
        texts = "".join(file.read_text(encoding="utf-8") for file in SCENARIOS.rglob("*.scenario"))
        for model in (ROOT / "models").glob("*.model"):
            self.assertIn(f'models/{model.name}"', texts)

    def test_no_parameter_lacks_source_or_judgement(self):
        for file in SCENARIOS.rglob("*.scenario"):
            with self.subTest(file=file.name):
                self.assertNotIn("W2230", run("check", file).stderr)


class CanTho(unittest.TestCase):
    def test_the_low_cases_give_9_56_and_the_high_cases_10_42(self):
        for name, growth in (("low", "9.56"), ("high", "10.42")):
            self.assertEqual(f"{in_2023(answer('project', CITY / f'{name}.scenario'), 'growth_grdp'):.2f}", growth)

    def test_the_cases_show_the_programmes_other_figures(self):
        printed = {
            "low": {"grdp_per_head": "95.00", "productivity": "212.00", "share[agriculture]": "8.93",
                    "share[industry]": "31.12", "share[services]": "53.11", "share[product_taxes]": "6.84"},
            "high": {"grdp_per_head": "98.00", "productivity": "219.00", "share[agriculture]": "8.84",
                     "share[industry]": "31.18", "share[services]": "53.12", "share[product_taxes]": "6.86"},
        }
        for name, figures in printed.items():
            projection = answer("project", CITY / f"{name}.scenario")
            for series, text in figures.items():
                with self.subTest(case=name, series=series):
                    self.assertEqual(f"{in_2023(projection, series):.2f}", text)

    def test_all_nineteen_targets_are_on_the_list(self):
        text = (CITY / "base.scenario").read_text(encoding="utf-8")
        for number in range(1, 20):
            self.assertIn(f' ({number})" vi "', text)

    def test_the_base_year_is_derived_as_its_comments_say(self):
        lines = (CITY / "data" / "base_year_2022.csv").read_text(encoding="utf-8").splitlines()
        row = next(csv.DictReader(line for line in lines if not line.startswith("#")))
        year = {name: float(text) for name, text in row.items()}
        volume = [year[f"volume[{part}]"] for part in PARTS]
        value = [v * year[f"deflator[{part}]"] / 100 for v, part in zip(volume, PARTS)]
        self.assertEqual([f"{v:.1f}" for v in value], ["10400.9", "33444.4", "56552.7", "7383.0"])
        self.assertEqual([f"{100 * v / sum(value):.2f}" for v in value], ["9.65", "31.03", "52.47", "6.85"])
        self.assertEqual([f"{v / sum(volume):.4f}" for v in volume], ["0.1058", "0.3002", "0.5233", "0.0707"])
        self.assertEqual(f"{sum(value):.1f}", "107781.0")
        self.assertEqual(f"{sum(value) / sum(volume):.2f}", "1.72")
        self.assertEqual(f"{sum(value) / year['employment']:.1f}", "190.2")

    def test_the_table_of_other_choices_is_what_the_command_answers(self):
        section = (CITY / "README.md").read_text(encoding="utf-8").split("### What other choices would give")[1].split("\n## ")[0]
        rows = [line.split("|")[1:-1] for line in section.splitlines() if re.match(r"\| .*\|( [\d.]+ \|){5}$", line)]
        self.assertGreaterEqual(len(rows), 10)
        for choice, settings, *printed in rows:
            with self.subTest(choice=choice.strip()):
                words = [word for text in re.findall("`([^`]+)`", settings) for word in ("--set", text)]
                ensemble = answer("simulate", CITY / "base.scenario", "--draws", "100000", *words)
                events = {event["name"]: event for event in ensemble["events"]}
                growth, head = events["plan_2023: growth_grdp"], events["plan_2023: grdp_per_head"]
                sd = ensemble["series"]["growth_grdp"]["sd"][0]
                self.assertLessEqual(abs(sd - float(printed[0])), 0.05 + 5 * sd / 200000**0.5)
                # The page prints one decimal or none; beyond that only the simulation's error may move a figure.
                shown = ((growth["within"], 0.05), (growth["at_least"], 0.05), (events["never_below_6"]["within"], 0.5),
                         (head["at_least"], 0.5))
                for number, ((share, half_a_digit), text) in enumerate(zip(shown, printed[1:])):
                    found = 100 * (1 - share["value"] if number == 2 else share["value"])
                    self.assertLessEqual(abs(found - float(text)), half_a_digit + 500 * share["standard_error"])

    def test_counting_crisis_years_widens_the_band_of_growth(self):
        sd = {}
        for name in ("base", "crisis_in"):
            ensemble = answer("simulate", CITY / f"{name}.scenario", "--draws", "20000", "--seed", "11")
            sd[name] = ensemble["series"]["growth_grdp"]["sd"][0]
        self.assertGreater(sd["crisis_in"], 1.4 * sd["base"])


class HaNam(unittest.TestCase):
    def test_total_growth_and_contributions_come_out_to_the_printed_digit(self):
        series = answer("project", SCENARIOS / "teaching" / "ha_nam_first_half.scenario")["series"]
        last = {name: entry["values"][-1] for name, entry in series.items()}
        self.assertEqual(f"{last['grdp']:.1f}", "26891.0")
        self.assertEqual(f"{last['growth_grdp']:.2f}", "10.35")
        self.assertEqual([f"{last[f'contribution[{part}]']:.3f}" for part in PARTS], ["0.092", "8.380", "1.573", "0.302"])


class KnownAnswers(unittest.TestCase):
    # Closed form (P1) and quadrature (P2) of the band probability, and of P1's moments.
    def band(self, name, draws):
        ensemble = answer("simulate", SCENARIOS / "benchmarks" / f"{name}.scenario", "--draws", draws, "--seed", "20230101")
        event = next(e for e in ensemble["events"] if e["name"] == "band")
        return ensemble, event

    def test_p1_through_the_whole_command(self):
        ensemble, event = self.band("p1", "1000000")
        for key, truth in (("within", 0.136189533805), ("at_least", 0.648067511333)):
            self.assertLessEqual(abs(event[key]["value"] - truth), 5 * event[key]["standard_error"])
            self.assertLess(event[key]["standard_error"], 6e-4)
        growth = ensemble["series"]["growth_grdp"]
        self.assertLessEqual(abs(growth["mean"][0] - 10.0425), 5 * growth["standard_error"][0])
        self.assertLessEqual(abs(growth["sd"][0] - 1.427224579), 5 * 1.427224579 / (2 * 1e6) ** 0.5)

    def test_p2_through_the_whole_command(self):
        _, event = self.band("p2", "1000000")
        self.assertLessEqual(abs(event["within"]["value"] - 0.144591634), 5 * event["within"]["standard_error"])


if __name__ == "__main__":
    sys.exit(not unittest.main(exit=False).result.wasSuccessful())
