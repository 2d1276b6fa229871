"""Check what the packages must agree on: versions, changelogs, each other's ranges, licences, build pins.

Part of `hatch run check`. Every line it prints is one thing to mend; it prints all of them before it fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from workspace import Package, load_all, report

HEADING = re.compile(r"^## (?P<version>\S+) \((?P<date>unreleased|\d{4}-\d\d-\d\d)\)$")


def changelog_headings(package: Package) -> list[re.Match[str] | str]:
    """The second-level headings, parsed, or as they stand when they are not `## VERSION (DATE)`."""
    lines = [line for line in package.changelog.splitlines() if line.startswith("## ")]
    return [HEADING.match(line) or line for line in lines]


def changelog_problems(package: Package) -> Iterator[str]:
    """The newest entry is of the version that the package has, and only it may be unreleased."""
    headings = changelog_headings(package)
    for heading in headings:
        if isinstance(heading, str):
            yield f"CHANGELOG.md: {heading!r} is not '## VERSION (YYYY-MM-DD)' or '## VERSION (unreleased)'"
    entries = [heading for heading in headings if not isinstance(heading, str)]
    newest = entries[0]["version"] if entries else "none"
    if newest != package.version:
        yield f"CHANGELOG.md: the newest entry is {newest}, and the package's version {package.version}"
    for entry in entries[1:]:
        if entry["date"] == "unreleased":
            yield f"CHANGELOG.md: {entry['version']} is unreleased, below a newer entry"


def range_problems(package: Package, versions: dict[str, str]) -> Iterator[str]:
    """What a package asks of others in the workspace admits the versions that are there."""
    for text in package.project["project"]["dependencies"]:
        requirement = Requirement(text)
        version = versions.get(requirement.name)
        if version is not None and version not in requirement.specifier:
            yield f"pyproject.toml: asks for {text}, and the workspace has {requirement.name} {version}"
        if version is not None and not requirement.specifier:
            yield f"pyproject.toml: asks for any version of {requirement.name}"


def file_problems(package: Package, root: Path) -> Iterator[str]:
    """Files that every package has, and those that are the same in each."""
    for name in ("README.md", "CHANGELOG.md", "LICENSE"):
        if not (package.folder / name).is_file():
            yield f"{name} is missing"
    if not (package.sources / "py.typed").is_file():
        yield "py.typed is missing"
    if (package.folder / "LICENSE").read_bytes() != (root / "LICENSE").read_bytes():
        yield "LICENSE differs from the workspace's"


def problems(root: Path) -> list[str]:
    """All that is wrong with the workspace at `root`, one line each."""
    packages = load_all(root)
    versions = {package.distribution: package.version for package in packages.values()}
    found = []
    for name, package in packages.items():
        for check in (changelog_problems(package), range_problems(package, versions), file_problems(package, root)):
            found += [f"packages/{name}: {problem}" for problem in check]
    hooks = {(package.folder / "hatch_build.py").read_bytes() for package in packages.values() if package.compiled}
    if len(hooks) > 1:
        found.append("packages: the files hatch_build.py differ")
    pinned = {package.project["build-system"]["requires"][0] for package in packages.values()}
    if len(pinned) > 1:
        found.append(f"packages: built with different hatchlings: {', '.join(sorted(pinned))}")
    return found


if __name__ == "__main__":
    report(problems, lambda root: f"{len(load_all(root))} packages agree")
