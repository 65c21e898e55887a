"""Tensors by name as bytes: safetensors, written by its library.

Reading is done here, for the library copies: arrays that are read are views of the file's bytes
and cannot be written to. The header says where each tensor is; it is checked as the library does,
so that no tensor lies outside, none over another, and no byte belongs to none.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors.numpy import save

from ahr.dtypes import numpy_dtype
from ahr.formats.archive import AGAIN
from nbc.errors import ModelError

DTYPES: Final = {
    "F64": "f64", "F32": "f32", "F16": "f16", "BF16": "bf16", "I64": "i64", "I32": "i32",
    "I16": "i16", "I8": "i8", "U64": "u64", "U32": "u32", "U16": "u16", "U8": "u8", "BOOL": "bool",
    "C64": "c64",
}  # fmt: skip
"""The names of element types in the format, and ours."""

_HEADER_AT_MOST: Final = 100_000_000
Arrays = dict[str, np.ndarray[Any, Any]]


def written_tensors(tensors: Mapping[str, Any], metadata: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a safetensors file."""
    arrays = {name: np.ascontiguousarray(value).reshape(np.shape(value))
              for name, value in tensors.items()}  # fmt: skip
    return save(arrays, None if metadata is None else dict(metadata))


def read_tensors(data: bytes | memoryview, path: Path) -> Arrays:
    """The arrays of a safetensors file, in its order. Raises ModelError N6005, and N6007 for
    element types that are not known."""
    return read_with_metadata(data, path)[0]


def read_with_metadata(data: bytes | memoryview, path: Path) -> tuple[Arrays, dict[str, str]]:
    """The arrays, and the texts that are kept beside them."""
    view = memoryview(data)
    length = int.from_bytes(view[:8], "little")
    if len(view) < 8 or length > min(len(view) - 8, _HEADER_AT_MOST):
        raise _damaged(path, f"the header is said to have {length} bytes, of {len(view)} in all")
    try:
        header = json.loads(bytes(view[8 : 8 + length]))
        metadata = {str(key): str(value) for key, value in header.pop("__metadata__", {}).items()}
        arrays = _arrays(header, view[8 + length :], path)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path, f"the header is not valid: {error!r}") from None
    return arrays, metadata


def _arrays(header: Mapping[str, Any], body: memoryview, path: Path) -> Arrays:
    found: Arrays = {}
    taken = 0
    for name, said in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = said["data_offsets"]
        if said["dtype"] not in DTYPES:
            raise ModelError("N6007", f"{path}: {name} has elements of {said['dtype']}")
        dtype = numpy_dtype(DTYPES[said["dtype"]])
        shape = tuple(map(_length, said["shape"]))
        if start != taken or end - start != math.prod(shape) * dtype.itemsize or end > len(body):
            raise _damaged(path, f"{name} is not where the header says")
        array = np.frombuffer(body[start:end], dtype).reshape(shape)
        found[name] = array if array.flags.aligned else array.copy()
        taken = end
    if taken != len(body):
        raise _damaged(path, f"{len(body) - taken} bytes belong to no tensor")
    return found


def _length(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is no length")
    return value


def _damaged(path: Path, why: str) -> ModelError:
    return ModelError("N6005", f"{path}: its tensors cannot be read: {why}", hint=AGAIN)
