"""The examples of the language manual are one model, one table and a few scenarios: put together, they compile.

A fenced block marked `grdp-model file=NAME`, `grdp-scenario file=NAME` or `csv file=NAME` is a piece of the file NAME;
pieces of one file follow each other in the order of the page.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

MANUAL = pathlib.Path(os.environ["GRDP_SOURCE_DIR"]) / "docs" / "reference" / "language.md"
BLOCK = re.compile(r"^```(grdp-model|grdp-scenario|csv) file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files_of(text):
    files = {}
    for _, name, body in BLOCK.findall(text):
        files[name] = files.get(name, "") + body
    return files


def run(*arguments):
    return subprocess.run([os.environ["GRDP_COMMAND"], *arguments], capture_output=True, text=True, timeout=120)


class LanguageManual(unittest.TestCase):
    def setUp(self):
        self.text = MANUAL.read_text(encoding="utf-8")
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.files = files_of(self.text)
        for name, body in self.files.items():
            (pathlib.Path(self.folder.name) / name).write_text(body, encoding="utf-8")

    def scenarios(self):
        found = sorted(name for name in self.files if name.endswith(".scenario"))
        self.assertGreaterEqual(len(found), 3)
        return [str(pathlib.Path(self.folder.name) / name) for name in found]

    def test_every_marked_block_names_its_file(self):
        marked = re.findall(r"^```grdp-\S+.*$", self.text, re.MULTILINE)
        self.assertEqual(len(marked), len([b for b in BLOCK.findall(self.text) if b[0] != "csv"]))

    def test_the_examples_compile_without_an_error(self):
        for scenario in self.scenarios():
            with self.subTest(scenario=scenario):
                result = run("check", scenario)
                self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_the_examples_project_and_simulate(self):
        for scenario in self.scenarios():
            with self.subTest(scenario=scenario):
                for words in (("project", scenario), ("simulate", scenario, "--draws", "2000")):
                    result = run(*words)
                    self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_a_broken_example_is_noticed(self):
        broken = pathlib.Path(self.folder.name) / "manual.model"
        broken.write_text(self.files["manual.model"].replace("sum(a: volume[a])", "sum(a: volum[a])"), encoding="utf-8")
        result = run("check", str(pathlib.Path(self.folder.name) / "manual.scenario"))
        self.assertEqual(result.returncode, 3)
        self.assertIn("did you mean", result.stdout + result.stderr)


if __name__ == "__main__":
    sys.exit(not unittest.main(exit=False).result.wasSuccessful())
