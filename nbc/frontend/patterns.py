"""Lowering of `match` patterns to the nested lists that CASE carries (see `nbc.bytecode`)."""

from __future__ import annotations

import ast
from typing import Any

from nbc.frontend.builder import Builder

Pattern = tuple[Any, ...]


def pattern(builder: Builder, node: ast.pattern) -> Pattern:
    match node:
        case ast.MatchValue(value=value):
            return _value(builder, value)
        case ast.MatchSingleton(value=value):
            return ("singleton", builder.unit.constant(value))
        case ast.MatchAs(pattern=None, name=None):
            return ("wildcard",)
        case ast.MatchAs(pattern=None, name=str(name)):
            return ("capture", builder.variable(name))
        case ast.MatchAs(pattern=ast.pattern() as inner, name=str(name)):
            return ("as", pattern(builder, inner), builder.variable(name))
        case ast.MatchOr(patterns=parts):
            return ("or", _all(builder, parts))
        case ast.MatchSequence(patterns=parts):
            return ("sequence", _all(builder, parts))
        case ast.MatchStar(name=name):
            return ("star", builder.variable(name) if name else None)
        case ast.MatchMapping(keys=keys, patterns=parts, rest=rest):
            pairs = tuple(
                (_value(builder, key), pattern(builder, part))
                for key, part in zip(keys, parts, strict=True)
            )
            return ("mapping", pairs, builder.variable(rest) if rest else None)
        case ast.MatchClass():
            return _class(builder, node)
    raise AssertionError(f"unknown pattern {type(node).__name__}")


def _all(builder: Builder, parts: list[ast.pattern]) -> tuple[Pattern, ...]:
    return tuple(pattern(builder, part) for part in parts)


def _class(builder: Builder, node: ast.MatchClass) -> Pattern:
    keywords = tuple(
        (name, pattern(builder, part))
        for name, part in zip(node.kwd_attrs, node.kwd_patterns, strict=True)
    )
    return ("class", _dotted(builder, node.cls), _all(builder, node.patterns), keywords)


def _value(builder: Builder, node: ast.expr) -> Pattern:
    if isinstance(node, ast.Attribute | ast.Name):
        return ("value", _dotted(builder, node))
    # A literal: a constant, a signed number or a sum such as 1 + 2j.
    value = _literal(node)
    kind = "singleton" if value is None or isinstance(value, bool) else "constant"
    return (kind, builder.unit.constant(value))


def _literal(node: ast.expr) -> Any:
    if isinstance(node, ast.JoinedStr):
        return ""  # CPython's compiler refuses it before we come here
    return ast.literal_eval(node)


def _dotted(builder: Builder, node: ast.expr) -> tuple[str, ...]:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(builder.mangled(node.attr))
        node = node.value
    assert isinstance(node, ast.Name)
    names.append(builder.variable(node.id))
    return tuple(reversed(names))
