#!/usr/bin/env python3
"""./go explains itself, and installs Debian packages only when one is missing and only in a way that works."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ORDINARY_TOOLS = ("bash", "env", "awk", "grep", "readlink", "dirname", "cat", "nproc", "mkdir")


def listed(*sections):
    """The package names of some sections, read without the help of ./go."""
    names, section = [], None
    for line in (ROOT / "tools/packages.txt").read_text().splitlines():
        word = line.split("#")[0].strip()
        if word.startswith("["):
            section = word.strip("[]")
        elif word and section in sections:
            names.append(word)
    return names


class GoTest(unittest.TestCase):
    """Runs ./go on a PATH of our own, where apt-get, sudo and the package database are stand-ins that log."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.log = self.folder / "log"
        self.log.touch()
        for tool in ORDINARY_TOOLS:
            (self.folder / tool).symlink_to(shutil.which(tool))
        self.installed(*listed("build", "test", "check"))
        self.user(0)
        self.stand_in("apt-get", 'case "$*" in *--simulate*) exit 0;; esac')

    def stand_in(self, name, body="", logs=True):
        path = self.folder / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/bash\n{f'echo {name} $* >>{self.log}' if logs else ''}\n{body}\n")
        path.chmod(0o755)

    def installed(self, *names):
        """A dpkg-query that knows these packages; like the real one it fails if asked for any other."""
        lines = "".join(f"ii |{name}\n" for name in names) + "rc |removed-but-configured\n"
        (self.folder / "database").write_text(lines)
        self.stand_in("dpkg-query", f"cat {self.folder / 'database'}; exit 1", logs=False)

    def user(self, number):
        self.stand_in("id", f"echo {number}", logs=False)

    def go(self, *arguments, cwd=None):
        return subprocess.run([ROOT / "go", *arguments], env={"PATH": str(self.folder), "CI": "true", "HOME": str(self.folder)},
                              cwd=cwd or self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)

    def calls(self):
        """What was asked of apt-get and sudo, the trial runs left out."""
        return [line for line in self.log.read_text().splitlines() if "--simulate" not in line]

    def test_alone_it_explains_itself_and_every_verb_it_knows(self):
        result = self.go()
        self.assertEqual(result.returncode, 0)
        verbs = re.findall(r"^verb_(\w+)\(\)", (ROOT / "go").read_text(), re.MULTILINE)
        self.assertGreaterEqual(len(verbs), 10)
        for verb in verbs:
            self.assertRegex(result.stdout, rf"\./go {verb}\b")

    def test_an_unknown_verb_is_refused(self):
        result = self.go("runn")
        self.assertEqual(result.returncode, 2)
        self.assertIn('"runn" is no verb', result.stderr)

    def test_nothing_is_installed_when_nothing_is_missing(self):
        result = self.go("setup")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.calls(), [])

    def test_only_what_is_missing_is_installed(self):
        self.installed(*(name for name in listed("build", "test", "check") if name not in ("cmake", "catch2")))
        result = self.go("setup")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(self.calls()), 1)
        self.assertRegex(self.calls()[0], r"^apt-get .*\binstall cmake catch2$")
        self.assertIn("--no-install-recommends", self.calls()[0])

    def test_a_name_that_is_part_of_another_is_not_taken_for_it(self):
        names = [name for name in listed("build") if name != "cmake"]
        self.installed(*names, "cmake-data", "extra-cmake")
        self.go("setup", "build")
        self.assertRegex(self.calls()[0], r"install cmake$")

    def test_sections_are_installed_as_they_are_needed(self):
        self.installed()
        self.go("setup", "build")
        self.assertTrue(self.calls()[0].endswith("install " + " ".join(listed("build"))))

    def test_a_package_index_that_was_never_fetched_is_fetched_first(self):
        self.installed()
        self.stand_in("apt-get", 'case "$*" in *--simulate*) exit 100;; esac')
        self.assertEqual(self.go("setup", "build").returncode, 0)
        self.assertRegex(self.calls()[0], r"^apt-get .*\bupdate$")
        self.assertRegex(self.calls()[1], r"^apt-get .*\binstall g\+\+ ")

    def test_a_stale_package_index_is_renewed_and_the_install_tried_again(self):
        self.installed()
        marker = self.folder / "fresh"
        self.stand_in("apt-get", f'case "$*" in *--simulate*) ;; *update) : >{marker} ;; *) [ -e {marker} ] ;; esac')
        self.assertEqual(self.go("setup", "build").returncode, 0)
        self.assertEqual([re.search(r" (install|update)\b(?!-)", call).group(1) for call in self.calls()], ["install", "update", "install"])

    def test_a_failing_install_ends_with_exit_2_and_names_the_packages(self):
        self.installed(*(name for name in listed("build") if name != "cmake"))
        self.stand_in("apt-get", "exit 100")
        result = self.go("setup", "build")
        self.assertEqual(result.returncode, 2)
        self.assertIn("could not install: cmake", result.stderr)

    def test_an_ordinary_user_installs_through_sudo(self):
        self.installed()
        self.user(1000)
        self.stand_in("sudo", '[ "$1" = -n ] && exit 0\nexec env "$@"')
        self.assertEqual(self.go("setup", "build").returncode, 0)
        self.assertTrue(any(re.match(r"sudo .*apt-get .*install g\+\+", call) for call in self.calls()), self.calls())

    def test_without_root_and_sudo_the_exact_command_is_printed(self):
        self.installed(*(name for name in listed("build") if name not in ("g++", "libfmt-dev")))
        self.user(1000)
        for sudo in (None, "exit 1"):  # none at all, or one that wants a password nobody can type
            with self.subTest(sudo=sudo):
                if sudo:
                    self.stand_in("sudo", sudo)
                result = self.go("setup", "build")
                self.assertEqual(result.returncode, 2)
                self.assertIn("apt-get update && apt-get install -y --no-install-recommends g++ libfmt-dev\n", result.stderr)
                self.assertFalse(any("install" in call for call in self.calls()))

    def test_it_runs_from_any_folder_and_through_a_link(self):
        link = self.folder / "link"
        link.symlink_to(ROOT / "go")
        result = subprocess.run([link, "setup"], env={"PATH": str(self.folder)}, cwd="/", stdin=subprocess.DEVNULL, capture_output=True)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_on_another_system_it_names_what_is_needed_and_goes_on(self):
        (self.folder / "dpkg-query").unlink()
        result = self.go("setup", "build")
        self.assertEqual(result.returncode, 0)
        self.assertIn("libhdf5-dev", result.stderr)


class PackageListTest(unittest.TestCase):
    def test_each_package_is_listed_once(self):
        names = listed("build", "test", "check")
        self.assertEqual(sorted(names), sorted(set(names)))
        self.assertGreater(len(names), 10)
        for name in names:
            self.assertRegex(name, r"^[a-z0-9][a-z0-9+.-]+$")

    def test_ci_begins_with_the_tests_a_user_runs(self):
        stages = re.findall(r"^stage .*", (ROOT / ".ci/run").read_text(), re.MULTILINE)
        self.assertTrue(stages[0].endswith("./go test"))


if __name__ == "__main__":
    unittest.main()
