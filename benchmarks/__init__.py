"""Comparisons with peers, side by side in one run; never part of the test run."""
