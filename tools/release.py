"""Release one package: `python tools/release.py STEP PACKAGE-vVERSION`, as docs/release.md describes.

    prepare   write the version and today's date into the package (a change to commit)
    check     the tag is of a package here, of its version, and its changelog entry has a date
    build     sdist, pure wheel and, where it can be compiled, the wheel for this interpreter, into dist/
    test      install what `build` made into an empty environment and run the package's tests there

A tag names one package and nothing else in the workspace takes part, except that `test` builds what the package
depends on from the workspace when dist/ does not have it. Publishing is `hatch publish dist/*`, left to a person or to
the workflow that holds the credentials.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from check_packages import changelog_headings, problems
from workspace import ROOT, Package, load_all

TAG = re.compile(r"^(?P<name>[a-z][a-z-]*)-v(?P<version>\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?)$")


class ReleaseError(Exception):
    """Why the release cannot go on; the message says what to mend."""


def package_of(tag: str, root: Path) -> tuple[str, Package, str]:
    """Folder name, package and version that a tag names."""
    match = TAG.match(tag)
    packages = load_all(root)
    if match is None or match["name"] not in packages:
        raise ReleaseError(f"{tag} is not PACKAGE-vX.Y.Z with PACKAGE one of {', '.join(packages)}")
    return match["name"], packages[match["name"]], match["version"]


def prepare(tag: str, root: Path) -> None:
    """Write version and date into the package's `__about__.py` and CHANGELOG.md."""
    _, package, version = package_of(tag, root)
    about = package.folder / package.project["tool"]["hatch"]["version"]["path"]
    about.write_text(about.read_text("utf-8").replace(f'"{package.version}"', f'"{version}"'), "utf-8")
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    changelog, changed = re.subn(
        r"^## \S+ \(unreleased\)$", f"## {version} ({today})", package.changelog, count=1, flags=re.MULTILINE
    )
    if not changed:
        raise ReleaseError(f"{package.folder.name}/CHANGELOG.md has no unreleased entry: say there what is new")
    (package.folder / "CHANGELOG.md").write_text(changelog, "utf-8")


def check(tag: str, root: Path) -> None:
    """Raise unless the package is ready to be released under this tag."""
    name, package, version = package_of(tag, root)
    if package.version != version:
        raise ReleaseError(f"the tag says {version}, and packages/{name} is {package.version}")
    if found := problems(root):
        raise ReleaseError("\n".join(found))
    newest = changelog_headings(package)[0]
    if isinstance(newest, str) or newest["date"] == "unreleased":
        raise ReleaseError(f"packages/{name}/CHANGELOG.md: the entry of {version} has no date")


def hatchling(package: Package, dist: Path, *targets: str, pure: bool = False) -> None:
    """Build with hatchling in this environment."""
    environment = {name: value for name, value in os.environ.items() if name != "HATCH_BUILD_NO_HOOKS"}
    environment["PYSTON_BUILD_PURE"] = "1" if pure else ""
    options = [option for target in targets for option in ("-t", target)]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", *options, "-d", str(dist)],
        cwd=package.folder,
        env=environment,
        check=True,
    )


def build(tag: str, root: Path, dist: Path) -> None:
    """Make everything that is to be published from this machine and interpreter."""
    _, package, _ = package_of(tag, root)
    hatchling(package, dist, "sdist", "wheel", pure=True)
    if package.compiled:
        hatchling(package, dist, "wheel")


def workspace_needs(package: Package, root: Path) -> Iterator[Package]:
    """The packages of the workspace that a package needs, directly or not."""
    by_distribution = {other.distribution: other for other in load_all(root).values()}
    for text in package.project["project"]["dependencies"]:
        other = by_distribution.get(Requirement(text).name)
        if other is not None:
            yield other
            yield from workspace_needs(other, root)


def test(tag: str, root: Path, dist: Path) -> None:
    """Run the package's tests against its wheel, in an environment that has nothing else of the workspace."""
    _, package, version = package_of(tag, root)
    with tempfile.TemporaryDirectory() as temporary:
        others = Path(temporary, "dist")
        for other in {other.distribution: other for other in workspace_needs(package, root)}.values():
            hatchling(other, others, "wheel", pure=True)
        venv.create(Path(temporary, "venv"), with_pip=True)
        python = str(Path(temporary, "venv", "Scripts" if sys.platform == "win32" else "bin", "python"))
        install = [python, "-m", "pip", "install", "--quiet", f"--find-links={dist}", f"--find-links={others}"]
        subprocess.run([*install, f"{package.distribution}=={version}", "pytest"], check=True)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        command = [python, "-m", "pytest", "--override-ini=pythonpath=", str(package.folder / "tests")]
        subprocess.run(command, cwd=root, env=environment, check=True)


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("step", choices=["prepare", "check", "build", "test"])
    parser.add_argument("tag", help="PACKAGE-vX.Y.Z, PACKAGE being the name of a folder under packages/")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        match options.step:
            case "prepare":
                prepare(options.tag, options.root)
            case "check":
                check(options.tag, options.root)
            case "build":
                build(options.tag, options.root, options.dist.resolve())
            case "test":
                test(options.tag, options.root, options.dist.resolve())
    except ReleaseError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
