"""The page: what was lost first, then why, then how it came to be over time."""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from pyston_benchmarks.figures import Table, by_cell, figure, last_run, table
from pyston_benchmarks.peers import HOST
from pyston_benchmarks.report import plots, tiers
from pyston_benchmarks.report.plots import COLOURS, Line
from pyston_benchmarks.text_table import ratio, seconds
from pyston_benchmarks.tracker import Record

FILE: Final = "report.html"

_STYLE: Final = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 2rem auto; max-width: 1120px;
  padding: 0 1rem }
h1 { font-size: 1.6rem; margin-bottom: 0 } h2 { font-size: 1.2rem; margin-top: 2.4rem }
p, li { max-width: 75ch } code { font-size: .92em }
.scroll { overflow-x: auto } .plots { display: flex; flex-wrap: wrap; gap: 10px }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .25rem .7rem; border-bottom: 1px solid #e3e3e3; text-align: right; white-space: nowrap }
th:first-child, td:first-child, .words { text-align: left } thead th { border-bottom: 2px solid #999 }
td.loss { background: #fbe3e1 } td.gain { background: #e0f1e7 } td.failed { color: #b3261e }
tr.mean td { border-top: 2px solid #999; font-weight: 600 }
svg.plot { max-width: 100%; height: auto; background: #fcfcfc; border: 1px solid #ececec }
svg text { font: 11px system-ui, sans-serif; fill: #333 } svg text.title { font-size: 12.5px; font-weight: 600 }
svg text.tick { font-size: 10px; fill: #555 } svg .grid { stroke: #e4e4e4 } svg .one { stroke: #777 }
.key { display: inline-block; width: .8em; height: .8em; margin: 0 .35em 0 1em; vertical-align: -.05em }
pre { background: #f6f6f6; padding: .6rem; overflow-x: auto }
"""


def write_report(history: Sequence[Record], out: Path) -> Path:
    """Writes the page for `history` (not empty, oldest first) into the folder `out` and returns its path."""
    text = render(history)
    path = out / FILE
    handle, partial = tempfile.mkstemp(dir=out, suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    os.chmod(partial, 0o644)
    os.replace(partial, path)
    return path


def render(history: Sequence[Record]) -> str:
    """The page's text: the newest run in full, and all runs over time."""
    records = last_run(history)
    baseline = HOST if any(record.peer == HOST for record in records) else records[0].peer
    shown = table(records, baseline)
    colours = _colours(shown.peers, baseline)
    ours = [peer for peer in shown.peers if any(record.is_pyston and record.peer == peer for record in records)]
    sections = [
        _head(records, shown, colours),
        _ratios(shown),
        _failures(shown),
        _bars(shown, ours, colours),
        _warm_up(shown, colours),
        _over_time(history, shown, ours, baseline, colours),
        tiers.section(records, shown.benchmarks, ours),
        _memory(shown, colours),
    ]
    body = "\n".join(section for section in sections if section)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        f"<title>Pyston benchmarks</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _colours(peers: Sequence[str], baseline: str) -> dict[str, str]:
    others = [peer for peer in peers if peer != baseline]
    return {baseline: COLOURS[0], **{peer: COLOURS[1 + i % (len(COLOURS) - 1)] for i, peer in enumerate(others)}}


def _head(records: Sequence[Record], shown: Table, colours: dict[str, str]) -> str:
    first = records[0]
    state = " with uncommitted changes" if first.dirty else ""
    told = dict.fromkeys((record.peer, record.version, record.flags) for record in records)
    rows = "".join(
        f'<tr><td><span class="key" style="background:{colours[peer]};margin-left:0"></span>{escape(peer)}</td>'
        f"<td>{'1' if peer == shown.baseline else ratio(shown.mean(peer))}</td><td>{_lost(shown, peer)}</td>"
        f'<td class="words">{escape(version)}</td><td class="words">{escape(flags)}</td></tr>'
        for peer, version, flags in told
    )
    machine = first.machine
    return (
        f"<h1>Pyston benchmarks</h1>\n<p>{escape(first.date)} · commit <code>{escape(first.commit[:12])}</code>{state}"
        " · "
        f"{escape(str(machine.get('processor')))}, {machine.get('cores')} cores · {escape(str(machine.get('system')))}"
        f" · {len(shown.benchmarks)} benchmarks, {max(record.round for record in records) + 1} rounds</p>\n"
        f'<div class="scroll"><table id="peers"><thead><tr><th>peer</th><th>geometric mean</th>'
        f'<th>slower than {escape(shown.baseline)} in</th><th class="words">version</th><th class="words">build</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _lost(shown: Table, peer: str) -> str:
    """How many benchmarks the peer takes longer for than the baseline, of those that both have a figure for."""
    if peer == shown.baseline:
        return ""
    found = [value for name in shown.benchmarks if math.isfinite(value := shown.ratio(name, peer))]
    failed = len(shown.benchmarks) - len(found)
    return f"{sum(value > 1 for value in found)} of {len(found)}" + (f", {failed} without a figure" if failed else "")


def _ratios(shown: Table) -> str:
    others = [peer for peer in shown.peers if peer != shown.baseline]
    head = "".join(f"<th>{escape(name)}</th>" for name in ("benchmark", shown.baseline, *others))
    rows = []
    for benchmark in shown.benchmarks:
        base = shown.figures.get((benchmark, shown.baseline))
        cells = [f"<td>{escape(benchmark)}</td><td>{seconds(base.steady) if base else '–'}</td>"]
        for peer in others:
            found, value = shown.figures.get((benchmark, peer)), shown.ratio(benchmark, peer)
            if found is not None and not math.isfinite(found.steady):
                cells.append(f'<td class="failed">{escape(found.status)}</td>')
            else:
                kind = "loss" if value > 1.02 else "gain" if value < 0.98 else "even"
                cells.append(f'<td class="{kind}">{ratio(value)}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    means = "".join(f"<td>{ratio(shown.mean(peer))}</td>" for peer in others)
    return (
        f"<h2>Time relative to {escape(shown.baseline)}</h2>\n<p>CPU time of a warm iteration, as a multiple of "
        f"{escape(shown.baseline)}'s: below 1 is faster. The greatest losses come first.</p>\n"
        f'<div class="scroll"><table id="ratios"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}'
        f'<tr class="mean"><td>geometric mean</td><td></td>{means}</tr></tbody></table></div>'
    )


def _bars(shown: Table, ours: Sequence[str], colours: dict[str, str]) -> str:
    drawn = [
        plots.ratio_bars(
            f"plot-ratios-{index}",
            f"{peer}: time as a multiple of {shown.baseline}'s",
            [(benchmark, shown.ratio(benchmark, peer)) for benchmark in shown.benchmarks],
            colours[peer],
        )
        for index, peer in enumerate(ours)
    ]
    return "\n".join(drawn)


def _warm_up(shown: Table, colours: dict[str, str]) -> str:
    drawn = []
    for benchmark in shown.benchmarks:
        base = shown.figures.get((benchmark, shown.baseline))
        if base is None or not base.steady > 0 or all(len(f.curve) < 2 for f in _of(shown, benchmark)):
            continue
        data = []
        for peer in shown.peers:
            found = shown.figures.get((benchmark, peer))
            if found is not None and found.curve:
                points = tuple((float(i + 1), value / base.steady) for i, value in enumerate(found.curve))
                data.append(Line(peer, points, colours[peer]))
        label = f"time, {shown.baseline} warm = 1"
        drawn.append(plots.lines(f"plot-warm-up-{benchmark}", benchmark, data, "iteration", label))
    if not drawn:
        return ""
    return f'<h2>Warm-up</h2>\n<p>{_key(shown.peers, colours)}</p>\n<div class="plots">{"".join(drawn)}</div>'


def _of(shown: Table, benchmark: str) -> list[Any]:
    return [found for (name, _), found in shown.figures.items() if name == benchmark]


def _key(peers: Sequence[str], colours: dict[str, str]) -> str:
    return "".join(f'<span class="key" style="background:{colours[peer]}"></span>{escape(peer)}' for peer in peers)


def _over_time(
    history: Sequence[Record], shown: Table, ours: Sequence[str], baseline: str, colours: dict[str, str]
) -> str:
    runs: dict[str, list[Record]] = {}
    for record in history:
        runs.setdefault(record.run, []).append(record)
    cells = [(records[0], by_cell(records)) for records in runs.values()]
    told = {float(index + 1): f"{first.commit[:10]}, {first.date[:10]}" for index, (first, _) in enumerate(cells)}
    drawn = []
    for benchmark in shown.benchmarks:
        data = []
        for peer in ours:
            points = []
            for index, (_, found) in enumerate(cells):
                mine, base = found.get((benchmark, peer)), found.get((benchmark, baseline))
                if mine and base:
                    value = figure(mine).steady / figure(base).steady
                    if math.isfinite(value):
                        points.append((float(index + 1), value))
            data.append(Line(peer, tuple(points), colours[peer], told))
        label = f"time, {baseline} = 1"
        drawn.append(plots.lines(f"plot-history-{benchmark}", benchmark, data, "run", label))
    commits = ", ".join(
        f"{i + 1}: <code>{escape(first.commit[:10])}</code>{'+' if first.dirty else ''} {escape(first.date[:10])}"
        for i, (first, _) in enumerate(cells)
    )
    return (
        f"<h2>Over time</h2>\n<p>One point for each run that measured the benchmark; "
        f"the runs are {commits}.</p>\n"
        f'<div class="plots">{"".join(drawn)}</div>'
    )


def _memory(shown: Table, colours: dict[str, str]) -> str:
    rows = []
    for benchmark in shown.benchmarks:
        found = [
            (peer, shown.figures[benchmark, peer].rss / 2**20)
            for peer in shown.peers
            if (benchmark, peer) in shown.figures
        ]
        if any(value for _, value in found):
            rows.append((benchmark, [(peer, value) for peer, value in found if value]))
    if not rows:
        return ""
    plot = plots.grouped_bars("plot-memory", "Peak resident memory", rows, colours, "MiB")
    return f"<h2>Memory</h2>\n<p>{_key(shown.peers, colours)}</p>\n{plot}"


def _failures(shown: Table) -> str:
    parts = [
        f"<details><summary>{escape(benchmark)} by {escape(peer)}: {escape(found.status)}</summary>"
        f"<pre>{escape(found.stderr)}</pre></details>"
        for (benchmark, peer), found in shown.figures.items()
        if found.status != "ok"
    ]
    return f"<h2>What failed</h2>\n{''.join(parts)}" if parts else ""
