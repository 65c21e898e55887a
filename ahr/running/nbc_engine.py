"""Models in Noodle itself: as an NBC program on the VM, and as Noodle source on the native tier.

On the VM every op is a call of its meaning in NumPy. The native tier gets the network as plain
NumPy source, and compiles of it what it can; what it cannot stays on the VM, and `note` says
how much and why. What both calculate in NumPy uses as many threads as NumPy's matrices do.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, final

import numpy as np

from ahr.program import run_program, to_program
from ahr.program.writing import all_constants
from ahr.running import reference
from ahr.running.native_source import native_source
from nbc import Session

if TYPE_CHECKING:
    from ahr.models import Model

_Run = Callable[[Mapping[str, Any]], tuple[Any, ...]]
_ONCE: Final = "runs once"


def reference_run(model: Model, threads: int, precision: str) -> _Run:
    """The reference as a function of inputs by name."""
    return partial(reference.run, model.graph, model.parameters)


def on_vm(model: Model, threads: int, precision: str) -> _Run:
    """The network's NBC at level 1."""
    graph = model.graph
    function = run_program(to_program(graph), {**model.parameters, **all_constants(graph)})

    def run(inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(map(_value, function(*[inputs[name] for name in graph.inputs])))

    return run


def on_native(model: Model, threads: int, precision: str) -> NativeRun:
    """Its NumPy source at level 3, or with one thread at level 2, which uses no more. Raises
    CannotWrite for ops that NumPy has no short way to say."""
    return NativeRun(model, 2 if threads == 1 else 3)


@final
class NativeRun:
    """A network's source in a session. It is compiled while it is called: for the types that it
    meets, and once that is worth it."""

    def __init__(self, model: Model, level: int) -> None:
        graph = model.graph
        self._source = native_source(graph)
        self._inputs = graph.inputs
        held = {**graph.constants, **model.parameters}
        self._session = Session(optimize=level)
        self._session.bind(**{each: held[name] for each, name in self._source.held.items()})
        self._session.run(self._source.text)
        self._function = self._session[self._source.function]

    def __call__(self, inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        with np.errstate(all="ignore"):
            result = self._function(*[inputs[name] for name in self._inputs])
        return tuple(map(_value, result if isinstance(result, tuple) else (result,)))

    def note(self) -> str:
        """How much of it is native code by now, and the commonest reason why not all of it is.
        Functions in front become part of the network where that is native."""
        told = self._session.explain(self._source.text)
        lines = [each for each in told if each["reason"] != _ONCE]
        start = self._source.text.splitlines().index(self._source.first_line) + 1
        if all(each["tier"] == "native" for each in lines if each["line"] > start):
            return "all native"
        native = sum(each["tier"] == "native" for each in lines)
        reasons = Counter(each["reason"] for each in lines if each["tier"] != "native")
        return f"{native} of {len(lines)} lines native: {reasons.most_common(1)[0][0]}"


def _value(result: Any) -> Any:
    """Lists of tensors stay lists."""
    return result if isinstance(result, list) else np.asarray(result)


@contextmanager
def limited(threads: int) -> Iterator[None]:
    """The number of threads of NumPy's matrices, where threadpoolctl is installed."""
    if not threads or importlib.util.find_spec("threadpoolctl") is None:
        yield
        return
    with importlib.import_module("threadpoolctl").threadpool_limits(threads):
        yield
