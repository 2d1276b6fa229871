"""Tokens to `ast` nodes for source without errors.

On an error the parser here stops (`ParseFailure`) and says only where: messages are the error pass's work, so that
nothing of them slows the common case.  Layers, each a class derived from the one before: `cursor` (tokens and
position), `primaries`, `expressions`, `fstrings`, `patterns`, `simple_statements`, `statements`.
"""
