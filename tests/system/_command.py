"""Runs the built command and makes small projects for it to run on."""
import json
import os
import random
import subprocess
import tempfile
import unittest

COMMAND = os.environ["GRDP_COMMAND"]
SOURCE = os.environ["GRDP_SOURCE_DIR"]
INSTRUMENTED = bool(os.environ.get("GRDP_INSTRUMENT"))


def run(*words, env=None, **more):
    """The finished process with text output; the command never reads standard input."""
    environment = {**os.environ, **(env or {})}
    return subprocess.run([COMMAND, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
                          env=environment, timeout=300, **more)


def run_json(*words, **more):
    result = run(*words, "--json", **more)
    return json.loads(result.stdout, parse_constant=refuse_constant), result


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


class Case(unittest.TestCase):
    """A test with its own folder; `project` is a fresh starter project in it."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.folder = self._folder.name

    def project(self, name="p"):
        folder = os.path.join(self.folder, name)
        self.assertEqual(run("init", folder).returncode, 0)
        return folder

    def scenario(self):
        return os.path.join(self.project(), "base.scenario")

    def scenario_again(self):
        return os.path.join(self.project("again"), "base.scenario")

    def replace(self, path, old, new):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new))

    def assert_fails(self, result, code, *texts):
        self.assertEqual(result.returncode, code, result.stderr + result.stdout)
        for text in texts:
            self.assertIn(text, result.stderr)


def damaged(whole, seed, times):
    """Copies of a file, by turns cut somewhere and with one bit changed."""
    luck = random.Random(seed)
    for k in range(times):
        broken = bytearray(whole)
        if k % 2:
            broken[luck.randrange(len(broken))] ^= 1 << luck.randrange(8)
        else:
            del broken[luck.randrange(len(broken)):]
        yield broken
