"""Papers of run files of unusual size: nothing but an assumption, one year, 63 provinces; numbers are those of the run file."""
# as shipped: python-docx, openpyxl and h5py read the papers; the writers have unit tests
import csv
import importlib.util
import io
import json
import os
import pathlib
import re
import resource
import subprocess
import unittest
import xml.dom.minidom

from _command import COMMAND, SOURCE, Case, run

FORMS = "docx,xlsx,html,md,tex,svg,csv"
PROVINCES = 63

EMPTY = """model empty "Nothing asked"
frequency annual
exog assumed : bn_vnd "Assumed" vi "Giả định trước"
"""
EMPTY_SCENARIO = """scenario empty "Nothing asked" vi "Không hỏi gì"
model "empty.model"
horizon 2023..2024
2023..2024  assumed = 3
"""


def provinces():
    """A country of 63 provinces, whose volumes make its total."""
    elements = "\n      | ".join(f'p{i:02} "Province {i}" vi "Tỉnh số {i}"' for i in range(PROVINCES))
    model = f"""model country "Sixty-three provinces" vi "Sáu mươi ba tỉnh"
frequency annual
set p = {elements}
exog expected[p] : % "Expected growth" vi "Tăng trưởng dự kiến"
behave volume[p] : bn_vnd_2010  growth(volume[p]) = expected[p] "Volume at 2010 prices" vi "Giá trị theo giá so sánh 2010"
shock volume[p] ~ normal(sd = 2)
identity gdp : bn_vnd_2010  gdp = sum(p: volume[p]) "GDP at 2010 prices" vi "GDP theo giá so sánh 2010"
report growth_gdp : %  growth(gdp) "GDP growth" vi "Tăng trưởng GDP"
report growth_of[p] : %  growth(volume[p]) "Growth" vi "Tốc độ tăng"
"""
    lines = ['scenario country "Sixty-three provinces" vi "Sáu mươi ba tỉnh"', 'model "country.model"', "horizon 2023..2025"]
    for i in range(PROVINCES):
        lines.append(f"2022  volume[p{i:02}] = {1000 + 137.31 * i:.2f}")
        lines.append(f"2023..2025  expected[p{i:02}] = {5 + i / 10:.1f}")
    lines.append('event band growth_gdp between 8 and 9 in 2023 "GDP growth" vi "Tăng trưởng GDP"')
    return model, "\n".join(lines) + "\n"


def module(name):
    return importlib.util.find_spec(name) is not None


class Papers(Case):
    def simulated(self, name, model, scenario, draws="500"):
        folder = pathlib.Path(self.folder)
        (folder / f"{name}.model").write_text(model, encoding="utf-8")
        (folder / f"{name}.scenario").write_text(scenario, encoding="utf-8")
        return self.run_of(folder / f"{name}.scenario", draws)

    def run_of(self, scenario, draws="500"):
        path = os.path.join(self.folder, "run.h5")
        result = run("simulate", scenario, "--draws", draws, "--out", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        return path

    def papers(self, path, lang):
        out = pathlib.Path(self.folder, lang)
        result = run("report", path, "--lang", lang, "--format", FORMS, "--out", out)
        self.assertEqual(result.returncode, 0, result.stderr)
        files = {file.name: file.read_bytes() for file in out.iterdir()}
        for name in ("briefing.docx", "briefing.xlsx", "briefing.html", "briefing.md", "briefing.tex"):
            self.assertIn(name, files)
        for name, data in files.items():
            if name.endswith((".md", ".html", ".csv")):
                self.assertNotRegex(data.decode("utf-8"), r"\bnan\b|\binf\b|\{[0-9]\}", name)
            if name.endswith(".svg"):
                xml.dom.minidom.parseString(data)
            if name.endswith(".csv"):
                rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
                self.assertEqual({len(row) for row in rows}, {len(rows[0])}, name)
        if module("docx"):
            import docx
            self.assertGreater(len(docx.Document(out / "briefing.docx").paragraphs), 3)
        if module("openpyxl"):
            import openpyxl
            openpyxl.load_workbook(out / "briefing.xlsx")
        return out, files

    def test_a_run_without_targets_events_and_results_is_a_paper_of_assumptions_and_methods(self):
        path = self.simulated("empty", EMPTY, EMPTY_SCENARIO)
        for lang, sections in (("en", 2), ("vi", 2)):
            _, files = self.papers(path, lang)
            self.assertGreaterEqual(len(re.findall("^## ", files["briefing.md"].decode("utf-8"), re.MULTILINE)), sections)

    def test_one_year_needs_no_fan(self):
        path = self.run_of(f"{SOURCE}/scenarios/teaching/first_band.scenario")
        for lang in ("en", "vi"):
            _, files = self.papers(path, lang)
            self.assertIn("histogram.svg", files)
            self.assertIn("headline.csv", files)

    def test_sixty_three_provinces(self):
        path = self.simulated("country", *provinces())
        for lang in ("en", "vi"):
            out, files = self.papers(path, lang)
            volumes = self.levels(path)
            self.assertGreaterEqual(len(volumes), PROVINCES)
            rows = list(csv.reader(io.StringIO(files["projection.csv"].decode("utf-8"), newline="")))
            self.assert_levels(volumes, rows, lang)

    def levels(self, path):
        """Volume of each province in 2023, from the run file itself."""
        answer = json.loads(run("show", path, "--json").stdout)
        if module("h5py"):
            import h5py
            with h5py.File(path) as file:
                names = [name.decode() for name in file["series"][:]]
                periods = [period.decode() for period in file["period"][:]]
                column = periods.index("2023")
                return {name: float(file["projection"][i, column]) for i, name in enumerate(names) if name.startswith("volume[")}
        return {name: one["mean"][0] for name, one in answer["series"].items() if name.startswith("volume[")}

    def assert_levels(self, volumes, rows, lang):
        column = rows[0].index("2023")
        found = 0
        for name, value in volumes.items():
            number = int(name[len("volume[p"):-1])
            label = f"Province {number}" if lang == "en" else f"Tỉnh số {number}"
            printed = [float(row[column]) for row in rows if row[0].strip() == label and row[column]]
            self.assertTrue(any(abs(one - value) <= 0.1 for one in printed), (name, value, printed))
            found += 1
        self.assertEqual(found, PROVINCES)


class Folder(Case):
    def test_a_disk_fault_between_two_files_leaves_the_folder_as_it_was(self):
        path = os.path.join(self.folder, "run.h5")
        self.assertEqual(run("simulate", f"{SOURCE}/scenarios/teaching/first_band.scenario", "--draws", "500", "--out", path).returncode, 0)
        out = pathlib.Path(self.folder, "paper")
        out.mkdir()
        (out / "briefing.md").write_text("the old paper")

        def limited():  # Markdown fits, the page does not
            resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))

        result = subprocess.run([COMMAND, "report", path, "--format", "md,html,svg", "--out", str(out)], stdin=subprocess.DEVNULL,
                                capture_output=True, encoding="utf-8", preexec_fn=limited)
        self.assertEqual(result.returncode, 5, result.stderr)
        self.assertIn("E1008", result.stderr)
        self.assertEqual([file.name for file in out.iterdir()], ["briefing.md"])
        self.assertEqual((out / "briefing.md").read_text(), "the old paper")


