"""Two scenarios, or two runs, side by side."""
# as shipped: attribution runs every combination of causes; the unit tests of these parts run instrumented
import os
import unittest

from _command import Case, run
from _command import run_json as answered

CITY = os.path.join(os.environ["GRDP_SOURCE_DIR"], "scenarios", "can-tho-2023")
BASE, LOW, HIGH = (os.path.join(CITY, f"{name}.scenario") for name in ("base", "low", "high"))
QUICK = ("--draws", "2000", "--until-se", "1e-3")


def tables(*words):
    document, result = answered("compare", *words, *QUICK)
    assert result.returncode == 0, result.stderr
    return {name: [dict(zip(table["columns"], row)) for row in zip(*(c["values"] for c in table["columns"].values()))]
            for name, table in document["tables"].items()}


def parts_of(answer):
    """(scenario, number, what, period) -> its causes."""
    found = {}
    for row in answer["compare_cause"]:
        found.setdefault((row["scenario"], row["number"], row["what"], row["period"]), []).append(row)
    return found


class Scenarios(Case):
    @classmethod
    def setUpClass(cls):
        cls.answer = tables(BASE, LOW, HIGH)

    def test_growth_of_the_programme_is_what_its_parts_give(self):
        rows = {(r["scenario"], r["series"], r["period"]): r for r in self.answer["compare_growth"] if r["total"] == "grdp"}
        self.assertAlmostEqual(rows["low", "grdp", "2023"]["growth"], 9.56, delta=0.01)
        self.assertAlmostEqual(rows["high", "grdp", "2023"]["growth"], 10.42, delta=0.01)
        parts = [r["contribution_difference"] for (s, n, p), r in rows.items() if (s, p) == ("high", "2023") and n != "grdp"]
        self.assertAlmostEqual(sum(parts), rows["high", "grdp", "2023"]["contribution_difference"], delta=1e-9)

    def test_the_causes_of_every_number_sum_to_its_difference(self):
        numbers = parts_of(self.answer)
        self.assertGreater(len(numbers), 40)
        for name, rows in numbers.items():
            self.assertAlmostEqual(sum(r["contribution"] for r in rows), rows[0]["difference"], delta=1e-9, msg=name)

    def test_prices_do_not_move_growth(self):
        rows = parts_of(self.answer)["high", "growth_grdp", "projection", "2023"]
        self.assertEqual({r["cause"]: r["contribution"] for r in rows}["price_growth"], 0)

    def test_a_gain_is_known_better_than_its_sides(self):
        rows = [r for r in self.answer["compare_event"] if r["scenario"] == "high" and r["event"] == "never_below_6"]
        self.assertLess(rows[0]["gained_se"], rows[0]["baseline_se"] + rows[0]["probability_se"])
        self.assertAlmostEqual(rows[0]["gained"], rows[0]["probability"] - rows[0]["baseline"], delta=1e-12)

    def test_exchange_of_the_sides_changes_every_sign(self):
        back = parts_of(tables(HIGH, BASE, "--by", "name"))
        for name, rows in parts_of(self.answer).items():
            if name[2] != "projection" or name[0] != "high":
                continue
            other = back[("base", *name[1:])]
            for one, two in zip(rows, other):
                self.assertAlmostEqual(one["contribution"], -two["contribution"], delta=1e-9)


class Printed(Case):
    def test_a_row_of_causes_reads_from_the_baseline_to_the_scenario(self):
        text = run("compare", BASE, HIGH, *QUICK).stdout
        rows = [line.split() for line in text.splitlines() if line.startswith("  GRDP growth 202")]
        self.assertEqual(len(rows), 3)
        for row in rows:
            cells = [0.0 if cell == "–" else float(cell) for cell in row[3:]]
            self.assertAlmostEqual(sum(cells[:-1]), cells[-1], delta=1e-9)

    def test_vietnamese_has_its_own_words_and_commas(self):
        text = run("compare", BASE, "--set", "2023 trend[services] = 9", *QUICK, "--lang", "vi").stdout
        self.assertIn("so với phương án gốc", text)
        self.assertIn("7,19", text)

    def test_one_change_is_an_alternative_of_its_own(self):
        answer = tables(BASE, "--set", "crisis = 1")
        self.assertEqual([(r["input"], r["baseline"], r["value"]) for r in answer["compare_input"]], [("crisis", "0", "1")])


