"""torch.export programs (`.pt2`) as graphs with weights, read without torch.

torch's own reader evaluates texts of the file and may unpickle; here the file is a zip of JSON and
raw numbers and nothing else. What is a pickle in it is never opened; weights that are one are
refused. Each call of an ATen operator is read by its adapter (`aten`); shapes are inferred anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ahr.building import GraphBuilder
from ahr.dtypes import numpy_dtype
from ahr.formats.archive import AGAIN, Archive, Content, opened
from ahr.formats.aten import ADAPTERS, IGNORED
from ahr.formats.aten.call import DTYPES, Length, Reading, Value
from ahr.formats.onnx_pruning import pruned
from ahr.formats.pt2_symbols import Symbols
from ahr.graph import Parameter, TensorSpec
from ahr.models import Model
from ahr.ops.row import ShapeError
from nbc.errors import ModelError

_WRONG_VALUES: Final = (
    ArithmeticError, LookupError, TypeError, ValueError, AssertionError, AttributeError,
    MemoryError, RecursionError,
)  # fmt: skip
"""What a file that is not as it should be makes of reading it."""

_MAJOR: Final = 8
"""The version of the schema that is read: torch 2.9 and later write it."""


def from_content(content: Content) -> Model:
    """The model. Raises ModelError: N6005 where the file is damaged, N6006 where it holds what is
    not allowed, N6007 where it needs what is not supported, N6009 for weights that are not
    finite."""
    archive = opened(content, check_sums=True)
    try:
        return _model(archive, content)
    except ShapeError as error:
        raise ModelError("N6001", f"{content.path}: {error.message}") from None
    except _WRONG_VALUES as error:
        raise _damaged(content, f"its program cannot be read: {error!r}") from None


def _model(archive: Archive, content: Content) -> Model:
    program = _json(archive, "models/model.json", content)
    version = program["schema_version"]["major"]
    if version != _MAJOR:
        raise ModelError("N6007", f"{content.path} has schema {version}; schema {_MAJOR} is read",
                         hint="export it with torch 2.9 or later")  # fmt: skip
    graph, signature = program["graph_module"]["graph"], program["graph_module"]["signature"]
    builder = GraphBuilder(content.path.stem)
    reading = Reading(builder, graph["tensor_values"], Symbols(graph), content.path)
    held = _declare(reading, signature["input_specs"], archive, content)
    for node in graph["nodes"]:
        _read(node, reading)
    outputs = [
        reading.tensor(reading.value(each["user_output"]["arg"]))
        for each in signature["output_specs"] if "user_output" in each
    ]  # fmt: skip
    made = pruned(builder, outputs)
    weights = {name: held[name] for name in made.parameters}
    return Model(made, weights, metadata={"torch": str(program.get("torch_version", ""))})


def _declare(
    reading: Reading, specs: list[Any], archive: Archive, content: Content
) -> dict[str, np.ndarray[Any, Any]]:
    """Inputs, parameters and constants as the graph's signature says; the parameters' numbers."""
    weights = _Payloads("weights", "weight", archive, content)
    constants = _Payloads("constants", "constant", archive, content)
    held: dict[str, np.ndarray[Any, Any]] = {}
    for each in specs:
        (kind, said), = each.items()  # fmt: skip
        if kind == "user_input":
            name = said["arg"]["as_tensor"]["name"]
            reading.define(name, reading.builder.input(name, reading.spec(name)))
        elif kind in ("parameter", "buffer"):
            place = said["parameter_name" if kind == "parameter" else "buffer_name"]
            array = (weights if weights.has(place) else constants).array(place)
            spec = reading.spec(said["arg"]["name"])
            if array.dtype.kind == "f":
                parameter = Parameter(spec, trainable=kind == "parameter")
                made = reading.builder.parameter(place, parameter)
                held[made] = array
            else:
                made = reading.builder.constant(array, place)
            reading.define(said["arg"]["name"], made)
        elif kind == "tensor_constant":
            array = constants.array(said["tensor_constant_name"])
            made = reading.builder.constant(array, said["tensor_constant_name"])
            reading.define(said["arg"]["name"], made)
        else:
            raise reading.unsupported(f"an input that is a {kind}")
    return held


def _read(node: Mapping[str, Any], reading: Reading) -> None:
    """One call: what it makes gets the names of the file."""
    target = node["target"].removeprefix("torch.ops.")
    if target.startswith(IGNORED):
        return
    adapter = ADAPTERS.get(target) or ADAPTERS.get(target.rpartition(".")[0])
    if adapter is None:
        raise reading.unsupported(f"the operator {target}")
    reading.begin(node)
    result = adapter(reading.call)
    results = result if isinstance(result, list) else [result]
    for raw, made in zip(_outputs(node), results, strict=False):
        reading.define(raw, made)


def _outputs(node: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for each in node["outputs"]:
        (kind, said), = each.items()  # fmt: skip
        if kind == "as_tensor":
            found.append(said["name"])
        elif kind == "as_tensors":
            found.extend(one["name"] for one in said)
        elif kind == "as_sym_int":
            found.append(said["as_name"])
        else:
            found.append("")
    return found


class _Payloads:
    """The numbers of one of the two folders, as their table says."""

    def __init__(self, folder: str, stem: str, archive: Archive, content: Content) -> None:
        self.folder, self.archive, self.content = folder, archive, content
        table = f"data/{folder}/model_{folder}_config.json"
        self.table = _json(archive, table, content)["config"]

    def has(self, name: str) -> bool:
        return name in self.table

    def array(self, name: str) -> np.ndarray[Any, Any]:
        said = self.table[name]
        if said["use_pickle"]:
            raise ModelError("N6006", f"{self.content.path}: {name} is a pickle",
                             hint="export the program without subclasses of tensors")  # fmt: skip
        meta = said["tensor_meta"]
        shape = [int(each["as_int"]) for each in meta["sizes"]]
        strides = [int(each["as_int"]) for each in meta["strides"]]
        data = _part(self.archive, f"data/{self.folder}/{said['path_name']}", self.content)
        flat = np.frombuffer(data, numpy_dtype(DTYPES[meta["dtype"]]))
        start = int(meta["storage_offset"]["as_int"])
        return _strided(flat, shape, strides, start, f"{self.content.path}: {name}")


def _strided(
    flat: np.ndarray[Any, Any], shape: list[int], strides: list[int], start: int, what: str
) -> np.ndarray[Any, Any]:
    """The tensor in its storage. Raises ModelError N6006 where it would have more than that."""
    count = int(np.prod(shape, dtype=object))
    reach = sum((n - 1) * step for n, step in zip(shape, strides, strict=True)) if count else -1
    if start < 0 or min([*shape, *strides, 0]) < 0 or start + reach >= max(flat.size, 1):
        raise ModelError("N6005", f"{what} lies outside its storage", hint=AGAIN)
    if count > flat.size:
        raise ModelError("N6006", f"{what} has more numbers than the file",
                         hint="do not trust this file")  # fmt: skip
    steps = [step * flat.itemsize for step in strides]
    made = np.lib.stride_tricks.as_strided(flat[start:], shape, steps, writeable=False)
    return np.ascontiguousarray(made).reshape(shape)


def _json(archive: Archive, name: str, content: Content) -> Any:
    return json.loads(bytes(_part(archive, name, content)))


def _part(archive: Archive, name: str, content: Content) -> memoryview:
    """A part by its place below the folder that torch puts all in."""
    for each, data in archive.parts.items():
        if each.partition("/")[2] == name:
            return data
    raise _damaged(content, f"it has no {name}")


def _damaged(content: Content, why: str) -> ModelError:
    return ModelError("N6005", f"{content.path}: {why}", hint=AGAIN)


__all__ = ["Length", "TensorSpec", "Value", "from_content"]
