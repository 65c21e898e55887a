"""The data that ONNX files keep beside them, read into the model.

Only regular files in the folder of the model or below it are read: no absolute places, no way up,
no links that lead out. Sizes are checked before anything is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

import onnx

from nbc.errors import ModelError

MAX_BYTES: Final = (1 << 31) - 1
"""Of all external data together: what a model in memory can hold."""


def embed_external(model: onnx.ModelProto, folder: Path | None, place: str) -> None:
    """Puts external data where it is used. Raises ModelError N6005, N6006."""
    total = 0
    for tensor in _tensors(model):
        if tensor.data_location != onnx.TensorProto.EXTERNAL:
            continue
        data = _data(tensor, folder, place, MAX_BYTES - total)
        total += len(data)
        tensor.raw_data = data
        tensor.data_location = onnx.TensorProto.DEFAULT
        del tensor.external_data[:]


def _tensors(model: onnx.ModelProto) -> Iterator[onnx.TensorProto]:
    yield from _of_graph(model.graph)
    for function in model.functions:
        for node in function.node:
            yield from _of_node(node)


def _of_graph(graph: onnx.GraphProto) -> Iterator[onnx.TensorProto]:
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield from (sparse.values, sparse.indices)
    for node in graph.node:
        yield from _of_node(node)


def _of_node(node: onnx.NodeProto) -> Iterator[onnx.TensorProto]:
    for attribute in node.attribute:
        if attribute.HasField("t"):
            yield attribute.t
        yield from attribute.tensors
        if attribute.HasField("g"):
            yield from _of_graph(attribute.g)
        for graph in attribute.graphs:
            yield from _of_graph(graph)


def _data(tensor: onnx.TensorProto, folder: Path | None, place: str, left: int) -> bytes:
    said = {entry.key: entry.value for entry in tensor.external_data}
    path = _inside(said.get("location", ""), folder, tensor.name, place)
    try:
        offset, size = int(said.get("offset") or 0), path.stat().st_size
        length = int(said["length"]) if said.get("length") else size - offset
    except ValueError:
        raise _forbidden(place, tensor.name, "says its place in no numbers") from None
    if offset < 0 or length < 0 or offset + length > size:
        raise ModelError("N6005", f"{place}: {path.name} is too short: tensor {tensor.name} is "
                         f"bytes {offset} to {offset + length} of {size}",
                         hint="copy or download it again")  # fmt: skip
    if length > left:
        raise _forbidden(place, tensor.name, f"makes the data larger than {MAX_BYTES} bytes")
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(length)


def _inside(location: str, folder: Path | None, name: str, place: str) -> Path:
    """The file, which is in the folder whatever links there are."""
    if folder is None:
        raise _forbidden(place, name, "is in another file, but the model is in none")
    windows, posix = PureWindowsPath(location), PurePosixPath(location)
    if not location or "\0" in location or posix.is_absolute() or windows.anchor:
        raise _forbidden(place, name, f"is in {location!r}, which is not a place in its folder")
    if ".." in windows.parts:
        raise _forbidden(place, name, f"is in {location!r}, outside of the folder")
    found = (folder / location).resolve()
    if not found.is_relative_to(folder.resolve()):
        raise _forbidden(place, name, f"is in {location!r}, a link out of the folder")
    if not found.is_file():
        raise ModelError("N6005", f"{place}: the file {location!r} is missing, which has tensor "
                         f"{name}", hint="keep it beside the model")  # fmt: skip
    return found


def _forbidden(place: str, name: str, why: str) -> ModelError:
    return ModelError("N6006", f"{place}: tensor {name} {why}", hint="do not trust this file")