class Runs(Case):
    def test_a_run_differs_in_nothing_from_its_own_scenario(self):
        first = os.path.join(self.folder, "first.h5")
        self.assertEqual(run("simulate", BASE, "--draws", "2000", "--out", first).returncode, 0)
        answer = tables(first, BASE)
        self.assertEqual(answer["compare_input"], [])
        self.assertEqual({r["gained"] for r in answer["compare_event"]}, {0})

    def test_new_figures_and_revised_data_are_told_apart(self):
        first, second = (os.path.join(self.folder, name) for name in ("first.h5", "second.h5"))
        self.assertEqual(run("simulate", BASE, "--draws", "2000", "--out", first).returncode, 0)
        changes = ("--set", "observed 2023 growth(volume[industry]) = 5", "--set", "2023 trend[services] = 7")
        self.assertEqual(run("simulate", BASE, "--draws", "2000", *changes, "--out", second).returncode, 0)
        answer = tables(first, second, "--only", "growth_grdp")
        self.assertEqual({r["input"]: r["group"] for r in answer["compare_input"]},
                         {"trend[services]": "assumption", "observed growth(volume[industry])@2023": "observation"})
        rows = parts_of(answer)[("base (2)", "growth_grdp", "projection", "2023")]
        self.assertTrue(all(r["contribution"] < -0.3 for r in rows))

    def test_the_tables_are_kept(self):
        path = os.path.join(self.folder, "compared.h5")
        self.assertEqual(run("compare", BASE, "--set", "crisis = 1", *QUICK, "--out", path).returncode, 0)
        self.assertIn("compare_cause", run("show", path).stdout)


class Refused(Case):
    def test_one_scenario_alone_has_nothing_to_be_compared_with(self):
        self.assert_fails(run("compare", BASE), 2, "E7303", "second scenario")

    def test_too_few_draws_are_no_error_bar(self):
        self.assert_fails(run("compare", BASE, HIGH, "--draws", "500"), 2, "E7302")

    def test_every_missing_file_is_named_with_the_nearest_name(self):
        path = os.path.join(self.folder, "first.h5")
        self.assertEqual(run("simulate", BASE, "--draws", "2000", "--out", path).returncode, 0)
        misspelt = (os.path.join(self.folder, "frist.h5"), os.path.join(CITY, "hihg.scenario"))
        self.assert_fails(run("compare", BASE, *misspelt), 5, "E1001", "first.h5", "high.scenario", "2 errors")

    def test_a_compared_run_is_not_overwritten(self):
        path = os.path.join(self.folder, "run.h5")
        self.assertEqual(run("simulate", BASE, "--draws", "2000", "--out", path).returncode, 0)
        self.assert_fails(run("compare", path, HIGH, *QUICK, "--out", path), 5, "E6010")


class WrongFiles(Case):
    """What a file is, what was expected, and what to do with it: not a bare refusal."""

    def test_a_sweep_and_a_part_of_one_are_named(self):
        p1 = os.path.join(os.environ["GRDP_SOURCE_DIR"], "scenarios", "benchmarks", "p1.scenario")
        sweep, part = os.path.join(self.folder, "sweep.h5"), os.path.join(self.folder, "part.h5")
        design = ("sweep", p1, "--grid", "expected[services]=9,10", *QUICK)
        self.assertEqual(run(*design, "--out", sweep).returncode, 0)
        self.assertEqual(run(*design, "--shard", "1/2", "--out", part).returncode, 0)
        whole, one = "this is the file of a whole sweep, not a run file", "this is a part of a sweep, not a run file"
        self.assert_fails(run("compare", BASE, sweep, part), 7, f"sweep.h5: error E5001: {whole} (expected a scenario, or a run file that grdp simulate --out wrote)",
                          f"hint: grdp show {sweep} shows its scenarios", one, "grdp merge joins all parts", "2 errors")
        self.assert_fails(run("report", sweep, "--format", "md"), 7, whole)
        self.assert_fails(run("export", part), 7, one)
        self.assert_fails(run("simulate", sweep), 3, "E1004", "this is the file of a whole sweep, not a text")
        document, result = answered("compare", BASE, sweep)
        self.assertEqual((result.returncode, document["diagnostics"][0]["message"]), (7, whole))

    def test_a_text_is_shown_by_its_first_line(self):
        self.assert_fails(run("show", HIGH), 7, "error E5001: this is a scenario, not a run file", "| scenario high", f"grdp simulate {HIGH} --out RUN.h5 makes a run file")
        for name, content, said in (("empty.h5", b"", "this is an empty file"), ("bytes.h5", b"\x00\x01\x1b[31m", "this is not a run file"),
                                    ("note.h5", b"\n  # so\n\xc4\x90\xe1\xba\xa7u n\xc4\x83m\n", "note.h5:3:1: error E5001: this is a text"),
                                    ("colour.h5", b"\x1b[31mred\n", "this is not a run file")):
            path = os.path.join(self.folder, name)
            with open(path, "wb") as file:
                file.write(content)
            result = run("compare", BASE, path)
            self.assert_fails(result, 7, "E5001", said)
            self.assertNotIn("\x1b", result.stderr)


if __name__ == "__main__":
    unittest.main()
