"""Matching a value against a pattern (the operand of CASE): CPython does it.

A pattern is compiled, once, into a function with a `match` statement. Dotted names are attributes
of a stand-in for the scope, so they are looked up when the match comes to them, as in Python.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any, final

from nbc.bytecode.patterns import captures

_GLOBALS = {"__builtins__": builtins}
_SUBJECT, _SCOPE = "__nbc_subject__", "__nbc_scope__"


def match(
    pattern: Any, subject: Any, constants: Mapping[str, Any], lookup: Callable[[str], Any]
) -> dict[str, Any] | None:
    """The captured values by name, or None if the pattern does not match. `lookup` finds names."""
    keys = tuple(_constant_keys(pattern))
    code = _compiled(pattern, tuple((key, _exact(constants[key])) for key in keys))
    values = FunctionType(code, _GLOBALS)(subject, _Scope(lookup))
    return None if values is None else dict(zip(captures(pattern), values, strict=True))


@final
class _Scope:
    """Names as attributes."""

    def __init__(self, lookup: Callable[[str], Any]) -> None:
        self.__lookup = lookup

    def __getattribute__(self, name: str) -> Any:
        return object.__getattribute__(self, "_Scope__lookup")(name)


def _constant_keys(pattern: Any) -> list[str]:
    if not isinstance(pattern, tuple):
        return []
    if pattern and pattern[0] in ("constant", "singleton"):
        return [pattern[1]]
    return [key for part in pattern for key in _constant_keys(part)]


def _exact(value: Any) -> tuple[Any, ...]:
    """A constant such that equal ones are the same (1, 1.0 and True are not)."""
    return (type(value), repr(value) if isinstance(value, float | complex) else value, value)


@lru_cache(maxsize=1024)
def _compiled(pattern: Any, constants: tuple[tuple[str, tuple[Any, ...]], ...]) -> CodeType:
    values = {key: exact[2] for key, exact in constants}
    names: list[ast.expr] = [ast.Name(name, ast.Load()) for name in captures(pattern)]
    found = ast.Return(ast.Tuple(names, ast.Load()))
    case = ast.match_case(_node(pattern, values), None, [found])
    body = ast.Match(ast.Name(_SUBJECT, ast.Load()), [case])
    arguments = ast.arguments([], [ast.arg(_SUBJECT), ast.arg(_SCOPE)], None, [], [], None, [])
    define = ast.FunctionDef("match", arguments, [body], [], None)
    module = compile(ast.fix_missing_locations(ast.Module([define], [])), "<noodle match>", "exec")
    return next(constant for constant in module.co_consts if isinstance(constant, CodeType))


def _node(pattern: Any, constants: Mapping[str, Any]) -> ast.pattern:
    tag = pattern[0]
    if tag in ("value", "constant"):
        return ast.MatchValue(_value(pattern, constants))
    if tag == "singleton":
        return ast.MatchSingleton(constants[pattern[1]])
    if tag == "wildcard":
        return ast.MatchAs(None, None)
    if tag == "capture":
        return ast.MatchAs(None, pattern[1])
    if tag == "as":
        return ast.MatchAs(_node(pattern[1], constants), pattern[2])
    if tag == "star":
        return ast.MatchStar(pattern[1])
    if tag in ("or", "sequence"):
        make = ast.MatchOr if tag == "or" else ast.MatchSequence
        return make([_node(part, constants) for part in pattern[1]])
    if tag == "mapping":
        keys = [_value(key, constants) for key, _ in pattern[1]]
        parts = [_node(part, constants) for _, part in pattern[1]]
        return ast.MatchMapping(keys, parts, pattern[2])
    keywords = [name for name, _ in pattern[3]]
    inside = [_node(part, constants) for _, part in pattern[3]]
    positional = [_node(part, constants) for part in pattern[2]]
    return ast.MatchClass(_dotted(pattern[1]), positional, keywords, inside)


def _value(pattern: Any, constants: Mapping[str, Any]) -> ast.expr:
    return _dotted(pattern[1]) if pattern[0] == "value" else ast.Constant(constants[pattern[1]])


def _dotted(names: tuple[str, ...]) -> ast.expr:
    node: ast.expr = ast.Name(_SCOPE, ast.Load())
    for name in names:
        node = ast.Attribute(node, name, ast.Load())
    return node
