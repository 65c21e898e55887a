"""A graph as an ONNX model: each node as its row's builder says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, final

import numpy as np
import onnx
from onnx import helper, numpy_helper

from ahr.dims import Dims
from ahr.dtypes import BY_NAME, noodle_name
from ahr.graph import Graph, Node, TensorSpec
from ahr.ops import lookup
from ahr.ops.row import Call, CannotWrite
from ahr.running.session import apart

OPSET: Final = 20
_NEWER: Final = {"u4": 21, "i4": 21, "f4e2m1": 23, "u2": 25, "i2": 25}
"""The opset that an element type needs, where it is a newer one."""

IR_VERSION: Final = 10
_BYTES_AT_MOST: Final = 2_000_000_000
"""Protocol buffers end at 2 GiB."""


@final
class _Writer:
    """Nodes and constants in the order of writing (see `ahr.ops.row.OnnxWriter`)."""

    def __init__(self, graph: Graph) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self._taken = set(graph.specs)
        self._label = ""

    def add(self, graph: Graph, node: Node, known: Mapping[str, Any]) -> None:
        self._label = node.name
        call = Call(
            tuple(graph.specs[name] if name else None for name in node.inputs), node.attributes,
            tuple(known.get(name) for name in node.inputs),
        )  # fmt: skip
        lookup(node.op).onnx(self, call, node.inputs, node.outputs)

    def node(
        self, op_type: str, inputs: Sequence[str], outputs: Sequence[str] | None = None,
        **attributes: Any,
    ) -> str:  # fmt: skip
        made = list(outputs) if outputs is not None else [self.fresh(op_type)]
        name = f"{self._label}/{op_type}_{len(self.nodes)}"
        given = list(inputs)
        while given and not given[-1]:
            given.pop()  # ONNX Runtime falls over what is left out at the end, if it is listed
        self.nodes.append(helper.make_node(op_type, given, made, name=name, **attributes))
        return made[0]

    def constant(self, value: np.ndarray[Any, Any]) -> str:
        name = self.fresh("constant")
        self.initializers.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def graph(self, graph: Graph) -> onnx.GraphProto:
        """A graph inside an attribute. It sees the values around it, so no name may be there twice;
        its results must be its own nodes' (ONNX has no outputs that come from outside)."""
        inner = _Writer(graph)
        inner._taken |= self._taken
        for node in graph.nodes:
            inner.add(graph, node, graph.constants)
        self._taken |= inner._taken
        outputs = []
        for name in graph.outputs:
            made = inner.fresh("result")
            inner.node("Identity", [name], [made])
            outputs.append(_value(graph, name, made))
        inner.initializers[:0] = [_initializer(*each) for each in graph.constants.items()]
        return helper.make_graph(inner.nodes, graph.name, [], outputs, inner.initializers)

    def fresh(self, stem: str) -> str:
        number = len(self._taken)
        while f"{self._label}/{stem}_{number}" in self._taken:
            number += 1
        name = f"{self._label}/{stem}_{number}"
        self._taken.add(name)
        return name


def to_onnx(
    graph: Graph, weights: Mapping[str, Any], metadata: Mapping[str, Any] | None = None
) -> onnx.ModelProto:
    """A checked ONNX model. `metadata` are JSON's values. Raises CannotWrite."""
    held = {**graph.constants, **weights}
    size = sum(np.asarray(held[name]).nbytes for name in (*graph.parameters, *graph.constants))
    if size > _BYTES_AT_MOST:
        raise CannotWrite(f"one ONNX file holds 2 GB, and the weights have {size / 1e9:.1f} GB")
    model = _model(graph, [_initializer(name, np.asarray(held[name])) for name in held])
    helper.set_model_props(model, {key: _text(value) for key, value in (metadata or {}).items()})
    _check(model)
    return model


def _check(model: onnx.ModelProto) -> None:
    """The checker refuses outputs of unknown shapes, which ONNX Runtime takes."""
    unknown = [value for value in model.graph.output if
               not value.type.tensor_type.HasField("shape")]  # fmt: skip
    for value in unknown:
        value.type.tensor_type.shape.SetInParent()
    onnx.checker.check_model(model, full_check=not unknown)
    for value in unknown:
        value.type.tensor_type.ClearField("shape")


def onnx_bytes(
    graph: Graph, weights: Mapping[str, Any], metadata: Mapping[str, Any] | None = None
) -> bytes:
    """The bytes of a file. Raises CannotWrite."""
    data: bytes = to_onnx(graph, weights, metadata).SerializeToString(deterministic=True)
    return data


def beside(graph: Graph, weights: Mapping[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """A model whose large arrays are not in its bytes but beside them, by name: what ONNX Runtime
    takes without copying anything. It is not checked: who runs it does that."""
    held = {name: np.asarray(value) for name, value in {**graph.constants, **weights}.items()}
    outside = apart(held)
    made = [_reference(name, array) if name in outside else _initializer(name, array)
            for name, array in held.items()]  # fmt: skip
    return _model(graph, made).SerializeToString(), outside


def _model(graph: Graph, initializers: list[onnx.TensorProto]) -> onnx.ModelProto:
    write = _Writer(graph)
    for node in graph.nodes:
        write.add(graph, node, graph.constants)
    made = helper.make_graph(
        write.nodes, graph.name, [_value(graph, name) for name in graph.inputs],
        [_value(graph, name) for name in graph.outputs], initializers + write.initializers,
    )  # fmt: skip
    opset = max([OPSET, *(_NEWER.get(spec.dtype, 0) for spec in graph.specs.values())])
    imports = [helper.make_opsetid("", opset)]
    return helper.make_model(made, opset_imports=imports, producer_name="noodle",
                             ir_version=IR_VERSION if opset == OPSET else 13)  # fmt: skip


def _initializer(name: str, array: np.ndarray[Any, Any]) -> onnx.TensorProto:
    """Raises MemoryError; asked for first, because protocol buffers crash where they get none."""
    np.empty(3 * array.nbytes, np.uint8)
    return numpy_helper.from_array(np.asarray(array, order="C"), name)


def _reference(name: str, array: np.ndarray[Any, Any]) -> onnx.TensorProto:
    """A tensor that is said to be in another file."""
    made = onnx.TensorProto(
        name=name, dims=array.shape, data_type=BY_NAME[noodle_name(array.dtype)].onnx,
        data_location=onnx.TensorProto.EXTERNAL,
    )  # fmt: skip
    for key, value in (("location", "beside"), ("offset", "0"), ("length", str(array.nbytes))):
        made.external_data.add(key=key, value=value)
    return made


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _value(graph: Graph, name: str, called: str = "") -> onnx.ValueInfoProto:
    spec: TensorSpec = graph.specs[name]
    if spec.dtype == "list":
        raise CannotWrite(f"{name} is a list of tensors")
    dims: Dims | None = spec.dims
    return helper.make_tensor_value_info(called or name, BY_NAME[spec.dtype].onnx, dims)
