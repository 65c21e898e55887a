"""Which annotations are Noodle's own, decided on the syntax tree.

Noodle's are those that name a Noodle type: `f64`, `bigint`, `f64[n, 3]`, `list[f64]`,
`tuple[i64, str]`. `bool` and `str` alone (and `list[str]`, ...) are Python's, hints as everywhere
in Python; `bool[n]` is an array and Noodle's. What a Noodle annotation means is in `text`.
"""

from __future__ import annotations

import ast

from nbc.types.text import ARRAY_DTYPES

_OWN = (ARRAY_DTYPES - {"bool", "str"}) | {"bigint"}
_CONTAINERS = frozenset({"list", "dict", "set", "tuple"})


def is_noodle_annotation(node: ast.expr, shadowed: frozenset[str] = frozenset()) -> bool:
    """Whether an annotation is Noodle's; `shadowed` are names that the source itself binds."""
    if isinstance(node, ast.Name):
        return node.id in _OWN and node.id not in shadowed
    if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
        return False
    base = node.value.id
    if base in shadowed:
        return False
    if base in _CONTAINERS:
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return any(is_noodle_annotation(item, shadowed) for item in items)
    return base in _OWN or base == "bool"
