"""Random array arguments of every dtype, rank and layout, and random expressions and statements.

A `World` is what does not change between the calls of a function: dtype and rank of a, b and c, and the
type of the number k; m is a mask and g an array of indices. Shapes, strides and values change from
call to call. Floats are small multiples of an eighth, so that sums are exact in every order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, final

import numpy as np

DTYPES = ("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
          "float32", "float64", "complex64", "complex128")  # fmt: skip
COMMON = ("float64", "float64", "float64", "int64", "int64", "float32", "int32", "complex128")
LAYOUTS = ("C", "C", "C", "F", "stepped", "backwards", "inner", "readonly", "broadcast")
PARAMETERS = "a, b, c, k, m, g, i"
NUMBERS = ("int", "int", "float", "bool", "complex", "np.float64", "np.float32", "np.int64", "np.int8",
           "np.uint8")  # fmt: skip


@final
@dataclass(frozen=True, slots=True)
class World:
    dtypes: tuple[str, str, str]
    ranks: tuple[int, int, int]
    number: str

    def arguments(self, seed: int, *, plain: bool = False) -> tuple[Any, ...]:
        """`plain`: contiguous, and shapes that go together."""
        rng = Random(seed)
        rows, columns = (3, 4) if plain or rng.random() < 0.5 else rng.choice(_SIZES)
        arrays = [array(rng, dtype, self._shape(rng, rank, rows, columns, plain),
                        "C" if plain else rng.choice(LAYOUTS))
                  for dtype, rank in zip(self.dtypes, self.ranks, strict=True)]  # fmt: skip
        mask = np.array([rng.random() < 0.5 for _ in range(columns)], dtype=bool)
        top = columns if plain or rng.random() < 0.8 else columns + 1
        indices = np.array([rng.randrange(-columns, top) if columns else 0 for _ in range(3)])
        return (*arrays, number(rng, self.number), mask, indices, rng.randrange(-4, 4))

    @staticmethod
    def _shape(rng: Random, rank: int, rows: int, columns: int, plain: bool) -> tuple[int, ...]:
        shape = (2, rows, columns)[3 - rank :]
        if plain:
            return shape
        if rng.random() < 0.05:
            return tuple(size + 1 for size in shape)
        return tuple(1 if rng.random() < 0.2 else size for size in shape)


_SIZES = ((1, 1), (2, 5), (0, 4), (3, 0), (5, 9), (7, 1), (1, 33), (3, 4))


def world(rng: Random) -> World:
    names = DTYPES if rng.random() < 0.5 else COMMON
    first = rng.choice(names)
    others = [first if rng.random() < 0.4 else rng.choice(names) for _ in range(2)]
    ranks = [rng.choice((1, 2, 2, 2, 3)) for _ in range(3)]
    return World((first, others[0], others[1]), (ranks[0], ranks[1], ranks[2]), rng.choice(NUMBERS))


def number(rng: Random, kind: str) -> Any:
    if kind == "int":
        return rng.choice((0, 1, 2, 3, -1, -2, 7, 100, 127, 128, 300, -129, 2**31, 2**40))
    if kind == "bool":
        return rng.random() < 0.5
    value = rng.randrange(0, 40)
    if kind in ("float", "np.float64", "np.float32"):
        return {"float": float}.get(kind, getattr(np, kind[3:], None))(value / 8 - 2)  # type: ignore[misc]
    if kind == "complex":
        return complex(value / 8, -1.5)
    return getattr(np, kind[3:])(value)


def array(rng: Random, dtype: str, shape: tuple[int, ...], layout: str) -> Any:
    """An array, often a view of a larger one."""
    if layout == "F":
        return np.asfortranarray(values(rng, dtype, shape))
    if layout == "stepped":
        return values(rng, dtype, tuple(2 * n + 1 for n in shape))[
            tuple(slice(1, None, 2) for _ in shape)
        ]
    if layout == "backwards":
        return values(rng, dtype, shape)[tuple(slice(None, None, -1) for _ in shape)]
    if layout == "inner":
        return values(rng, dtype, tuple(n + 2 for n in shape))[tuple(slice(1, -1) for _ in shape)]
    if layout == "broadcast" and shape:
        return np.broadcast_to(values(rng, dtype, shape[1:]), shape)
    found = values(rng, dtype, shape)
    found.flags.writeable = layout != "readonly"
    return found


def values(rng: Random, dtype: str, shape: tuple[int, ...]) -> Any:
    kind = np.dtype(dtype).kind
    flat = np.empty(int(np.prod(shape)), dtype)
    for position in range(flat.size):
        if kind == "b":
            flat[position] = rng.random() < 0.5
        elif kind in "iu":
            info = np.iinfo(dtype)
            edge = rng.random() < 0.1
            flat[position] = (
                rng.choice((info.min, info.max)) if edge else rng.randrange(-6 * (kind == "i"), 9)
            )
        elif kind == "f":
            flat[position] = rng.randrange(-40, 40) / 8
        else:
            flat[position] = complex(rng.randrange(-20, 20) / 4, rng.randrange(-20, 20) / 4)
    return flat.reshape(shape)


@final
class ArrayExpressions:
    """Writes expressions over a world's arrays; many raise, which is for the caller to see."""

    def __init__(
        self, rng: Random, *, shapes: bool = True, names: tuple[str, ...] = ("a", "b", "c")
    ) -> None:
        self.rng = rng
        self.shapes = shapes
        self.names = names

    def expression(self, size: int) -> str:
        n = size - 1
        if size <= 0 or self.rng.random() < 0.1:
            return self._op(*self.names * 2, *self.names[:2], "k", "2", "0.5", "3", "True", "100")
        return self.rng.choice((
            lambda: f"({self.expression(n)} {self._op('+', '-', '*', '/', '+', '-', '*')}"
                    f" {self.expression(n)})",
            lambda: f"({self.expression(n)} {self._op('//', '%')} {self.expression(n)})",
            lambda: f"({self.expression(n)} {self._op('<', '<=', '==', '!=', '>', '>=')}"
                    f" {self.expression(n)})",
            lambda: f"({self.expression(n)} {self._op('&', '|', '^', '>>', '<<')} {self.expression(n)})",
            lambda: f"({self.expression(n)} ** {self._op('0', '1', '2', '3', '2.0')})",
            lambda: f"{self._op('-', '~', '+')}{self.expression(n)}",
            lambda: f"abs({self.expression(n)})",
            lambda: f"np.{self._op('minimum', 'maximum')}({self.expression(n)}, {self.expression(n)})",
            lambda: f"np.where({self.truth(n)}, {self.expression(n)}, {self.expression(n)})",
            lambda: f"np.{self._op(*_UNARY)}({self.expression(n)})",
            lambda: f"{self.array(n)}.astype(np.{self._op(*DTYPES, 'float64', 'int64')})",
            lambda: f"{self.array(n)}.{self._op('real', 'imag', 'conj()', 'copy()')}",
            lambda: f"np.clip({self.expression(n)}, {self.expression(0)}, {self.expression(0)})",
            lambda: f"np.logical_{self._op('and', 'or', 'xor')}({self.expression(n)}, {self.array(0)})",
            lambda: self.shaped(n) if self.shapes else self.expression(n),
        ))()  # fmt: skip

    def array(self, size: int) -> str:
        return self._op(*self.names) if size <= 0 else f"({self.expression(size)})"

    def truth(self, size: int) -> str:
        compare = self._op("<", "<=", "==", "!=", ">", ">=")
        return f"{self.array(size - 1)} {compare} {self.expression(size - 1)}"

    def shaped(self, size: int) -> str:
        one, n = self.array(size), self.rng.random()
        if n < 0.45:
            return f"{one}[{self.index()}]"
        if n < 0.6:
            return self._op(f"{one}.T", f"{one}.reshape(-1)", f"{one}.ravel()", f"{one}[..., None]",
                            f"np.transpose({one})", f"{one}.flatten()")  # fmt: skip
        if n < 0.9:
            return self.reduction(one)
        return self._op(f"({one} @ {self.array(0)})", f"np.dot({one}, {self.array(0)})",
                        f"np.outer({one}, {self.array(0)})")  # fmt: skip

    def reduction(self, one: str) -> str:
        name = self._op("sum", "sum", "min", "max", "any", "all", "argmin", "argmax", "cumsum", "mean",
                        "prod")  # fmt: skip
        options = self._op("", "", "axis=0", "axis=1", "axis=-1", "axis=None", "axis=0, keepdims=True",
                           "axis=-1, keepdims=True", "keepdims=True", "axis=(0, 1)")  # fmt: skip
        if name == "cumsum" and "keep" in options:
            options = "axis=0"
        if self.rng.random() < 0.5:
            return f"{one}.{name}({options})"
        return f"np.{name}({one}{', ' if options else ''}{options})"

    def inexact(self, size: int) -> str:
        """What may differ in the last bits, outermost."""
        one = f"({self.expression(size - 1)}) * 0.125"
        name = self._op("exp", "sin", "cos", "tanh", "log", "sqrt", "arctan", "std", "var", "power", "log1p",
                        "expm1", "cosh", "cbrt", "hypot", "arctan2", "exp2", "log10")  # fmt: skip
        if name in ("power", "hypot", "arctan2"):
            return f"np.{name}({one}, {self.expression(0)})"
        return f"np.{name}({one})"

    def index(self) -> str:
        return self._op(
            *BASIC_INDICES, *BASIC_INDICES, *FANCY_INDICES, "1:i", "i:", ":i:-1", "i, ..."
        )

    def _op(self, *words: str) -> str:
        return self.rng.choice(words)


_UNARY = ("sqrt", "floor", "ceil", "square", "sign", "isnan", "isfinite", "negative", "absolute",
          "logical_not", "trunc", "rint", "abs", "conj", "positive", "invert", "reciprocal")  # fmt: skip
BASIC_INDICES = ("0", "-1", "i", "...", ":", "1:", ":-1", "::2", "::-1", "::-2", "-3:", ":0", "5:", "None",
                 "..., None", ":, 0", ":, 1:", "1:, 1:", "..., ::-1", "0, 1:", "1:3, ::-1", "None, :, None",
                 "0, 0", "i, i", "-1, -1", "..., 0", "1:2, ..., :1", "2:0:-1", ":, ::-2")  # fmt: skip
FANCY_INDICES = ("m", "..., m", "g", ":, g", "..., g", "g, g", "g[::-1]", "0, g")

Maker = Callable[[int], str]
