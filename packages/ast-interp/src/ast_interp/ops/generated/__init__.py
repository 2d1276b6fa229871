"""Ops made by tools/generate_ops.py."""
