"""The in-place operators as functions, by opcode."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

INPLACE: dict[str, Callable[[Any, Any], Any]] = {
    "INPLACE_ADD": operator.iadd, "INPLACE_SUBTRACT": operator.isub,
    "INPLACE_MULTIPLY": operator.imul, "INPLACE_DIVIDE": operator.itruediv,
    "INPLACE_FLOOR_DIVIDE": operator.ifloordiv, "INPLACE_MODULO": operator.imod,
    "INPLACE_POWER": operator.ipow, "INPLACE_MATRIX_MULTIPLY": operator.imatmul,
    "INPLACE_LEFT_SHIFT": operator.ilshift, "INPLACE_RIGHT_SHIFT": operator.irshift,
    "INPLACE_BIT_AND": operator.iand, "INPLACE_BIT_OR": operator.ior,
    "INPLACE_BIT_XOR": operator.ixor,
}  # fmt: skip
