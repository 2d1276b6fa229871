"""Guest functions as the host's own: `types.FunctionType` over small stubs that enter the interpreter."""
