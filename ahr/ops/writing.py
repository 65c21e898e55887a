"""Parts of builders that many rows share: templates for source text, plain ONNX nodes.

In a template `{0}` is the first operand and `{axis}` an attribute; `{dtype}` is the element type of
the first input in the words of NumPy, torch and Keras.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ahr.dtypes import BY_NAME
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxBuilder, OnnxWriter, SourceBuilder, Use


def template(text: str) -> SourceBuilder:
    """Source text with the operands and attributes filled in."""

    def build(use: Use) -> str:
        first = use.call.inputs[0] if use.call.inputs else None
        dtype = BY_NAME[first.dtype].numpy if first else ""
        return text.format(*use.operands, dtype=dtype, **use.call.attributes)

    return build


def folded(text: str) -> SourceBuilder:
    """A template of two operands, applied from the left to as many as there are."""

    def build(use: Use) -> str:
        first, *others = use.operands
        for other in others:
            first = text.format(first, other)
        return first

    return build


def by_kind(kinds: str, those: SourceBuilder, others: SourceBuilder) -> SourceBuilder:
    """One builder for element types of these kinds, another for the rest."""

    def build(use: Use) -> str:
        return (those if BY_NAME[use.call.spec(0).dtype].kind in kinds else others)(use)

    return build


def by_width(narrow: SourceBuilder, wide: SourceBuilder | None = None) -> SourceBuilder:
    """Another builder for 64 bits. Without one: Keras would compute with 32. Raises CannotWrite."""

    def build(use: Use) -> str:
        if BY_NAME[use.call.spec(0).dtype].size_bytes < 8:
            return narrow(use)
        if wide is None:
            raise CannotWrite("64-bit numbers would be made 32 bits wide")
        return wide(use)

    return build


def plain(op_type: str, **attributes: str) -> OnnxBuilder:
    """One ONNX node with the same inputs; `alpha="slope"` passes our attribute on by its name."""

    def build(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        write.node(op_type, inputs, outputs, **given(call, attributes))

    return build


def given(call: Call, attributes: Mapping[str, str]) -> dict[str, Any]:
    """ONNX attributes from ours: bools as ints, None left out."""
    found = {onnx: call[ours] for onnx, ours in attributes.items()}
    return {
        onnx: int(value) if isinstance(value, bool) else value
        for onnx, value in found.items()
        if value is not None
    }


def keeping_dtype(meaning: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, with results in the element type of its first argument."""

    def kept(x: ArrayLike, *others: ArrayLike | None, **attributes: Any) -> ArrayLike:
        made: ArrayLike = meaning(x, *others, **attributes).astype(x.dtype, copy=False)
        return made

    return kept


def in_wide(meaning: Callable[..., Any]) -> Callable[..., Any]:
    """The same function of floats of 16 bits, which are worked out in 32 and rounded at the end."""

    def wide(x: ArrayLike, *others: ArrayLike | None, **attributes: Any) -> Any:
        if x.dtype.itemsize != 2 or x.dtype.kind in "iu":
            return meaning(x, *others, **attributes)
        given = [
            each.astype(np.float32) if each is not None and each.dtype == x.dtype else each
            for each in (x, *others)
        ]
        made = meaning(*given, **attributes)
        if isinstance(made, tuple):
            return tuple(each.astype(x.dtype) for each in made)
        return made.astype(x.dtype)

    return wide


def arguments(*parts: str) -> str:
    """The parts that are not empty, as in a call."""
    return ", ".join(part for part in parts if part)
