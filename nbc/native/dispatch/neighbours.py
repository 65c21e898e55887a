"""What numba sees of a Noodle function: Python's code of it, not the code that runs it.

numba reads bytecode. That of a function is a stub or has Noodle's checks in it; so numba is shown
the function compiled from its source by CPython alone, through the attribute that numba asks for.
Made when numba first asks: until then it costs two entries in the function's dictionary.
"""

from __future__ import annotations

import ast
from functools import cached_property
from types import CodeType, FunctionType
from typing import Any, final

from nbc.bytecode.module import Function, Module
from nbc.native.dispatch.pickling import Stranger

_ATTRIBUTE = "__nbc_python__"


def show_to_numba(function: FunctionType, module: Module, index: int, keep: object) -> None:
    """From now on numba compiles the function's Python. `keep` lives as long as the function."""
    function.__numba__ = _ATTRIBUTE  # type: ignore[attr-defined]
    setattr(function, _ATTRIBUTE, PythonView(function, module, index, keep))


def kept_with(function: FunctionType) -> object:
    """What `show_to_numba` was told to keep, if it was called for the function."""
    return getattr(function.__dict__.get(_ATTRIBUTE), "keep", None)


@final
class PythonView:
    """A function as numba looks at it; `__code__` is made when it is asked for."""

    def __init__(
        self, function: FunctionType, module: Module, index: int, keep: object
    ) -> None:  # fmt: skip
        self.__name__ = function.__name__
        self.__qualname__ = function.__qualname__
        self.__module__ = function.__module__
        self.__doc__ = function.__doc__
        self.__globals__ = function.__globals__
        self.__defaults__ = function.__defaults__
        self.__closure__ = None
        self.__wrapped__ = function
        self._module = module
        self._index = index
        self.keep = keep

    @cached_property
    def __code__(self) -> CodeType:
        plain: CodeType = self.__wrapped__.__code__
        return python_code(self._module, self._index, plain.co_filename) or plain

    def __reduce__(self) -> tuple[Any, ...]:
        return Stranger, ()

    def __call__(self, *arguments: Any) -> Any:
        return self.__wrapped__(*arguments)


def python_code(module: Module, index: int, filename: str) -> CodeType | None:
    """A function's code compiled by CPython from the module's source, if that can be had."""
    function = module.functions[index]
    if module.source is None:
        return None
    try:
        tree = ast.parse(module.source)
    except (SyntaxError, ValueError):
        return None
    node = next((node for node in ast.walk(tree) if _is_at(node, function)), None)
    if not isinstance(node, ast.FunctionDef | ast.Lambda):
        return None
    code = compile(ast.Module([_alone(node)], []), filename, "exec", dont_inherit=True)
    return next((item for item in code.co_consts if isinstance(item, CodeType)), None)


def _is_at(node: ast.AST, function: Function) -> bool:
    kind = ast.Lambda if function.kind == "lambda" else ast.FunctionDef
    if not isinstance(node, kind):
        return False
    line, column = function.position[:2]
    return node.lineno == line and (function.kind != "lambda" or node.col_offset == column)


def _alone(node: ast.FunctionDef | ast.Lambda) -> ast.stmt:
    """The definition without decorators, defaults and annotations, which are evaluated already."""
    node.args.defaults = []
    for arg in (*node.args.posonlyargs, *node.args.args):
        arg.annotation = None
    if isinstance(node, ast.FunctionDef):
        node.decorator_list = []
        node.returns = None
        return node
    return ast.copy_location(ast.Expr(node), node)
