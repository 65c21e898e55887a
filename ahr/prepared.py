"""Networks that were checked before: what is known of them without reading their programs.

The graph is read when somebody looks at it. To call such a network, the ONNX that was written for
ONNX Runtime when it was called first is enough; it belongs to the numbers that the file has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, final

from ahr.graph import Graph, Parameter, TensorSpec


@final
@dataclass(frozen=True, slots=True)
class Prepared:
    """`inputs`, `specs` (of the inputs) and `parameters` are as in `Graph`. `onnx` is empty where
    nothing was kept; `keep` takes it."""

    name: str
    inputs: tuple[str, ...]
    specs: Mapping[str, TensorSpec]
    parameters: Mapping[str, Parameter]
    constants: Mapping[str, Any]
    read: Callable[[], Graph]
    onnx: bytes
    keep: Callable[[bytes], None]
