"""The packages whose test suites are run, and which part of each suite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Package:
    """An sdist and its tests.

    Attributes:
        name: as on the package index.
        version: the one release that the results are about.
        source: the folder of the sdist that goes on `sys.path`.
        tests: what pytest is given.
        needs: names of other packages of the table whose source goes on `sys.path` as well.
        options: further arguments for pytest.
    """

    name: str
    version: str
    source: str
    tests: tuple[str, ...]
    needs: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The top folder of the sdist."""
        return f"{self.name}-{self.version}"


PACKAGES: Final = (
    Package("attrs", "26.1.0", "src", ("tests",)),
    Package("toolz", "1.2.0", ".", ("toolz",)),
    Package("markupsafe", "3.0.4", "src", ("tests",)),
    Package("jinja2", "3.1.6", "src", ("tests",), ("markupsafe",)),
    Package("networkx", "3.6.1", ".", ("networkx/classes/tests", "networkx/utils/tests")),
    Package(
        "sympy",
        "1.14.0",
        ".",
        ("sympy/core/tests/test_arit.py", "sympy/core/tests/test_basic.py", "sympy/core/tests/test_containers.py"),
    ),
)

BY_NAME: Final = {package.name: package for package in PACKAGES}
