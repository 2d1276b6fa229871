"""Which grammars there are."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

OLDEST: Final = 8
NEWEST: Final = 14
HOST: Final = sys.version_info[1]


def grammar_version(feature_version: tuple[int, int] | int | None) -> int:
    """The grammar's minor version that a `feature_version` names: a pair (3, minor), a minor version, or None (the
    host's).

    Raises `ValueError` for versions that the parser does not know.
    """
    if feature_version is None:
        return min(HOST, NEWEST)
    if isinstance(feature_version, tuple):
        major, minor = feature_version
        if major != 3:
            raise ValueError(f"Unsupported major version: {major}")
    else:
        minor = feature_version
    if not OLDEST <= minor <= NEWEST:
        raise ValueError(f"feature_version must be from 3.{OLDEST} to 3.{NEWEST}, not 3.{minor}")
    return minor
