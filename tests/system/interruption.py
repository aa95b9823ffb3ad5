"""Ctrl-C, full disks, closed pipes and read-only folders: an error, never a half file, never a crash."""
import os
import random
import resource
import signal
import subprocess
import time
import unittest

from _command import COMMAND, Case, run

DRAWS = "1e12"  # longer than any test waits
OLD = b"\x89HDF\r\n\x1a\nold"  # what a run file begins with


class CtrlC(Case):
    def interrupted(self, number, wait):
        scenario = self.scenario()
        target = os.path.join(self.folder, "run.h5")
        with open(target, "wb") as file:
            file.write(OLD)
        process = subprocess.Popen([COMMAND, "simulate", scenario, "--draws", DRAWS, "--out", target],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(wait)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err, target

    def test_an_interrupted_simulation_leaves_the_old_file_and_nothing_else(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.subTest(signal=number):
                returned, out, err, target = self.interrupted(number, 1.0)
                self.assertEqual(returned, code)
                self.assertEqual(out, b"")
                self.assertIn(b"interrupted", err)
                with open(target, "rb") as file:
                    self.assertEqual(file.read(), OLD)
                self.assertEqual(sorted(os.listdir(self.folder)), ["p", "run.h5"])
                self.tearDownProject()

    def tearDownProject(self):
        for name in os.listdir(os.path.join(self.folder, "p")):
            os.remove(os.path.join(self.folder, "p", name))
        os.rmdir(os.path.join(self.folder, "p"))
        os.remove(os.path.join(self.folder, "run.h5"))

    def test_at_any_moment_the_file_is_whole_or_absent(self):
        scenario = self.scenario()
        moments = random.Random(2023)
        for _ in range(25):
            target = os.path.join(self.folder, "run.h5")
            process = subprocess.Popen([COMMAND, "simulate", scenario, "--draws", "200000", "--out", target],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(moments.uniform(0, 0.25))
            process.send_signal(signal.SIGINT)
            code = process.wait(timeout=60)
            # Before the handler stands, the system's own ends the process: that is an interruption too.
            self.assertIn(code, (0, 130, -signal.SIGINT))
            self.assertTrue(set(os.listdir(self.folder)) <= {"p", "run.h5"})
            if os.path.exists(target):
                self.assertEqual(run("show", target).returncode, 0)
                os.remove(target)


class Output(Case):
    def with_stdout(self, target, *words):
        with open(target, "wb") as file:
            return subprocess.run([COMMAND, *words], stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.PIPE,
                                  encoding="utf-8", timeout=300)

    def test_a_full_disk_behind_stdout_exits_5_and_says_so(self):
        result = self.with_stdout("/dev/full", "project", self.scenario())
        self.assertEqual(result.returncode, 5)
        self.assertIn("E6012", result.stderr)
        self.assertIn("No space left", result.stderr)

    def test_a_closed_pipe_ends_quietly(self):
        read, write = os.pipe()
        os.close(read)
        result = subprocess.run([COMMAND, "project", self.scenario()], stdin=subprocess.DEVNULL, stdout=write, stderr=subprocess.PIPE, timeout=300)
        os.close(write)
        self.assertEqual((result.returncode, result.stderr), (5, b""))

    def test_a_closed_stdout_exits_5_and_hits_no_file(self):
        target = os.path.join(self.folder, "run.h5")
        words = [COMMAND, "simulate", self.scenario(), "--draws", "1000", "--out", target]
        result = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *words], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=300)
        self.assertEqual(result.returncode, 5, result.stderr)
        self.assertEqual(run("show", target).returncode, 0)


class Disk(Case):
    def test_a_read_only_folder_exits_5(self):
        scenario = self.scenario()
        locked = os.path.join(self.folder, "locked")
        os.mkdir(locked, 0o555)
        if os.access(locked, os.W_OK):
            print("running as a user whom no folder is read-only for: the test uses a path below a file instead")
            locked = os.path.join(scenario, "below")
        result = run("simulate", scenario, "--draws", "1000", "--out", os.path.join(locked, "run.h5"))
        self.assert_fails(result, 5, "E1008")
        self.assert_fails(run("init", os.path.join(locked, "new")), 5, "E1008")

    def test_a_limit_on_file_size_leaves_nothing(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        scenario = self.scenario()
        target = os.path.join(self.folder, "run.h5")
        result = run("simulate", scenario, "--draws", "1000", "--out", target, preexec_fn=limit)
        self.assert_fails(result, 5, "E1008")
        self.assertEqual(os.listdir(self.folder), ["p"])

    def test_no_file_of_another_kind_is_overwritten(self):
        folder = self.project()
        scenario, data, notes = (os.path.join(folder, name) for name in ("base.scenario", "data.csv", "notes.txt"))
        with open(notes, "w", encoding="utf-8") as file:
            file.write("mine")
        for words in (("simulate", scenario, "--draws", "100", "--out", scenario),
                      ("simulate", scenario, "--draws", "100", "--out", data),
                      ("simulate", scenario, "--draws", "100", "--out", notes),
                      ("export", scenario, "--out", scenario), ("export", scenario, "--out", data)):
            with self.subTest(words=words):
                with open(words[-1], "rb") as file:
                    before = file.read()
                result = run(*words)
                self.assertEqual(result.returncode, 5, result.stderr)
                self.assertIn("E6010", result.stderr)
                with open(words[-1], "rb") as file:
                    self.assertEqual(file.read(), before)

    def test_a_device_is_not_overwritten(self):
        self.assert_fails(run("simulate", self.scenario(), "--draws", "1000", "--out", "/dev/null"), 5, "E1002")


if __name__ == "__main__":
    unittest.main()
