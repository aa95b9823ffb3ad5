"""What must hold: the required path, each way out of the command."""
import os
import unittest

from _command import SOURCE, Case, run, run_json

NATIONAL = os.path.join(SOURCE, "scenarios/teaching/viet_nam_2023.scenario")
QUARTERS = os.path.join(SOURCE, "scenarios/teaching/known_quarters.scenario")
CITY = os.path.join(SOURCE, "scenarios/can-tho-2023/base.scenario")
HALF = ("--known", "growth(grdp)@2023Q1..2023Q2=3.72")


class RequiredPath(Case):
    def test_viet_nam_2023_needs_8_06_and_9_01_in_the_second_half(self):
        document, result = run_json("require", NATIONAL, *HALF)
        self.assertEqual((result.returncode, document["status"], document["reason"]), (0, "answered", ""))
        self.assertEqual([round(a["value"], 2) for a in document["answers"]], [8.06, 9.01])
        self.assertEqual(document["answers"][0]["open"], ["2023Q3", "2023Q4"])
        for answer in document["answers"]:
            self.assertTrue({"for", "value", "standard_error", "probability"} <= set(answer))
            self.assertGreater(answer["probability_estimate"]["standard_error"], 0)
        english = run("require", NATIONAL, *HALF).stdout
        self.assertIn("For the year 2023 to grow by 6%, the second half of 2023 must grow by 8.06%", english)
        vietnamese = run("require", NATIONAL, *HALF, "--lang", "vi").stdout
        self.assertIn("Để cả năm 2023 tăng 6%, 6 tháng cuối năm 2023 phải tăng 8,06%", vietnamese)
        self.assertIn("III/2023", vietnamese)

    def test_the_answer_put_back_gives_the_target(self):
        document, _ = run_json("require", QUARTERS, "--for", "growth(grdp)@2023=7")
        fixes = []
        for component in document["answers"][0]["components"]:
            for step in component["path"]:
                fixes += ["--set", f"{step['period']} fix growth({component['series']}) = {step['required']!r}"]
        projected, _ = run_json("project", QUARTERS, "--only", "growth_four_quarters", *fixes)
        self.assertAlmostEqual(projected["series"]["growth_four_quarters"]["values"][3], 7, places=9)

    def test_a_component_that_makes_up_alone_gives_the_target(self):
        document, _ = run_json("require", CITY, "--for", "growth_grdp@2023=9.5")
        base, _ = run_json("project", CITY, "--only", "growth_of")
        fixes = []
        for component in document["answers"][0]["components"]:
            name = component["series"]
            own = base["series"][name.replace("volume", "growth_of")]["values"][0]
            value = component["alone"][0] if "services" in name else own
            fixes += ["--set", f"2023 fix growth({name}) = {value!r}"]
        projected, _ = run_json("project", CITY, "--only", "growth_grdp", *fixes)
        self.assertAlmostEqual(projected["series"]["growth_grdp"]["values"][0], 9.5, places=9)

    def test_a_range_of_what_is_known_gives_a_range(self):
        document, _ = run_json("require", NATIONAL, "--known", "growth(grdp)@2023Q1..2023Q2=3.6..3.8")
        low, high = document["answers"][0]["interval"]
        self.assertLess(low, 8.06)
        self.assertGreater(high, 8.06)
        self.assertAlmostEqual(document["answers"][0]["value"], (low + high) / 2)

    def test_the_run_file_keeps_the_answer(self):
        stored = os.path.join(self.folder, "path.h5")
        self.assertEqual(run("require", NATIONAL, *HALF, "--out", stored).returncode, 0)
        shown = run("show", stored).stdout
        self.assertIn("require_path", shown)
        self.assertIn("require_component", shown)

    def test_mistakes_are_located_in_the_option_and_end_with_the_usage_code(self):
        result = run("require", NATIONAL, "--for", "growth(grdq)@2023=6", "--known", "growth(grdp)@2023Q1=3,7")
        self.assert_fails(result, 2, "--for:1:1: error E7022", "did you mean growth(grdp)?", "--known:1:21: error E7021", "write 3.7")
        self.assert_fails(run("require", NATIONAL, "--for", "growth(grdp)@2023"), 2, "E7021")
        self.assert_fails(run("require", NATIONAL, "--for", "growth(grdp)@2025=6"), 2, "E7023")

    def test_nothing_left_is_the_answer_no(self):
        held = []
        for part in ("agriculture", "industry", "services", "product_taxes"):
            held += ["--set", f"2023Q1..2023Q4 fix growth(volume[{part}]) = 4"]
        document, result = run_json("require", NATIONAL, *held)
        self.assertEqual(result.returncode, 4)
        self.assertEqual((document["status"], document["answers"]), ("unreachable", []))
        self.assertIn("nothing is open", document["reason"])
        self.assertIn("E7024", result.stderr)

    def test_a_scenario_without_a_target_says_how_to_name_one(self):
        self.assert_fails(run("require", os.path.join(SOURCE, "scenarios/teaching/vietnamese_data.scenario"), "--set", "2023 expected[services] = 5",
                              "--for", "nothing@2023=1"), 2, "E7022")
        self.assert_fails(run("require", os.path.join(SOURCE, "scenarios/benchmarks/p1.scenario")), 3, "E7034")


P1 = os.path.join(SOURCE, "scenarios/benchmarks/p1.scenario")


