"""What the int8 techniques share: ONNX Runtime's quantiser, told quietly and safely."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ahr.models import Model
from ahr.optimise.steps.exchange import read_back, written
from nbc.errors import ModelError

PRODUCTS: Final = {"conv", "conv_transpose", "matmul", "gemm", "linear", "lstm", "gru"}
"""Ops whose weights are most of a network."""


def has_convolutions(model: Model) -> bool:
    return any(node.op.startswith("conv") for node in model.graph.walk())


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
        with _quiet():
            try:
                quantise(proto, str(place))
            except (MemoryError, ModelError, KeyboardInterrupt):
                raise
            except Exception as error:  # noqa: BLE001  # dispatch: a library's quantiser
                raise ModelError("N6017", f"{model.name} cannot be quantised: "
                                 f"{type(error).__name__}: {error}") from None  # fmt: skip
        return read_back(place.read_bytes(), model)


@contextmanager
def _quiet() -> Iterator[None]:
    """The quantiser logs advice that this package follows or has no use for."""
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        yield
    finally:
        root.setLevel(level)
