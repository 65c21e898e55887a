"""`benchmark`: models on engines, timed by turns, their results compared with the reference.

All that runs with one size of batch is opened, checked and then timed together. What cannot run
says why in its row, and the rest goes on.
"""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, final

from ahr.bench.cases import Case, Outputs, cases_by_batch, models_by_name
from ahr.bench.comparing import compare
from ahr.bench.cpu import features
from ahr.bench.inputs import check_count
from ahr.bench.results import Benchmark
from ahr.progress import Progress
from ahr.running import nbc_engine
from ahr.running.engines import ENGINES, Engine, Run, engine, note
from ahr.running.timing import Timing, interleaved
from nbc.errors import ModelError

Stop = Callable[[], bool]
Tell = Callable[[str], None]
_SETTLED_S: Final = 2.0


def benchmark(
    models: Any, data: Any = None, *, engines: Sequence[str] | None = None,
    batch_sizes: Sequence[int] = (1,), threads: int = 1, rounds: int = 15,
    seconds: float = 60.0, progress: bool | Tell = True, stop: Stop = lambda: False,
) -> Benchmark:  # fmt: skip
    """How fast models run on engines, side by side.

    models: a model, a path to a file of one, or a mapping of these by name. data: an array with a
    sample a row (a tuple of them, or a mapping by name, for several inputs); random without.
    engines: names ("onnxruntime", "torch", "openvino:bf16", "vm", "native", "torch.compile",
    which compiles for 20 s and more); those that are installed, without torch.compile, if None.
    threads: how many each engine may use (0: its own choice). rounds: how often each is timed, in
    `seconds` at most for each size of batch. progress: shown, or a function that is told each step
    in words. stop: asked between rounds.

    Raises ModelError N6010 for data that do not fit, engines that there are not and settings that
    make no sense, N6004 for models without parameters. An interrupt passes through.
    """
    check_count("rounds", rounds, 0)
    check_count("threads", threads, 0)
    if not isinstance(seconds, int | float):
        raise ModelError("N6010", f"seconds is a number, not {seconds!r:.60}")
    rows = [engine(each) for each in _listed("engines", engines)] if engines is not None else [
        (each, "") for each in ENGINES if each.is_default and each.is_installed]  # fmt: skip
    sizes = _listed("batch_sizes", batch_sizes)
    groups = cases_by_batch(models_by_name(models), data, rows, sizes)
    empty = Benchmark((), features(), threads, _versions([each for each, _ in rows]))
    running = _Running(_Limits(threads, rounds, seconds, stop), empty, progress)
    with nbc_engine.limited(threads):
        for batch, cases in groups.items():
            running.run(batch, cases)
    count = len(running.found)
    running.tell(f"{count} result{'s' * (count != 1)}", at_once=True)
    return running.found


def _listed(what: str, given: Any) -> tuple[Any, ...]:
    """Several, or a single one."""
    if isinstance(given, str | int):
        return (given,)
    if not isinstance(given, Iterable):
        raise ModelError("N6010", f"{what} are a list, not {given!r:.60}")
    return tuple(given)


@final
@dataclass(frozen=True, slots=True)
class _Limits:
    threads: int
    rounds: int
    seconds: float
    stop: Stop


@final
class _Running:
    """A benchmark that grows, and what is shown of it meanwhile. `opened` has the engines of each
    model, or why there is none: a model is opened once for all sizes of batches."""

    def __init__(self, limits: _Limits, found: Benchmark, progress: bool | Tell) -> None:
        self.limits = limits
        self.found = found
        self.opened: dict[tuple[str, str], tuple[Run, float] | str] = {}
        self._told = progress if callable(progress) else None
        self._display = Progress(self, is_on=progress is True)
        self._line = ""
        self._done = 0

    def __len__(self) -> int:
        return self._done

    def last_line(self) -> str:
        return self._line

    def __repr__(self) -> str:
        return f"{self.found}\n{self._line}"

    def _repr_html_(self) -> str:
        return f"{self.found._repr_html_()}<p>{self._line}</p>"

    def tell(self, line: str, *, at_once: bool = False) -> None:
        self._line, self._done = line, self._done + 1
        if self._told is not None:
            self._told(line)
        self._display.update(at_once=at_once)

    def run(self, batch: int, cases: Sequence[Case]) -> None:
        """All cases with one size of batch."""
        for case in cases:
            if self.limits.stop():
                return
            self.tell(f"batch {batch}: {case.result.model} on {case.row.title}")
            self.open(case)
        compare(cases)
        self.measure(batch, cases)
        found = (*self.found.results, *(each.result for each in cases))
        self.found = replace(self.found, results=found)

    def open(self, case: Case) -> None:
        """Opens it and runs it once."""
        key = (case.result.model, case.result.engine)
        known = self.opened.get(key)
        try:
            if known is None:
                known = self._opened(case)
            elif not isinstance(known, str):
                case.outputs = _first(case, known[0])
        except ModelError as error:
            known = f"{error.message} ({error.hint})" if error.hint else error.message
        self.opened.setdefault(key, known)
        if isinstance(known, str):
            case.result = replace(case.result, problem=known)
        else:
            case.run = known[0]
            case.result = replace(case.result, load_s=known[1])

    def _opened(self, case: Case) -> tuple[Run, float]:
        """The time is that from the graph to the first result, without imports."""
        for package in case.row.packages:
            if importlib.util.find_spec(package) is not None:
                importlib.import_module(package)
        start_s = time.perf_counter()
        run = case.row.open(case.model, threads=self.limits.threads, precision=case.precision)
        case.outputs = _first(case, run)
        return run, time.perf_counter() - start_s

    def measure(self, batch: int, cases: Sequence[Case]) -> None:
        """Times what runs, and fills its rows in."""

        def progress(done: int, rounds: int) -> None:
            self.tell(f"batch {batch}: round {done} of {rounds}")

        running = {str(index): case for index, case in enumerate(cases) if case.run is not None}
        for case in running.values():
            _settle(case)
        timings = interleaved(
            {key: _call(case) for key, case in running.items()}, rounds=self.limits.rounds,
            seconds=self.limits.seconds, baseline=next(iter(running), None),
            stop=self.limits.stop, progress=progress,
        )  # fmt: skip
        for key, timing in timings.items():
            _fill(running[key], timing)


def _first(case: Case, run: Run) -> Outputs:
    with case.row.explaining(case.model.name):
        return run(case.inputs)


def _settle(case: Case) -> None:
    """Lets compile what compiles while it runs."""
    call, end_s = _call(case), time.perf_counter() + _SETTLED_S
    for _ in range(case.row.warm_up):
        call()
        if time.perf_counter() > end_s:
            break


def _fill(case: Case, timing: Timing) -> None:
    notes = (case.result.note, note(case.run) if case.run is not None else "")
    case.result = replace(
        case.result, median_s=timing.median_s, spread=timing.spread, ratio=timing.ratio,
        rounds=timing.rounds, note="; ".join(each for each in notes if each),
    )  # fmt: skip


def _call(case: Case) -> Callable[[], Outputs]:
    run, inputs = case.run, case.inputs
    assert run is not None
    return lambda: run(inputs)


def _versions(rows: Sequence[Engine]) -> dict[str, str]:
    found: dict[str, str] = {}
    for package in dict.fromkeys(each for row in rows for each in row.packages):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