class Inverse(Case):
    def test_the_hump_of_p1_has_two_answers_and_0_3_has_none(self):
        document, result = run_json("require", P1, "--vary", "expected[services]", "--within", "0..20", "--probability", "band=0.1")
        self.assertEqual((result.returncode, document["status"], len(document["answers"])), (0, "answered", 2))
        low, high = (answer["value"] for answer in document["answers"])
        self.assertAlmostEqual((low + high) / 2, 9.9981, places=2)
        document, result = run_json("require", P1, "--vary", "expected[services]", "--within", "0..20", "--probability", "band=0.3")
        self.assertEqual((result.returncode, document["status"], document["answers"]), (4, "unreachable", []))
        best = document["questions"][0]["highest"]
        self.assertAlmostEqual(best["value"], 0.139, places=3)
        self.assertAlmostEqual(best["at"], 10.0, places=1)
        self.assertIn("no answer", document["reason"])

    def test_a_value_put_back_gives_the_target(self):
        document, _ = run_json("require", CITY, "--vary", "trend[services]@2023", "--value", "growth_grdp@2023=9.5")
        answer = document["answers"][0]
        self.assertEqual(answer["standard_error"], 0)
        projected, _ = run_json("project", CITY, "--only", "growth_grdp", "--set", answer["statement"])
        self.assertAlmostEqual(projected["series"]["growth_grdp"]["values"][0], 9.5, places=10)

    def test_a_parameter_put_back_gives_the_probability(self):
        document, _ = run_json("require", CITY, "--vary", "trend_error[services]", "--within", "0..10", "--probability", "at_least(growth_grdp)@2023=0.3")
        answer = document["answers"][0]
        simulated, _ = run_json("simulate", CITY, "--only", "growth_grdp", "--set", answer["statement"])
        event = next(e for e in simulated["events"] if e["name"] == "plan_2023: growth_grdp")
        self.assertLess(abs(event["at_least"]["value"] - 0.3), 5 * event["at_least"]["standard_error"])

    def test_services_make_up_for_industry_at_both_ends(self):
        words = ("--set", "2023 fix growth(volume[industry]) = 8")
        document, _ = run_json("require", CITY, *words, "--solve", "growth(volume[services])@2023", "--for", "growth_grdp@2023=9.5..10")
        self.assertEqual(len(document["answers"]), 2)
        base, _ = run_json("project", CITY, *words, "--only", "growth_of")
        for answer, target in zip(document["answers"], (9.5, 10)):
            held = [item for part in ("agriculture", "product_taxes")
                    for item in ("--set", f"2023 fix growth(volume[{part}]) = {base['series'][f'growth_of[{part}]']['values'][0]!r}")]
            projected, _ = run_json("project", CITY, *words, *held, "--set", answer["statement"], "--only", "growth_grdp")
            self.assertAlmostEqual(projected["series"]["growth_grdp"]["values"][0], target, places=9)

    def test_a_component_without_a_period_is_solved_in_every_period(self):
        document, _ = run_json("require", CITY, "--solve", "growth(volume[services])", "--for", "growth_grdp=8")
        self.assertEqual([a["assumption"][-4:] for a in document["answers"]], ["2023", "2024", "2025"])

    def test_two_instruments_meet_two_targets(self):
        document, _ = run_json("require", CITY, "--vary", "trend[industry]@2023", "--vary", "trend[services]@2023",
                               "--value", "growth_grdp@2023=9.5", "--value", "growth(volume[industry])@2023=12")
        sets = [item for answer in document["answers"] for item in ("--set", answer["statement"])]
        projected, _ = run_json("project", CITY, "--only", "growth_grdp,growth_of", *sets)
        self.assertAlmostEqual(projected["series"]["growth_grdp"]["values"][0], 9.5, places=8)
        self.assertAlmostEqual(projected["series"]["growth_of[industry]"]["values"][0], 12, places=8)

    def test_questions_that_do_not_fit_are_refused_with_their_code(self):
        cases = [(("--vary", "trend[services]@2023"), 2, "E7026"), (("--probability", "band_2023=0.3"), 2, "E7026"),
                 (("--vary", "trend[servces]@2023", "--value", "growth_grdp@2023=9"), 2, "E7027"),
                 (("--vary", "sd(volume[services])", "--within=-1..2", "--value", "growth_grdp@2023=9"), 2, "E7028"),
                 (("--vary", "trend[services]@2023", "--probability", "bond_2023=0.3"), 2, "E7031"),
                 (("--vary", "trend[services]@2023", "--probability", "band_2023=30"), 2, "E7032"),
                 (("--vary", "population_growth@2023", "--value", "growth_grdp@2023=9"), 4, "E7035"),
                 (("--vary", "trend[services]@2024", "--value", "growth_grdp@2023=9"), 4, "E7035"),
                 (("--vary", "trend[agriculture]@2023", "--vary", "trend[services]@2023", "--value", "growth_grdp@2023=9",
                   "--value", "growth_grdp@2023=9.5"), 4, "E7033")]
        for words, code, text in cases:
            with self.subTest(words=words):
                self.assert_fails(run("require", CITY, *words), code, text)
        self.assert_fails(run("require", NATIONAL, "--vary", "volume[industry]@2023Q1", "--within", "-2..-1", "--value", "growth_grdp@2024Q1=9"), 2, "E7023")
        self.assert_fails(run("require", CITY, "--vary", "volume[industry]@2023", "--within=-2..-1", "--value", "growth_grdp@2025=9"), 6, "E7036")

    def test_the_run_file_keeps_the_answers(self):
        stored = os.path.join(self.folder, "inverse.h5")
        self.assertEqual(run("require", CITY, "--vary", "trend[services]@2023", "--value", "growth_grdp@2023=9.5", "--out", stored).returncode, 0)
        self.assertIn("require_inverse", run("show", stored).stdout)


if __name__ == "__main__":
    unittest.main()
