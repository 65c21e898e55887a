"""Models to ONNX and back, for tools that change ONNX models.

A node of ours is written as one or more nodes of ONNX, whose names begin with its own.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ahr.formats.onnx_reading import read_onnx
from ahr.formats.onnx_writing import to_onnx
from ahr.models import Model
from ahr.ops.row import CannotWrite
from nbc.errors import ModelError


def written(model: Model) -> Any:
    """An `onnx.ModelProto`. Raises ModelError N6017."""
    try:
        return to_onnx(model.graph, model.parameters)
    except CannotWrite as error:
        raise ModelError("N6017", f"{model.name} cannot be written as ONNX, which this technique "
                         f"needs: {error}") from None  # fmt: skip


def read_back(source: Any, model: Model) -> Model:
    """What a tool made of `model`: with its name and metadata. Raises ModelError N6017 where it
    uses what is not known here."""
    try:
        made = read_onnx(source, name=model.name)
    except ModelError as error:
        raise ModelError("N6017", f"what was made of {model.name} cannot be read: "
                         f"{error.message}") from None  # fmt: skip
    made.metadata.update(model.metadata)
    return made


def names_in_onnx(proto: Any, nodes: Collection[str]) -> list[str]:
    """The names of the ONNX nodes that nodes of ours were written as."""
    return [each.name for each in proto.graph.node if each.name.rpartition("/")[0] in nodes]
