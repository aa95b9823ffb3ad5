"""Word and Excel files of `grdp report`, opened by others: LibreOffice, python-docx, openpyxl, pandoc."""
# as shipped: other programs read the documents; their writers have unit tests
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import unittest
import zipfile

from _command import SOURCE, Case, run

CITY = f"{SOURCE}/scenarios/can-tho-2023"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def needs(what, present):
    """A skip that says what is missing."""
    return unittest.skipUnless(present, f"{what} is not installed")


def module(name):
    return importlib.util.find_spec(name) is not None


def plain(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def printed(value, decimals, lang):
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def decimals_of(number_format):
    return len(number_format.partition(".")[2])


class Office(Case):
    @classmethod
    def setUpClass(cls):
        cls.runs = pathlib.Path("runs").absolute()
        cls.runs.mkdir(exist_ok=True)
        for name in ("base", "high"):
            (cls.runs / f"{name}.h5").unlink(missing_ok=True)
            result = run("simulate", f"{CITY}/{name}.scenario", "--draws", "5000", "--out", cls.runs / f"{name}.h5")
            assert result.returncode == 0, result.stderr
        for lang in ("vi", "en"):
            folder = cls.runs / lang
            shutil.rmtree(folder, ignore_errors=True)
            result = run("report", cls.runs / "base.h5", cls.runs / "high.h5", "--lang", lang, "--date", "2023-06-30",
                         "--format", "docx,xlsx,html", "--out", folder)
            assert result.returncode == 0, result.stderr

    def paper(self, lang, form):
        return self.runs / lang / f"briefing.{form}"


class Bytes(Office):
    def test_the_same_run_gives_the_same_bytes(self):
        for form in ("docx", "xlsx"):
            again = os.path.join(self.folder, f"again.{form}")
            result = run("report", self.runs / "base.h5", self.runs / "high.h5", "--lang", "vi", "--date", "2023-06-30", "--out", again)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(pathlib.Path(again).read_bytes(), self.paper("vi", form).read_bytes())

    def test_archives_are_sound_and_bear_the_date_of_the_paper(self):
        for form in ("docx", "xlsx"):
            with zipfile.ZipFile(self.paper("en", form)) as archive:
                self.assertIsNone(archive.testzip())
                self.assertEqual({info.date_time[:3] for info in archive.infolist()}, {(2023, 6, 30)})

    def test_a_form_that_is_no_text_needs_a_file(self):
        self.assert_fails(run("report", self.runs / "base.h5", "--format", "docx"), 2, "E6006")

    def test_a_reference_gives_its_page_and_a_bad_one_is_refused(self):
        out = os.path.join(self.folder, "house.docx")
        result = run("report", self.runs / "base.h5", "--reference-doc", self.paper("vi", "docx"), "--out", out)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('w:left="1701"', zipfile.ZipFile(out).read("word/document.xml").decode())
        text = os.path.join(self.folder, "text.docx")
        pathlib.Path(text).write_text("no document")
        self.assert_fails(run("report", self.runs / "base.h5", "--reference-doc", text, "--out", out + "x.docx"), 3, "E7281", "text.docx")


class Content(Office):
    @needs("python3-docx", module("docx"))
    @needs("python3-openpyxl", module("openpyxl"))
    def test_word_and_excel_show_the_same_tables(self):
        import docx
        import openpyxl
        for lang, word, contents in (("vi", "Bảng", "Mục lục"), ("en", "Table", "Contents")):
            paper = docx.Document(self.paper(lang, "docx"))
            book = openpyxl.load_workbook(self.paper(lang, "xlsx"))
            self.assertEqual(book.sheetnames[0], contents)
            tables = [table for table in paper.tables if table.style.name == "Briefing table" and table._tbl.findall(".//{*}tblHeader")]
            sheets = [book[name] for name in book.sheetnames if name.startswith(f"{word} ")]
            self.assertGreater(len(sheets), 3)
            captions = [plain(p.text) for p in paper.paragraphs if p.style.name.lower() == "caption" and plain(p.text).startswith(word)]
            self.assertEqual(captions, [plain(sheet["A1"].value) for sheet in sheets])
            compared = 0
            shown = {tuple(plain(cell.text) for cell in row.cells) for table in tables for row in table.rows}
            for sheet in sheets:
                for row in sheet.iter_rows(min_row=4):
                    cells = [cell for cell in row if cell.value is not None]
                    if len(cells) < 2:
                        continue
                    line = tuple(printed(c.value, decimals_of(c.number_format), lang) if isinstance(c.value, (int, float)) else plain(c.value or "")
                                 for c in row)
                    self.assertIn(line, shown, f"{sheet.title} in {lang}")
                    compared += sum(isinstance(c.value, (int, float)) for c in row)
            self.assertGreater(compared, 50)

    @needs("python3-openpyxl", module("openpyxl"))
    def test_excel_has_names_charts_and_no_formula_among_tables(self):
        import openpyxl
        book = openpyxl.load_workbook(self.paper("en", "xlsx"))
        for name in book.sheetnames:
            sheet = book[name]
            if name.startswith("Table "):
                self.assertEqual(sheet.freeze_panes and sheet.freeze_panes[1:], "4")
                self.assertFalse([c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"])
        names = book.defined_names if isinstance(book.defined_names, dict) else {n.name: n for n in book.defined_names.definedName}
        self.assertTrue(any(name.startswith("projection") for name in names), list(names))
        self.assertGreater(sum(len(sheet._charts) for sheet in book), 3)

    @needs("python3-docx", module("docx"))
    def test_word_has_headings_captions_and_words_for_each_chart(self):
        import docx
        paper = docx.Document(self.paper("vi", "docx"))
        styles = [p.style.name for p in paper.paragraphs]
        self.assertGreater(styles.count("Heading 1"), 4)
        for shape in paper.inline_shapes:
            self.assertTrue(shape._inline.docPr.get("descr"))
        self.assertGreater(len(paper.inline_shapes), 3)

    @needs("pandoc", shutil.which("pandoc"))
    def test_pandoc_reads_the_text(self):
        for lang, word in (("vi", "Xác suất"), ("en", "probability")):
            text = subprocess.run(["pandoc", str(self.paper(lang, "docx")), "-t", "plain", "--wrap=none"], capture_output=True, text=True, timeout=120)
            self.assertEqual(text.returncode, 0, text.stderr)
            self.assertIn(word.lower(), text.stdout.lower())


@needs("LibreOffice", OFFICE)
@needs("poppler-utils", shutil.which("pdftoppm"))
class Rendered(Office):
    def pages(self, path):
        """The text of each page; every page is also drawn."""
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        result = subprocess.run([OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", self.folder, str(path)],
                                capture_output=True, text=True, timeout=280)
        pdf = pathlib.Path(self.folder, path.stem + ".pdf")
        self.assertTrue(pdf.is_file(), result.stdout + result.stderr)
        subprocess.run(["pdftoppm", "-r", "40", "-png", str(pdf), os.path.join(self.folder, "page")], check=True, timeout=120)
        pictures = sorted(pathlib.Path(self.folder).glob("page*.png"))
        text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        pages = text.split("\f")[:-1]
        self.assertEqual(len(pages), len(pictures))
        for picture in pictures:
            self.assertGreater(picture.stat().st_size, 1000)
        pdf.unlink()
        for picture in pictures:
            picture.unlink()
        return pages

    def test_word_pages_are_numbered_from_the_second(self):
        pages = self.pages(self.paper("vi", "docx"))
        self.assertGreater(len(pages), 3)
        self.assertLess(len(pages), 25)
        for number, page in enumerate(pages[1:], 2):
            self.assertEqual(page.split()[0], str(number))
        self.assertNotEqual(pages[0].split()[0], "1")

    def test_word_charts_show_vietnamese_letters_and_decimal_commas(self):
        text = " ".join(self.pages(self.paper("vi", "docx")))
        self.assertIn("Hình", text)
        self.assertRegex(text, r"\d,\d")

    def test_excel_sheets_are_printed(self):
        self.assertGreater(len(self.pages(self.paper("en", "xlsx"))), 3)


if __name__ == "__main__":
    unittest.main()
