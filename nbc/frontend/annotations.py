"""Which annotations are Noodle's (enforced) and which are Python's (hints)."""

from __future__ import annotations

import ast

from nbc.errors import SourceError, Span
from nbc.frontend.builder import Builder, position
from nbc.types import is_noodle_annotation, parse_type


def noodle_annotation(builder: Builder, node: ast.expr | None) -> str | None:
    """The text of a Noodle type, or None for a Python annotation (or none at all). A malformed
    Noodle type is reported as N2008."""
    if node is None or not is_noodle_annotation(node):
        return None
    if _root(node) in builder.unit.shadowed:
        return None
    text = ast.unparse(node)
    try:
        parse_type(text)
    except ValueError as error:
        builder.unit.errors.append(
            SourceError("N2008", str(error), Span.at(builder.unit.source_id, position(node)),
                        hint="a Noodle type reads like f64, i64 or f64[n, 3]")
        )  # fmt: skip
        return None
    return text


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
