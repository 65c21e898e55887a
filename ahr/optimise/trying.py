"""One lineage: its model is made, scored and timed. What goes wrong is the candidate's, not the
study's: it is rejected with the reason, and the others are tried."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ahr.models import Model
from ahr.optimise.candidate import Candidate, Lineage, key_of
from ahr.optimise.metrics import scored
from ahr.optimise.steps.table import changed, engine_of, said
from ahr.running.engines import engine, onnx_bytes, open_engine
from ahr.running.timing import Timing, interleaved
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.optimise.study import Study

Run = Callable[[Mapping[str, Any]], tuple[Any, ...]]
QUICK_ROUNDS: Final = 7
"""Of the comparison with the original right after a candidate was made."""

_OUT_OF_MEMORY: Final = ("bad_alloc", "not enough memory", "Failed to allocate", "allocate memory",
                         "Failed to serialize proto")  # fmt: skip

_SLOWER: Final = 0.97
_MUCH_SLOWER: Final = 0.5
"""Candidates under this part of the original's speed are not in the race."""


def try_lineage(study: Study, lineage: Lineage) -> Candidate:
    """The candidate, finished or rejected with the reason."""
    candidate = Candidate(key_of(lineage), said(lineage), lineage, engine_of(lineage))
    started = time.perf_counter()
    study.report(candidate.name, 0.0)
    with _rejecting(candidate):
        model = _made_last(study, lineage)
        candidate.hold(model)
        candidate.parameters = sum(each.size for each in model.parameters.values())
        candidate.size_bytes = len(onnx_bytes(model))
        _measure(study, candidate)
    candidate.seconds = time.perf_counter() - started
    return candidate


def measure_again(study: Study, candidate: Candidate) -> None:
    """Scores and times what was made on another processor."""
    if candidate.is_made:
        candidate.speedup = 0.0
        with _rejecting(candidate):
            _measure(study, candidate)
        candidate.let_go()


@contextlib.contextmanager
def _rejecting(candidate: Candidate) -> Iterator[None]:
    """What goes wrong is the reason why a candidate is rejected."""
    try:
        yield
    except ModelError as error:
        cause = error.__cause__ or error
        if isinstance(cause, MemoryError) or any(each in str(cause) for each in _OUT_OF_MEMORY):
            candidate.fail("N6017", f"it ran out of memory: {error.message}")
        else:
            candidate.fail(error.code, error.message)
    except MemoryError as error:
        candidate.fail("N6017", f"it ran out of memory: {str(error) or 'no more is left'}")
    except RuntimeError as error:  # torch's errors
        text = str(error)
        out = any(each in text for each in _OUT_OF_MEMORY)
        candidate.fail("N6017", f"it ran out of memory: {text}" if out else text)


def run_of(study: Study, candidate: Candidate) -> Run:
    """The candidate on its engine."""
    return open_engine(candidate.engine, candidate.model, threads=study.settings.threads)


def race(study: Study, rounds: int) -> None:
    """All that may be kept and the original, run in turns: the figures to compare. All others keep
    the ratio to the original that they have."""
    baseline = study.baseline
    fit = [each for each in study.candidates if each is baseline or _may_win(study, each)]
    feed = study.feed
    calls = {}
    for each in fit:
        with contextlib.suppress(ModelError, MemoryError):
            call = partial(run_of(study, each), feed)
            with engine(each.engine)[0].explaining(each.name):
                call()
            calls[each.key] = call
        each.let_go()
    if baseline.key not in calls:
        return
    with engine(baseline.engine)[0].explaining(study.model.name):
        timings = interleaved(
            calls, rounds=rounds, baseline=baseline.key, stop=study.is_cancelled,
            progress=lambda done, of: study.report("comparing the best in turns", done / of),
        )  # fmt: skip
    study.refuse_if_cancelled()
    for each in study.candidates:
        if each.key in timings:
            _take(each, timings[each.key])
    for each in study.candidates:
        if each.key not in timings and each.latency_s:
            each.latency_s = baseline.latency_s / each.speedup


def _measure(study: Study, candidate: Candidate) -> None:
    run = run_of(study, candidate)
    held = study.data.held
    outputs = []
    for index, feed in enumerate(held.feeds):
        study.refuse_if_cancelled()
        study.report(f"{candidate.name}: {study.settings.metric.name}", index / len(held.feeds))
        with engine(candidate.engine)[0].explaining(candidate.name):
            outputs.append(run(feed))
    if not candidate.lineage:
        study.reference = outputs
    candidate.metric = scored(study.settings.metric, outputs, study.reference, held)
    first = candidate.metric if not candidate.lineage else study.baseline.metric
    candidate.drop = study.settings.metric.drop(first or 0.0, candidate.metric)
    _time(study, candidate, run)


def made(study: Study, lineage: Lineage) -> Model:
    """The model of a lineage that others begin with; it is made once, also where a study goes
    on."""
    key = key_of(lineage)
    if key not in study.made:
        tried = study.tried(lineage)
        is_there = tried is not None and tried.is_made
        study.made[key] = tried.model if tried and is_there else _made_last(study, lineage)
    return study.made[key]


def _made_last(study: Study, lineage: Lineage) -> Model:
    """The model of a lineage, whose last step is made anew."""
    if not lineage:
        return study.model
    model = changed(made(study, lineage[:-1]), lineage[-1], study.materials)
    model.metadata["lineage"] = [each.to_json() for each in lineage]
    return model


def _time(study: Study, candidate: Candidate, run: Run) -> None:
    feed = study.feed
    calls: dict[str, Callable[[], Any]] = {candidate.key: lambda: run(feed)}
    if candidate.lineage:
        original = study.baseline_run()
        calls = {study.baseline.key: lambda: original(feed), **calls}
    for _ in range(2 if candidate.lineage else 1):
        with engine(candidate.engine)[0].explaining(candidate.name):
            timings = interleaved(
                calls, rounds=QUICK_ROUNDS, baseline=next(iter(calls)), stop=study.is_cancelled,
                progress=lambda done, of: study.report(f"{candidate.name}: time", done / of),
            )  # fmt: skip
        study.refuse_if_cancelled()
        if 1 / (timings[candidate.key].ratio or 1.0) > candidate.speedup:
            _take(candidate, timings[candidate.key])
        if candidate.speedup > _SLOWER:
            break  # else the machine may have been busy: once more, the better one counts
    if candidate.lineage:  # the machine may be faster or slower now than when the study began
        candidate.latency_s = study.baseline.latency_s / candidate.speedup


def _take(candidate: Candidate, timing: Timing) -> None:
    candidate.latency_s, candidate.spread = timing.median_s, timing.spread
    candidate.speedup = 1 / (timing.ratio or 1.0)


def _may_win(study: Study, each: Candidate) -> bool:
    return (each.metric is not None and (each.drop or 0.0) <= study.settings.max_drop
            and each.speedup > _MUCH_SLOWER and each.is_made)  # fmt: skip
