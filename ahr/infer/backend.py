"""What computes: ONNX Runtime where it is installed and can say every op, else the reference.

A backend takes arrays in the order of the graph's inputs and gives those of its outputs, which the
backend keeps no part of. It is called by many threads at once. It holds copies of the parameters:
a model that learns on does not change what is served. `threads.py` chooses the threads.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, final

import numpy as np

from ahr.dims import evaluate
from ahr.graph import Graph
from ahr.ops.row import CannotWrite
from ahr.running import reference
from ahr.running.session import onnx_session

Array = np.ndarray[Any, Any]
Shapes = tuple[tuple[int, ...], ...]

BOUND_BYTES: Final = 16_384
"""Above this, copying into bound buffers costs more than binding saves (about 1.5 µs a run)."""

SHAPES_AT_MOST: Final = 64
"""For how many shapes of inputs buffers are kept."""


class Backend(Protocol):
    """`kind` says what it is, for people."""

    @property
    def kind(self) -> str: ...

    def run(self, values: Sequence[Any]) -> Sequence[Any]: ...


def backend_of(graph: Graph, weights: Mapping[str, Any], threads: int) -> Backend:
    """The fastest that there is."""
    if importlib.util.find_spec("onnxruntime") is None or importlib.util.find_spec("onnx") is None:
        return ReferenceBackend(graph, weights)
    try:
        session = onnx_session(graph, weights, threads=threads, serving=True)
    except CannotWrite:
        return ReferenceBackend(graph, weights)
    return OnnxBackend(session, graph)


@final
class ReferenceBackend:
    """NumPy, op by op."""

    kind = "numpy"

    def __init__(self, graph: Graph, weights: Mapping[str, Any]) -> None:
        self._graph = graph
        self._weights = {name: np.array(value) for name, value in weights.items()}

    def run(self, values: Sequence[Any]) -> Sequence[Any]:
        fed = dict(zip(self._graph.inputs, values, strict=True))
        return reference.run(self._graph, self._weights, fed)


@final
@dataclass(frozen=True, slots=True)
class _Bound:
    """A binding with the buffers that it reads and writes, for one run at a time."""

    binding: Any
    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]


@final
class OnnxBackend:
    """A session. Small arrays go through buffers that are bound once for their shapes: of each, the
    bindings that no thread uses are kept; None where they do not pay or cannot be."""

    kind = "onnxruntime"

    def __init__(self, session: Any, graph: Graph) -> None:
        self._session = session
        self._graph = graph
        self._inputs = tuple(each.name for each in session.get_inputs())
        self._outputs = [each.name for each in session.get_outputs()]
        self._spare: dict[Shapes, list[_Bound] | None] = {}

    def run(self, values: Sequence[Any]) -> Sequence[Any]:
        shapes = tuple([each.shape for each in values])
        spare = self._spare.get(shapes, _UNSEEN)
        if not spare:
            return self._run_unbound(values, shapes, spare)
        try:
            bound = spare.pop()
        except IndexError:  # another thread was faster
            return self._run_unbound(values, shapes, spare)
        for buffer, value in zip(bound.inputs, values, strict=True):
            buffer[...] = value
        self._session.run_with_iobinding(bound.binding)
        outputs = [each.copy() for each in bound.outputs]
        spare.append(bound)
        return outputs

    def _run_unbound(
        self, values: Sequence[Any], shapes: Shapes, spare: list[_Bound] | None
    ) -> Sequence[Any]:
        """Makes a binding for the next run as well, where that pays."""
        fed = dict(zip(self._inputs, values, strict=True))
        outputs: list[Any] = self._session.run(self._outputs, fed)
        if spare is _UNSEEN:
            if len(self._spare) >= SHAPES_AT_MOST:
                return outputs
            pays = self._is_bindable(values, shapes, outputs)
            spare = self._spare.setdefault(shapes, [] if pays else None)
        if spare is not None:
            spare.append(self._bind(values, outputs))
        return outputs

    def _is_bindable(self, values: Sequence[Any], shapes: Shapes, outputs: list[Any]) -> bool:
        """Whether the arrays are small plain numbers, and the shapes of the outputs follow from
        those of the inputs."""
        arrays = [*values, *outputs]
        if not all(isinstance(each, np.ndarray) and each.dtype.kind in "fiub" for each in arrays):
            return False
        specs = self._graph.specs
        lengths: dict[str, int] = {}
        for name, shape in zip(self._graph.inputs, shapes, strict=True):
            lengths.update(zip(map(str, specs[name].dims or ()), shape, strict=True))
        follow = all(
            specs[name].dims is not None
            and tuple(evaluate(each, lengths) for each in specs[name].dims or ()) == output.shape
            for name, output in zip(self._graph.outputs, outputs, strict=True)
        )
        return follow and sum(each.nbytes for each in arrays) <= BOUND_BYTES

    def _bind(self, values: Sequence[Any], outputs: list[Any]) -> _Bound:
        binding = self._session.io_binding()
        inputs = tuple(np.empty(each.shape, each.dtype) for each in values)
        results = tuple(np.empty(each.shape, each.dtype) for each in outputs)
        for name, array in zip(self._inputs, inputs, strict=True):
            binding.bind_ortvalue_input(name, self._value(array))
        for name, array in zip(self._outputs, results, strict=True):
            binding.bind_ortvalue_output(name, self._value(array))
        return _Bound(binding, inputs, results)

    def _value(self, array: Array) -> Any:
        """ONNX Runtime's view of an array, with the same memory."""
        import onnxruntime  # lazy: heavy

        return onnxruntime.OrtValue.ortvalue_from_numpy(array)


_UNSEEN: Final[list[_Bound]] = []
"""Stands for the bindings of shapes that did not come yet."""
