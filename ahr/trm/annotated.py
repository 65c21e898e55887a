"""A function's source as Noodle: annotated with what is given and with what is inferred."""

from __future__ import annotations

import ast
import importlib
import math
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ahr.graph import TensorSpec
from ahr.trm.editing import Edits
from ahr.trm.taking import TEXT, Definition, spec_of
from nbc import Session
from nbc.bytecode.module import Module
from nbc.errors import collect
from nbc.types import parse_type, type_text
from nbc.types.annotation import is_noodle_annotation
from nbc.types.model import OBJECT, Array, Scalar, Tuple, Type
from nbc.typing import infer

_KNOWN: Final = {"np": np, "numpy": np, "math": math}


def to_noodle(definition: Definition, inputs: Mapping[str, Any] | None) -> str:
    """The text. Raises SourceError for what Noodle refuses."""
    specs = {name: spec for name, value in (inputs or {}).items()
             if (spec := spec_of(value)) is not None}  # fmt: skip
    text = _with_parameters(definition, specs)
    session = Session({**_KNOWN, **_around(definition)})
    program = session.compile(text, source_id=TEXT)
    returns = _returned(program.module, definition, session.namespace)
    return text if returns is None else _with_return(text, definition.name, returns)


def _with_parameters(definition: Definition, specs: Mapping[str, TensorSpec]) -> str:
    """With annotations of the arguments that `specs` has."""
    node, first = definition.node, definition.tree.body[0]
    if definition.around:
        decorators = getattr(first, "decorator_list", [])
        line = min([first.lineno, *(each.lineno for each in decorators)])
        edits = Edits(definition.text, line, first.col_offset)
    else:
        edits = Edits(definition.text)
    for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        spec = specs.get(each.arg)
        noted = each.annotation is not None and is_noodle_annotation(each.annotation)
        if spec is None or noted:
            continue
        start = edits.start(each) + len(each.arg.encode())
        edits.replace(start, edits.end(each), f": {_text(spec)}")
    return edits.result()


def _text(spec: TensorSpec) -> str:
    return type_text(Array(spec.dtype, spec.dims)) if spec.dims != () else spec.dtype


def _returned(module: Module, definition: Definition, environment: Mapping[str, Any]) -> str | None:
    """What the function is known to give, where an annotation can say it. Raises SourceError where
    every call would raise."""
    if definition.makes_layers:
        return None
    index = next(i for i, each in enumerate(module.functions) if each.name == definition.name)
    given = [OBJECT if each.type is None else parse_type(each.type)
             for each in module.functions[index].parameters]  # fmt: skip
    typed = infer(module, index, given, environment=environment)
    # What the text itself defines is not there yet, since nothing of it has run.
    certain = [each for each in typed.errors if each.code != "N2005"]
    if certain:
        raise collect(certain)
    kind = typed.returns
    if definition.node.returns is not None:
        return None
    text = type_text(kind)
    try:
        sayable = parse_type(text) == _plain(kind)
    except ValueError:
        return None
    return text if sayable and _is_noodle(kind) else None


def _plain(kind: Type) -> Type:
    """Less what text cannot say."""
    if isinstance(kind, Scalar):
        return parse_type(kind.dtype)
    if isinstance(kind, Array):
        return Array(kind.dtype, kind.dims)
    return kind


def _is_noodle(kind: Type) -> bool:
    if isinstance(kind, Tuple):
        return bool(kind.items) and all(map(_is_noodle, kind.items or ()))
    if isinstance(kind, Array):
        return kind.dtype is not None and kind.dims is not None
    return isinstance(kind, Scalar) and kind.dtype not in ("str", "bool")


def _with_return(text: str, name: str, returns: str) -> str:
    node = next(each for each in ast.parse(text).body
                if isinstance(each, ast.FunctionDef) and each.name == name)  # fmt: skip
    edits = Edits(text)
    inside = [edits.end(each) for each in ast.walk(node.args) if hasattr(each, "end_lineno")]
    close = edits.find(b")", max(inside, default=edits.start(node))) + 1
    edits.replace(close, close, f" -> {returns}")
    return edits.result()


def _around(definition: Definition) -> dict[str, Any]:
    hidden = ("__builtins__", "__name__")
    return {name: value for name, value in definition.around.items() if name not in hidden}


def loaded(text: str, name: str, around: Mapping[str, Any]) -> Any:
    """The function or model that Noodle makes of a text."""
    session = Session({**_KNOWN, **around})
    session.run(text, source_id=TEXT)
    return session[name]


def prepare() -> None:
    """Gives the checker the rows of the layers."""
    importlib.import_module("ahr.language").register()
