"""ONNX files, checked before anything is made of them.

What comes out is whole, sorted, of a version and with operators that are known, has no functions of
its own any more, and needs no other file: external data was read, and only from the file's folder.
The limits keep small files from becoming large work. `onnx_external` reads the data beside files;
`onnx_reading` makes a graph of what comes out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Final

import onnx
import onnx.inliner
from google.protobuf.descriptor import FieldDescriptor  # type: ignore[import-untyped]
from google.protobuf.message import DecodeError, Message  # type: ignore[import-untyped]

from ahr.formats.onnx_external import embed_external
from ahr.formats.onnx_operators import ADAPTERS
from nbc.errors import ModelError

OPSETS: Final = range(7, 27)
"""The versions of ONNX's own operators that are read."""

MAX_BYTES: Final = (1 << 31) - 1
MAX_NODES: Final = 200_000
MAX_DEPTH: Final = 20

_REFUSALS: Final = (
    onnx.checker.ValidationError, onnx.shape_inference.InferenceError, onnx.defs.SchemaError,
    DecodeError, RuntimeError, ValueError, TypeError,
)  # fmt: skip
"""What onnx raises for models that are not whole."""

Source = str | os.PathLike[str] | bytes | onnx.ModelProto


def checked_proto(source: Source) -> tuple[onnx.ModelProto, str]:
    """The model and what to call it in errors. Raises ModelError: N6005 where it is damaged, N6006
    where it holds what is not allowed, N6007 where it needs what is not supported."""
    model, place, folder = _parsed(source)
    try:
        _check_texts(model, place)
        _check_size(model, place)
        _check_versions(model, place)
        embed_external(model, folder, place)
        for graph in _graphs(model.graph):
            _sort(graph, place)
        model = _inlined(model, place)
        _check_operators(model, place)
        _check(model)
    except _REFUSALS as error:
        raise damaged(place, _first_line(error)) from None
    return model, place


def damaged(place: str, why: str) -> ModelError:
    return ModelError("N6005", f"{place}: {why}", hint="copy or download it again")


def _parsed(source: Source) -> tuple[onnx.ModelProto, str, Path | None]:
    model = onnx.ModelProto()
    if isinstance(source, onnx.ModelProto):
        model.CopyFrom(source)
        return model, "the model", None
    if isinstance(source, bytes):
        data, place, folder = source, "the model", None
    else:
        path = Path(source)
        data, place, folder = _read(path), str(path), path.parent
    try:
        model.ParseFromString(data)
    except DecodeError:
        raise damaged(place, "it is not a whole ONNX file") from None
    if not model.HasField("graph") or not model.ir_version:
        raise damaged(place, "it is not an ONNX file: it holds no graph")
    return model, place, folder


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ModelError("N6006", f"{path}: it has {size} bytes; ONNX files have at most "
                             f"{MAX_BYTES}", hint="keep its weights beside it")  # fmt: skip
        return path.read_bytes()
    except OSError as error:
        raise ModelError("N6005", f"{path}: {error.strerror or error}") from None


def _check_texts(message: Message, place: str) -> None:
    """Texts that are no UTF-8 come as bytes, which onnx does not expect."""
    for field, value in message.ListFields():
        if field.type == FieldDescriptor.TYPE_MESSAGE:
            for each in [value] if isinstance(value, Message) else value:
                _check_texts(each, place)
        elif field.type == FieldDescriptor.TYPE_STRING:
            for each in [value] if isinstance(value, str | bytes) else value:
                if not isinstance(each, str):
                    raise damaged(place, f"a {field.name} in it is no text: {each!r}")


def _check_size(model: onnx.ModelProto, place: str) -> None:
    """Nodes are counted as they are once functions stand where they are called."""
    costs: dict[tuple[str, str], int] = {}
    functions = {(each.domain, each.name): each for each in model.functions}
    calls = {
        key: {(node.domain, node.op_type) for node in _nodes(each.node, place)} & functions.keys()
        for key, each in functions.items()
    }
    try:
        order = list(TopologicalSorter(calls).static_order())
    except CycleError as error:
        names = " calls ".join(f"{domain}.{name}" for domain, name in error.args[1])
        raise ModelError("N6006", f"{place}: a function calls itself: {names}",
                         hint="do not trust this file") from None  # fmt: skip
    for key in order:
        costs[key] = _cost(functions[key].node, costs, place)
    count = _cost(model.graph.node, costs, place)
    if count > MAX_NODES:
        raise ModelError("N6006", f"{place}: it has {count} nodes, more than {MAX_NODES}",
                         hint="do not trust this file")  # fmt: skip


def _cost(nodes: object, costs: dict[tuple[str, str], int], place: str) -> int:
    return sum(costs.get((node.domain, node.op_type), 1) for node in _nodes(nodes, place))


def _nodes(nodes: object, place: str, depth: int = 0) -> Iterator[onnx.NodeProto]:
    """All nodes, those of graphs inside them too."""
    if depth > MAX_DEPTH:
        raise ModelError("N6006", f"{place}: graphs stand inside each other more than {MAX_DEPTH} "
                         "deep", hint="do not trust this file")  # fmt: skip
    for node in nodes:  # type: ignore[attr-defined]
        yield node
        for graph in _inside(node):
            yield from _nodes(graph.node, place, depth + 1)


def _inside(node: onnx.NodeProto) -> Iterator[onnx.GraphProto]:
    for attribute in node.attribute:
        if attribute.HasField("g"):
            yield attribute.g
        yield from attribute.graphs


def _graphs(graph: onnx.GraphProto) -> Iterator[onnx.GraphProto]:
    yield graph
    for node in graph.node:
        for inner in _inside(node):
            yield from _graphs(inner)


