"""What a row of the tensor-op table is, and what its rules and builders are given.

A row says for one operation how its result is shaped, what it means in NumPy (the reference that
the others are compared with), and how it is written for torch, ONNX and Keras. The rows are in the
`*_rows` files; `ahr.ops.table` finds them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, final

import numpy as np

from ahr.dims import Dims
from ahr.graph import Attribute, Graph, TensorSpec
from nbc.types.model import Dim

ArrayLike = np.ndarray[Any, Any]


class ShapeError(Exception):
    """Tensors that certainly do not fit an op. `operands` are the indices of the inputs that
    disagree, for the place to be marked; `hint` says what to do."""

    def __init__(self, message: str, *, operands: tuple[int, ...] = (), hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.operands = operands
        self.hint = hint


class CannotWrite(Exception):
    """An op, or this form of it, that a target has no way to say. The message is a reason."""


@final
@dataclass(frozen=True, slots=True)
class Call:
    """One use of an op. `inputs` has None where an optional input is left out; `attributes` has
    every attribute of the row, defaults filled in; `constants` the values of inputs that are known
    before anything runs (None where not)."""

    inputs: tuple[TensorSpec | None, ...]
    attributes: Mapping[str, Attribute | Graph]
    constants: tuple[ArrayLike | None, ...] = ()
    lengths: tuple[Dims | None, ...] = ()
    """What is known of integers that are not known as numbers (see `ahr.ops.lengths`)."""

    def spec(self, index: int) -> TensorSpec:
        """The spec of an input that must be there."""
        found = self.inputs[index] if index < len(self.inputs) else None
        if found is None:
            raise ShapeError(f"input {index + 1} is missing")
        return found

    def constant(self, index: int) -> ArrayLike | None:
        """The value of an input, where it is known."""
        return self.constants[index] if index < len(self.constants) else None

    def has(self, index: int) -> bool:
        """Whether an optional input is given."""
        return index < len(self.inputs) and self.inputs[index] is not None

    def __getitem__(self, attribute: str) -> Any:
        return self.attributes[attribute]


@final
@dataclass(frozen=True, slots=True)
class Use:
    """A call to be written as source text: the texts of its operands ("" where left out)."""

    call: Call
    operands: tuple[str, ...]
    outputs: tuple[TensorSpec, ...]

    def __getitem__(self, attribute: str) -> Any:
        return self.call.attributes[attribute]

    def known(self, index: int, what: str) -> ArrayLike:
        """The value of an input that the target wants to know beforehand. Raises CannotWrite."""
        value = self.call.constant(index)
        if value is None:
            raise CannotWrite(f"{what} is computed by the model itself")
        return value


class OnnxWriter(Protocol):
    """What an ONNX builder writes with; names are the graph's."""

    def node(
        self, op_type: str, inputs: Sequence[str], outputs: Sequence[str] | None = None,
        **attributes: Any,
    ) -> str: ...  # fmt: skip

    """Adds a node; without `outputs` it has one with a fresh name. The first output's name."""

    def constant(self, value: ArrayLike) -> str: ...

    def fresh(self, stem: str) -> str:
        """A name that nothing has yet."""

    def graph(self, graph: Graph) -> Any:
        """A graph inside an attribute, as ONNX has it."""


@final
@dataclass(frozen=True, slots=True)
class Layer:
    """A call as a layer object that owns parameters: `make` constructs it, `call` applies it
    (`{layer}` stands for the object); `parameters` names its tensors by the index of the input, and
    `axes` says in which order the layer has their axes, where that is not the op's."""

    make: str
    call: str
    parameters: Mapping[int, str]
    axes: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    counters: tuple[str, ...] = ()
    """Whole numbers that it keeps beside them, which begin as 0 and change no result."""


ShapeRule = Callable[[Call], tuple[TensorSpec, ...]]
Meaning = Callable[..., Any]
"""Of the inputs (None where left out) and, by keyword, the attributes: an array, or a tuple."""
SourceBuilder = Callable[[Use], str]
LayerBuilder = Callable[[Use], Layer | None]
OnnxBuilder = Callable[[OnnxWriter, Call, Sequence[str], Sequence[str]], None]
"""The writer, the call, the names of the inputs and of the outputs."""
CostRule = Callable[[Call, tuple[TensorSpec, ...]], Dim]


def no_macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    """Elementwise work is not counted: multiply-accumulates are those of products and filters."""
    return 0


@final
@dataclass(frozen=True, slots=True)
class TensorOp:
    """A row. `inputs` names the operands ("x weight bias?": `?` may be left out, `*` any number);
    `attributes` has them with their defaults; `outputs` names the results (`*` any number).

    torch: an expression over `torch` and `F` (torch.nn.functional). keras: one over `ops`
    (keras.ops) for channels-first tensors. Several results are a tuple. `torch_layer` and
    `keras_layer` are what a person would write where the parameters are the op's own.
    """

    name: str
    inputs: str
    shape: ShapeRule
    meaning: Meaning
    torch: SourceBuilder
    onnx: OnnxBuilder
    keras: SourceBuilder
    summary: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    outputs: str = "y"
    macs: CostRule = no_macs
    torch_layer: LayerBuilder | None = None
    keras_layer: LayerBuilder | None = None
    foretold: Callable[[Call], ArrayLike | None] | None = None
    """The result, where the shapes of the inputs alone say it."""
    lengths: Callable[[Call], Dims | None] | None = None
    """The numbers of a result that is a list of integers, as arithmetic of lengths."""
