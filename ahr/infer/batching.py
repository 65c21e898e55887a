"""Requests joined to one execution and its outputs split again; which models that is right for.

Requests are joined along the first axis of every input. So each input and each output must begin
with the same symbolic length, which stands nowhere else; and what is computed of one sample may not
depend on the others (`trying.py`). Answers are copies: one that is kept keeps no other alive. Up
to rounding they are those of each request alone: other sizes, other orders of adding up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter_ns
from typing import Any, Final, final

import numpy as np

from ahr.dims import names
from ahr.graph import Graph
from ahr.infer.backend import Backend
from ahr.infer.counters import Run
from ahr.infer.request import Request
from nbc.errors import ModelError, NoodleError

WORTH_JOINING: Final = 0.25
"""The part of a sample's time that a full batch must save. Below it nothing is sure: larger arrays
also leave the caches sooner."""

JOINING_S: Final = 50e-6
"""What it costs a thread to wait for another one's execution: to sleep, be woken and take its turn
at Python's lock. Sixteen threads on two cores paid 20 µs, and more where others work as well."""


@final
@dataclass(frozen=True, slots=True)
class Batching:
    """max_batch_size: samples in one execution; a request of more is refused. at_once: executions
    at the same time, for which requests wait and are joined; None: as many as fit the cores.

    With None, joining must pay, which is tried while warming up. Where it saves too little of the
    time (`WORTH_JOINING`) each request runs alone, as without batching. Where it saves less than a
    thread's waiting costs (`JOINING_S`), only requests of `submit` are joined."""

    max_batch_size: int = 32
    at_once: int | None = None

    def __post_init__(self) -> None:
        for name in ("max_batch_size", "at_once"):
            value = getattr(self, name)
            if value is not None and (type(value) is not int or value < 1):
                raise ModelError("N6002", f"{name} must be a positive int, got {value!r}")


@final
class Executor:
    """Executes batches on a backend: what a scheduler calls. `outputs` are the graph's names."""

    def __init__(self, name: str, backend: Backend, outputs: Sequence[str]) -> None:
        self._name = name
        self._backend: Backend | None = backend
        self._outputs = tuple(outputs)

    def __call__(self, batch: list[Request]) -> Sequence[Run]:
        """A batch that fails is tried again one by one, so that a request only fails for itself."""
        if len(batch) == 1:
            return self._one(batch[0])
        try:
            return [self._joined(batch)]
        except Exception:  # noqa: BLE001 # dispatch: each request gets its answer
            return [run for each in batch for run in self._one(each)]

    def release(self) -> None:
        """Lets go of the backend; nothing may run any more."""
        self._backend = None

    def _one(self, request: Request) -> Sequence[Run]:
        started_ns = perf_counter_ns()
        try:
            outputs = self._run(request.values)
        except Exception as error:  # noqa: BLE001 # dispatch: it is the answer
            request.error = self._failed(error)
            return ()
        inferred_ns = perf_counter_ns()
        request.outputs = dict(zip(self._outputs, outputs, strict=True))
        return (Run((request,), request.rows, started_ns, started_ns, inferred_ns, inferred_ns),)

    def _joined(self, batch: list[Request]) -> Run:
        started_ns = perf_counter_ns()
        values = [np.concatenate(parts) for parts in zip(*[each.values for each in batch],
                                                         strict=True)]  # fmt: skip
        joined_ns = perf_counter_ns()
        outputs = self._run(values)
        inferred_ns = perf_counter_ns()
        rows = sum([each.rows for each in batch])
        if any(len(each) != rows for each in outputs):
            raise ValueError("an output does not have the samples of its input")
        start, answers = 0, []
        for each in batch:
            end = start + each.rows
            parts = [output[start:end].copy() for output in outputs]
            answers.append(dict(zip(self._outputs, parts, strict=True)))
            start = end
        for each, answer in zip(batch, answers, strict=True):
            each.outputs = answer
        return Run(batch, rows, started_ns, joined_ns, inferred_ns, perf_counter_ns())

    def _run(self, values: Sequence[Any]) -> Sequence[Any]:
        assert self._backend is not None
        return self._backend.run(values)

    def _failed(self, error: Exception) -> Exception:
        if isinstance(error, NoodleError | MemoryError):
            return error
        failure = ModelError("N6010", f"{self._name} cannot compute this request: {error}")
        failure.__cause__ = error
        return failure


def batch_axis(graph: Graph) -> str | None:
    """The symbolic length that all inputs and outputs begin with, if batches can be made."""
    return None if why_not(graph) else str((graph.specs[graph.inputs[0]].dims or ("",))[0])


def why_not(graph: Graph) -> str:
    """What forbids to join requests; empty if nothing does."""
    symbol: Any = None
    for name in (*graph.inputs, *graph.outputs):
        what = "input" if name in graph.inputs else "output"
        spec = graph.specs[name]
        if spec.dtype == "list":
            return f"{what} {name} is a list of tensors"
        first = (spec.dims or (None,))[0]
        symbol = symbol or first
        if not (isinstance(symbol, str) and symbol.isidentifier()):
            return f"{what} {name} is {spec}: its first length is not a name, as in [N, 8]"
        if first != symbol:
            return f"{what} {name} is {spec}: its first length is not {symbol}"
        if any(symbol in names(each) for each in (spec.dims or ())[1:]):
            return f"{what} {name} is {spec}, in which {symbol} is not only the first length"
    return "" if graph.inputs else "it has no inputs"
