"""A study as text, for terminals, and as a table of pandas.

The live picture of it is in `ahr.widgets`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ahr.optimise.candidate import Candidate

if TYPE_CHECKING:
    import pandas as pd

    from ahr.optimise.study import Study

COLUMNS: Final = ("name", "verdict", "engine", "size_bytes", "latency_s", "speedup", "metric",
                  "drop", "reason")  # fmt: skip
"""Of the table: attributes of candidates."""

WIDTH: Final = 100
"""Of a line of text."""


def text(study: Study) -> str:
    """What is worth having, then what was rejected and why."""
    kept = study.pareto()
    lines = [f"<study of {study.model.name}: {study.last_line()}>"]
    original = study.tried(())
    shown = [*([original] if original and original not in kept else []), *kept]
    if shown:
        lines += _aligned([["", "size", "time", "speed", study.settings.metric.name],
                           *map(_row, shown)])  # fmt: skip
    rejected = [each for each in study.rejected if each is not original]
    if rejected:
        lines += ["  rejected:", *(_wrapped(f"{each.name}: {each.reason}") for each in rejected)]
    return "\n".join(lines)


def frame(study: Study) -> pd.DataFrame:
    """A row for each candidate, in the order in which they were tried, by key. What was not
    measured is missing. Raises ModuleNotFoundError."""
    import pandas as pd  # lazy: optional

    rows = [[_measured(each, name) for name in COLUMNS] for each in study.candidates]
    keys = pd.Index([each.key for each in study.candidates], name="key", dtype="str")
    made = pd.DataFrame(rows, index=keys, columns=list(COLUMNS))
    numbers = dict.fromkeys(COLUMNS[4:8], "float64")
    return made.astype({**numbers, "size_bytes": "Int64"})


def _measured(candidate: Candidate, name: str) -> Any:
    value = getattr(candidate, name)
    return None if name in ("size_bytes", "latency_s", "speedup") and not value else value


def _row(each: Candidate) -> list[str]:
    engine = "" if each.engine == "onnxruntime" else f" [{each.engine}]"
    name = each.name + ("" if engine[2:-1].partition(":")[0] in each.name.lower() else engine)
    metric = "" if each.metric is None else f"{each.metric:.4g}"
    return [f"  {name}", size_text(each.size_bytes), time_text(each.latency_s),
            f"{each.speedup:.2f}x", metric]  # fmt: skip


def size_text(count: int) -> str:
    """Bytes in the largest unit that leaves a whole one."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return f"{count} B"


def time_text(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} us"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Names to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in
                                                  zip(row[1:], widths[1:], strict=True))]).rstrip()
            for row in rows]  # fmt: skip


def _wrapped(line: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent="    ", subsequent_indent="      ",
                         break_long_words=False)  # fmt: skip
