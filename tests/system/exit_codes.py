"""Exit codes by class, and messages that a person can act on."""
import os
import unittest

from _command import SOURCE, Case, run, run_json


class Usage(Case):
    def test_wrong_command_lines_exit_2_and_print_nothing_on_stdout(self):
        wrong = {
            ("simulat", "a.scenario"): ["E6001", "did you mean simulate?"],
            ("simulate",): ["E6006", "SCENARIO"],
            ("simulate", "a.scenario", "b.scenario"): ["E6007", "b.scenario"],
            ("simulate", "a.scenario", "--draw", "10"): ["E6002", "did you mean --draws?"],
            ("simulate", "a.scenario", "--draws", "9,5"): ["E6004", "9,5"],
            ("simulate", "a.scenario", "--draws", "-5"): ["E6005"],
            ("simulate", "a.scenario", "--threads", "-1"): ["E6005", "1024"],
            ("simulate", "a.scenario", "--seed", "nan"): ["E6004"],
            ("simulate", "a.scenario", "--dispersion", "1,5"): ["E6004", "write 1.5"],
            ("simulate", "a.scenario", "--lang", "vn"): ["E6005", "did you mean"],
            ("project", "a.scenario", "--draws", "10"): ["E6002"],
            ("simulate", "a.scenario", "--paths"): ["--out"],
            ("simulate", "a.scenario", "--seed"): ["E6003", "--seed needs a value"],
            ("simulate", "a.scenario", "--seed", "1", "--seed", "2"): ["E6008", "--seed is given twice"],
            ("simulate", "a.scenario", "--draws", "1"): ["E6005", "from 2 to"],
            ("init", ""): ["E6006", "FOLDER"],
            ("check", ""): ["E6006", "SCENARIO"],
            ("completion", "tcsh"): ["E6005", "bash or zsh or fish"],
        }
        for words, texts in wrong.items():
            with self.subTest(words=words):
                result = run(*words)
                self.assert_fails(result, 2, *texts)
                self.assertEqual(result.stdout, "")

    def test_with_json_every_usage_error_is_a_document_too(self):
        for words in (("simulat", "a.scenario", "--json"), ("init", "--json"), ("export", "--json", "--layout", "tall", "a")):
            with self.subTest(words=words):
                document, result = run_json(*words[:1], *[w for w in words[1:] if w != "--json"])
                self.assertEqual(result.returncode, 2)
                self.assertEqual((document["schema"], document["command"]), ("grdp.failure.v1", words[0]))
                self.assertTrue(document["diagnostics"])

    def test_an_instruction_set_is_used_or_refused_never_replaced(self):
        for isa in ("baseline", "avx2", "avx512"):
            result = run("simulate", self.project(isa) + "/base.scenario", "--draws", "100", "--force-isa", isa)
            if result.returncode != 0:
                self.assertNotEqual(isa, "baseline")
                self.assert_fails(result, 2, "E6011", isa)

    def test_an_unknown_series_in_only_is_a_usage_error(self):
        self.assert_fails(run("project", self.scenario(), "--only", "growth_grpd"), 2, "E6009", "did you mean growth_grdp?")


class Files(Case):
    def test_a_missing_scenario_exits_5(self):
        self.assert_fails(run("project", "no-such.scenario"), 5, "E1001", "no-such.scenario")

    def test_data_that_do_not_exist_are_missing_from_wherever_grdp_is_called(self):
        folder = self.project()
        path = os.path.join(folder, "base.scenario")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("data.csv", "datta.csv"))
        for words, cwd in ((path, None), ("base.scenario", folder), (os.path.basename(folder) + "/base.scenario", os.path.dirname(folder))):
            with self.subTest(words=words):
                self.assert_fails(run("check", words, cwd=cwd), 3, "E1001", "datta.csv", "did you mean")

    def test_a_device_or_a_folder_is_no_scenario(self):
        self.assert_fails(run("check", "/dev/zero"), 5, "E1002")
        self.assert_fails(run("check", self.folder), 5, "E1002")

    def test_a_model_that_a_scenario_names_in_vain_is_a_wrong_input(self):
        scenario = self.scenario()
        self.replace(scenario, 'model "province.model"', 'model "provence.model"')
        self.assert_fails(run("check", scenario), 3, "E1001", "base.scenario:3:")

    def test_an_output_that_cannot_be_written_exits_5_before_any_draw(self):
        result = run("simulate", self.scenario(), "--draws", "1e9", "--out", os.path.join(self.folder, "none", "run.h5"))
        self.assert_fails(result, 5, "E1008")


class Store(Case):
    def test_a_damaged_run_file_exits_7(self):
        path = os.path.join(self.folder, "run.h5")
        self.assertEqual(run("simulate", self.scenario(), "--draws", "1000", "--out", path).returncode, 0)
        with open(path, "r+b") as file:
            file.seek(5000)
            byte = file.read(1)
            file.seek(5000)
            file.write(bytes([byte[0] ^ 1]))
        result = run("show", path)
        self.assertEqual(result.returncode, 7, result.stderr)
        self.assertIn("E50", result.stderr)

    def test_a_text_is_no_run_file(self):
        self.assertEqual(run("show", self.scenario()).returncode, 7)


