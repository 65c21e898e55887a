"""What is sent of a profile while its cell runs: small, since it is sent ten times a second.

`event` is for the gutter of every page (README.md has its shape), `now` and `more` are for the
widget: `now` each time, `more` (tree, functions, the course of time) less often.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from noodle_kernel.profile.flame import small_tree
from noodle_kernel.profile.result import Profile
from noodle_kernel.profile.tally import TIERS, Point

Json = dict[str, Any]

_LEAST_SHARE: Final = 0.001
_MOST_FUNCTIONS: Final = 100
_MOST_THREADS: Final = 32


def event(profile: Profile, cells: Mapping[str, str | None]) -> Json:
    """`cells`: ids by file name."""
    elapsed_s = profile.elapsed_s or 1e-9
    by_file: dict[str, dict[str, float]] = {}
    for (file, line), row in list(profile.tally.lines.items()):
        share = sum(row) / elapsed_s
        if share >= _LEAST_SHARE:
            by_file.setdefault(file, {})[str(line)] = round(min(share, 1.0), 4)
    lines = by_file.pop(profile.file, {})
    others = {cell: found for file, found in by_file.items() if (cell := cells.get(file))}
    total_s = sum(profile.tally.tiers) or 1e-9
    return {
        "cell": profile.cell_id,
        "state": "running" if profile.state == "running" else "done",
        "elapsed_s": round(profile.elapsed_s, 3),
        "lines": lines,
        "tiers": {name: round(seconds / total_s, 4) for name, seconds in profile.tiers().items()},
        "others": others,
        "allocated": {str(line): size for line, (size, _) in (profile.allocated or {}).items()},
    }


def now(profile: Profile) -> Json:
    """`lines`: seconds by tier (in the order of `TIERS`), by line."""
    lines = {
        str(line): [round(seconds, 4) for seconds in row]
        for (file, line), row in list(profile.tally.lines.items()) if file == profile.file
    }  # fmt: skip
    points = profile.tally.points[-1:]
    return {
        "state": profile.state, "elapsed": round(profile.elapsed_s, 3), "lines": lines,
        "samples": profile.tally.samples,
        "tiers": [round(seconds, 4) for seconds in profile.tally.tiers],
        "point": _point(points[0]) if points else None,
    }  # fmt: skip


def more(profile: Profile) -> Json:
    functions = [
        [row.function, row.source, row.line, round(row.own_s, 4), round(row.total_s, 4),
         round(row.native_s, 4)]
        for row in profile.functions()[:_MOST_FUNCTIONS]
    ]  # fmt: skip
    threads = [[name, round(seconds, 3)] for name, seconds in profile.threads().items()]
    return {
        "tree": small_tree(profile.tally), "functions": functions,
        "points": [_point(point) for point in profile.points],
        "threads": threads[:_MOST_THREADS],
    }  # fmt: skip


def about(profile: Profile) -> Json:
    """What does not change while the cell runs."""
    return {"cell": profile.cell, "tiers": list(TIERS), "source": profile.text.split("\n")}


def _point(point: Point) -> list[float]:
    at_s, rss_mb, cores, threads = point
    return [round(at_s, 2), round(rss_mb, 1), round(cores, 2), threads]
