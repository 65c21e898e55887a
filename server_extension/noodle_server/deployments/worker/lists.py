"""Lists of JSON as arrays of a model's types, and arrays as lists: exact, or refused with a place.

JSON has one kind of number: 3.0 may be an integer, 3 may be a float; what a type cannot hold is
refused. Floats that JSON has no numbers for are the texts NaN, Infinity and -Infinity, as in the
JSON form of protocol buffers. Whatever is right takes a few calls of NumPy; places are only looked
for where something is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np

from ahr.dtypes import BY_NAME, numpy_dtype
from ahr.infer import TensorInfo
from nbc.errors import ModelError
from noodle_server.errors import ApiError

Array = np.ndarray[Any, Any]

NOT_FINITE: Final = {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}
DEEPEST: Final = 32
_EXACT: Final = 2.0**53
_KINDS: Final = {"b": "true or false", "O": "a text", "f": "a number", "i": "an integer",
                 "u": "an integer"}  # fmt: skip


def unfit(place: str, problem: str, name: str) -> ApiError:
    """What does not fit, and where."""
    return ApiError("N7063", f"{place}: {problem}", details={"place": place, "input": name})


def as_unfit(error: ModelError, infos: Iterable[TensorInfo], inputs: Mapping[str, Any]) -> ApiError:
    """What a model says of its inputs, with the first whose shape cannot be right."""
    for each in infos:
        shape = np.shape(inputs[each.name])
        dims = shape if each.dims is None else each.dims
        if len(dims) != len(shape) or any(
            isinstance(wanted, int) and wanted != length
            for wanted, length in zip(dims, shape, strict=True)
        ):
            return ApiError("N7063", error.message, hint=error.hint,
                            details={"place": f"inputs.{each.name}", "input": each.name},
                            )  # fmt: skip
    return ApiError("N7063", error.message, hint=error.hint)


def array_of(value: Any, dtype: str, name: str, place: str, *, has_words: bool) -> Array:
    """Raises ApiError N7063. has_words: whether `true` or `false` may be among the values."""
    row = BY_NAME[dtype]
    if row.kind not in _KINDS:
        raise unfit(place, f"{dtype} cannot be said in JSON", name)
    try:
        found = np.asarray(value, dtype=object) if row.kind == "O" else np.asarray(value)
    except ValueError:
        raise _ragged(value, name, place) from None
    if has_words and row.kind in "fiu" and _first(value, row.kind, "", 0)[0]:
        raise _stranger(value, row.kind, name, place)
    if row.kind == "f" and found.dtype.kind == "U":
        found = np.asarray(_with_floats(value))
    elif row.kind in "fiu" and found.dtype.kind == "f":
        _refuse_where(~np.isfinite(found), found, "is too large a number", name, place)
    fits = {"O": "O", "b": "b", "f": "fiu", "i": "fiu", "u": "fiu"}[row.kind]
    if found.size == 0:
        return np.zeros(found.shape, numpy_dtype(dtype))
    if found.dtype.kind not in fits or (row.kind == "O" and not _all_texts(found)):
        raise _stranger(value, row.kind, name, place)
    return found if row.kind == "O" else _exact(found, dtype, name, place)


def list_of(array: Array) -> Any:
    """What JSON can say of an array, nested as it is."""
    kind = "f" if array.dtype.kind == "V" else array.dtype.kind
    if kind == "c":
        raise ApiError("N7063", "complex numbers cannot be said in JSON", hint="ask for the real "
                       "and the imaginary part as outputs of their own")  # fmt: skip
    if kind == "O":
        return _each(_text, array)
    if kind == "f" and not np.isfinite(array.astype(np.float64)).all():
        return _each(_said, array.astype(np.float64))
    return (array.astype(np.float32) if array.dtype.kind == "V" else array).tolist()


def _exact(found: Array, dtype: str, name: str, place: str) -> Array:
    """The same numbers in another type."""
    wanted = numpy_dtype(dtype)
    kind = BY_NAME[dtype].kind
    if kind in "iu":
        if found.dtype.kind == "f":
            wrong = (found != np.floor(found)) | (np.abs(found) >= _EXACT)
            _refuse_where(wrong, found, f"is no {dtype}", name, place)
        limits = np.iinfo(wanted)
        wrong = (found < limits.min) | (found > limits.max)
        _refuse_where(wrong, found, f"does not fit {dtype}", name, place)
        return found.astype(wanted)
    with np.errstate(over="ignore"):
        made = found.astype(wanted)
    if kind == "f":
        wrong = ~np.isfinite(made.astype(np.float64)) & np.isfinite(found.astype(np.float64))
        _refuse_where(wrong, found, f"is too large for {dtype}", name, place)
    return made


def _refuse_where(wrong: Any, found: Array, problem: str, name: str, place: str) -> None:
    if np.any(wrong):
        at = tuple(int(each) for each in np.argwhere(wrong)[0])
        raise unfit(place + "".join(f"[{each}]" for each in at), f"{found[at]} {problem}", name)


def _stranger(value: Any, kind: str, name: str, place: str) -> ApiError:
    """The first value that is of another kind."""
    where, found = _first(value, kind, "", 0)
    got = "null" if found is None else type(found).__name__
    shown = {"bool": "true" if found else "false", "dict": "an object", "list": "a list"}.get(
        got, f"{found!r:.40}" if found is not None else "null"
    )
    return unfit(f"{place}{where}", f"{shown} is not {_KINDS[kind]}", name)


def _first(value: Any, kind: str, where: str, depth: int) -> tuple[str, Any]:
    if isinstance(value, list) and depth < DEEPEST:
        for at, each in enumerate(value):
            found = _first(each, kind, f"{where}[{at}]", depth + 1)
            if found[0]:
                return found
        return "", value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    is_number = is_number or (kind == "f" and isinstance(value, str) and value in NOT_FINITE)
    fits = {"O": isinstance(value, str), "b": isinstance(value, bool)}.get(
        kind, is_number and (isinstance(value, float | str) or -(2**63) <= value < 2**64)
    )
    return ("", value) if fits and where else (where, value)


def _ragged(value: Any, name: str, place: str) -> ApiError:
    """Where lists side by side are of other lengths."""
    level, where = value, place
    for _ in range(DEEPEST):
        lengths = [len(each) if isinstance(each, list) else -1 for each in level]
        odd = next((at for at, each in enumerate(lengths) if each != lengths[0]), None)
        if odd is not None:
            got = "no list" if lengths[odd] < 0 else f"{lengths[odd]} values"
            first = "none" if lengths[0] < 0 else f"{lengths[0]}"
            return unfit(f"{where}[{odd}]", f"{got}, where those before have {first}", name)
        for at, each in enumerate(level):
            if not _is_even(each):
                level, where = each, f"{where}[{at}]"
                break
        else:
            break
    return unfit(place, "its lists are of different lengths, or too deep", name)


def _is_even(value: Any) -> bool:
    try:
        np.asarray(value)
    except ValueError:
        return False
    return True


def _with_floats(value: Any) -> Any:
    """With the texts for what JSON has no numbers for as floats."""
    if isinstance(value, list):
        return [_with_floats(each) for each in value]
    return NOT_FINITE.get(value, value) if isinstance(value, str) else value


def _all_texts(found: Array) -> bool:
    return all(isinstance(each, str) for each in found.flat)


def _each(say: Callable[[Any], Any], array: Array) -> Any:
    made = np.empty(array.shape, object)
    for at, value in np.ndenumerate(array):
        made[at] = say(value)
    return made.tolist()


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _said(value: float) -> Any:
    if np.isfinite(value):
        return float(value)
    return "NaN" if np.isnan(value) else "Infinity" if value > 0 else "-Infinity"
