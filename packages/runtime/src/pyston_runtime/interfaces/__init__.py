"""The typed seams through which Pyston's packages meet: Protocols and plain data, no behaviour.

This package imports nothing else of the runtime. Contract suites for each Protocol are in
`pyston_runtime.interfaces.contracts`; anyone's parser, tier or interpreter can be run against them.

Nothing is re-exported here: a start-up that needs only register code must not pay for dataclasses.
"""
