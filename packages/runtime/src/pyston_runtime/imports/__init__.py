"""Guest imports: which modules run in Pyston, and the import hook that runs them there.

`selection` decides by name and place, `finder` asks it for each module that the import system finds, and `loader`
executes the chosen ones in the interpreter. Everything else about importing stays the host's own.
"""
