"""What people give to be transpiled: models, functions, source text; each is recognised here."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, Final, final

import numpy as np

from ahr import names
from ahr.dtypes import BY_NAME, noodle_name
from ahr.graph import Graph, TensorSpec
from ahr.models import Model
from ahr.trm.neural import is_neural, read_neural
from nbc.errors import ModelError, Span
from nbc.frontend import parse
from nbc.types import parse_type
from nbc.types.model import Array, Scalar

TEXT: Final = "source"
"""What source text is called in spans."""

_PYTHON: Final = {"float": "f64", "int": "i64", "bool": "bool"}
_PARAMETERISED: Final = frozenset(names.LAYERS) - frozenset(
    "relu leaky_relu elu selu gelu silu mish softplus sigmoid hard_sigmoid hard_swish softmax "
    "log_softmax".split()
)


@final
@dataclass(frozen=True, slots=True)
class Definition:
    """A function as source: `tree` is the module that it stands in, `node` its definition there.
    `around` are the globals and closure of a live function. `text` is what `tree` was read from."""

    text: str
    tree: ast.Module
    node: ast.FunctionDef
    filename: str
    around: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def makes_layers(self) -> bool:
        """Whether it is a model function: decorated as one, or with layers that have parameters."""
        called = {
            node.func.id for node in ast.walk(self.node)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }  # fmt: skip
        decorators = {ast.unparse(each).partition("(")[0] for each in self.node.decorator_list}
        return bool(decorators & {"model", "ahr.model"} or called & _PARAMETERISED - self.bound)

    @property
    def bound(self) -> frozenset[str]:
        """The names that the source itself makes."""
        return frozenset(_bound(self.tree))

    def span(self, node: ast.expr | ast.stmt) -> Span:
        position = (node.lineno, node.col_offset, node.end_lineno or node.lineno,
                    node.end_col_offset or node.col_offset)  # fmt: skip
        return Span.at(self.filename, position)


def take(source: Any, name: str | None) -> Model | Definition:
    """A model, or a function's source. Raises SourceError for text that is no Noodle, ModelError
    N6014 for what is neither."""
    if isinstance(source, Model):
        return source
    if isinstance(source, Graph):
        return Model(source)
    if isinstance(source, str):
        return read_neural(source) if is_neural(source) else _of_text(source, name)
    function = inspect.unwrap(source) if callable(source) else source
    if isinstance(function, FunctionType):
        return _of_function(function)
    raise ModelError("N6014", f"{type(source).__name__} cannot be transpiled",
                     hint="give source text, a function or a model")  # fmt: skip


def wanted_inputs(
    definition: Definition, inputs: Mapping[str, Any] | None
) -> tuple[dict[str, TensorSpec], dict[str, Any]]:
    """The specs of the tensors that the function takes, and the values of its other arguments.
    Raises ModelError N6014 where nothing says what an argument is."""
    given = dict(inputs or {})
    specs: dict[str, TensorSpec] = {}
    fixed: dict[str, Any] = {}
    for argument, optional in _arguments(definition.node):
        name = argument.arg
        is_given = name in given
        value = given.pop(name, None) if is_given else _annotated(argument)
        spec = spec_of(value)
        if spec is not None and spec.dims == () and optional and not is_given:
            continue  # a number that keeps its default
        if spec is not None:
            specs[name] = spec
        elif value is not None:
            fixed[name] = value
        elif not optional:
            raise ModelError(
                "N6014", f"what {definition.name}() is given as {name!r} is not known",
                definition.span(argument),  # type: ignore[arg-type]
                hint=f'annotate it ({name}: f32[N, 64]), or pass inputs={{"{name}": "f32[N, 64]"}}',
            )  # fmt: skip
    for name in given:
        raise ModelError("N6014", f"{definition.name}() has no argument {name!r}",
                         definition.span(definition.node))  # fmt: skip
    return specs, fixed


def spec_of(value: Any) -> TensorSpec | None:
    """A tensor's spec from a spec, its text ("f32[N, 64]") or an array; None for other values."""
    if isinstance(value, TensorSpec):
        return value
    if isinstance(value, np.ndarray):
        return TensorSpec(noodle_name(value.dtype), value.shape)
    if not isinstance(value, str):
        return None
    try:
        kind = parse_type(value)
    except ValueError:
        return None
    if isinstance(kind, Array) and kind.dtype in BY_NAME:
        return TensorSpec(kind.dtype, kind.dims)
    if isinstance(kind, Scalar) and kind.dtype in BY_NAME and kind.dtype != "str":
        return TensorSpec(kind.dtype, ())
    return None


def _arguments(node: ast.FunctionDef) -> list[tuple[ast.arg, bool]]:
    """The parameters, and whether each has a default."""
    plain = [*node.args.posonlyargs, *node.args.args]
    defaults = len(plain) - len(node.args.defaults)
    found = [(each, at >= defaults) for at, each in enumerate(plain)]
    named = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
    return [*found, *((each, default is not None) for each, default in named)]


def _annotated(argument: ast.arg) -> str | None:
    if argument.annotation is None:
        return None
    note = argument.annotation
    text = note.value if isinstance(note, ast.Constant) else ast.unparse(note)
    return _PYTHON.get(str(text), str(text)) if spec_of(_PYTHON.get(str(text), str(text))) else None


def _of_text(text: str, name: str | None) -> Definition:
    text = textwrap.dedent(text).strip("\n") + "\n"
    tree = parse(text, TEXT)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    chosen = [node for node in functions if name is None or node.name == name]
    if not chosen:
        said = f"no function {name!r}" if name else "no function"
        have = ", ".join(node.name for node in functions)
        raise ModelError("N6014", f"the source has {said}",
                         hint=f"it has {have}" if have else "wrap the code in a function: "
                         "def f(x): ...")  # fmt: skip
    return Definition(text, tree, chosen[-1], TEXT)


def _of_function(function: Callable[..., Any]) -> Definition:
    assert isinstance(function, FunctionType)
    code = function.__code__
    try:
        lines, first = inspect.getsourcelines(function)
        text = textwrap.dedent("".join(lines))
        tree = ast.parse(text)
    except (OSError, SyntaxError) as error:
        raise ModelError("N6014", f"the source of {function.__name__}() is not known: {error}",
                         hint="give its source text") from None  # fmt: skip
    node = tree.body[0]
    if not isinstance(node, ast.FunctionDef):
        raise ModelError("N6014", f"{function.__name__}() is not a function with a name",
                         hint="write it with def")  # fmt: skip
    indent = len(re.match(r"[ \t]*", lines[0])[0])  # type: ignore[index]
    for each in ast.walk(tree):
        if isinstance(each, ast.expr | ast.stmt | ast.arg):
            each.lineno, each.end_lineno = (
                each.lineno + first - 1,
                (each.end_lineno or 1) + first - 1,
            )
            each.col_offset += indent
            each.end_col_offset = (each.end_col_offset or 0) + indent
    closed = inspect.getclosurevars(function).nonlocals
    return Definition(text, tree, node, code.co_filename, {**function.__globals__, **closed})


def _bound(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found
