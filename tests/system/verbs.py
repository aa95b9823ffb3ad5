"""Each verb does what its help says."""
import os
import shutil
import subprocess
import unittest

from _command import SOURCE, Case, run, run_json

VERBS = ["init", "check", "project", "simulate", "audit", "scorecard", "require", "arrivals", "stress", "tilt", "weigh", "compare", "sensitivity", "sweep", "store", "show", "export", "completion",
         "version"]


class Help(Case):
    def test_every_verb_explains_itself_with_an_example_in_both_languages(self):
        for verb in VERBS:
            english = run(verb, "--help")
            self.assertEqual(english.returncode, 0)
            self.assertIn(f"Usage: grdp {verb}", english.stdout)
            self.assertIn("Examples:", english.stdout)
            self.assertEqual(english.stderr, "")
            self.assertEqual(run("help", verb).stdout, english.stdout)
            if verb not in ("completion", "version"):
                self.assertIn("Cách dùng", run(verb, "--help", "--lang", "vi").stdout)

    def test_the_overview_lists_the_verbs(self):
        overview = run("--help")
        self.assertEqual(overview.returncode, 0)
        for verb in VERBS:
            self.assertIn(f"  {verb} ", overview.stdout)

    def test_no_verb_at_all_is_a_usage_error_that_explains_itself(self):
        nothing = run()
        self.assertEqual(nothing.returncode, 2)
        self.assertEqual(nothing.stdout, "")
        self.assertIn("simulate", nothing.stderr)


class Path(Case):
    def test_init_gives_a_project_that_checks_projects_and_simulates_at_once(self):
        scenario = self.scenario()
        checked = run("check", scenario)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        projected = run("project", scenario)
        self.assertEqual((projected.returncode, projected.stderr), (0, ""))
        self.assertIn("GRDP growth", projected.stdout)
        simulated = run("simulate", scenario, "--draws", "2000")
        self.assertEqual((simulated.returncode, simulated.stderr), (0, ""))
        self.assertIn("Probability that GRDP growth in 2023", simulated.stdout)

    def test_init_export_and_completion_answer_in_json_too(self):
        folder = os.path.join(self.folder, "by-script")
        made, _ = run_json("init", folder)
        self.assertEqual((made["schema"], made["folder"]), ("grdp.init.v1", folder))
        self.assertEqual(sorted(made["files"]), sorted(os.listdir(folder)))
        scenario = os.path.join(folder, "base.scenario")
        shown, _ = run_json("export", scenario)
        self.assertEqual((shown["csv"].replace("\r\n", "\n"), shown["file"]), (run("export", scenario).stdout, None))
        path = os.path.join(folder, "out.csv")
        kept, _ = run_json("export", scenario, "--out", path)
        self.assertEqual((kept["csv"], kept["file"]), (None, path))
        with open(path, encoding="utf-8", newline="") as file:
            self.assertEqual(file.read(), shown["csv"])
        script, _ = run_json("completion", "zsh")
        self.assertEqual(script["script"], run("completion", "zsh").stdout)

    def test_init_refuses_to_overwrite_and_touches_nothing(self):
        folder = self.project()
        path = os.path.join(folder, "data.csv")
        os.remove(os.path.join(folder, "base.scenario"))
        before = os.stat(path).st_mtime_ns
        again = run("init", folder)
        self.assert_fails(again, 5, "E6010", "data.csv", "province.model")
        self.assertEqual(os.stat(path).st_mtime_ns, before)
        self.assertFalse(os.path.exists(os.path.join(folder, "base.scenario")))

    def test_expand_prints_the_scalar_equations(self):
        expanded = run("check", self.scenario(), "--expand")
        self.assertEqual(expanded.returncode, 0)
        self.assertIn("grdp = volume[agriculture] + volume[industry]", expanded.stdout)

    def test_set_changes_the_question_not_the_file(self):
        scenario = self.scenario()
        plain, _ = run_json("project", scenario)
        warmer, _ = run_json("project", scenario, "--set", "trend[industry] += 1")
        self.assertGreater(warmer["series"]["growth_grdp"]["values"][0], plain["series"]["growth_grdp"]["values"][0])
        again, _ = run_json("project", scenario)
        self.assertEqual(again, plain)

    def test_the_estimator_can_be_chosen_and_says_what_it_did(self):
        p2 = os.path.join(SOURCE, "scenarios/benchmarks/p2.scenario")
        best, _ = run_json("simulate", p2, "--until-se", "1e-5")
        event = best["events"][0]
        self.assertEqual(event["method"], "line")
        self.assertLessEqual(event["within"]["standard_error"], 1e-5)
        self.assertLessEqual(abs(event["within"]["value"] - 0.144591634), 5 * event["within"]["standard_error"])
        plain, _ = run_json("simulate", p2, "--estimator", "plain")
        self.assertEqual((plain["events"][0]["method"], plain["events"][0]["points"]), ("plain", 100000))
        difference = abs(plain["events"][0]["within"]["value"] - event["within"]["value"])
        self.assertLessEqual(difference, 5 * plain["events"][0]["within"]["standard_error"])
        self.assertIn("monotone along the gradient", run("simulate", p2).stdout)
        self.assertIn("tích phân theo đường thẳng", run("simulate", p2, "--lang", "vi").stdout)
        refused = run("simulate", p2, "--until-se", "0")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("E6005", refused.stderr)

    def test_show_prints_a_run_as_it_was_printed(self):
        scenario = self.scenario()
        stored = os.path.join(self.folder, "run.h5")
        for words in (["--lang", "en"], ["--lang", "vi"], ["--json"], ["--only", "growth_grdp"]):
            simulated = run("simulate", scenario, "--draws", "3000", "--out", stored, *words)
            self.assertEqual(simulated.returncode, 0, simulated.stderr)
            shown = run("show", stored, *words)
            self.assertEqual(shown.returncode, 0, shown.stderr)
            self.assertEqual(shown.stdout, simulated.stdout)

    def test_show_names_what_a_run_does_not_hold(self):
        stored = os.path.join(self.folder, "run.h5")
        run("simulate", self.scenario(), "--draws", "1000", "--only", "growth_grdp", "--out", stored)
        self.assert_fails(run("show", stored, "--only", "per_head"), 2, "E6009", "per_head")

    def test_a_series_without_luck_can_be_asked_for(self):
        document, _ = run_json("simulate", self.scenario(), "--draws", "1000", "--only", "population")
        self.assertEqual(document["series"]["population"]["sd"], [0.0, 0.0, 0.0])
        self.assertEqual(document["series"]["population"]["quantiles"]["50"], [1254.0, 1259.0, 1264.0])
        self.assertIn("Average population", run("simulate", self.scenario_again(), "--draws", "1000", "--only", "population").stdout)

    def test_export_gives_the_projection_as_csv_in_both_dialects(self):
        scenario = self.scenario()
        english = run("export", scenario)
        self.assertEqual(english.returncode, 0, english.stderr)
        self.assertTrue(english.stdout.startswith("series,period,value"))
        vietnamese = run("export", scenario, "--dialect", "vietnamese", "--layout", "wide")
        self.assertTrue(vietnamese.stdout.startswith("\ufeff"))
        self.assertIn(";", vietnamese.stdout)
        target = os.path.join(self.folder, "out.csv")
        to_file = run("export", scenario, "--out", target)
        self.assertEqual((to_file.returncode, to_file.stdout), (0, ""))
        with open(target, encoding="utf-8", newline="") as file:
            self.assertEqual(file.read().replace("\r\n", "\n"), english.stdout.replace("\r\n", "\n"))

    def test_export_of_a_run_carries_errors_beside_estimates(self):
        stored = os.path.join(self.folder, "run.h5")
        run("simulate", self.scenario(), "--draws", "2000", "--out", stored)
        exported = run("export", stored)
        self.assertEqual(exported.returncode, 0, exported.stderr)
        self.assertIn("standard_error", exported.stdout.splitlines()[0])


