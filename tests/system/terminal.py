"""What a person at a terminal sees: colours where they are welcome, a progress bar while they wait."""
import os
import pty
import select
import subprocess
import unittest

from _command import COMMAND, Case


def at_a_terminal(words, env=None):
    """Output of the command when both streams are a terminal."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", **(env or {})}
    environment.pop("NO_COLOR", None) if not env or "NO_COLOR" not in env else None
    process = subprocess.Popen([COMMAND, *words], stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    output = b""
    while True:
        ready, _, _ = select.select([master], [], [], 120)
        if not ready:
            process.kill()
            raise TimeoutError(output)
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        output += piece
    os.close(master)
    return process.wait(), output.decode("utf-8")


class Colours(Case):
    def test_headings_are_bold_on_a_terminal(self):
        code, output = at_a_terminal(["project", self.scenario()])
        self.assertEqual(code, 0)
        self.assertIn("\033[1m", output)

    def test_no_color_and_dumb_terminals_are_respected(self):
        scenario = self.scenario()
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            code, output = at_a_terminal(["project", scenario], env)
            self.assertEqual(code, 0)
            self.assertNotIn("\033[1m", output)


class Progress(Case):
    def test_a_long_run_shows_rate_and_time_left_and_cleans_up(self):
        code, output = at_a_terminal(["simulate", self.scenario(), "--draws", "8e6", "--only", "growth_grdp"])
        self.assertEqual(code, 0)
        self.assertRegex(output, r"\[#*\.*\] \d+%  [\d.]+ million paths/s  [\d,?]+ s left")
        self.assertIn("\r\033[K", output)
        self.assertRegex(output, r"8,000,000 paths in [\d.]+ s")


if __name__ == "__main__":
    unittest.main()
