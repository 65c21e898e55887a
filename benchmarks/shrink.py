"""Searches for smaller and faster models on real networks: what they find beside the bars.

Each network is searched by `ahr.optimize` with its int8 techniques; figures are over ONNX Runtime
in float32 in the same run, one thread, one sample. Traps that people fall into (int8 that is slower
or worse) stand below with the reason that the study gives. Where the processor has no fast int8,
bars are no measure and stand in brackets. `shrink_data` makes the data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, final

import ahr
from ahr.bench.cpu import features
from ahr.optimise.candidate import Candidate
from benchmarks import shrink_data
from benchmarks.options import Options
from benchmarks.tables import Column, Table
from nbc.errors import ModelError

TECHNIQUES: Final = ("static", "dynamic", "weights")


@final
@dataclass(frozen=True, slots=True)
class Search:
    """`made()` gives a network with its data. `traps` are names of candidates that must not be
    kept; the bars are how much smaller and faster the best one is at least."""

    name: str
    made: Callable[[bool], tuple[ahr.Model, Any]]
    metric: str
    max_drop: float
    smaller: float
    faster: float
    traps: tuple[str, ...]


SEARCHES: Final = (
    Search("digits CNN", shrink_data.digits, "accuracy", 0.0, 3.5, 1.3,
           ("dynamic int8", "static int8 (s8s8)")),
    Search("EfficientNet-Lite0", shrink_data.efficientnet, "agreement", 0.0, 3.5, 1.7,
           ("dynamic int8", "static int8 (s8s8)")),
    Search("all-MiniLM", shrink_data.minilm_network, "cosine", 0.01, 3.9, 3.0,
           ("static int8 (u8s8)", "static int8 (s8s8)")),
)  # fmt: skip


def new_table() -> Table:
    columns = (Column("MB", "text"), Column("smaller"), Column("bar", "text"), Column("ms", "ms"),
               Column("faster"), Column("bar", "text"), Column("metric", "text"),
               Column("", "text"))  # fmt: skip
    return Table("shrink", "The best of a search beside ONNX Runtime in float32", columns, label=40)


def fill(table: Table, options: Options) -> None:
    table.note(str(features()))
    for search in SEARCHES[:1] if options.tiny else SEARCHES:
        if not options.wants(search.name):
            continue
        try:
            network, data = search.made(options.tiny)
        except ModelError as error:
            table.add(search.name, (*(None,) * 7, f"{error.message}: make real-models"))
            continue
        study = ahr.optimize(
            network, data, search.metric, search.max_drop, techniques=TECHNIQUES,
            rounds=options.rounds(31), progress=False,
        )  # fmt: skip
        for name, cells in rows(search, study):
            table.add(name, cells)


def rows(search: Search, study: ahr.Study) -> Sequence[tuple[str, Sequence[Any]]]:
    """The original, what was found, and the traps."""
    original = study.baseline
    made = [(search.name, _cells(original, original))]
    best = chosen(study, search)
    made.append((f"  {best.name}", _cells(best, original, search)))
    for each in study.pareto():
        if each not in (best, original):
            made.append((f"  {each.name}", _cells(each, original)))
    for name in search.traps:
        trap = study[name]
        said = trap.reason or "KEPT: as good as the best on this processor"
        made.append((f"  {name}", (*_cells(trap, original)[:-1], said)))
    return made


def chosen(study: ahr.Study, search: Search) -> Candidate:
    """The fastest of those that are as small as the bar says; else the smallest."""
    small = [each for each in study.pareto()
             if study.baseline.size_bytes >= search.smaller * each.size_bytes]  # fmt: skip
    return small[0] if small else study.best("size")


def _cells(each: Candidate, original: Candidate, search: Search | None = None) -> tuple[Any, ...]:
    if each.metric is None:
        return (*(None,) * 7, each.reason)
    smaller = original.size_bytes / each.size_bytes
    bars: tuple[Any, Any, str] = (None, None, "")
    if search is not None:
        bars = _bar(search.smaller), _bar(search.faster), _verdict(search, smaller, each.speedup)
    return (f"{each.size_bytes / 1e6:.3g}", smaller, bars[0], 1e3 * each.latency_s, each.speedup,
            bars[1], f"{each.metric:.4f}", bars[2])  # fmt: skip


def _bar(value: float) -> str:
    return f"{value:g}" if features().has_fast_int8 else f"({value:g})"


def _verdict(search: Search, smaller: float, faster: float) -> str:
    missed = [name for name, value, bar in (("smaller", smaller, search.smaller),
                                            ("faster", faster, search.faster))
              if value < bar]  # fmt: skip
    return f"not {' and not '.join(missed)} enough" if missed else "reached"
