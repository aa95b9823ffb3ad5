"""`grdp audit`: the figures that the city's programme hides, a plan that closes, exit codes, wishes."""
import unittest

from _command import SOURCE, Case, run, run_json

CITY = f"{SOURCE}/scenarios/can-tho-2023/base.scenario"
HA_NAM = f"{SOURCE}/scenarios/teaching/ha_nam_targets.scenario"


def by_key(items, key):
    return {item[key]: item for item in items}


class TheProgrammeOf2023(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.audit, cls.result = run_json("audit", CITY)
        cls.checks = by_key(cls.audit["checks"], "target")
        cls.assumed = by_key(cls.audit["assumptions"], "series")

    def near(self, value, expected, places):
        self.assertEqual(round(value, places), expected)

    def test_the_parts_give_more_than_the_total(self):
        self.assertFalse(self.audit["consistent"])
        low, high = self.checks["growth_grdp"]["cases"]
        self.near(low["implied"], 9.56, 2)
        self.near(high["implied"], 10.42, 2)
        self.assertEqual((low["stated"], high["stated"]), (9.5, 10))
        self.assertEqual((low["closure"], high["closure"]), ("within_rounding", "contradicted"))

    def test_corners_and_the_box(self):
        found = self.audit["corners"][0]
        self.assertEqual((found["corners"]["count"], found["corners"]["above"], found["corners"]["below"]), (16, 8, 0))
        self.near(found["box"]["within"], 0.52, 2)
        self.near(found["box"]["above"], 0.48, 2)

    def test_no_weights_do(self):
        proof = self.checks["growth_grdp"]["no_weights"]
        self.near(proof["nearest"]["value"], 9.34, 2)
        self.assertTrue(all(part <= 1e-9 for part in proof["parts"].values()))
        self.assertGreater(proof["total"], 0.1)
        self.assertFalse(proof["beyond_rounding"])

    def test_current_price_weights_are_named_as_wrong(self):
        other = self.checks["growth_grdp"]["other_weights"]
        self.near(other["implied"]["low"], 9.66, 2)
        self.near(other["implied"]["high"], 10.54, 2)
        self.assertFalse(other["nearer_to_the_stated"])

    def test_what_is_assumed_in_silence(self):
        for series, low, high, last in (("growth_deflator", 1.3, 4.0, 4.5), ("investment_ratio", 36.0, 34.9, 25.4), ("employment", -0.5, -0.7, None)):
            with self.subTest(series=series):
                self.near(self.assumed[series]["implied"]["low"], low, 1)
                self.near(self.assumed[series]["implied"]["high"], high, 1)
                if last is not None:
                    self.near(self.assumed[series]["last_observed"], last, 1)
        self.assertEqual([a["series"] for a in self.audit["from_scenario"]], ["population"])

    def test_the_smallest_conflict_is_the_total_with_its_parts(self):
        conflict = self.audit["conflicts"][0]
        self.assertEqual(conflict["targets"], ["growth_grdp"] + [f"growth(volume[{s}])" for s in ("agriculture", "industry", "services", "product_taxes")])
        self.assertTrue(conflict["smallest"])

    def test_reconciled_parts_add_to_the_total(self):
        moved = by_key(self.audit["reconcile"][0]["targets"], "target")
        weights = {term["target"]: term["weight"] for term in self.checks["growth_grdp"]["terms"]}
        for case in ("low", "high"):
            total = sum(weight * moved[name]["reconciled"][case] for name, weight in weights.items())
            self.assertAlmostEqual(total, moved["growth_grdp"]["reconciled"][case], delta=1e-9)  # weights of the stated point

    def test_findings_speak_both_languages(self):
        for language, words in (("en", ("do not agree", "10.42%", "8 exceed 10.0%", "52%")),
                                ("vi", ("không thống nhất", "10,42%", "8 tổ hợp", "giảm 0,5%", "điểm phần trăm"))):
            text = run("audit", CITY, "--lang", language).stdout.replace("\n", " ")
            for word in words:
                self.assertIn(word, text)


class ExitCodes(Case):
    def test_strict_says_no_by_exit_code(self):
        self.assertEqual(run("audit", CITY).returncode, 0)
        self.assertEqual(run("audit", CITY, "--strict").returncode, 4)
        self.assertEqual(run("audit", HA_NAM, "--strict").returncode, 0)

    def test_published_figures_of_another_province_close(self):
        audit, _ = run_json("audit", HA_NAM)
        self.assertTrue(audit["consistent"])
        self.assertEqual({c["closure"] for check in audit["checks"] for c in check["cases"]} - {"exact", "within_rounding"}, set())
        self.assertEqual([f for f in audit["findings"] if f["severity"] == "error"], [])

    def test_a_hard_total_moves_the_parts(self):
        audit, _ = run_json("audit", CITY, "--hard", "growth_grdp", "--weight", "growth(volume[services])=100")
        moved = by_key(audit["reconcile"][0]["targets"], "target")
        self.assertAlmostEqual(moved["growth_grdp"]["reconciled"]["high"], 10, delta=1e-9)
        self.assertLess(moved["growth(volume[industry])"]["reconciled"]["high"], 12.5)
        self.assertAlmostEqual(moved["growth(volume[services])"]["reconciled"]["high"], 10.9, delta=0.1)

    def test_a_run_file_says_the_paragraph_again_in_either_language(self):
        path = f"{self.folder}/audit.h5"
        printed = run("audit", CITY, "--lang", "en", "--out", path).stdout.split("\n\n")[1]
        self.assertIn("do not agree with each other", printed)
        self.assertIn(printed, run("show", path, "--lang", "en").stdout)
        vietnamese = run("audit", CITY, "--lang", "vi").stdout.split("\n\n")[1]
        self.assertIn(vietnamese, run("show", path, "--lang", "vi").stdout)

    def test_faulty_wishes_are_refused(self):
        self.assert_fails(run("audit", CITY, "--hard", "growth_gdrp"), 2, "E7004", "growth_grdp")
        self.assert_fails(run("audit", CITY, "--weight", "growth_grdp"), 2, "E6004")
        self.assert_fails(run("audit", CITY, "--weight", "growth_grdp=-1"), 2, "E6004")

    def test_a_scenario_without_targets_is_told_so(self):
        self.assert_fails(run("audit", f"{SOURCE}/scenarios/teaching/first_band.scenario"), 3, "E7001")


if __name__ == "__main__":
    unittest.main()
