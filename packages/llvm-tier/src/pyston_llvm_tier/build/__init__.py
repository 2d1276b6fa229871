"""Stage: register code and feedback in, typed guarded IR out."""
