"""The typing rule of elementwise functions: NumPy's ufuncs.

The dtype is that of the ufunc's loop (`loops`), the shape that of broadcasting. `out=`, `where=`,
`dtype=` and operands of unknown class are here as well; the rows are in `elementwise_rows`.
"""

from __future__ import annotations

import functools

from nbc.builtins import arrays, plain
from nbc.builtins.arrays import Dims, result, shaped
from nbc.builtins.entry import Typing
from nbc.builtins.loops import Loops, find_loop
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types.model import OBJECT, Array, NoneType, Scalar, Tuple, Type
from nbc.types.shapes import ShapeError, broadcast


def elementwise(loops: Loops, *names: str) -> Typing:
    """A ufunc of the operands with these parameter names."""

    def rule(a: Arguments) -> Type:
        operands = [a[name] for name in names]
        shapes = [shaped(operand) for operand in operands]
        if None in shapes:
            return OBJECT
        kinds = [_operand(*pair) for pair in zip(operands, shapes, strict=True)]
        dims = broadcast_dims([shape.dims for shape in shapes if shape], a.at(*names))
        dtypes = _output(loops, kinds, a, names)
        return _delivered(dtypes, dims, a)

    return rule


def broadcast_dims(shapes: list[Dims | None], place: tuple[int, ...]) -> Dims | None:
    """The shape of operands brought together, or N2002."""
    known = [dims for dims in shapes if dims is not None]
    start: Dims | None = ()
    try:
        merged = functools.reduce(broadcast, known, start)
    except ShapeError:
        listed = " and ".join(arrays.shape_text(dims) for dims in shapes)
        message = f"shapes {listed} do not fit together"
        raise RuleError("N2002", message, operands=place) from None
    return merged if len(known) == len(shapes) else None


def _operand(kind: Type, shape: Array | None) -> Type:
    """A Python or NumPy scalar stays one; whatever else is an array by now."""
    return kind if isinstance(kind, Scalar) and kind.dtype in plain.NUMBERS else shape or OBJECT


def _output(
    loops: Loops, kinds: list[Type], a: Arguments, names: tuple[str, ...]
) -> tuple[str | None, ...]:
    asked = a.get("dtype")
    if not plain.absent(asked) or not plain.absent(a.get("signature")):
        results = loops.output("f64")
        sure = results == "f64" and "signature" not in a and all(_is_numeric(k) for k in kinds)
        known = arrays.dtype_named(asked) if sure else None
        return (known,) if isinstance(results, str) else (None,) * len(results)
    try:
        found = find_loop(kinds, loops)
    except LookupError:
        described = " and ".join(_described(kind) for kind in kinds)
        message = f"this function has no meaning for {described}"
        raise RuleError("N2003", message, operands=a.at(*names)) from None
    results = loops.output(found or "f64")
    if isinstance(results, str):
        return (results if found else loops.objects,)
    return tuple(results) if found else (None,) * len(results)


def _is_numeric(kind: Type) -> bool:
    return isinstance(kind, Array | Scalar) and kind.dtype in plain.NUMBERS


def _described(kind: Type) -> str:
    name = kind.dtype if isinstance(kind, Array | Scalar) else None
    return f"{name or 'unknown'} elements" if isinstance(kind, Array) else str(name)


def _delivered(dtypes: tuple[str | None, ...], dims: Dims | None, a: Arguments) -> Type:
    """The result or results, or the array that `out=` names."""
    out = a.get("out")
    if not plain.absent(out) or "out1" in a:
        alone = isinstance(out, Array) and len(dtypes) == 1
        return out if alone and out is not None else OBJECT
    where = a.get("where")
    if where is not None and not (isinstance(where, Scalar | NoneType)):
        return OBJECT
    results = tuple(result(dtype, dims) for dtype in dtypes)
    return results[0] if len(results) == 1 else Tuple(results)
