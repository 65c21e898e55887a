"""Models in Noodle itself: as an NBC program on the VM, and as Noodle source on the native tier.

On the VM every op is a call of its meaning in NumPy. The native tier gets the network as plain
NumPy source, and compiles of it what it can; what it cannot stays on the VM, and `note` says
how much and why. What both calculate in NumPy uses as many threads as NumPy's matrices do.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, final

import numpy as np

from ahr.graph import Graph
from ahr.program import run_program, to_program
from ahr.program.writing import all_constants
from ahr.running import reference
from ahr.source.numpy_source import numpy_source
from nbc import Session

if TYPE_CHECKING:
    from ahr.models import Model

_Run = Callable[[Mapping[str, Any]], tuple[Any, ...]]
_ONCE: Final = "runs once"


def reference_run(model: Model, threads: int, precision: str) -> _Run:
    """The reference as a function of inputs by name."""
    return partial(reference.run, model.graph, model.parameters)


def on_vm(model: Model, threads: int, precision: str) -> _Run:
    """The network's NBC at level 1."""
    graph = model.graph
    function = run_program(to_program(graph), {**model.parameters, **all_constants(graph)})

    def run(inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(map(_value, function(*[inputs[name] for name in graph.inputs])))

    return run


def on_native(model: Model, threads: int, precision: str) -> NativeRun:
    """Its NumPy source at level 3, or with one thread at level 2, which uses no more. Raises
    CannotWrite for ops that NumPy has no short way to say."""
    return NativeRun(model, 2 if threads == 1 else 3)


@final
class NativeRun:
    """A network's source in a session. It is compiled while it is called: for the types that it
    meets, and once that is worth it."""

    def __init__(self, model: Model, level: int) -> None:
        graph = model.graph
        self._source = native_source(graph)
        self._inputs = graph.inputs
        held = {**graph.constants, **model.parameters}
        self._weights = [held[name] for name in self._source.held]
        self._session = Session(optimize=level)
        self._session.run(self._source.text)
        self._function = self._session[self._source.function]

    def __call__(self, inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        with np.errstate(all="ignore"):
            result = self._function(*[inputs[name] for name in self._inputs], *self._weights)
        return tuple(map(_value, result if isinstance(result, tuple) else (result,)))

    def note(self) -> str:
        """How much of it is native code by now, and the commonest reason why not all of it is."""
        told = self._session.explain(self._source.text)
        lines = [each for each in told if each["reason"] != _ONCE]
        native = sum(each["tier"] == "native" for each in lines)
        reasons = Counter(each["reason"] for each in lines if each["tier"] != "native")
        why = f": {reasons.most_common(1)[0][0]}" if reasons else ""
        return f"{native} of {len(lines)} lines native{why}"


@final
@dataclass(frozen=True, slots=True)
class NativeSource:
    """Source whose function takes the arrays of `held` behind the inputs, each as an argument:
    what native code is given by name from outside has no type that it knows."""

    text: str
    function: str
    held: tuple[str, ...]


def native_source(graph: Graph) -> NativeSource:
    """The NumPy source of a graph with an argument for every parameter. Raises CannotWrite."""
    written = numpy_source(graph)
    tree = ast.parse(written.text)
    taken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    variables: dict[str, str] = {}
    for index, name in enumerate(written.held):
        free = (f"w{index}{'_' * count}" for count in range(len(taken) + 1))
        variables[name] = next(each for each in free if each not in taken)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == written.function and variables:
            node.args.args[-1:] = [ast.arg(each) for each in variables.values()]
    loose = ast.fix_missing_locations(_Loose(variables).visit(tree))
    return NativeSource(ast.unparse(loose), written.function, written.held)


@final
class _Loose(ast.NodeTransformer):
    """`weights["name"]` as a plain variable."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        match node:
            case ast.Subscript(ast.Name("weights"), ast.Constant(str(name))):
                return ast.Name(self.variables[name], ast.Load())
        return self.generic_visit(node)


def _value(result: Any) -> Any:
    """Lists of tensors stay lists."""
    return result if isinstance(result, list) else np.asarray(result)


@contextmanager
def limited(threads: int) -> Iterator[None]:
    """The number of threads of NumPy's matrices, where threadpoolctl is installed."""
    if not threads or importlib.util.find_spec("threadpoolctl") is None:
        yield
        return
    with importlib.import_module("threadpoolctl").threadpool_limits(threads):
        yield
