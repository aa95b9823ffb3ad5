# labels: slow
"""A sweep killed at a hundred random moments, with two threads, loses nothing that it announced."""
import os
import sys
import unittest

os.environ["GRDP_SWEEP_KILLS"] = "100"
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from sweep import Store  # noqa: E402

suite = unittest.TestSuite([Store("test_killed_at_random_moments_with_two_threads_it_loses_nothing")])
sys.exit(0 if unittest.TextTestRunner().run(suite).wasSuccessful() else 1)
