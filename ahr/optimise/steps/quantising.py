"""What the int8 techniques share: ONNX Runtime's quantiser, told quietly and safely."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ahr.models import Model
from ahr.optimise.steps.exchange import names_in_onnx, read_back, written
from nbc.errors import ModelError

PRODUCTS: Final = {"conv", "conv_transpose", "matmul", "gemm", "linear", "lstm", "gru"}
"""Ops whose weights are most of a network."""

WEIGHT_PRODUCTS: Final = ("MatMul", "Gemm", "Gather")
"""What "matmul" stands for among the settings: ONNX's products, and tables that are looked up."""

FLOAT: Final = 1
"""ONNX's number of float32."""


def has_convolutions(model: Model) -> bool:
    return convolutions(model) > 0


def convolutions(model: Model) -> int:
    return sum(node.op.startswith("conv") for node in model.graph.walk())


def weight_products(proto: Any, keep: Collection[str] = ()) -> list[str]:
    """Names of the ONNX nodes that multiply by weights or look up in them, but for those that the
    nodes `keep` were written as. A product of two activations is none."""
    held = {each.name for each in proto.graph.initializer
            if each.data_type == FLOAT and len(each.dims) > 1}  # fmt: skip
    kept = set(names_in_onnx(proto, keep))
    return [
        each.name
        for each in proto.graph.node
        if each.op_type in WEIGHT_PRODUCTS
        and each.name not in kept
        and (each.input[0] in held or (each.op_type != "Gather" and each.input[1] in held))
    ]


def is_quantised(model: Model) -> bool:
    return any("quantize" in node.op or node.op.endswith("integer") for node in model.graph.walk())


def without_products(model: Model) -> str:
    """Why there is nothing to quantise, or ""."""
    if is_quantised(model):
        return "it is quantised already"
    if not any(node.op in PRODUCTS for node in model.graph.walk()):
        return "it has no convolution and no matrix product"
    return ""


def quantised(model: Model, quantise: Callable[[Any, str], None]) -> Model:
    """What `quantise(proto, path)` writes. Raises ModelError N6017 where it cannot."""
    proto = written(model)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "quantised.onnx"
        with quantising(model):
            quantise(proto, str(place))
        return read_back(place.read_bytes(), model)


@contextmanager
def quantising(model: Model) -> Iterator[None]:
    """Around a library's quantiser, which logs advice that this package follows or has no use for.
    Raises ModelError N6017 for what it raises."""
    try:
        with _silent():
            yield
    except (MemoryError, ModelError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  # dispatch: a library's quantiser
        raise ModelError("N6017", f"{model.name} cannot be quantised: "
                         f"{type(error).__name__}: {error}") from None  # fmt: skip


@contextmanager
def _silent() -> Iterator[None]:
    """No advice in the log from what this thread does: others may log at the same time."""
    thread = threading.get_ident()

    def is_wanted(record: logging.LogRecord) -> bool:
        return record.thread != thread or record.levelno >= logging.ERROR

    root = logging.getLogger()
    root.addFilter(is_wanted)
    try:
        yield
    finally:
        root.removeFilter(is_wanted)
