"""Module-name patterns as `--include` and `--exclude` take them.

Written by hand because `fnmatch` compiles regular expressions, and importing `re` costs a third of CPython's own start.
"""

from __future__ import annotations


def matches(pattern: str, name: str) -> bool:
    """Whether a dotted module name matches a pattern.

    `*` stands for any text (dots included), `?` for one character. As in mypy's configuration, `package.*` means the
    package itself and everything below it.

    >>> matches("json.*", "json"), matches("json.*", "json.decoder"), matches("json", "json.decoder")
    (True, True, False)
    """
    if pattern.endswith(".*") and _glob(pattern[:-2], name):
        return True
    return _glob(pattern, name)


def _glob(pattern: str, text: str) -> bool:
    """Match greedily; on a mismatch let the last `*` swallow one character more. Earlier stars need no retry."""
    at_pattern = at_text = 0
    star = -1
    star_text = 0
    while at_text < len(text):
        if at_pattern < len(pattern) and pattern[at_pattern] == "*":
            star, star_text = at_pattern, at_text
            at_pattern += 1
        elif at_pattern < len(pattern) and pattern[at_pattern] in ("?", text[at_text]):
            at_pattern += 1
            at_text += 1
        elif star >= 0:
            star_text += 1
            at_pattern, at_text = star + 1, star_text
        else:
            return False
    return not pattern[at_pattern:].strip("*")
