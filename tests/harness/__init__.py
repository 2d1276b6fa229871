"""Runs one program under live CPython and under Pyston and compares what can be seen from outside.

CPython, the very interpreter that runs the tests, is the only oracle: no expected output is stored anywhere.
"""
