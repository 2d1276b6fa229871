"""Stage: the statistics of a run in, an account of every hot function for people out."""
