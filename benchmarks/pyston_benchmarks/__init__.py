"""Measures Pyston against other Pythons, keeps what was measured, and shows it.

A tool of this repository, no distribution of its own: `pyston-cli bench` finds it beside the packages. The way of a
measurement: catalogue (what) and peers (who) → schedule (when) → measure (one process) → tracker (JSON lines) →
figures (steady state, ratios) → table and report.
"""
