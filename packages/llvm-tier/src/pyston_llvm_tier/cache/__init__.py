"""Stage: object code on disk, by the content of what it was made of, from one run to the next."""
