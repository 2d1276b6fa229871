"""Stage: `ast` tree in, scopes out (language reference 4.2, PEP 227, 572, 695, 709)."""
