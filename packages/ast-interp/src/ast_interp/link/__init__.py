"""Stage: register code in, a graph of linked ops out."""
