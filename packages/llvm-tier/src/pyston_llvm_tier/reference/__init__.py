"""Stage beside the code generator: the IR run as it stands, in Python. It defines what each op means."""
