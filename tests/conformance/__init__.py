"""Runs the installed CPython's own test modules as guest code and compares with how the host passes them.

The tests are read from the installed Python; nothing of them is kept here but the names of those that are known to
fail, each with its reason.
"""
