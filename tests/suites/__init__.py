"""Runs the test suites of well-known packages, out of their sdists, on the host and in Pyston, and compares them.

The packages themselves are guest code. Nothing of them is kept here but their names, versions and which tests to run.
"""
