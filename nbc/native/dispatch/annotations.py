"""Errors of annotations that native code checked: made by the VM's own check, of a value like the
one that failed."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any

from nbc.errors import AnnotationTrap
from nbc.runtime.conform import Dims, refusal


def annotation_error(said: str, values: Sequence[int]) -> AnnotationTrap:
    """The error of the trap ANNOTATION; `said` is its place's text (see `nbc.native.traps`)."""
    about: dict[str, str] = json.loads(said)
    dims: Dims = {}
    if "dim" in about:
        dims[about["dim"]] = (values[0], about["by"])
    return refusal(_sample(about, values), about["text"], about["what"], dims)


def _sample(about: dict[str, str], values: Sequence[int]) -> Any:
    """A value of the same type; of an array only the shape counts."""
    import numpy  # lazy: an error is no time to save, but start-up is

    if about["kind"] == "array":
        dtype = numpy.dtype(_NAMES[about["dtype"]])
        shape = tuple(values[1 : 1 + int(about["rank"])])
        return numpy.lib.stride_tricks.as_strided(numpy.zeros(1, dtype), shape, (0,) * len(shape))
    bits = struct.pack("<q", values[0])
    if about["kind"] == "f64":
        number: Any = struct.unpack("<d", bits)[0]
    elif about["kind"] == "u64":
        number = struct.unpack("<Q", bits)[0]
    else:
        number = values[0]
    if about.get("weak") == "True":
        return bool(number) if about["kind"] == "bool" else number
    return numpy.dtype(_NAMES[about["kind"]]).type(number)


_NAMES = {
    "bool": "bool", "f32": "float32", "f64": "float64", "c64": "complex64", "c128": "complex128",
    **{f"i{bits}": f"int{bits}" for bits in (8, 16, 32, 64)},
    **{f"u{bits}": f"uint{bits}" for bits in (8, 16, 32, 64)},
}  # fmt: skip
