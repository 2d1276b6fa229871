"""Guest exceptions: which one is being handled, and what chains to what."""
