"""Which numbers of an ONNX file are weights, to be learnt, and which are just part of the program.

Files do not say it. Floats of at least one axis that meet data in a product, a filter, a
normalisation, a recurrent layer or a table are weights; so are those that are added to data or
scale it, unless they are single numbers or not finite (masks of -inf are no weights).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, final

import numpy as np
import onnx

from ahr.dtypes import BY_NAME, noodle_name

_SLOTS: Final[Mapping[str, tuple[int, ...]]] = {
    "Conv": (1, 2), "ConvTranspose": (1, 2), "Gemm": (0, 1, 2), "MatMul": (0, 1),
    "BatchNormalization": (1, 2, 3, 4), "InstanceNormalization": (1, 2),
    "LayerNormalization": (1, 2), "GroupNormalization": (1, 2), "RMSNormalization": (1,),
    "LSTM": (1, 2, 3, 7), "GRU": (1, 2, 3), "RNN": (1, 2, 3), "Gather": (0,), "PRelu": (1,),
}  # fmt: skip
_RUNNING: Final = (3, 4)
"""Of BatchNormalization: kept, not learnt."""

_MIXING: Final = ("Add", "Mul", "Sub", "Div")
_PASSING: Final = ("Identity", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Cast", "Concat")
"""What gives weights on in another form."""


@final
@dataclass(frozen=True, slots=True)
class Weights:
    """Names in the file. `sure` stand where only weights stand; `likely` are mixed with data."""

    sure: frozenset[str]
    likely: frozenset[str]
    running: frozenset[str]

    def has(self, name: str, value: np.ndarray[Any, Any]) -> bool:
        """Whether these numbers are a weight."""
        if not value.ndim or BY_NAME[noodle_name(value.dtype)].kind != "f":
            return False
        if name in self.sure:
            return True
        return name in self.likely and value.size > 1 and bool(np.isfinite(value).all())


def find_weights(graph: onnx.GraphProto) -> Weights:
    """The names of all weights, those of graphs inside it too."""
    sure: set[str] = set()
    likely: set[str] = set()
    running: set[str] = set()
    for node in reversed(list(_nodes(graph))):
        for slot in _SLOTS.get(node.op_type, ()):
            sure.update(node.input[slot : slot + 1])
        if node.op_type == "BatchNormalization":
            running.update(node.input[slot] for slot in _RUNNING)
        if node.op_type in _MIXING:
            likely.update(node.input)
        if node.op_type in _PASSING:
            data = node.input if node.op_type == "Concat" else node.input[:1]
            for group in (sure, likely):
                if group.intersection(node.output):
                    group.update(data)
    return Weights(frozenset(sure), frozenset(likely), frozenset(running))


def _nodes(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _nodes(attribute.g)
