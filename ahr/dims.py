"""Lengths of axes as arithmetic: integers, names ("N") and polynomials of names with `//`.

A length is an int, a text in canonical form ("2*N + 1", "(H - 1)//2 + 1") or None where nothing is
known. Equal texts are equal lengths; different ones may still agree at run time, so only lengths
whose difference is a known number other than zero certainly disagree.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from keyword import iskeyword

from nbc.types.model import Dim

Dims = tuple[Dim, ...]

_Terms = dict[tuple[str, ...], int]
"""Products of atoms and their factors; the empty product is the constant."""

_ONE: tuple[str, ...] = ()


def add(*lengths: Dim) -> Dim:
    """The sum; None where a part is unknown."""
    total: _Terms = {}
    for length in lengths:
        if length is None:
            return None
        for atoms, factor in _terms(length).items():
            total[atoms] = total.get(atoms, 0) + factor
    return _written(total)


def multiply(*lengths: Dim) -> Dim:
    """The product; 1 of nothing. A zero makes it 0 whatever else is unknown."""
    if 0 in lengths:
        return 0
    if None in lengths:
        return None
    product: _Terms = {_ONE: 1}
    for length in lengths:
        assert length is not None
        product = _times(product, _terms(length))
    return _written(product)


def subtract(left: Dim, right: Dim) -> Dim:
    """The difference."""
    return add(left, multiply(-1, right))


def floor_divide(length: Dim, divisor: int) -> Dim:
    """`length // divisor`, for a divisor above 0. What divides exactly leaves the quotient."""
    return None if length is None else _written(_floor(_terms(length), divisor))


def divide_exactly(length: Dim, divisor: Dim) -> Dim:
    """The quotient where the division certainly leaves no rest, else None (unknown)."""
    if length is None or divisor is None or divisor == 0:
        return None
    if length == divisor:
        return 1
    above, below = _terms(length), _terms(divisor)
    if len(below) != 1:
        return None
    (atoms, factor), quotient = next(iter(below.items())), {}
    for product, number in above.items():
        left = list(product)
        for atom in atoms:
            if atom not in left:
                return None
            left.remove(atom)
        if number % factor:
            return None
        quotient[tuple(left)] = number // factor
    return _written(quotient)


def size(dims: Iterable[Dim]) -> Dim:
    """How many elements an array of these lengths has."""
    return multiply(*dims)


def disagree(left: Dim, right: Dim) -> bool:
    """Whether two lengths certainly differ."""
    difference = subtract(left, right)
    return isinstance(difference, int) and difference != 0


def evaluate(length: Dim, values: Mapping[str, int]) -> int | None:
    """The number, where all its names have values."""
    if length is None or isinstance(length, int):
        return length
    total = 0
    for atoms, factor in _terms(length).items():
        parts = [_atom_value(atom, values) for atom in atoms]
        if None in parts:
            return None
        total += reduce(lambda x, y: x * (y or 0), parts, factor)
    return total


def names(length: Dim) -> frozenset[str]:
    """The names in a length."""
    if not isinstance(length, str):
        return frozenset()
    found = ast.walk(ast.parse(length, mode="eval"))
    return frozenset(node.id for node in found if isinstance(node, ast.Name))


def canonical(text: str) -> Dim:
    """A length from its text, e.g. "N+1+N". Raises ValueError where it is none."""
    if text.isidentifier() and text.isascii() and not iskeyword(text):
        return text
    try:
        return _written(_read(ast.parse(text, mode="eval").body))
    except (SyntaxError, RecursionError):
        raise ValueError(f"{text!r} is not a length") from None


def shown(dims: Dims | None) -> str:
    """As people read shapes: `[N, 64]`; `?` where a length is unknown."""
    if dims is None:
        return "[...]"
    return "[" + ", ".join("?" if each is None else str(each) for each in dims) + "]"


@cache
def _of_text(text: str) -> tuple[tuple[tuple[str, ...], int], ...]:
    return tuple(_read(ast.parse(text, mode="eval").body).items())


def _terms(length: int | str) -> _Terms:
    return {_ONE: length} if isinstance(length, int) else dict(_of_text(length))


def _read(node: ast.expr) -> _Terms:
    match node:
        case ast.Constant(value=int(value)):
            return {_ONE: value}
        case ast.Name(id=name):
            return {(name,): 1}
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _times({_ONE: -1}, _read(operand))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _sum(_read(left), _read(right))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _sum(_read(left), _times({_ONE: -1}, _read(right)))
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _times(_read(left), _read(right))
        case ast.BinOp(left=left, op=ast.FloorDiv(), right=ast.Constant(value=int(by))) if by > 0:
            return _floor(_read(left), by)
    raise ValueError(f"{ast.unparse(node)!r} is not a length")


def _floor(terms: _Terms, divisor: int) -> _Terms:
    """Terms that divide exactly move out of the floor, and so does the constant's whole part."""
    whole: _Terms = {}
    rest: _Terms = {}
    for atoms, factor in terms.items():
        quotient, remainder = divmod(factor, divisor)
        if atoms == _ONE or remainder == 0:
            whole[atoms], rest[atoms] = quotient, remainder
        else:
            rest[atoms] = factor
    kept = _written(rest)
    if isinstance(kept, str):
        whole[(f"{kept if kept.isidentifier() else f'({kept})'}//{divisor}",)] = 1
    return whole


def _sum(left: _Terms, right: _Terms) -> _Terms:
    total = dict(left)
    for atoms, factor in right.items():
        total[atoms] = total.get(atoms, 0) + factor
    return total


def _times(left: _Terms, right: _Terms) -> _Terms:
    product: _Terms = {}
    for atoms, factor in left.items():
        for others, number in right.items():
            key = tuple(sorted(atoms + others))
            product[key] = product.get(key, 0) + factor * number
    return product


def _written(terms: _Terms) -> int | str:
    kept = {atoms: factor for atoms, factor in terms.items() if factor}
    if not kept.keys() - {_ONE}:
        return kept.get(_ONE, 0)
    text = ""
    for atoms in sorted(kept, key=lambda atoms: (-len(atoms), atoms)):
        factor = kept[atoms]
        sign = "-" if factor < 0 else "+"
        parts = [str(abs(factor))] if abs(factor) != 1 or not atoms else []
        term = "*".join(
            [*parts, *(_inside(atom, parts or atoms[1:] or factor < 0) for atom in atoms)]
        )
        text += f" {sign} {term}" if text else ("-" if sign == "-" else "") + term
    return text


def _inside(atom: str, others: object) -> str:
    """`//` binds as `*` does, from the left: in a product it needs brackets."""
    return f"({atom})" if "//" in atom and others else atom


def _atom_value(atom: str, values: Mapping[str, int]) -> int | None:
    if atom.isidentifier():
        return values.get(atom)
    tree = ast.parse(atom, mode="eval").body
    assert isinstance(tree, ast.BinOp) and isinstance(tree.right, ast.Constant)
    above = evaluate(_written(_read(tree.left)), values)
    divisor = tree.right.value
    return None if above is None or not isinstance(divisor, int) else above // divisor
