"""Plots as SVG text, so that the page opens from disk without a network, a font or a script.

Each function takes data and gives one `<svg>`; what a mark means is in its `<title>`, which browsers show on hovering.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

#: Colours that are told apart by people who see few of them (Okabe and Ito), the baseline's grey first.
COLOURS: Final = ("#767676", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot: points (x, y) and what it is called.

    Attributes:
        notes: what a point tells besides its value, by its x.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    colour: str
    notes: Mapping[float, str] = field(default_factory=dict)


def _text(x: float, y: float, text: str, kind: str = "label", anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">{escape(text)}</text>'


def _ticks(low: float, high: float) -> list[float]:
    """Three to six round numbers between `low` and `high`."""
    if not high > low:
        return [low]
    step = 10 ** math.floor(math.log10(high - low))
    for factor in (0.2, 0.5, 1, 2, 5):
        if (high - low) / (step * factor) <= 5:
            step *= factor
            break
    first = math.ceil(low / step - 1e-9)
    return [index * step for index in range(first, math.floor(high / step + 1e-9) + 1)]


def _number(value: float) -> str:
    return f"{value:.3g}"


def lines(
    identity: str, title: str, data: Sequence[Line], x_label: str, y_label: str, width: int = 360, height: int = 210
) -> str:
    """Lines of ratios; a line of one point is drawn as a dot.

    The scale is logarithmic and always has 1 in sight: twice as slow is as far away as twice as fast, and a slow first
    iteration does not press all others flat.
    """
    points = [point for line in data for point in line.points if _drawable(point[1])]
    left, right, top, bottom = 44, 10, 26, 34
    parts = [_open(identity, title, width, height), _text(left, 15, title, "title")]
    if not points:
        return "".join([*parts, _text(left, height / 2, "nothing was measured"), "</svg>"])
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    low_y = math.log(min(0.8, *(y / 1.1 for _, y in points)))
    high_y = math.log(max(1.25, *(y * 1.1 for _, y in points)))

    def place(x: float, y: float) -> tuple[float, float]:
        share = (x - low_x) / (high_x - low_x) if high_x > low_x else 0.5
        above = (math.log(y) - low_y) / (high_y - low_y)
        return left + share * (width - left - right), height - bottom - above * (height - top - bottom)

    for mark in _marks(math.exp(low_y), math.exp(high_y)):
        _, y = place(low_x, mark)
        kind = "one" if mark == 1 else "grid"
        parts.append(f'<line x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}" class="{kind}"/>')
        parts.append(_text(left - 5, y + 3.5, f"{mark:g}", "tick", "end"))
    for tick in _ticks(low_x, high_x):
        if tick == int(tick):
            x, _ = place(tick, 1)
            parts.append(_text(x, height - bottom + 13, _number(tick), "tick", "middle"))
    parts.append(_text((left + width - right) / 2, height - 6, x_label, "axis", "middle"))
    parts.append(
        f'<text class="axis" text-anchor="middle" transform="translate(11 {(top + height - bottom) / 2:.0f}) '
        f'rotate(-90)">{escape(y_label)}</text>'
    )
    for line in data:
        good = [(x, y) for x, y in line.points if _drawable(y)]
        placed = [place(x, y) for x, y in good]
        if len(placed) > 1:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{line.colour}" stroke-width="1.8"/>')
        for (x, y), (at, value) in zip(placed, good, strict=True):
            note = f", {line.notes[at]}" if at in line.notes else ""
            tip = f"<title>{escape(line.name)}: {_number(value)}{escape(note)}</title>"
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{line.colour}">{tip}</circle>')
    return "".join([*parts, "</svg>"])


def _drawable(value: float) -> bool:
    return math.isfinite(value) and value > 0


def _marks(low: float, high: float) -> list[float]:
    """Round ratios between `low` and `high`, 1 among them, few enough to be read."""
    every = [digit * 10.0**power for power in range(-4, 5) for digit in (1, 2, 5)]
    inside = [mark for mark in every if low <= mark <= high]
    if len(inside) > 7:
        inside = [mark for mark in inside if math.log10(mark) == int(math.log10(mark))]
    return (
        inside
        if len(inside) > 1
        else sorted({*inside, *(mark for mark in (0.8, 0.9, 1.1, 1.2) if low <= mark <= high)})
    )


def ratio_bars(identity: str, title: str, rows: Sequence[tuple[str, float]], colour: str, width: int = 760) -> str:
    """Bars on a logarithmic scale around 1: to the right slower than the baseline, to the left faster."""
    bar, top, left = 18, 44, 190
    height = top + bar * len(rows) + 12
    parts = [_open(identity, title, width, height), _text(8, 17, title, "title")]
    good = [value for _, value in rows if _drawable(value)]
    if not good:
        return "".join([*parts, _text(8, 36, "nothing was measured"), "</svg>"])
    reach = max(2.0, *(max(value, 1 / value) for value in good)) * 1.1
    middle, half = left + (width - left - 60) / 2, (width - left - 60) / 2

    def place(value: float) -> float:
        return middle + math.log(value) / math.log(reach) * half

    for mark in _marks(1 / reach, reach):
        x = place(mark)
        kind = "one" if mark == 1 else "grid"
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top - 6}" y2="{height - 10}" class="{kind}"/>')
        parts.append(_text(x, top - 10, f"{mark:g}×", "tick", "middle"))
    for index, (name, value) in enumerate(rows):
        y = top + index * bar
        parts.append(_text(left - 8, y + bar * 0.7, name, "label", "end"))
        if not _drawable(value):
            parts.append(_text(middle + 4, y + bar * 0.7, "no figure", "tick"))
            continue
        start, end = sorted((place(1.0), place(value)))
        shade = colour if value <= 1 else "#b3261e"
        parts.append(
            f'<rect x="{start:.1f}" y="{y + 3}" width="{max(end - start, 1):.1f}" height="{bar - 6}" fill="{shade}">'
            f"<title>{escape(name)}: {value:.3f} times the baseline's time</title></rect>"
        )
        anchor, x = ("start", end + 4) if value > 1 else ("end", start - 4)
        parts.append(_text(x, y + bar * 0.7, f"{value:.2f}", "tick", anchor))
    return "".join([*parts, "</svg>"])


def stacked_bars(
    identity: str,
    title: str,
    rows: Sequence[tuple[str, Sequence[float]]],
    parts_named: Sequence[str],
    unit: str,
    width: int = 760,
    of_whole: bool = False,
) -> str:
    """Horizontal bars made of named parts; with `of_whole` each bar is drawn to the same length."""
    bar, top, left, right = 18, 48, 190, 70
    height = top + bar * len(rows) + 10
    out = [_open(identity, title, width, height), _text(8, 17, title, "title")]
    x = 8.0
    for index, name in enumerate(parts_named):
        colour = COLOURS[index % len(COLOURS)]
        out.append(f'<rect x="{x:.1f}" y="26" width="10" height="10" fill="{colour}"/>')
        out.append(_text(x + 14, 35, name, "tick"))
        x += 28 + 6.5 * len(name)
    longest = max((sum(values) for _, values in rows), default=0.0)
    for index, (name, values) in enumerate(rows):
        y = top + index * bar
        total = sum(values)
        out.append(_text(left - 8, y + bar * 0.7, name, "label", "end"))
        scale = (width - left - right) / ((total if of_whole else longest) or 1.0)
        at = float(left)
        for number, value in enumerate(values):
            if value > 0:
                told = f"{value / total:.0%}" if of_whole else f"{value:.3g} {unit}"
                out.append(
                    f'<rect x="{at:.1f}" y="{y + 3}" width="{value * scale:.1f}" height="{bar - 6}" '
                    f'fill="{COLOURS[number % len(COLOURS)]}"><title>{escape(name)}, {escape(parts_named[number])}: '
                    f"{told}</title></rect>"
                )
                at += value * scale
        if not of_whole:
            out.append(_text(at + 4, y + bar * 0.7, f"{total:.3g} {unit}", "tick"))
    return "".join([*out, "</svg>"])


def grouped_bars(
    identity: str,
    title: str,
    rows: Sequence[tuple[str, Sequence[tuple[str, float]]]],
    colours: Mapping[str, str],
    unit: str,
    width: int = 760,
) -> str:
    """For each row one bar by each peer, (name, value), in the peer's colour."""
    bar, gap, top, left, right = 9, 7, 48, 190, 70
    height = top + sum(bar * len(values) + gap for _, values in rows) + 6
    out = [_open(identity, title, width, height), _text(8, 17, title, "title")]
    longest = max((value for _, values in rows for _, value in values), default=0.0) or 1.0
    for tick in _ticks(0, longest):
        x = left + tick / longest * (width - left - right)
        out.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top - 6}" y2="{height - 6}" class="grid"/>')
        out.append(_text(x, top - 10, f"{_number(tick)} {unit}", "tick", "middle"))
    y = float(top)
    for name, values in rows:
        out.append(_text(left - 8, y + bar * len(values) / 2 + 4, name, "label", "end"))
        for peer, value in values:
            out.append(
                f'<rect x="{left}" y="{y:.1f}" width="{max(value / longest * (width - left - right), 1):.1f}" '
                f'height="{bar - 1}" fill="{colours[peer]}"><title>{escape(name)}, {escape(peer)}: '
                f"{_number(value)} {unit}</title></rect>"
            )
            y += bar
        y += gap
    return "".join([*out, "</svg>"])


def _open(identity: str, title: str, width: int, height: int) -> str:
    return (
        f'<svg id="{escape(identity)}" class="plot" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">'
    )
