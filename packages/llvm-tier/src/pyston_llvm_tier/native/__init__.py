"""Stage: LLVM text in, functions that the interpreter can call out; and what is known of the host's memory."""
