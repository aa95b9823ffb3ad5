"""`grdp report`: every form of every shipped scenario, the same bytes again, numbers that are those of the run file."""
import csv
import html.parser
import io
import os
import pathlib
import re
import shutil
import subprocess
import unittest
import xml.dom.minidom
import zipfile

from _command import INSTRUMENTED, SOURCE, Case, run, run_json

CITY = f"{SOURCE}/scenarios/can-tho-2023"
FORMS = "docx,xlsx,html,md,tex,svg,csv"
DRAWS = ("--draws", "2000", "--threads", "2")


class Structure(html.parser.HTMLParser):
    """Elements that are opened and closed, and the text between."""
    VOID = {"meta", "br", "rect", "line", "polyline", "polygon", "circle", "col"}

    def __init__(self, page):
        super().__init__()
        self.open, self.faults, self.links = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag not in self.VOID:
            self.open.append(tag)
        self.links += [value for name, value in attributes if name in ("src", "href", "xlink:href")]

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def files_below(folder):
    return {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}


class Report(Case):
    runs = {}  # the bytes of each scenario's run, simulated once

    def simulated(self, scenario, name="run.h5"):
        path = os.path.join(self.folder, name)
        if scenario not in self.runs:
            result = run("simulate", scenario, *DRAWS, "--out", path)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.runs[scenario] = pathlib.Path(path).read_bytes()
        pathlib.Path(path).write_bytes(self.runs[scenario])
        return path

    def paper(self, *words, folder="paper", **more):
        out = os.path.join(self.folder, folder)
        result = run("report", *words, "--format", FORMS, "--out", out, **more)
        self.assertEqual(result.returncode, 0, result.stderr)
        return files_below(out)

    def test_every_form_of_every_shipped_scenario(self):
        scenarios = sorted(pathlib.Path(SOURCE, "scenarios").rglob("*.scenario"))
        if INSTRUMENTED:
            scenarios = scenarios[:3]
        for number, scenario in enumerate(scenarios):
            path = self.simulated(scenario, f"{number}.h5")
            for lang in ("en", "vi"):
                with self.subTest(scenario=scenario.name, lang=lang):
                    files = self.paper(path, "--lang", lang, folder=f"{number}{lang}")
                    page = files["briefing.html"].decode("utf-8")
                    structure = Structure(page)
                    self.assertEqual((structure.open, structure.faults, structure.links), ([], [], []))
                    self.assertNotRegex(page, r"\bnan\b|\binf\b|\{0\}")
                    for name, data in files.items():
                        if name.endswith(".svg"):
                            xml.dom.minidom.parseString(data)
                        if name.endswith(".csv"):
                            rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
                            self.assertEqual({len(row) for row in rows}, {len(rows[0])}, name)

    def test_the_same_run_file_gives_the_same_bytes(self):
        path = self.simulated(f"{CITY}/base.scenario")
        self.assertEqual(self.paper(path, folder="one"), self.paper(path, folder="two"))

    def test_three_scenarios_stand_side_by_side(self):
        paths = [self.simulated(f"{CITY}/{name}.scenario", f"{name}.h5") for name in ("base", "low", "high")]
        files = self.paper(*paths, "--lang", "vi")
        self.assertIn("comparison.svg", files)
        head = files["scenarios.csv"].decode("utf-8").splitlines()[0]
        self.assertEqual(len(next(csv.reader([head]))), 4)

    def test_numbers_are_those_of_the_run_file(self):
        path = self.simulated(f"{CITY}/base.scenario")
        run_file, _ = run_json("show", path)
        event = run_file["events"][0]
        page = self.paper(path)["briefing.html"].decode("utf-8")
        for outcome in ("below", "within", "above", "at_least"):
            self.assertIn(f'data-value="{100 * event[outcome]["value"]!r}"', page)
        rows = list(csv.DictReader(io.StringIO(self.paper(path, folder="csv")["headline.csv"].decode("utf-8"), newline="")))
        self.assertAlmostEqual(float(rows[1]["Probability, %"]), 100 * event["within"]["value"], delta=0.0051)

    def test_parts_add_up_in_every_form(self):
        path = self.simulated(f"{CITY}/base.scenario")
        files = self.paper(path)
        rows = list(csv.reader(io.StringIO(files["projection.csv"].decode("utf-8"), newline="")))
        checked = 0
        for number, row in enumerate(rows):
            if row[0].startswith(("Contribution", "Volume", "Value", "Structure")):
                for column in (2, 3, 4):
                    parts = [float(rows[number + 2 + k][column]) for k in range(4)]
                    self.assertAlmostEqual(sum(parts), float(rows[number + 1][column]), places=6)
                    checked += 1
        self.assertEqual(checked, 12)
        text = files["briefing.md"].decode("utf-8")
        for cell in rows[3][1:]:
            if cell.replace(".", "").replace("-", "").isdigit():
                self.assertIn(cell, text)

    def test_vietnamese_has_decimal_commas_and_the_spreadsheet_dialect(self):
        path = self.simulated(f"{CITY}/base.scenario")
        files = self.paper(path, "--lang", "vi", "--dialect", "vietnamese")
        table = files["projection.csv"].decode("utf-8")
        self.assertTrue(table.startswith("\ufeff"))
        self.assertIn(";12,64;", table)
        page = files["briefing.html"].decode("utf-8")
        for phrase in ("điểm phần trăm", "9,5\u00a0-\u00a010%", "tỷ đồng", "Thực hiện 2022", "khoảng 1\u00a0trên 2"):
            self.assertIn(phrase, page)

    def test_date_comes_from_the_option_or_the_environment(self):
        path = self.simulated(f"{CITY}/base.scenario")
        dated = run("report", path, "--format", "html", "--lang", "vi", "--date", "2023-06-30").stdout
        self.assertIn("Ngày 30 tháng 6 năm 2023", dated)
        epoch = run("report", path, "--format", "html", env={"SOURCE_DATE_EPOCH": "1688083200"}).stdout
        self.assertIn("30 June 2023", epoch)
        plain = run("report", path, "--format", "html", env={"SOURCE_DATE_EPOCH": ""}).stdout
        self.assertNotIn('name="date"', plain)
        self.assert_fails(run("report", path, "--format", "html", "--date", "30/6/2023"), 2, "E6005", "2023-06-30")

    def test_the_scorecard_shows_last_year_and_the_whole_plan(self):
        path = self.simulated(f"{CITY}/base.scenario")
        text = run("report", path, "--format", "md").stdout
        self.assertIn("| Actual 2022 |", text)
        self.assertIn("none of the 13 targets", text)
        self.assertNotIn("scorecard_target", run("show", path).stdout)

    def test_sections_and_title(self):
        path = self.simulated(f"{CITY}/base.scenario")
        text = run("report", path, "--format", "md", "--sections", "scorecard", "--title", "My paper").stdout
        self.assertTrue(text.startswith("# My paper\n"))
        self.assertEqual(re.findall(r"^## .*", text, re.MULTILINE), ["## 1. All targets of the plan"])
        self.assert_fails(run("report", path, "--format", "md", "--sections", "headlines"), 2, "E6005", "did you mean headline?")

    def test_a_projection_and_other_answers_give_papers_too(self):
        path = os.path.join(self.folder, "audit.h5")
        self.assertEqual(run("audit", f"{CITY}/base.scenario", "--out", path).returncode, 0)
        text = run("report", path, "--format", "md").stdout
        self.assertIn("Do the targets agree", text)
        self.assertNotIn("Where the paths end", text)

    def test_mistakes_are_named_and_nothing_is_written(self):
        path = self.simulated(f"{CITY}/base.scenario")
        self.assert_fails(run("report", path), 2, "E6006")
        self.assert_fails(run("report", path, "--format", "csv"), 2, "E6006", "--out FOLDER")
        self.assert_fails(run("report", path, "--format", "htm"), 2, "E6005", "did you mean html?")
        before = pathlib.Path(path).read_bytes()
        self.assert_fails(run("report", path, "--format", "html", "--out", path), 5, "E6010")
        self.assertEqual(pathlib.Path(path).read_bytes(), before)
        missing = run("report", os.path.join(self.folder, "none.h5"), "--format", "md")
        self.assert_fails(missing, 5, "E1001")

    def test_office_files_are_whole_archives_and_take_a_house_style(self):
        path = self.simulated(f"{CITY}/base.scenario")
        house = os.path.join(self.folder, "house.docx")
        self.assertEqual(run("report", path, "--out", house, "--lang", "vi").returncode, 0)
        again = os.path.join(self.folder, "again.docx")
        self.assertEqual(run("report", path, "--out", again, "--reference-doc", house).returncode, 0)
        for name in (house, again):
            with zipfile.ZipFile(name) as archive:
                self.assertIsNone(archive.testzip())
                self.assertIn("word/document.xml", archive.namelist())
        self.assert_fails(run("report", path, "--format", "docx"), 2, "E6006")

    def test_json_lists_what_was_written(self):
        path = self.simulated(f"{CITY}/base.scenario")
        answer, _ = run_json("report", path, "--format", "html,svg", "--out", os.path.join(self.folder, "j"))
        self.assertEqual(answer["schema"], "grdp.report.v1")
        for file in answer["files"]:
            self.assertEqual(os.path.getsize(file["path"]), file["bytes"])

    @unittest.skipUnless(shutil.which("rsvg-convert"), "rsvg-convert (librsvg2-bin) is not installed")
    def test_every_chart_renders(self):
        path = self.simulated(f"{CITY}/base.scenario")
        folder = os.path.join(self.folder, "paper")
        for name in self.paper(path, "--lang", "vi"):
            if name.endswith(".svg"):
                picture = os.path.join(self.folder, name + ".png")
                result = subprocess.run(["rsvg-convert", os.path.join(folder, name), "-o", picture], capture_output=True)
                self.assertEqual((result.returncode, result.stderr), (0, b""), name)
                self.assertGreater(os.path.getsize(picture), 5000)


if __name__ == "__main__":
    unittest.main()
