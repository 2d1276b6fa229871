"""The guest frames that a guest frame is called from, innermost first, as far as they stand together.

A guest frame is called by another (`Frame.back`), or by host code: `sorted(key=f)`, a property, `for x in generator`.
That was called by guest code again, which waits in a driver run further out. Where no Python code of the host's is
between, both runs' frames are shown one upon the other; what is under them is the host's to show.

Of a frame that has entered compiled code, the tier knows where it is, and what it has called from there in compiled
code.
"""

from __future__ import annotations

import sys

from ast_interp.dynamic.places import place_at, place_in_table
from ast_interp.dynamic.suspended import guest_frame_in
from ast_interp.process.polling import LIMITS
from ast_interp.process.watch import quietly
from ast_interp.run.machine import SHOWN, Frame
from ast_interp.run.runs import COMPILED, innermost_of, place_of, runs_of_thread
from pyston_runtime.interfaces.typed import Final, cast, partial
from pyston_runtime.tracebacks.base import at_base, innermost_frame
from pyston_runtime.tracebacks.entries import is_own
from pyston_runtime.tracebacks.standing import Link, stands

#: How many guest frames a call of the host's Python code runs under.
USUAL: Final = 1
ALL: Final = sys.maxsize


def chain_of(frame: Frame, limit: int = ALL) -> tuple[list[Link], bool]:
    """The guest frames that stand when `frame` is at `frame.op`, at most so many.

    Returns:
        The frames, the innermost first; and, where there is no limit, whether nothing of the host's is under them.
    """
    if LIMITS.observed:
        return cast("tuple[list[Link], bool]", quietly(partial(_chain, frame, limit)))
    return _chain(frame, limit)


def _chain(frame: Frame, limit: int) -> tuple[list[Link], bool]:
    links: list[Link] = []
    place_at(frame).add_links(links, frame)
    if frame.status == SHOWN and limit != USUAL:
        frame = innermost_of(runs_of_thread()[0][0])
        for shown in COMPILED.standing(frame)[1:]:
            place_in_table(shown, int(shown.at)).add_links(links, shown)
    bottom = _add_waiting(links, frame, limit)
    if bottom is None or limit == USUAL:
        return links, False
    outer, detached = _runs_under(bottom)
    for frame in outer:
        for shown in COMPILED.standing(frame) or [frame]:
            place_in_table(shown, int(shown.at)).add_links(links, shown)
        if _add_waiting(links, frame, limit) is None:
            return links, False
    return links, detached


def _add_waiting(links: list[Link], frame: Frame, limit: int) -> Frame | None:
    """Add the frames that wait for one whose links are the last; the run's bottom, or None where the rest is known."""
    while not frame.walked:
        back = frame.back
        if back is None:
            return frame
        if len(links) >= limit:
            return None
        frame = back
        place_at(frame).add_links(links, frame)
    # the frame itself is one of the host's
    links.pop()
    return None


def _runs_under(bottom: Frame) -> tuple[list[Frame], bool]:
    """The innermost frames of the runs under the one that begins with `bottom`, down to the host's Python code.

    Returns:
        The frames; and whether there is none of the host's under them.
    """
    noted: dict[int, list[Frame]] = {}
    for frame, place in runs_of_thread():
        noted.setdefault(place, []).append(frame)
    found: list[Frame] = []
    shown = innermost_frame()
    while shown is not None:
        found += noted.get(place_of(shown), [])
        # what stands for a guest frame is shown again, with those that wait for it
        if not is_own(shown):
            suspended = guest_frame_in(shown)
            if suspended is not None:
                found.append(suspended)
            elif not stands(shown.f_code):
                break
        shown = shown.f_back
    else:
        found += noted.get(0, [])
    for index, frame in enumerate(found):
        if frame is bottom:
            return [innermost_of(one) for one in found[index + 1 :]], shown is None
    return [], at_base()
