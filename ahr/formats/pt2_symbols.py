"""Symbolic lengths in torch.export programs: texts of SymPy, parsed and never evaluated."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import reduce
from typing import Any, Final, final

from ahr import dims
from nbc.types.model import Dim

_BATCH: Final = "N"


@final
class Symbols:
    """Names for the symbols of a graph: the first axis of an input is `N`, others keep theirs."""

    def __init__(self, graph: Mapping[str, Any]) -> None:
        self.names: dict[str, str] = {}
        self.values: Mapping[str, Any] = graph["sym_int_values"]
        for each in graph["inputs"]:
            name = each.get("as_tensor", {}).get("name", "")
            sizes = graph["tensor_values"].get(name, {}).get("sizes", [])
            first = self._symbol(sizes[0]) if sizes else None
            if first is not None and _BATCH not in self.names.values():
                self.names.setdefault(first, _BATCH)

    def length(self, said: Mapping[str, Any]) -> Dim:
        """A size of the file; None where it is no polynomial of symbols."""
        if "as_int" in said:
            return int(said["as_int"])
        try:
            return self._dim(ast.parse(said["as_expr"]["expr_str"], mode="eval").body)
        except (SyntaxError, ValueError, KeyError, TypeError, RecursionError, MemoryError):
            return None

    def value(self, name: str) -> Dim:
        """A number that the program computes with."""
        return self.length(self.values[name]) if name in self.values else None

    def _symbol(self, said: Mapping[str, Any]) -> str | None:
        text = str(said.get("as_expr", {}).get("expr_str", ""))
        return text.split("'")[1] if text.startswith("Symbol('") else None

    def _dim(self, node: ast.expr) -> Dim:
        """Raises ValueError for what is no length."""
        match node:
            case ast.Constant(value=int(value)):
                return value
            case ast.Call(func=ast.Name(id="Integer"), args=[inner]):
                return self._dim(inner)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return dims.multiply(-1, self._dim(inner))
            case ast.Call(func=ast.Name(id="Symbol"), args=[ast.Constant(value=str(name))]):
                if not name.isidentifier():
                    raise ValueError(name)
                return self.names.setdefault(name, name)
            case ast.Call(func=ast.Name(id="Mul"), args=parts):
                return dims.multiply(*map(self._dim, parts))
            case ast.Call(func=ast.Name(id="Add"), args=parts):
                return dims.add(*map(self._dim, parts))
            case ast.Call(func=ast.Name(id="Pow"), args=[base, power]):
                count = self._dim(power)
                if isinstance(count, int) and 0 < count < 8:
                    return reduce(dims.multiply, [self._dim(base)] * count)
            case ast.Call(func=ast.Name(id="FloorDiv"), args=[left, right]):
                divisor = self._dim(right)
                if isinstance(divisor, int) and divisor > 0:
                    return dims.floor_divide(self._dim(left), divisor)
        raise ValueError(ast.dump(node)[:80])
