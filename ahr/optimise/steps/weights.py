"""Weights in 8 or 4 bits, calculations in float: a smaller file that runs as fast as before.

The weights become integers that are converted and scaled by plain nodes (Cast, Mul): these depend
on nothing but constants, so ONNX Runtime calculates them once, when it loads. DequantizeLinear
would say the same, but ONNX Runtime does it anew in each run (12 times slower for a small network).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, final

import numpy as np

from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.steps.dynamic import kept_in_words
from ahr.optimise.steps.exchange import names_in_onnx
from ahr.optimise.steps.quantising import quantised
from ahr.optimise.steps.row import Materials, Settings, Technique

Array = np.ndarray[Any, Any]

BLOCK: Final = 32
"""Neighbours that share a scale where there are 4 bits."""

LARGER_THAN: Final = 4096
"""Numbers in a weight: smaller ones would be put back into float when the result is read."""

_SLOTS: Final[Mapping[str, Mapping[int, tuple[int, ...]]]] = {
    "Conv": {1: (1, 2, 3, 4)}, "ConvTranspose": {1: (0, 2, 3, 4)}, "MatMul": {0: (-1,), 1: (-2,)},
    "Gemm": {0: (-1,), 1: (-2,)}, "Gather": {0: (1, 2, 3, 4)},
}  # fmt: skip
"""The inputs of ONNX's operators that are weights, with the axes over which a scale is shared.
Recurrent weights are there too: their rows are gathered in ONNX's order."""

_FLOAT: Final = 1
"""`TensorProto.FLOAT`."""


def make(model: Model, settings: Settings, materials: Materials) -> Model:
    """`bits`: 8 (a scale for each channel or row) or 4 (one for each `BLOCK`), or 16 (f16); `ops`:
    "all", or "gather" for tables alone; `keep`: nodes whose weights stay as they are."""
    import onnx  # lazy: heavy

    def shrink(proto: Any, place: str) -> None:
        kept = set(names_in_onnx(proto, settings.get("keep", ())))
        form = _FORMS[int(settings.get("bits", 8))]
        write = _Writer(onnx)
        for tensor, axes in _weights(proto.graph, settings.get("ops", "all"), kept):
            array = onnx.numpy_helper.to_array(tensor)
            if not np.isfinite(array).all():
                continue  # no scale fits them
            form(write, tensor.name, array, axes)
        _put(proto.graph, write)
        onnx.save(proto, place)

    return quantised(model, shrink)


@final
class _Writer:
    """The nodes and constants that take the place of weights."""

    def __init__(self, onnx: Any) -> None:
        self.onnx = onnx
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []
        self.replaced: set[str] = set()

    def constant(self, name: str, value: Array | np.float32) -> str:
        self.initializers.append(self.onnx.numpy_helper.from_array(np.asarray(value),
                                                                    name))  # fmt: skip
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(self.onnx.helper.make_node(kind, inputs, [output],
                                                     name=f"{output}/{kind}",
                                                     **attributes))  # fmt: skip
        return output

    def cast(self, name: str, value: Array, output: str) -> str:
        """The number as f32, held in a smaller type."""
        return self.node("Cast", [self.constant(name, value)], output, to=_FLOAT)


def _bytes(write: _Writer, name: str, array: Array, axes: tuple[int, ...]) -> None:
    """8 bits, a scale for each channel."""
    shared = tuple({axis % array.ndim for axis in axes if -array.ndim <= axis < array.ndim})
    scale = np.abs(array).max(axis=shared or None, keepdims=True) / np.float32(127)
    scale = np.where(scale == 0, 1, scale).astype(np.float32)
    whole = np.rint(array / scale).astype(np.int8)
    wide = write.cast(f"{name}/i8", whole, f"{name}/wide")
    write.node("Mul", [wide, write.constant(f"{name}/scale", scale)], name)
    write.replaced.add(name)


