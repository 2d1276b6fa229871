"""Stands in for the interpreter: the same contract, with the host doing the work.

What the command line and the import hook owe to a program can so be told from what the interpreter owes to it.
"""

from __future__ import annotations


class Unit:
    def __init__(self, code):
        self.code = code


class Interpreter:
    def __init__(self, parser, tiers=()):
        self.parser = parser
        self.executed = []

    def compile(self, source, filename, mode="exec", flags=0):
        tree = self.parser.parse(source, filename, mode) if isinstance(source, (str, bytes)) else source
        return Unit(compile(tree, filename, mode, flags, dont_inherit=True))

    def execute(self, unit, globals, locals=None):
        self.executed.append(globals.get("__name__"))
        exec(unit.code, globals, locals)

    def statistics(self):
        units = [{"name": name, "entries": 1, "back_edges": 0, "tier": "interp"} for name in self.executed]
        totals = {"units": len(units), "entries": len(units), "back_edges": 0}
        collected = {"units": 0, "entries": 0, "back_edges": 0}
        return {"totals": totals, "collected": collected, "tiers": {"interp": totals}, "units": units}
