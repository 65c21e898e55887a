"""Adapters of operators that make tensors of shapes and numbers."""

from __future__ import annotations

from typing import Any, Final

from ahr.formats.aten.call import Call, Length
from ahr.formats.aten.elementwise import Adapter


def _filled(call: Call, value: Any, shape: str) -> str:
    dtype = str(call.dtype)
    return call.add("expand", call.constant([value], dtype), shape)


def _full(usual: float | None) -> Adapter:
    def read(call: Call) -> str:
        value = call.get("fill_value") if usual is None else usual
        return _sized(call, value, call.given["size"])

    return read


def _sized(call: Call, value: Any, size: list[Any]) -> str:
    lengths = [each.dim if isinstance(each, Length) else each for each in size]
    if not lengths:
        return call.constant(value, str(call.dtype))
    known = [each for each in lengths if isinstance(each, int)]
    if known == lengths:
        return _filled(call, value, call.ints(known))
    parts = [each.tensor if isinstance(each, Length) else call.ints([each]) for each in size]
    return _filled(call, value, call.add("concat", *parts, axis=0))


def _like(usual: float | None) -> Adapter:
    def read(call: Call) -> str:
        value = call.get("fill_value") if usual is None else usual
        return _filled(call, value, call.add("shape", call.tensor("self")))

    return read


def _new(usual: float | None) -> Adapter:
    return _full(usual)


def _range(call: Call) -> str:
    dtype = str(call.dtype)
    parts = [call.given.get("start", 0), call.given["end"], call.given.get("step", 1)]
    start, end, step = (call.as_tensor(each, dtype) for each in parts)
    return call.add("range", start, end, step)


def _scalar(call: Call) -> str:
    return call.constant(call.get("s"), str(call.dtype))


ADAPTERS: Final[dict[str, Adapter]] = {
    "aten.full": _full(None),
    "aten.zeros": _full(0),
    "aten.ones": _full(1),
    "aten.new_full": _full(None),
    "aten.new_zeros": _new(0),
    "aten.new_ones": _new(1),
    "aten.full_like": _like(None),
    "aten.zeros_like": _like(0),
    "aten.ones_like": _like(1),
    "aten.arange": _range,
    "aten.scalar_tensor": _scalar,
}
