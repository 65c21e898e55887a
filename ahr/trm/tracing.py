"""A function's source, traced to a graph.

Only what the function needs of the source around it is run: imports, functions, constants. The
function itself is called once, with tensors that only record.
"""

from __future__ import annotations
import __future__

import ast
import traceback
from collections.abc import Mapping
from dataclasses import replace
from types import FunctionType
from typing import Any, Final

from ahr.graph import Graph
from ahr.models import Model
from ahr.trace.function import trace_with_weights
from ahr.trace.layers import LAYERS
from ahr.trm.rewriting import rewritten
from ahr.trm.standing_in import NUMPY, Standing, noodle_names, replaced
from ahr.trm.taking import Definition, wanted_inputs
from ahr.trm.tensor_names import TENSOR
from ahr.trm.writes import Writes
from nbc.errors import ModelError, NoodleError, Span

_STATEMENTS: Final = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.Import,
                      ast.ImportFrom)  # fmt: skip
_FAILURES: Final = (TypeError, AttributeError, ValueError, LookupError, ArithmeticError, NameError,
                    NotImplementedError, AssertionError, ImportError, RecursionError)  # fmt: skip


def traced(definition: Definition, inputs: Mapping[str, Any] | None) -> Model:
    """The model of a function. Raises ModelError: N6014 for what cannot be traced, at its place;
    N6001 where shapes do not fit."""
    specs, fixed = wanted_inputs(definition, inputs)
    writes = Writes()
    try:
        function = _function(definition, Standing(writes))
        graph, brought = trace_with_weights(function, specs, name=definition.name, **fixed)
        writes.check(graph.outputs)
    except ModelError as error:
        if error.code != "N6003":
            raise
        raise ModelError("N6014", error.message, error.span, related=error.related,
                         hint=error.hint) from None  # fmt: skip
    except NoodleError:
        raise
    except _FAILURES as error:
        raise ModelError(
            "N6014", f"{definition.name}() cannot be traced: {type(error).__name__}: {error}",
            _place(definition, error), hint="models know NumPy's functions and Noodle's layers",
        ) from error  # fmt: skip
    return Model(live(graph), brought=brought)


def live(graph: Graph) -> Graph:
    """Without the nodes on which nothing depends."""
    needed = set(graph.outputs)
    kept = []
    for node in reversed(graph.nodes):
        if needed.intersection(node.outputs):
            kept.append(node)
            needed.update(node.inputs)
            for value in node.attributes.values():
                if isinstance(value, Graph):
                    needed.update(name for each in value.walk() for name in each.inputs)
                    needed.update(value.outputs)
    constants = {name: value for name, value in graph.constants.items() if name in needed}
    gone = {name for node in graph.nodes for name in node.outputs} - {
        name for node in kept for name in node.outputs}  # fmt: skip
    gone |= graph.constants.keys() - constants.keys()
    specs = {name: spec for name, spec in graph.specs.items() if name not in gone}
    return replace(graph, nodes=tuple(reversed(kept)), specs=specs, constants=constants)


def _function(definition: Definition, standing: Standing) -> FunctionType:
    """The function, compiled for tracing."""
    namespace: dict[str, Any] = {
        "__name__": "__main__", "np": NUMPY, **noodle_names(), **LAYERS, "tensor": TENSOR,
        **{name: replaced(value) for name, value in definition.around.items()},
    }  # fmt: skip
    tree = ast.Module(_needed(definition), [])
    flags = __future__.annotations.compiler_flag
    imports: list[ast.stmt] = [
        node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    rest = [node for node in tree.body if node not in imports]
    exec(compile(ast.Module(imports, []), definition.filename, "exec"), namespace)
    namespace = {name: replaced(value) for name, value in namespace.items()}
    namespace.update(standing.names())
    code = compile(rewritten(ast.Module(rest, [])), definition.filename, "exec", flags, True)
    exec(code, namespace)
    function = namespace[definition.name]
    assert isinstance(function, FunctionType)
    return function


def _needed(definition: Definition) -> list[ast.stmt]:
    """The function without its decorators, and the statements around it that it depends on."""
    node = definition.node
    bare = ast.FunctionDef(node.name, node.args, node.body, [], node.returns)
    ast.copy_location(bare, node)
    wanted, kept = _used(bare), {id(node)}
    found = True
    while found:
        found = False
        for each in definition.tree.body:
            if id(each) not in kept and isinstance(each, _STATEMENTS) and _makes(each) & wanted:
                kept.add(id(each))
                wanted |= _used(each)
                found = True
    return [bare if each is node else each for each in definition.tree.body if id(each) in kept]


def _used(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _makes(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {each.asname or each.name.partition(".")[0] for each in node.names}
    return {
        each.id for each in ast.walk(node)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }  # fmt: skip


def _place(definition: Definition, error: BaseException) -> Span | None:
    """The innermost place in the source that was running."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        line, end, start, stop = frame.lineno, frame.end_lineno, frame.colno, frame.end_colno
        if frame.filename == definition.filename and None not in (line, end, start, stop):
            return Span.at(definition.filename, (line, start, end, stop))  # type: ignore[arg-type]
    return None
