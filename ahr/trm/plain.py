"""Noodle to plain Python with NumPy, as text: what Noodle alone knows is replaced.

Noodle's annotations become comments, and conversions where they change a value; its functions and
types become NumPy's; what a live function takes from around it is written in front.
"""

from __future__ import annotations

import ast
import builtins
from types import FunctionType, ModuleType
from typing import Any, Final, final

import numpy as np

from ahr import names
from ahr.dtypes import BY_NAME
from ahr.source.numpy_helpers import HELPERS, helper_source
from ahr.trm.editing import Edits
from ahr.trm.taking import Definition, take
from nbc.errors import ModelError
from nbc.runtime.names import NAMES, ScalarType
from nbc.types.annotation import is_noodle_annotation

_LOOPS: Final = {"parallel": "range", "prange": "range", "bigint": "int"}
_NARROW: Final = ("i8", "i16", "i32", "u8", "u16", "u32", "u64", "f32", "c64")
_ROUNDING: Final = ("floor", "ceil", "trunc")


def to_plain(definition: Definition) -> tuple[str, tuple[str, ...]]:
    """The text, and notes on what is not the same. Raises ModelError N6014."""
    return _Plain(definition).text()


@final
class _Plain:
    def __init__(self, definition: Definition, brought: set[FunctionType] | None = None) -> None:
        self.definition = definition
        self.brought = set() if brought is None else brought
        first = definition.tree.body[0] if definition.around else None
        if first is None:
            self.edits = Edits(definition.text)
        else:
            decorators = getattr(first, "decorator_list", [])
            line = min([first.lineno, *(each.lineno for each in decorators)])
            self.edits = Edits(definition.text, line, first.col_offset)
        self.helpers: dict[str, None] = {}
        self.front: list[str] = []
        self.notes: dict[str, None] = {}
        self.bound = definition.bound

    def body(self) -> str:
        """The text itself, changed."""
        for node in ast.walk(self.definition.tree):
            if isinstance(node, ast.FunctionDef):
                self.function(node)
            elif isinstance(node, ast.AnnAssign):
                self.assignment(node)
        self.walk(self.definition.tree)
        return self.edits.result()

    def text(self) -> tuple[str, tuple[str, ...]]:
        """The whole, with what it needs in front; and the notes."""
        body = self.body()
        helpers, _ = helper_source([f"{name}(" for name in self.helpers])
        imports = {each for each in self.front if each.startswith("import ")}
        values = [each for each in self.front if "\n" not in each and each not in imports]
        functions = [each for each in self.front if "\n" in each]
        blocks = ["\n".join(values), helpers, *functions, body]
        written = "\n\n\n".join(each.strip("\n") for each in blocks if each)
        if "math." in helpers and "import math" not in written:
            imports.add("import math")
        if "np." in written and "np" not in self.bound:
            imports.add("import numpy as np")
        heads = ["from __future__ import annotations"] if _has_names(written) else []
        heads += ["\n".join(sorted(imports))] if imports else []
        head = "\n\n".join(heads) + ("\n\n\n" if heads else "")
        return f"{head}{written}\n", tuple(self.notes)

    def walk(self, node: ast.AST) -> None:
        """Every name that is read, annotations left out."""
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns"):
                continue
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, ast.Call) and self.call(each):
                    continue
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
                    self.name(each)
                elif isinstance(each, ast.AST):
                    self.walk(each)

    def call(self, node: ast.Call) -> bool:
        """The logarithm to a base, which NumPy has not."""
        named = isinstance(node.func, ast.Name) and node.func.id == "log"
        if not named or "log" in self.bound or len(node.args) != 2:
            return False
        x, base = (self.edits.source(each) for each in node.args)
        self.edits.replace_node(node, f"(np.log({x}) / np.log({base}))")
        return True

    def name(self, node: ast.Name) -> None:
        name = node.id
        if name in self.bound:
            return
        around = self.definition.around
        if name in around and around[name] is not NAMES.get(name):
            self.bring(node, around[name])
        elif name in _LOOPS:
            self.edits.replace_node(node, _LOOPS[name])
            if name != "bigint":
                self.notes["loops marked as parallel run one round after the other"] = None
        elif name in NAMES and name not in vars(builtins):
            self.noodle_name(node, NAMES[name])
        elif name in names.LAYERS:
            self.activation(node)
        elif name == "np":
            return
        elif name not in vars(builtins) and not name.startswith("__"):
            self.refuse(node, f"{name} is not known here",
                        "give the text or the function that makes it too")  # fmt: skip

    def noodle_name(self, node: ast.Name, value: Any) -> None:
        if isinstance(value, ScalarType):
            self.edits.replace_node(node, f"np.{value.dtype.name}")
        elif node.id in _ROUNDING:
            self.helpers[node.id] = None
        elif node.id in names.LAYERS:
            self.activation(node)
        elif hasattr(np, node.id):
            self.edits.replace_node(node, f"np.{node.id}")
        else:
            self.refuse(node, f"NumPy has nothing like {node.id}", None)

    def activation(self, node: ast.Name) -> None:
        if node.id not in HELPERS:
            self.refuse(node, f"{node.id}() is a layer", "transpile the model that calls it")
        self.helpers[node.id] = None

    def bring(self, node: ast.Name, value: Any) -> None:
        """Something that a live function takes from around it, as a definition in front."""
        name = node.id
        if isinstance(value, ModuleType):
            said = value.__name__ if value.__name__ == name else f"{value.__name__} as {name}"
            made = f"import {said}"
        elif isinstance(value, ScalarType):
            self.noodle_name(node, value)
            return
        elif isinstance(value, FunctionType) and value.__module__.startswith("ahr."):
            self.activation(node)
            return
        elif isinstance(value, bool | int | float | str) or value is None:
            made = f"{name} = {value!r}"
        elif isinstance(value, np.ndarray) and value.size <= 64 and value.dtype.kind in "fiub":
            made = f"{name} = np.array({value.tolist()}, np.{value.dtype.name})"
        elif isinstance(value, FunctionType) and value.__module__ == (
            self.definition.around.get("__name__")
        ):
            self.bring_function(value)
            return
        else:
            self.refuse(node, f"{name} comes from around the function and cannot be written",
                        "pass it as an argument")  # fmt: skip
        if made not in self.front:
            self.front.insert(0 if made.startswith("import") else len(self.front), made)

    def bring_function(self, function: FunctionType) -> None:
        """Its text, behind that of what it takes from around it."""
        if function in self.brought:
            return
        self.brought.add(function)
        taken = take(function, None)
        assert isinstance(taken, Definition)
        inner = _Plain(taken, self.brought)
        body = inner.body()
        for each in inner.front:
            if each not in self.front:
                self.front.insert(0 if each.startswith("import") else len(self.front), each)
        self.front.append(body.strip("\n") + "\n")
        self.helpers.update(inner.helpers)
        self.notes.update(inner.notes)

    def function(self, node: ast.FunctionDef) -> None:
        """Annotations of Noodle's as a comment in front, and conversions where they convert."""
        said = []
        lines = []
        arguments = node.args
        for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if each.annotation is None or not is_noodle_annotation(each.annotation):
                continue
            text = self.edits.source(each.annotation)
            said.append(f"{each.arg}: {text}")
            start = self.edits.start(each) + len(each.arg.encode())
            end = self.edits.end(each.annotation)
            default = self.edits.behind(rb"[ \t]*=[ \t]*", end)
            self.edits.replace(start, default, "" if default == end else "=")
            converted = _converted(text, each.arg)
            lines += [f"{each.arg} = {converted}"] if converted else []
        if node.returns is not None and is_noodle_annotation(node.returns):
            said.append(f"-> {self.edits.source(node.returns)}")
            inside = [self.edits.end(each) for each in ast.walk(arguments) if _is_placed(each)]
            arrow = self.edits.find(b")", max(inside, default=self.edits.start(node))) + 1
            self.edits.replace(arrow, self.edits.end(node.returns), "")
        if said:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            self.edits.insert_line(first, f"# {', '.join(said).replace(', ->', ' ->')}")
        for line in lines:
            self.edits.insert_line(_first_statement(node).lineno, line)

    def assignment(self, node: ast.AnnAssign) -> None:
        if not is_noodle_annotation(node.annotation):
            return
        text = self.edits.source(node.annotation)
        start = self.edits.end(node.target)
        if node.value is None:
            self.edits.replace_node(node, f"pass  # {self.edits.source(node.target)}: {text}")
            return
        self.edits.replace(start, self.edits.end(node.annotation), "")
        converted = _converted(text, "")
        if converted:
            before, after = converted.split("()") if "()" in converted else (converted, "")
            self.edits.replace(self.edits.start(node.value), self.edits.start(node.value),
                               f"{before}(")  # fmt: skip
            self.edits.replace(self.edits.end(node.value), self.edits.end(node.value), f"){after}")

    def refuse(self, node: ast.Name, why: str, hint: str | None) -> None:
        raise ModelError("N6014", why, self.definition.span(node), hint=hint)


def _converted(annotation: str, value: str) -> str | None:
    """What an annotation of a number makes of it, where that is another value."""
    if annotation in _NARROW:
        return f"np.{BY_NAME[annotation].numpy}({value})"
    return f"float({value})" if annotation == "f64" else None


def _has_names(text: str) -> bool:
    """Whether annotations are left, whose names the text may not have."""
    nodes = list(ast.walk(ast.parse(text)))
    said = [node.annotation for node in nodes if isinstance(node, ast.arg | ast.AnnAssign)]
    said += [node.returns for node in nodes if isinstance(node, ast.FunctionDef)]
    return any(note is not None for note in said)


def _is_placed(node: ast.AST) -> bool:
    return hasattr(node, "end_lineno")


def _first_statement(node: ast.FunctionDef) -> ast.stmt:
    """Behind the docstring, if there is more."""
    is_text = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    return node.body[1] if is_text and len(node.body) > 1 else node.body[0]
