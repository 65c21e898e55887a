"""What a served model takes and gives, and whether a request is that.

Names, dtypes and lengths must be exact: what a person passes to `net(x)` may be converted, what
comes over a network may not. `TensorInfo` is what the Open Inference Protocol calls a tensor's
metadata.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from time import perf_counter_ns
from typing import Any, Final, final

import numpy as np

from ahr.dims import Dims
from ahr.dtypes import BY_NAME, noodle_name, numpy_dtype
from ahr.graph import Graph, TensorSpec
from ahr.infer.batching import batch_axis
from ahr.infer.request import Request
from ahr.models import Model
from nbc.errors import ModelError

KNOWN_AT_MOST: Final = 1024
"""How many shapes are kept as checked."""

_OIP_KINDS: Final = {"f": "FP", "i": "INT", "u": "UINT"}


@final
@dataclass(frozen=True, slots=True)
class TensorInfo:
    """An input or output. `dtype` is Noodle's name; `dims` has names for lengths that may differ,
    and is None where not even their number is known."""

    name: str
    dtype: str
    dims: Dims | None

    @property
    def datatype(self) -> str:
        """The Open Inference Protocol's name: FP32, INT64, BOOL, BYTES; BF16 is Triton's."""
        row = BY_NAME[self.dtype]
        if row.name in _OIP_NAMES:
            return _OIP_NAMES[row.name]
        return f"{_OIP_KINDS.get(row.kind, row.kind.upper())}{8 * row.size_bytes}"

    @property
    def shape(self) -> list[int] | None:
        """With -1 for lengths that may differ."""
        if self.dims is None:
            return None
        return [each if isinstance(each, int) else -1 for each in self.dims]


_OIP_NAMES: Final = {"bool": "BOOL", "str": "BYTES", "bf16": "BF16", "list": "LIST"}


@final
@dataclass(frozen=True, slots=True)
class Metadata:
    """What there is to know of a served model. `batch_axis` is the name of the length that requests
    may be joined along, if they may; `max_batch_size` is 0 where they are not (as Triton says).
    `at_once` is how many executions threads may have at the same time, None for any number."""

    name: str
    version: int
    backend: str
    inputs: tuple[TensorInfo, ...]
    outputs: tuple[TensorInfo, ...]
    batch_axis: str | None
    max_batch_size: int
    threads: int
    at_once: int | None


def tensors(graph: Graph, names: tuple[str, ...]) -> tuple[TensorInfo, ...]:
    found = [(name, graph.specs[name]) for name in names]
    return tuple(TensorInfo(name, spec.dtype, spec.dims) for name, spec in found)


@final
class Signature:
    """Makes requests. max_rows: the samples that one may have; None: any number. is_ragged:
    whether lengths besides the samples differ. `_known` has the dtypes and shapes that were checked
    before, with their samples and key."""

    def __init__(self, name: str, graph: Graph, max_rows: int | None) -> None:
        self._name = name
        self._names = graph.inputs
        self._specs = [graph.specs[each] for each in graph.inputs]
        self._takes_lists = any(each.dtype == "list" for each in self._specs)
        self._model = Model(graph)
        self._max_rows = max_rows
        self._has_rows = batch_axis(graph) is not None
        self.is_ragged = not self._takes_lists and any(
            not isinstance(length, int)
            for spec in self._specs for length in (spec.dims or (None, None))[1:]
        )  # fmt: skip
        self._known: dict[Any, tuple[int, Hashable]] = {}

    def request(self, inputs: Mapping[str, Any]) -> Request:
        """Raises ModelError N6010, saying what is wanted."""
        arrived_ns = perf_counter_ns()
        if type(inputs) is not dict and not isinstance(inputs, Mapping):
            raise self._misnamed(inputs)
        try:
            values = tuple([inputs[name] for name in self._names])
        except KeyError:
            raise self._misnamed(inputs) from None
        if len(inputs) != len(values):
            raise self._misnamed(inputs)
        if self._takes_lists:
            return self._checked(values, arrived_ns)
        looks = tuple([(each.dtype, each.shape) if type(each) is np.ndarray else None
                       for each in values])  # fmt: skip
        known = self._known.get(looks)
        if known is None:
            return self._checked(values, arrived_ns, looks)
        request = Request(values, known[0], arrived_ns)
        if known[1] is not None:
            request.key = known[1]
        return request

    def _checked(self, given: tuple[Any, ...], arrived_ns: int, looks: Any = None) -> Request:
        """Where the like did not come yet."""
        for name, value, spec in zip(self._names, given, self._specs, strict=True):
            if not isinstance(value, np.ndarray) and spec.dtype != "list":
                raise self._unfit(name, spec, f"a {type(value).__name__}")
        values = tuple(self._model.checked_inputs(given).values())
        is_as_given = True
        for at, (value, taken) in enumerate(zip(given, values, strict=True)):
            if taken is not value:
                is_as_given = False
                if noodle_name(value.dtype) != self._specs[at].dtype:
                    raise self._unfit(
                        self._names[at], self._specs[at], f"an array of {value.dtype}"
                    )
        request = Request(values, len(values[0]) if self._has_rows else 1, arrived_ns)
        if self._max_rows is not None and request.rows > self._max_rows:
            raise ModelError("N6010", f"a request to {self._name} has {request.rows} samples, and "
                             f"may have {self._max_rows}", hint="send it in parts")  # fmt: skip
        if self.is_ragged:
            request.key = tuple([each.shape[1:] for each in values])
        if is_as_given and looks is not None and len(self._known) < KNOWN_AT_MOST:
            self._known[looks] = request.rows, request.key
        return request

    def _misnamed(self, inputs: Any) -> ModelError:
        wanted = ", ".join(f"{name}: {spec}" for name, spec in zip(self._names, self._specs,
                                                                  strict=True))  # fmt: skip
        hint = f"it takes {{{wanted}}}"
        if not isinstance(inputs, Mapping):
            said = f"got a {type(inputs).__name__}"
            return ModelError("N6010", f"{self._name} takes arrays by name, {said}", hint=hint)
        missing = [name for name in self._names if name not in inputs]
        unknown = sorted(str(name) for name in inputs.keys() - set(self._names))
        parts = [f"{kind} {', '.join(found)}" for kind, found in (("no", missing),
                 ("an unknown", unknown)) if found]  # fmt: skip
        return ModelError("N6010", f"the inputs of {self._name} have {' and '.join(parts)}",
                          hint=hint)  # fmt: skip

    def _unfit(self, name: str, spec: TensorSpec, got: str) -> ModelError:
        hint = f"convert it: np.asarray(..., {str(numpy_dtype(spec.dtype))!r})"
        return ModelError("N6010", f"input {name} of {self._name} is {spec}, got {got}", hint=hint)
