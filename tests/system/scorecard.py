"""`grdp scorecard`: the plan's table, probabilities that agree with `simulate`, what is stored."""
import os
import unittest

from _command import SOURCE, Case, run, run_json

CITY = f"{SOURCE}/scenarios/can-tho-2023/base.scenario"
FEW = ("--draws", "20000", "--threads", "2")


class Scorecard(Case):
    def test_single_probabilities_are_those_of_simulate(self):
        card, _ = run_json("scorecard", CITY, *FEW)
        simulated, _ = run_json("simulate", CITY, *FEW, "--only", "growth_grdp")
        events = {event["name"]: event for event in simulated["events"]}
        counted, _ = run_json("simulate", CITY, *FEW, "--only", "growth_grdp", "--estimator", "plain")
        for target in card["sets"][0]["targets"]:
            if target["status"] == "monitored":
                continue
            event = events[f"plan_2023: {target['subject']}"]
            self.assertEqual(target["method"], event["method"], target["subject"])
            self.assertAlmostEqual(target["met"]["value"], event["within"]["value"], delta=1e-4, msg=target["subject"])
        # all(plan_2023) of the scenario asks the same as all_met.
        self.assertEqual(card["sets"][0]["all_met"]["value"],
                         {event["name"]: event for event in counted["events"]}["all_targets"]["within"]["value"])

    def test_the_table_is_that_of_a_plan(self):
        text = run("scorecard", CITY, *FEW, "--lang", "vi").stdout
        for word in ("Stt", "Thực hiện 2022", "Kế hoạch 2023", "Ước thực hiện", "Không đạt", "9,5 - 10", "mô hình không tính", "12,64"):
            self.assertIn(word, text)

    def test_components_stand_under_their_total(self):
        card, _ = run_json("scorecard", CITY, *FEW)
        parts = [t["subject"] for t in card["sets"][0]["targets"] if t["part_of"] == "growth_grdp"]
        self.assertEqual(len(parts), 4)

    def test_answers_are_kept_in_a_run_file(self):
        for verb, table in (("scorecard", "scorecard_target"), ("audit", "audit_check")):
            path = os.path.join(self.folder, f"{verb}.h5")
            options = FEW if verb == "scorecard" else ()
            self.assertEqual(run(verb, CITY, *options, "--out", path).returncode, 0)
            shown = run("show", path)
            self.assertEqual(shown.returncode, 0, shown.stderr)
            self.assertIn(table, shown.stdout)


if __name__ == "__main__":
    unittest.main()
