"""Tracebacks of guest code: entries with the guest's files, lines and ranges, and none of ours in between."""
