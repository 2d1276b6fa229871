"""Stage: what runs hot is recorded, handed to the compile tiers, entered, and taken back after a deopt.

Nothing of it costs the interpreter's hot path anything: a unit that becomes hot gets a second, instrumented graph of
ops (`graph`), reached through gates at its entry and its loops' heads (`gates`), and once compiled the gates lead into
native code. See `control` for the decisions.
"""