def _check_versions(model: onnx.ModelProto, place: str) -> None:
    if model.ir_version > onnx.IR_VERSION:
        raise ModelError("N6007", f"{place}: it is of version {model.ir_version} of the format; "
                         f"the installed onnx knows those up to {onnx.IR_VERSION}",
                         hint="install a newer onnx")  # fmt: skip
    version = opset_of(model)
    if version > OPSETS[-1] or version < 1:
        raise ModelError(
            "N6007", f"{place}: it uses opset {version}; those up to {OPSETS[-1]} are read",
            hint="export it for another opset, or convert it with "
            "onnx.version_converter.convert_version(model, 20)",
        )  # fmt: skip


def opset_of(model: onnx.ModelProto) -> int:
    """The version of ONNX's own operators; the newest one where it uses none of them."""
    found = [each.version for each in model.opset_import if each.domain in ("", "ai.onnx")]
    return found[0] if found else OPSETS[-1]


def _sort(graph: onnx.GraphProto, place: str) -> None:
    """Nodes in an order in which they can run: theirs, where it is one."""
    makers = {name: at for at, node in enumerate(graph.node) for name in node.output if name}
    needs = {at: {makers[name] for name in _used(node) if name in makers}
             for at, node in enumerate(graph.node)}  # fmt: skip
    if all(maker < at for at, makers_ in needs.items() for maker in makers_):
        return
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        cycle = [_label(graph.node[at]) for at in error.args[1]]
        raise ModelError("N6006", f"{place}: its nodes form a cycle: {' <- '.join(cycle)}",
                         hint="do not trust this file") from None  # fmt: skip
    nodes = [onnx.NodeProto.FromString(graph.node[at].SerializeToString()) for at in order]
    del graph.node[:]
    graph.node.extend(nodes)


def _used(node: onnx.NodeProto) -> set[str]:
    """What a node uses, in graphs inside it too."""
    return set(node.input).union(
        *(_used(inner) for graph in _inside(node) for inner in graph.node),
        *({each.name for each in graph.output} for graph in _inside(node)),
    )


def _label(node: onnx.NodeProto) -> str:
    return node.name or f"{node.op_type} of {', '.join(node.output)}"


def _inlined(model: onnx.ModelProto, place: str) -> onnx.ModelProto:
    """Without functions: those of the model, and operators that ONNX itself says as functions."""
    if model.functions:
        try:
            model = onnx.inliner.inline_local_functions(model, convert_version=True)
        except _REFUSALS as error:
            raise damaged(
                place, f"its functions cannot be put in place: {_first_line(error)}"
            ) from None
        _check_size(model, place)
    opset = opset_of(model)
    for _ in range(MAX_DEPTH):  # functions may be said by functions
        made_of = [node for node in _nodes(model.graph.node, place) if _is_function(node, opset)]
        if not made_of:
            break
        for node in made_of:
            _say_defaults(node, opset)
        names = sorted({("", node.op_type) for node in made_of})
        try:
            model = onnx.inliner.inline_selected_functions(
                model, names, inline_schema_functions=True
            )
        except _REFUSALS:
            break  # then they are named among those that are not known
        _check_size(model, place)
    return model


def _is_function(node: onnx.NodeProto, opset: int) -> bool:
    """Whether only ONNX's own definition says what the operator is."""
    if node.domain or node.op_type in ADAPTERS or not onnx.defs.has(node.op_type):
        return False
    try:
        schema: Any = onnx.defs.get_schema(node.op_type, opset)
    except onnx.defs.SchemaError:
        return False
    return bool(schema.has_function or schema.has_context_dependent_function)


def _say_defaults(node: onnx.NodeProto, opset: int) -> None:
    """The inliner leaves out what a node leaves out."""
    given = {each.name for each in node.attribute}
    for name, attribute in onnx.defs.get_schema(node.op_type, opset).attributes.items():
        if name not in given and attribute.default_value.name:
            node.attribute.append(attribute.default_value)


def _check_operators(model: onnx.ModelProto, place: str) -> None:
    unknown: dict[str, list[str]] = {}
    opset = opset_of(model)
    for node in _nodes(model.graph.node, place):
        if not _is_read(node, opset):
            full = f"{node.domain}.{node.op_type}" if node.domain else node.op_type
            unknown.setdefault(full, []).append(_label(node))
    if not unknown:
        return
    listed = [
        f"{name} ({', '.join(nodes[:3])}{f' and {len(nodes) - 3} more' if len(nodes) > 3 else ''})"
        for name, nodes in sorted(unknown.items())
    ]
    raise ModelError("N6007", f"{place}: it needs operators that are not known: "
                     f"{'; '.join(listed)}")  # fmt: skip


def _is_read(node: onnx.NodeProto, opset: int) -> bool:
    """Operators of older opsets are read where they have not changed since."""
    if node.domain not in ("", "ai.onnx") or node.op_type not in ADAPTERS:
        return False
    if opset >= OPSETS[0] or not onnx.defs.has(node.op_type):
        return True
    since = {_since(node.op_type, each) for each in (opset, OPSETS[0])}
    return len(since) == 1


def _since(op_type: str, opset: int) -> int:
    try:
        return int(onnx.defs.get_schema(op_type, opset).since_version)
    except onnx.defs.SchemaError:
        return 0


def _check(model: onnx.ModelProto) -> None:
    """Shapes of outputs, which are inferred anew, may be left out."""
    for value in model.graph.output:
        if value.type.HasField("tensor_type") and not value.type.tensor_type.HasField("shape"):
            value.type.tensor_type.shape.SetInParent()
    onnx.checker.check_model(model)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