class Numbers(Case):
    @unittest.skipUnless(module("h5py") and module("docx") and module("openpyxl"), "h5py, python-docx or openpyxl is not installed")
    def test_word_and_excel_print_the_numbers_of_the_run_file(self):
        import docx
        import h5py
        import openpyxl
        path = os.path.join(self.folder, "run.h5")
        self.assertEqual(run("simulate", f"{SOURCE}/scenarios/can-tho-2023/base.scenario", "--draws", "2000", "--out", path).returncode, 0)
        out = pathlib.Path(self.folder, "paper")
        self.assertEqual(run("report", path, "--lang", "vi", "--format", "docx,xlsx", "--out", out).returncode, 0)
        with h5py.File(path) as file:
            names = [name.decode() for name in file["series"][:]]
            labels = [label.decode() for label in file["series_label_vi"][:]]
            periods = [period.decode() for period in file["period"][:]]
            values = file["projection"][:]
            events = [name.decode() for name in file["event"][:]]
            probability = file["probability"][:]
            outcomes = [one.decode() for one in file["outcome"][:]] if "outcome" in file else ["below", "within", "above", "at_least"]
        tables = [[[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows] for table in docx.Document(out / "briefing.docx").tables]
        book = openpyxl.load_workbook(out / "briefing.xlsx")
        sheets = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book]
        checked = 0
        for name in ("grdp", "grdp_value", "deflator_grdp", "grdp_per_head", "productivity"):
            place = names.index(name)
            for period in ("2023", "2024", "2025"):
                value = float(values[place, periods.index(period)])
                word = [cell for table in tables for row in table if row[0].strip().startswith(labels[place]) for cell in row[1:]]
                excel = [cell for sheet in sheets for row in sheet if isinstance(row[0], str) and row[0].strip().startswith(labels[place])
                         for cell in row[1:] if isinstance(cell, (int, float))]
                numbers = [float(cell.replace(".", "").replace(",", ".")) for cell in word if re.fullmatch(r"-?[\d.]+(,\d+)?", cell)]
                self.assertTrue(any(abs(one - value) <= 0.0501 for one in numbers), (name, period, value, word))
                self.assertTrue(any(abs(one - value) <= 0.0501 for one in excel), (name, period, value, excel))
                checked += 1
        self.assertEqual(checked, 15)
        within = 100 * float(probability[[i for i, one in enumerate(events) if "growth_grdp" in one][0], outcomes.index("within")])
        shown = [row[1] for table in tables for row in table if row[0].startswith("Trong khoảng")]
        self.assertAlmostEqual(float(shown[0].replace(",", ".")), within, delta=0.0051)


if __name__ == "__main__":
    unittest.main()
