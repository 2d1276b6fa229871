"""Runs one test module and writes down each test as it starts and ends; runs on the host, in the guest's process.

Started with a module's name, a file to append to, and a file with the ids of tests to leave out. A line is written and
flushed before and after every test, so that when the process dies or hangs, what it was at is known.
"""

import json
import sys
import traceback
import unittest


class Recorder(unittest.TestResult):
    """Writes one JSON line per event."""

    def __init__(self, stream):
        super().__init__()
        self.stream = stream
        self.outcome = None
        self.detail = ""

    def write(self, **fields):
        self.stream.write(json.dumps(fields) + "\n")
        self.stream.flush()

    def startTest(self, test):
        super().startTest(test)
        self.outcome, self.detail = "passed", ""
        self.write(event="start", test=test.id())

    def stopTest(self, test):
        super().stopTest(test)
        self.write(event="end", test=test.id(), outcome=self.outcome, detail=self.detail)
        self.outcome = None

    def note(self, test, outcome, error=None):
        detail = ""
        if error is not None:
            detail = "".join(traceback.format_exception(*error))[-3000:]
        if self.outcome is None:  # a fixture of a class or module, which is no test and has no end
            self.write(event="end", test=test.id(), outcome=outcome, detail=detail)
        elif self.outcome == "passed" or outcome in ("failed", "error"):
            self.outcome, self.detail = outcome, detail

    def addError(self, test, err):
        super().addError(test, err)
        self.note(test, "error", err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note(test, "failed", err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.note(test, "failed", err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skipped")

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.note(test, "passed")

    def addUnexpectedSuccess(self, test):
        # the test passes: what its author expects is a failure of CPython's own
        super().addUnexpectedSuccess(test)
        self.note(test, "passed")


def flatten(suite):
    """The tests in `suite`, in order."""
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from flatten(item)
        else:
            yield item


def main():
    """Runs the module named on the command line."""
    name, events, left_out = sys.argv[1:4]
    sys.argv[1:] = []
    with open(left_out, encoding="utf-8") as stream:
        skipped = set(json.load(stream))
    from test import support

    support.use_resources = {}
    with open(events, "a", encoding="utf-8") as stream:
        recorder = Recorder(stream)
        suite = unittest.defaultTestLoader.loadTestsFromName(name)
        tests = [test for test in flatten(suite) if test.id() not in skipped]
        recorder.write(event="loaded", count=len(tests))
        unittest.TestSuite(tests).run(recorder)
        recorder.write(event="done")