def _nibbles(write: _Writer, name: str, array: Array, axes: tuple[int, ...]) -> None:
    """4 bits, two in a byte; the scale of a block makes its largest number -8 steps."""
    if array.size % BLOCK or array.size <= 2 * LARGER_THAN:
        _bytes(write, name, array, axes)
        return
    blocks = array.reshape(-1, BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, None], axis=1)
    with np.errstate(over="ignore"):
        scale = (largest / -8).astype(np.float16)
    if not np.isfinite(scale).all():  # too large for f16
        _bytes(write, name, array, axes)
        return
    scale[scale == 0] = 1
    steps = np.clip(np.rint(blocks / scale.astype(np.float32)) + 8, 0, 15).astype(np.uint8)
    packed = steps[:, : BLOCK // 2] | steps[:, BLOCK // 2 :] << 4
    both = write.cast(f"{name}/i4", packed, f"{name}/both")
    sixteenth = write.constant(f"{name}/sixteenth", np.float32(1 / 16))
    parts = write.node("Mul", [both, sixteenth], f"{name}/parts")
    high = write.node("Floor", [parts], f"{name}/high")
    sixteen = write.constant(f"{name}/sixteen", np.float32(16))
    low = write.node("Sub", [both, write.node("Mul", [high, sixteen], f"{name}/above")],
                     f"{name}/low")  # fmt: skip
    steps_again = write.node("Concat", [low, high], f"{name}/steps", axis=1)
    eight = write.constant(f"{name}/eight", np.float32(8))
    signed = write.node("Sub", [steps_again, eight], f"{name}/signed")
    wide = write.cast(f"{name}/scale", scale, f"{name}/wide_scale")
    scaled = write.node("Mul", [signed, wide], f"{name}/scaled")
    shape = write.constant(f"{name}/shape", np.array(array.shape, np.int64))
    write.node("Reshape", [scaled, shape], name)
    write.replaced.add(name)


def _halves(write: _Writer, name: str, array: Array, axes: tuple[int, ...]) -> None:
    """16 bits, unless a number is too large for them."""
    with np.errstate(over="ignore"):
        half = array.astype(np.float16)
    if np.isfinite(half).all():
        write.cast(f"{name}/f16", half, name)
        write.replaced.add(name)


_FORMS: Final[Mapping[int, Callable[[_Writer, str, Array, tuple[int, ...]], None]]] = {
    16: _halves, 8: _bytes, 4: _nibbles,
}  # fmt: skip


def _weights(graph: Any, ops: str, kept: set[str]) -> Iterator[tuple[Any, tuple[int, ...]]]:
    """Weights in f32 that are worth it, with the axes that share a scale."""
    slots = {"Gather": _SLOTS["Gather"]} if ops == "gather" else _SLOTS
    held = {each.name: each for each in graph.initializer
            if each.data_type == _FLOAT and np.prod(each.dims) > LARGER_THAN}  # fmt: skip
    outputs = {each.name for each in graph.output}
    for node in _nodes(graph):
        for slot, axes in slots.get(node.op_type, {}).items():
            name = node.input[slot] if slot < len(node.input) else ""
            if name in held and name not in outputs and node.name not in kept:
                yield held.pop(name), _axes(node, axes)


def _axes(node: Any, axes: tuple[int, ...]) -> tuple[int, ...]:
    """Gemm may turn its second factor."""
    turned = node.op_type == "Gemm" and any(each.name == "transB" and each.i for each in
                                            node.attribute)  # fmt: skip
    return (-1,) if turned and axes == (-2,) else axes


def _nodes(graph: Any) -> Iterator[Any]:
    """All, those of branches too."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _nodes(attribute.g)


def _put(graph: Any, write: _Writer) -> None:
    left = [each for each in graph.initializer if each.name not in write.replaced]
    nodes = [*write.nodes, *graph.node]
    for field, values in (("initializer", [*left, *write.initializers]), ("node", nodes)):
        graph.ClearField(field)
        getattr(graph, field).extend(values)


def large_floats(model: Model) -> list[str]:
    """The weights that may be made smaller."""
    return [name for name, each in model.parameters.items()
            if each.dtype == np.float32 and each.size > LARGER_THAN]  # fmt: skip


def _refuses(model: Model, settings: Settings, materials: Materials) -> str:
    large = large_floats(model)
    if not large:
        return f"no weight of it is in float and has more than {LARGER_THAN} numbers"
    if settings.get("ops") == "gather" and not any(
        node.op in TABLES and set(node.inputs) & set(large) for node in model.graph.walk()
    ):
        return "it has no large table to look up in"
    return ""


TABLES: Final = {"gather", "embedding", "take"}
"""Ops that look up rows."""


def _says(settings: Settings) -> str:
    bits = settings.get("bits", 8)
    made = f"int{bits} weights" if bits != 16 else "f16 weights"
    made += " (tables)" if settings.get("ops") == "gather" else ""
    return made + kept_in_words(settings)


def _why_slow(model: Model, settings: Settings, cpu: Cpu) -> str:
    return "the weights are converted when it loads, the calculations are the same ones in float"


def _why_worse(model: Model, settings: Settings, cpu: Cpu) -> str:
    if settings.get("bits", 8) == 4:
        return "16 steps are few for weights that were not trained for them"
    return ""


ROWS: Final = (
    Technique("weights", _says, make, _refuses, _why_slow, _why_worse,
              choices={"bits": (16, 8, 4)}),
)  # fmt: skip
