"""Types the README, the tutorials and the how-to pages: what the program answers is, to the letter, what the pages show.

Blocks marked `file=NAME` are written to an empty folder; in `console` blocks the lines after `$ ` are typed there and
the rest is the answer, standard error included. With --update the answers on the pages are replaced by the real ones.
"""
# as shipped: the pages type what the tests of each verb type

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("GRDP_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
FILE = re.compile(r"^```\S+ file=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages():
    return [ROOT / "README.md", *sorted((ROOT / "docs" / "tutorial").glob("*.md")), *sorted((ROOT / "docs" / "howto").glob("*.md"))]


def type_line(line, folder):
    environment = dict(os.environ, PATH=f"{folder}/bin:{os.environ['PATH']}", NO_COLOR="1", LC_ALL="C.UTF-8")
    work = pathlib.Path(folder) / "work"
    result = subprocess.run(["bash", "-c", line], cwd=work, env=environment, text=True, timeout=300,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return "\n".join(text.rstrip() for text in result.stdout.splitlines()) + ("\n" if result.stdout else "")


def answered(block, folder):
    """The block with the program's own answers behind the typed lines."""
    typed = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{type_line(line[2:], folder)}" for line in typed)


def typed_page(text):
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "bin").mkdir()
        (pathlib.Path(folder) / "work").mkdir()
        (pathlib.Path(folder) / "bin" / "grdp").symlink_to(pathlib.Path(os.environ["GRDP_COMMAND"]).resolve())
        for name in ("models", "scenarios"):
            (pathlib.Path(folder) / "work" / name).symlink_to(ROOT / name)
        for name, body in FILE.findall(text):
            (pathlib.Path(folder) / "work" / name).write_text(body, encoding="utf-8")
        return CONSOLE.sub(lambda block: f"```console\n{answered(block.group(1), folder)}```", text)


class Tutorials(unittest.TestCase):
    maxDiff = None

    def test_every_answer_on_the_pages_is_what_the_program_says(self):
        typed = [page.name for page in pages() if CONSOLE.search(page.read_text(encoding="utf-8"))]
        self.assertLessEqual({"README.md", "first-probability.md", "known-quarters.md", "compare-assumptions.md"}, set(typed))
        for page in pages():
            with self.subTest(page=page.name):
                text = page.read_text(encoding="utf-8")
                self.assertEqual(text, typed_page(text))


if __name__ == "__main__":
    if "--update" in sys.argv:
        for page in pages():
            page.write_text(typed_page(page.read_text(encoding="utf-8")), encoding="utf-8")
        sys.exit(0)
    sys.exit(not unittest.main(exit=False).result.wasSuccessful())
