"""Compares the error pass with the host on sources that are made wrong by chance, from a seed.

    python tools/error_mutations.py [--cases N] [--seed S] [--lines L] [--show N] [--parse] [DIR…]

A piece of a file of the standard library (a top-level statement or a few) is changed in one to three places: a token or
a byte is deleted, doubled, exchanged with another, or put in from a list.  The result is given to `ast.parse` and to
the error pass; accepting or refusing, message and range are compared.  With `--parse` it is given to
`pyston_parser.parse`, and the trees of sources that are still right are compared as well.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import sys
import sysconfig
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from error_cases import host_error
from errors import Facts, facts, show

from pyston_parser.errors import diagnose

PIECE = re.compile(
    r"""[rRbBuUfF]*(?:\"\"\"|'''|"[^"\n]*"|'[^'\n]*')"""
    r"""|\w+|[ \t]+|\n[ \t]*|\*\*=?|//=?|>>=?|<<=?|[-+*/%&|^@=!<>:]=|->|\.\.\.|."""
)
INSERTED = [
    *(
        "( ) [ ] { } , : ; . = == := -> + - * ** / // % @ ! ~ ^ | & < > ... \\ ' \" ''' \"\"\" f' f\" b' {x} # $ ?"
        " ` 0 1 0x 1e 1_ 0777 1if 1j x y _ é “ \x0c \x00 if elif else for while with as try except finally def"
        " class lambda return yield await async not in is and or from import del assert raise global nonlocal"
        " pass match case type None True False print exec *a **k a=1 /, if: else: except*"
    ).split(" "),
    *("\n", "\n    ", "\t", " ", "\n\t", "\r"),
]


def sources(folders: list[Path]) -> list[Path]:
    """The Python files of folders, in order."""
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "site-packages" not in path.parts)


def pieces(chance: random.Random, text: str, lines: int) -> str:
    """A stretch of a file that begins and ends at the outermost level."""
    rows = text.splitlines(keepends=True)
    starts = [number for number, row in enumerate(rows) if row[0] not in " \t\n#)]}\"'"]
    if not starts:
        return text
    first = chance.choice(starts)
    last = next((start for start in starts if start >= first + chance.randint(1, lines)), len(rows))
    return "".join(rows[first : min(last, first + 3 * lines)])


def mutate(chance: random.Random, text: str) -> str:
    """A changed text."""
    tokens = PIECE.findall(text)
    if not tokens:
        return text
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = chance.randrange(len(tokens))
        how = chance.randrange(6)
        if how == 0:
            del tokens[at]
        elif how == 1:
            tokens.insert(at, tokens[at])
        elif how == 2:
            other = chance.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif how == 3:
            tokens[at] = chance.choice(INSERTED)
        elif how == 4:
            word = chance.choice(INSERTED)
            tokens.insert(at, f" {word} " if chance.random() < 0.5 else word)
        else:
            whole = "".join(tokens)
            place = chance.randrange(len(whole) + 1)
            return whole[:place] + chance.choice(("", chr(chance.randrange(1, 128)))) + whole[place + 1 :]
        if not tokens:
            break
    return "".join(tokens)


def options_for(chance: random.Random) -> dict[str, Any]:
    """Options of `ast.parse` for a case: most often none."""
    options: dict[str, Any] = {"mode": chance.choice(("exec",) * 12 + ("single", "eval"))}
    if chance.random() < 0.05:
        options["type_comments"] = True
    if chance.random() < 0.05:
        options["feature_version"] = chance.randrange(8, sys.version_info[1] + 1)
    return options


def as_bytes(chance: random.Random, text: str) -> str | bytes:
    """A source as bytes in one of several encodings, or left as text."""
    how = chance.randrange(40)
    if how == 0:
        return text.encode("utf-8", "replace")
    if how == 1:
        return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
    if how == 2:
        return b"# coding: latin-1\n" + text.encode("latin-1", "replace")
    if how == 3:
        return text.encode("latin-1", "replace")
    if how == 4:
        return text.replace("\n", "\r\n")
    return text


def cases(folders: list[Path], seed: int, count: int, lines: int) -> Iterator[tuple[str | bytes, dict[str, Any]]]:
    """The changed sources of a seed, and the options to parse each with."""
    chance = random.Random(seed)
    paths = sources(folders)
    for _ in range(count):
        path = chance.choice(paths)
        text = path.read_text("utf-8", "replace")
        options = options_for(chance)
        piece = pieces(chance, text, lines if options["mode"] == "exec" else 1)
        if options["mode"] == "eval":
            piece = chance.choice(piece.split("\n")).strip()
        yield as_bytes(chance, mutate(chance, piece)), options


def by_parse(source: str | bytes, options: dict[str, Any]) -> tuple[Facts, str]:
    """What `pyston_parser.parse` raises, and the tree it gives as text."""
    import pyston_parser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = pyston_parser.parse(source, **options)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return facts(error), ""
    return facts(None), ast.dump(tree, include_attributes=True)


def host_tree(source: str | bytes, options: dict[str, Any]) -> str:
    """The host's tree as text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.dump(ast.parse(source, **options), include_attributes=True)


def main() -> int:
    """Run the comparison; the exit status is 1 if a source is wrongly accepted or refused."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--lines", type=int, default=12, help="of a source, about")
    arguments.add_argument("--show", type=int, default=20, help="at most so many differences")
    arguments.add_argument("--parse", action="store_true", help="compare all of the parser, trees too")
    arguments.add_argument("folders", nargs="*", type=Path, default=[Path(sysconfig.get_paths()["stdlib"])])
    chosen = arguments.parse_args()
    count: Counter[str] = Counter()
    slowest = 0.0
    for source, options in cases(chosen.folders, chosen.seed, chosen.cases, chosen.lines):
        theirs = facts(host_error(source, **options))
        start = time.perf_counter()
        if chosen.parse:
            ours, tree = by_parse(source, options)
        else:
            ours, tree = facts(diagnose(source, version=sys.version_info[1], **options)), ""
        slowest = max(slowest, time.perf_counter() - start)
        refused = theirs[0] != "accepted"
        count["cases"] += 1
        if refused != (ours[0] != "accepted"):
            count["falsely accepted" if refused else "falsely refused"] += 1
        if refused:
            count["refused"] += 1
            count["message"] += theirs[:2] == ours[:2]
            count["range"] += theirs[:3] == ours[:3]
            count["text"] += theirs == ours
        if tree and not refused and tree != host_tree(source, options):
            count["different trees"] += 1
            ours = ("another tree", "", (), None)
        if theirs != ours:
            count["differences"] += 1
            if count["differences"] <= chosen.show:
                print(show(str(options), source, theirs, ours))
    refusals = max(count["refused"], 1)
    print(f"host {sys.version.split()[0]}, seed {chosen.seed}: {count['cases']} cases, {refusals} refused by the host")
    for what in ("message", "range", "text"):
        print(f"same {what}: {100 * count[what] / refusals:.3f}%")
    if chosen.parse:
        print(f"different trees: {count['different trees']}")
    wrong = count["falsely accepted"] + count["falsely refused"] + count["different trees"]
    print(f"falsely accepted: {count['falsely accepted']}, falsely refused: {count['falsely refused']}")
    print(f"slowest: {slowest:.2f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
