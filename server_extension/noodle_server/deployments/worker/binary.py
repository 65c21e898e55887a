"""Tensors as bytes, as the Open Inference Protocol's binary extension has them: in order of rows,
least byte first; texts each behind its length in four bytes."""

from __future__ import annotations

import struct
from typing import Final

import numpy as np

from ahr.dtypes import numpy_dtype
from noodle_server.deployments.worker.lists import Array, unfit

_LENGTH: Final = struct.Struct("<I")


def array_from(data: bytes, dtype: str, shape: list[int], name: str) -> Array:
    """Raises ApiError N7063 where the bytes are not those of such a tensor."""
    if dtype == "str":
        texts = np.empty(len(found := _texts(data, name)), object)
        texts[:] = found
        return shaped(texts, shape, name)
    wanted = numpy_dtype(dtype)
    if len(data) % wanted.itemsize:
        raise unfit(name, f"{len(data)} bytes are no whole number of {dtype}", name)
    made = np.frombuffer(data, wanted)
    if dtype == "bool" and np.any(made.view(np.uint8) > 1):
        raise unfit(name, "a byte of a BOOL is 0 or 1", name)
    return shaped(made, shape, name)


def shaped(array: Array, shape: list[int], name: str) -> Array:
    """Raises ApiError N7063 where the shape has another number of values."""
    count = 1
    for each in shape:
        count *= each
    if array.size != count:
        raise unfit(f"inputs.{name}", f"{array.size} values, of shape {shape} are {count}", name)
    return array.reshape(shape)


def bytes_of(array: Array) -> bytes:
    if array.dtype.kind == "O":
        parts = [each if isinstance(each, bytes) else str(each).encode() for each in array.flat]
        return b"".join(_LENGTH.pack(len(each)) + each for each in parts)
    return np.ascontiguousarray(array).tobytes()


def _texts(data: bytes, name: str) -> list[str]:
    made, at = [], 0
    while at < len(data):
        size = _LENGTH.unpack_from(data, at)[0] if at + _LENGTH.size <= len(data) else len(data)
        at += _LENGTH.size
        if at + size > len(data):
            raise unfit(name, "its bytes end within a text", name)
        try:
            made.append(data[at : at + size].decode())
        except UnicodeDecodeError:
            raise unfit(f"{name}[{len(made)}]", "it is not UTF-8", name) from None
        at += size
    return made