class Completion(Case):
    def parses(self, shell, *check):
        script = run("completion", shell)
        self.assertEqual(script.returncode, 0)
        self.assertIn("simulate", script.stdout)
        if shutil.which(shell) is None:
            print(f"{shell} is not installed: its completion script was made but not parsed")
            return
        path = os.path.join(self.folder, "script")
        with open(path, "w", encoding="utf-8") as file:
            file.write(script.stdout)
        subprocess.run([shell, *check, path], check=True)

    def test_bash_reads_its_script(self):
        self.parses("bash", "-n")

    def test_zsh_reads_its_script(self):
        self.parses("zsh", "-n")

    def test_fish_reads_its_script(self):
        self.parses("fish", "--no-execute")

    def test_bash_completes_verbs_and_options(self):
        path = os.path.join(self.folder, "script")
        with open(path, "w", encoding="utf-8") as file:
            file.write(run("completion", "bash").stdout)
        ask = f"source {path}; COMP_WORDS=(grdp simulate --dr); COMP_CWORD=2; _grdp; echo ${{COMPREPLY[@]}}"
        answer = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True)
        self.assertEqual(answer.stdout.split(), ["--draws"])

    def test_bash_completes_the_choices_of_an_option_either_way_and_the_first_word_of_store(self):
        path = os.path.join(self.folder, "script")
        with open(path, "w", encoding="utf-8") as file:
            file.write(run("completion", "bash").stdout)
        for words, wanted in (("grdp compare --by g", "group"), ("grdp compare --by = g", "group"), ("grdp store ch", "check")):
            ask = f"source {path}; COMP_WORDS=({words}); COMP_CWORD={len(words.split()) - 1}; _grdp; echo ${{COMPREPLY[@]}}"
            answer = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True)
            self.assertEqual(answer.stdout.split(), [wanted])


class Language(Case):
    def test_vietnamese_output_has_decimal_commas_and_its_own_words(self):
        scenario = self.scenario()
        text = run("project", scenario, "--lang", "vi").stdout
        self.assertIn("Tăng trưởng GRDP", text)
        self.assertIn("7,16", text)
        self.assertNotIn("7.16", text)
        self.assertIn("điểm phần trăm", text)

    def test_a_file_has_no_colours_and_no_progress(self):
        result = run("simulate", self.scenario(), "--draws", "2000", env={"TERM": "xterm-256color"})
        self.assertNotIn("\033", result.stdout + result.stderr)


if __name__ == "__main__":
    unittest.main()
