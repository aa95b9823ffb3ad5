# needs: mpi
"""A sweep shared by the ranks of an MPI job is the file of one process, to the last byte, however many ranks and whichever is killed."""
import os
import shutil
import signal
import subprocess
import unittest

from _command import COMMAND, SOURCE, Case

MPI_COMMAND = os.environ.get("GRDP_MPI_COMMAND", "")
BASE = os.path.join(SOURCE, "scenarios/can-tho-2023/base.scenario")
SWEEP = ("sweep", BASE, "--grid", "trend[services]@2023=7..9:0.1", "--grid", "driver[credit]@2023=8,14", "--draws", "5000", "--estimator", "plain")
MANY = [word.replace("7..9:0.1", "7..9:0.01") for word in SWEEP]
# Any user, any number of ranks on few processors, no network, no rights over other processes' memory.
MANNERS = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1", "OMPI_MCA_hwloc_base_binding_policy": "none",
           "OMPI_MCA_btl": "self,vader", "OMPI_MCA_btl_vader_single_copy_mechanism": "none", "OMPI_MCA_mpi_yield_when_idle": "1", "NO_COLOR": "1"}


def content(path):
    with open(path, "rb") as file:
        return file.read()


def command_line(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().split(b"\0")
    except OSError:
        return []


class Ranks(Case):
    def path(self, name):
        return os.path.join(self.folder, name)

    def environment(self):
        return {**os.environ, **MANNERS, "TMPDIR": self.folder}  # the job's session files go with the folder

    def words(self, ranks, *words):
        return ["mpirun", "--oversubscribe", "-n", str(ranks), MPI_COMMAND, *map(str, words)]

    def ranks(self, ranks, *words):
        return subprocess.run(self.words(ranks, *words), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, env=self.environment())

    def whole(self):
        result = subprocess.run([COMMAND, *SWEEP, "--out", self.path("whole.h5")], capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 0, result.stderr)
        return content(self.path("whole.h5")), result.stdout

    def test_one_to_four_ranks_write_the_bytes_of_one_process(self):
        whole, answer = self.whole()
        for ranks in (1, 2, 3, 4):
            out = self.path(f"{ranks}.h5")
            result = self.ranks(ranks, *SWEEP, "--out", out)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(content(out), whole, f"{ranks} ranks")
            self.assertEqual(result.stdout, answer)
            self.assertFalse(os.path.exists(out + ".journal"))
        self.assertEqual(self.ranks(2, *SWEEP, "--threads", "2", "--out", self.path("threads.h5")).returncode, 0)
        self.assertEqual(content(self.path("threads.h5")), whole)
        again = self.ranks(3, *SWEEP, "--out", self.path("2.h5"))
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn("complete already", again.stderr)

    def processes_of(self, out):
        found = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            words = command_line(pid)
            if words and words[0] == MPI_COMMAND.encode() and out.encode() in words:
                with open(f"/proc/{pid}/environ", "rb") as file:
                    rank = next(word.split(b"=")[1] for word in file.read().split(b"\0") if word.startswith(b"OMPI_COMM_WORLD_RANK="))
                found[int(rank)] = int(pid)
        return found

    def test_a_killed_rank_ends_the_job_and_the_same_command_does_only_the_rest(self):
        self.assertEqual(subprocess.run([COMMAND, *MANY, "--out", self.path("whole.h5")], capture_output=True, timeout=300).returncode, 0)
        for victim in (2, 0):
            out = self.path(f"killed-{victim}.h5")
            job = subprocess.Popen(self.words(3, *MANY, "--announce", "--out", out), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment())
            first = [job.stdout.readline() for _ in range(5)]
            os.kill(self.processes_of(out)[victim], signal.SIGKILL)
            rest, errors = job.communicate(timeout=120)
            self.assertNotEqual(job.returncode, 0, errors)
            self.assertFalse(os.path.exists(out))
            before = {line.split()[1] for line in "".join(first + [rest]).splitlines() if line.count(" ") == 1}
            again = self.ranks(2, *MANY, "--announce", "--out", out)
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertIn("are finished already", again.stderr)
            after = {line.split()[1] for line in again.stdout.splitlines()}
            self.assertFalse(before & after, "a finished scenario was computed again")
            self.assertEqual(content(out), content(self.path("whole.h5")))

    def test_a_shard_may_have_ranks(self):
        whole, _ = self.whole()
        self.assertEqual(self.ranks(2, *SWEEP, "--shard", "1/2", "--out", self.path("1.h5")).returncode, 0)
        self.assertEqual(subprocess.run([COMMAND, *SWEEP, "--shard", "2/2", "--out", self.path("2.h5")], capture_output=True, timeout=300).returncode, 0)
        merged = subprocess.run([COMMAND, "merge", self.path("1.h5"), self.path("2.h5"), "--out", self.path("merged.h5")], capture_output=True, timeout=300)
        self.assertEqual(merged.returncode, 0, merged.stderr)
        self.assertEqual(content(self.path("merged.h5")), whole)

    def test_what_is_wrong_is_said_once_and_nobody_waits(self):
        for words, code, said in ((("simulate", BASE), 2, "E7212"), (("sweep", self.path("nowhere.scenario"), *SWEEP[2:]), 5, "E1001"), (("sweep", BASE), 2, "E7208"),
                                  (("sweep", BASE, "--girth", "1"), 2, "E6002"), ((*SWEEP, "--out", "/dev/null"), 5, "E1002")):
            with self.subTest(words=words):
                result = self.ranks(3, *words)
                self.assertEqual(result.returncode, code, result.stderr)
                self.assertEqual(result.stderr.count(said), 1, result.stderr)

    def test_a_rank_that_reads_other_files_is_found_out(self):
        project = self.path("changed")
        for name in ("models", "scenarios"):
            shutil.copytree(os.path.join(SOURCE, name), os.path.join(project, name))
        with open(os.path.join(project, "models/four_component.model"), "a", encoding="utf-8") as model:
            model.write("\n# another thought\n")
        other = os.path.join(project, "scenarios/can-tho-2023/base.scenario")
        for scenario, said in ((other, "rank 1 has another sweep in mind"), (self.path("nowhere.scenario"), "rank 1 cannot help: ")):
            words = self.words(1, *MANY, "--out", self.path("x.h5"))
            both = [*words, ":", "-n", "1", MPI_COMMAND, "sweep", scenario, *MANY[2:], "--out", self.path("x.h5")]
            result = subprocess.run(both, capture_output=True, text=True, timeout=300, env=self.environment())
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn("E7212", result.stderr)
            self.assertIn(said, result.stderr)


if __name__ == "__main__":
    unittest.main()
