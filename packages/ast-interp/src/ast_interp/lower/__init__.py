"""Stage: `ast` tree and scopes in, register code (`pyston_runtime.interfaces.code.Body`) out, one block at a time."""
