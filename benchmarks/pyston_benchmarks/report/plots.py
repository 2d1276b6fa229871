"""Plots as SVG text, so that the page opens from disk without a network, a font or a script.

Each function takes data and gives one `<svg>`; what a mark means is in its `<title>`, which browsers show on hovering.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

#: Colours that are told apart by people who see few of them (Okabe and Ito), the baseline's grey first.
COLOURS: Final = ("#767676", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot: points (x, y) and what it is called."""

    name: str
    points: tuple[tuple[float, float], ...]
    colour: str


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
    """A line plot from zero upwards; a line of one point is drawn as a dot."""
    points = [point for line in data for point in line.points if math.isfinite(point[1])]
    left, right, top, bottom = 44, 10, 26, 34
    parts = [_open(identity, title, width, height), _text(left, 15, title, "title")]
    if not points:
        return "".join([*parts, _text(left, height / 2, "nothing was measured"), "</svg>"])
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    high_y = max(y for _, y in points) * 1.08 or 1.0

    def place(x: float, y: float) -> tuple[float, float]:
        share = (x - low_x) / (high_x - low_x) if high_x > low_x else 0.5
        return left + share * (width - left - right), height - bottom - y / high_y * (height - top - bottom)

    for tick in _ticks(0, high_y):
        _, y = place(low_x, tick)
        parts.append(f'<line x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(_text(left - 5, y + 3.5, _number(tick), "tick", "end"))
    for tick in _ticks(low_x, high_x):
        if tick == int(tick):
            x, _ = place(tick, 0)
            parts.append(_text(x, height - bottom + 13, _number(tick), "tick", "middle"))
    parts.append(_text((left + width - right) / 2, height - 6, x_label, "axis", "middle"))
    parts.append(
        f'<text class="axis" text-anchor="middle" transform="translate(11 {(top + height - bottom) / 2:.0f}) '
        f'rotate(-90)">{escape(y_label)}</text>'
    )
    for line in data:
        good = [(x, y) for x, y in line.points if math.isfinite(y)]
        placed = [place(x, y) for x, y in good]
        if len(placed) > 1:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{line.colour}" stroke-width="1.8"/>')
        for (x, y), (_, value) in zip(placed, good, strict=True):
            tip = f"<title>{escape(line.name)}: {_number(value)}</title>"
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{line.colour}">{tip}</circle>')
    return "".join([*parts, "</svg>"])


def ratio_bars(identity: str, title: str, rows: Sequence[tuple[str, float]], colour: str, width: int = 760) -> str:
    """Bars on a logarithmic scale around 1: to the right slower than the baseline, to the left faster."""
    bar, top, left = 18, 44, 190
    height = top + bar * len(rows) + 12
    parts = [_open(identity, title, width, height), _text(8, 17, title, "title")]
    good = [value for _, value in rows if math.isfinite(value) and value > 0]
    if not good:
        return "".join([*parts, _text(8, 36, "nothing was measured"), "</svg>"])
    reach = max(2.0, *(max(value, 1 / value) for value in good)) * 1.1
    middle, half = left + (width - left - 60) / 2, (width - left - 60) / 2

    def place(value: float) -> float:
        return middle + math.log(value) / math.log(reach) * half

    marks = [mark for mark in (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if 1 / reach <= mark <= reach]
    for mark in marks:
        x = place(mark)
        kind = "one" if mark == 1 else "grid"
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top - 6}" y2="{height - 10}" class="{kind}"/>')
        parts.append(_text(x, top - 10, f"{mark:g}×", "tick", "middle"))
    for index, (name, value) in enumerate(rows):
        y = top + index * bar
        parts.append(_text(left - 8, y + bar * 0.7, name, "label", "end"))
        if not math.isfinite(value) or value <= 0:
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


def _open(identity: str, title: str, width: int, height: int) -> str:
    return (
        f'<svg id="{escape(identity)}" class="plot" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">'
    )