class Input(Case):
    """Ten mistakes of an economist, each told with its place."""

    def check(self, old, new, *texts, file="base.scenario"):
        folder = self.project()
        self.replace(os.path.join(folder, file), old, new)
        result = run("check", os.path.join(folder, "base.scenario"))
        self.assert_fails(result, 3, *texts)
        self.assertIn(f"{file}:", result.stderr)
        self.assertIn("^", result.stderr)
        self.assertRegex(result.stderr, r"error E\d{4}: ")
        self.assertRegex(result.stderr, r"\d+ errors?")

    def test_a_decimal_comma(self):
        self.check("= 3.0", "= 3,0", "3.0")

    def test_an_unknown_series(self):
        self.check("population = 1254", "populaton = 1254", "populaton", "population")

    def test_a_missing_datum(self):
        self.check("2023..2025  population = 1254 1259 1264\n", "", "E2801", "population", "2023..2025", "needed here")

    def test_prices_of_two_years_added(self):
        self.check("grdp = sum(s: volume[s])", "grdp = sum(s: volume[s]) + grdp_value", file="province.model")

    def test_percent_against_fraction(self):
        self.check("(1 + inflation[s]/100)", "(1 + inflation[s])", file="province.model")

    def test_an_equation_defined_twice(self):
        line = 'identity grdp : bn_vnd_2010  grdp = sum(s: volume[s])  "GRDP" vi "GRDP"\n'
        self.check(line, line + "identity grdp : bn_vnd_2010  grdp = 2*volume[services]\n", "note:", file="province.model")

    def test_a_correlation_that_cannot_be(self):
        self.check("corr industry,services = 0.35", "corr industry,services = 1.35", file="province.model")

    def test_a_matrix_that_is_not_positive_semidefinite(self):
        pairs = "corr industry,services = 0.9; agriculture,industry = 0.9; agriculture,services = -0.9"
        self.check("corr industry,services = 0.35", pairs, "semidefinite", file="province.model")

    def test_a_target_on_an_unknown_series(self):
        self.check("2023  growth_grdp", "2023  growth_gdp", "growth_grdp")

    def test_a_cycle(self):
        self.check("grdp = sum(s: volume[s])", "grdp = sum(s: volume[s]) + 0*as(per_head, bn_vnd_2010)", file="province.model")

    def test_all_mistakes_come_at_once(self):
        folder = self.project()
        path = os.path.join(folder, "base.scenario")
        self.replace(path, "= 3.0", "= 3,0")
        self.replace(path, "2023  growth_grdp", "2023  growth_gdp")
        document, result = run_json("check", path)
        self.assertEqual(result.returncode, 3)
        self.assertFalse(document["valid"])
        self.assertGreaterEqual(sum(d["severity"] == "error" for d in document["diagnostics"]), 2)

    def test_hostile_texts_end_in_an_error(self):
        hostile = {
            "deep": b"scenario a\nevent e all(2023..2024: " + b"(" * 100000 + b")\n",
            "utf16": "scenario a\n".encode("utf-16"),
            "latin1": b"scenario a \"\xe9t\xe9\"\n",
            "binary": bytes(range(256)) * 64,
            "empty": b"",
            "huge": b"# line\n" * (3 << 20),
        }
        for name, data in hostile.items():
            with self.subTest(name=name):
                path = os.path.join(self.folder, name + ".scenario")
                with open(path, "wb") as file:
                    file.write(data)
                result = run("check", path)
                self.assertEqual(result.returncode, 3, result.stderr[:500])
                self.assertRegex(result.stderr, r"error E\d{4}: ")


class Numerical(Case):
    def test_a_projection_without_a_finite_value_exits_6(self):
        folder = self.project()
        path = os.path.join(folder, "province.model")
        self.replace(path, "grdp_value/population ", "grdp_value/(population - population) ")
        result = run("project", os.path.join(folder, "base.scenario"))
        self.assert_fails(result, 6, "E4001", "per_head", "2023")
        self.assertEqual(result.stdout, "")


class Json(Case):
    def test_a_failure_is_also_a_document(self):
        scenario = self.scenario()
        self.replace(scenario, "2023  growth_grdp", "2023  growth_gdp")
        for verb in ("project", "simulate"):
            document, result = run_json(verb, scenario)
            self.assertEqual(result.returncode, 3)
            self.assertEqual(document["command"], verb)
            first = document["diagnostics"][0]
            self.assertEqual((first["severity"], first["code"][0]), ("error", "E"))
            self.assertTrue(first["file"].endswith("base.scenario"))
            self.assertGreater(first["line"], 1)


class Documented(Case):
    def test_every_code_stands_in_the_reference(self):
        with open(os.path.join(SOURCE, "include/grdp/base/codes.def"), encoding="utf-8") as file:
            codes = [line.split("(")[1].split(",") for line in file if line.startswith("GRDP_CODE(")]
        with open(os.path.join(SOURCE, "docs/reference/diagnostics.md"), encoding="utf-8") as file:
            reference = file.read()
        for number, severity, *_ in codes:
            letter = "E" if severity.strip() == "error" else "W"
            self.assertIn(f"{letter}{number}", reference)


if __name__ == "__main__":
    unittest.main()
