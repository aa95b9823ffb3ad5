"""What drives the answer, and how far it rests on judgement."""
# as shipped: every slope is an estimate of its own; the unit tests of these parts run instrumented
import os
import unittest
import xml.etree.ElementTree

from _command import Case, run
from _command import run_json as answered

ROOT = os.environ["GRDP_SOURCE_DIR"]
P1 = os.path.join(ROOT, "scenarios", "benchmarks", "p1.scenario")
BASE = os.path.join(ROOT, "scenarios", "can-tho-2023", "base.scenario")


def tables(*words):
    document, result = answered("sensitivity", *words)
    assert result.returncode == 0, result.stderr
    return {name: [dict(zip(table["columns"], row)) for row in zip(*(c["values"] for c in table["columns"].values()))]
            for name, table in document["tables"].items()}


class OneYear(Case):
    @classmethod
    def setUpClass(cls):
        cls.answer = tables(P1)

    def test_shares_of_correlated_components_are_the_published_ones(self):
        shares = {r["input"]: r["shapley"] for r in self.answer["sensitivity_share"] if r["number"] == "growth_grdp"}
        for name, share in (("agriculture", 0.019), ("industry", 0.375), ("services", 0.404), ("product_taxes", 0.201)):
            self.assertAlmostEqual(shares[f"rate[{name}]"], share, delta=0.001)

    def test_shares_of_every_number_sum_to_one(self):
        for number in {r["number"] for r in self.answer["sensitivity_share"]}:
            self.assertAlmostEqual(sum(r["shapley"] for r in self.answer["sensitivity_share"] if r["number"] == number), 1, delta=1e-9)

    def test_dependence_moves_the_band(self):
        cases = {r["assumption"]: r["probability"] for r in self.answer["sensitivity_assumption"]}
        self.assertAlmostEqual(cases["as given"], 0.136189533805, delta=1e-9)
        self.assertAlmostEqual(cases["independent"], 0.171, delta=0.001)
        self.assertAlmostEqual(cases["coefficients read as Kendall's"], 0.126, delta=0.001)

    def test_weights_and_means_have_slopes(self):
        slopes = {(r["statistic"], r["assumption"]): r["slope"] for r in self.answer["sensitivity_slope"]}
        self.assertAlmostEqual(slopes["mean", "weight[services]"], 10.55, delta=0.1)
        self.assertAlmostEqual(slopes["mean", "expected[services]"], 0.53, delta=1e-6)
        self.assertLess(slopes["probability", "expected[services]"], 0)

    def test_any_thread_count_gives_the_same_bits(self):
        documents = {run("sensitivity", P1, "--draws", "2000", "--json", "--threads", threads).stdout for threads in ("1", "3")}
        self.assertEqual(len(documents), 1)

    def test_own_alternatives_stand_in_the_table(self):
        cases = {r["assumption"]: r["probability"] for r in tables(P1, "--draws", "2000", "--alternative", "strong: expected[services] = 11.5")["sensitivity_assumption"]}
        self.assertLess(cases["strong"], cases["as given"])

    def test_both_languages_and_the_run_file(self):
        path = os.path.join(self.folder, "answer.h5")
        self.assertIn("Tỷ phần (Shapley)", run("sensitivity", P1, "--draws", "2000", "--lang", "vi", "--out", path).stdout)
        self.assertIn("sensitivity_share", run("show", path).stdout)


class Picture(Case):
    def test_the_tornado_is_drawn_in_points_and_in_probability_points(self):
        for language, words in (("en", ("GRDP growth, %, 2023", "Change of the probability of GRDP growth (2023), percentage points", "13.62%")),
                                ("vi", ("Tăng trưởng GRDP, %, 2023", "Thay đổi xác suất của tăng trưởng GRDP (2023), điểm phần trăm", "13,62%"))):
            path = os.path.join(self.folder, f"{language}.svg")
            self.assertEqual(run("sensitivity", P1, "--lang", language, "--svg", path).returncode, 0)
            root = xml.etree.ElementTree.parse(path).getroot()
            self.assertEqual(len(root.findall("{http://www.w3.org/2000/svg}svg")), 2)
            texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
            for word in words:
                self.assertIn(word, texts)

    def test_nothing_is_overwritten_and_nothing_certain_is_drawn(self):
        path = os.path.join(self.folder, "x.svg")
        with open(path, "w", encoding="utf-8") as file:
            file.write("my notes")
        self.assert_fails(run("sensitivity", P1, "--svg", path), 5, "E6010")
        os.remove(path)
        still = [word for name in ("agriculture", "industry", "services", "product_taxes") for word in ("--set", f"2023 fix rate[{name}] = 5")]
        self.assert_fails(run("sensitivity", P1, *still, "--svg", path), 3, "E7313")
        self.assertFalse(os.path.exists(path))


class City(Case):
    def test_the_uncertain_inputs_of_growth_share_all_of_its_variance(self):
        answer = tables(BASE, "--draws", "2000", "--event", "band_2023")
        shares = [r for r in answer["sensitivity_share"] if r["number"] == "growth_grdp" and r["period"] == "2023"]
        self.assertAlmostEqual(sum(r["shapley"] for r in shares), 1, delta=1e-6)
        self.assertIn("crisis years counted", {r["assumption"] for r in answer["sensitivity_assumption"]})
        slopes = {(r["number"], r["period"], r["statistic"], r["assumption"]): r["slope"] for r in answer["sensitivity_slope"]}
        self.assertAlmostEqual(slopes["growth_grdp", "2023", "mean", "trend[services]"], 0.52, delta=0.03)


class Rare(Case):
    def test_an_event_of_no_path_has_no_shares_and_a_bound_instead_of_zero(self):
        text = run("sensitivity", BASE, "--draws", "2000", "--event", "all_targets", "--only", "growth_grdp").stdout
        self.assertIn("No shares:", text)
        self.assertRegex(text, r"Every target with a model line is met \(2023\) +< 0\.\d")


class Refused(Case):
    def test_too_few_draws_are_an_error_and_no_index(self):
        self.assert_fails(run("sensitivity", P1, "--draws", "500"), 2, "E7311", "1000 draws")

    def test_an_alternative_has_a_name_and_statements(self):
        self.assert_fails(run("sensitivity", P1, "--alternative", "crisis = 1"), 2, "E7312")

    def test_mistakes_of_an_alternative_are_found_before_anything_is_drawn(self):
        self.assert_fails(run("sensitivity", P1, "--alternative", "strong: expectd[services] = 11.5"), 3, "E2201", 'did you mean "expected"')

    def test_a_run_file_is_no_scenario(self):
        path = os.path.join(self.folder, "run.h5")
        self.assertEqual(run("simulate", P1, "--draws", "2000", "--out", path).returncode, 0)
        self.assert_fails(run("sensitivity", path), 3, "E1004", "run file")

    def test_an_unknown_event_is_answered_with_the_known_ones(self):
        self.assert_fails(run("sensitivity", P1, "--event", "bnad"), 2, "E7042", "band")


if __name__ == "__main__":
    unittest.main()
