"""Guest code under observation: run as the host's own bytecode while somebody traces, profiles or monitors it."""
