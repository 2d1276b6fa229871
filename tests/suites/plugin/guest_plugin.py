"""A pytest plugin that writes the outcome of every test to the file named by `PYSTON_SUITES_EVENTS`, as it ends."""

import json
import os


class Recorder:
    """Writes one JSON line per test, and one for each module that cannot be collected."""

    def __init__(self, path):
        self.stream = open(path, "a", encoding="utf-8")  # noqa: SIM115
        self.outcomes = {}

    def write(self, **fields):
        self.stream.write(json.dumps(fields) + "\n")
        self.stream.flush()

    def pytest_collectreport(self, report):
        if report.failed:
            self.write(test=report.nodeid, outcome="error", detail=str(report.longrepr)[-3000:])

    def pytest_runtest_logreport(self, report):
        test = report.nodeid
        outcome, detail = self.outcomes.get(test, ("passed", ""))
        if report.failed:
            outcome, detail = ("failed" if report.when == "call" else "error"), str(report.longrepr)[-3000:]
        elif report.skipped and outcome == "passed":
            # an expected failure is what the suite wants
            outcome = "passed" if hasattr(report, "wasxfail") else "skipped"
        self.outcomes[test] = outcome, detail
        if report.when == "teardown":
            self.write(test=test, outcome=outcome, detail=detail)

    def pytest_sessionfinish(self):
        self.write(done=True)


def pytest_configure(config):
    """Have the recorder told of every test."""
    config.pluginmanager.register(Recorder(os.environ["PYSTON_SUITES_EVENTS"]), "suites_recorder")
