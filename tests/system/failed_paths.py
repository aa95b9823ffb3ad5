"""What cannot be computed is said: in the projection, in events, on some paths, on all of them."""
import os
import unittest

from _command import Case, run, run_json


class Failures(Case):
    def again_with(self, statement):
        return self.scenario_with(statement, name="again")

    def scenario_with(self, *statements, event="", name="p"):
        folder = self.project(name)
        with open(os.path.join(folder, "province.model"), "a", encoding="utf-8") as file:
            file.write("".join(statement + "\n" for statement in statements))
        path = os.path.join(folder, "base.scenario")
        with open(path, "a", encoding="utf-8") as file:
            file.write(event + "\n")
        return path

    def test_a_check_that_does_not_hold_is_a_warning_and_printed(self):
        result = run("project", self.scenario_with("check grdp < 0"))
        self.assertEqual(result.returncode, 0)
        self.assertIn("W4002", result.stderr)
        self.assertIn("Checks of the model: 3 failed.", result.stdout)

    def test_check_computes_the_projection_too(self):
        path = self.scenario_with("report odd : 1 sqrt(0 - 1)")
        self.assert_fails(run("check", path), 6, "E4001", "odd")
        document, result = run_json("check", path)
        self.assertEqual((result.returncode, document["valid"]), (6, False))
        self.assertEqual(document["diagnostics"][0]["code"], "E4001")
        self.assertIn("W4002", run("check", self.again_with("check grdp < 0")).stderr)

    def test_an_event_without_a_finite_value_exits_6(self):
        event = "event odd  at(2023: 1/(growth_grdp - growth_grdp)) between 1 and 2"
        self.assert_fails(run("project", self.scenario_with(event=event)), 6, "E4006", "odd")

    def test_some_failed_paths_are_counted_named_and_kept_in_the_denominator(self):
        path = self.scenario_with("param wobble = 1 sd 0.5 judgement \"made to fail\"", "report odd : 1 sqrt(wobble)",
                                  event="event root  at(2023: odd) between 0 and 9")
        document, result = run_json("simulate", path, "--draws", "20000", "--estimator", "plain")
        self.assertEqual(result.returncode, 0)
        self.assertIn("W4008", result.stderr)
        self.assertTrue(300 < document["failed_paths"] < 700, document["failed_paths"])  # P(normal < -2) = 2.28 %
        self.assertEqual(document["first_failures"][0]["series"], "odd")
        event = next(event for event in document["events"] if event["name"] == "root")
        self.assertEqual(event["failed"], document["failed_paths"])
        self.assertAlmostEqual(event["within"]["value"], 1 - document["failed_paths"] / 20000, places=12)
        smart = next(event for event in run_json("simulate", path, "--draws", "20000")[0]["events"] if event["name"] == "root")
        self.assertNotEqual(smart["method"], "plain")
        self.assertAlmostEqual(smart["within"]["value"] + smart["failed"] / smart["points"], 1, delta=1e-9)
        self.assertAlmostEqual(smart["failed"] / smart["points"], 0.02275, delta=0.002)  # points of a lattice: better than chance
        text = run("simulate", path, "--draws", "20000").stdout
        self.assertIn("Failed paths stay in the denominator", text)
        finite = 20000 - document["series"]["odd"]["failed"][0]
        self.assertRegex(text, rf"\n  odd +2023 .* {finite:,}\n")
        self.assertFalse(any(document["series"]["odd"]["unstable_mean"]))

    def test_a_mean_that_a_few_paths_dominate_is_marked(self):
        path = self.scenario_with("param wobble = 1.001 sd 0.5 judgement \"inverse has no mean\"", "report odd : 1 1/(wobble - 1)")
        document, _ = run_json("simulate", path, "--draws", "20000")
        self.assertEqual(document["series"]["odd"]["unstable_mean"], [True, True, True])
        self.assertEqual(document["series"]["growth_grdp"]["unstable_mean"], [False, False, False])
        text = run("simulate", path, "--draws", "20000").stdout
        self.assertRegex(text, r"\n  odd +2023 .* – +– +–\n")
        self.assertIn("no stable mean", text)

    def test_a_run_without_any_finite_path_exits_6(self):
        path = self.scenario_with("param wobble = 1 sd 0.5 judgement \"made to fail\"", "report odd : 1 sqrt(0 - abs(wobble - 1))")
        self.assertEqual(run("project", path).returncode, 0)
        result = run("simulate", path, "--draws", "1000")
        self.assert_fails(result, 6, "E4007", "odd")
        self.assertEqual(result.stdout, "")


if __name__ == "__main__":
    unittest.main()
