"""From typed IR to less of it: each pass is a file, and leaves IR that the verifier takes and the reference runs."""
