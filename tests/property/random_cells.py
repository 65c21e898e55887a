"""Random small cells of scalars, text, tuples and arrays: most of them raise, many do not.

`random_cell` gives source text; `namespace` the variables that it reads. What the checker says about a
cell is then compared with what CPython and NumPy do.
"""

from __future__ import annotations

from random import Random
from typing import Any, final

import numpy as np

ARRAYS = {"A": ("f8", (3, 4)), "B": ("f8", (4, 2)), "C": ("i8", (3,)), "D": ("f4", (4,)),
          "E": ("?", (3, 4)), "F": ("u1", (2, 1)), "G": ("c16", (3,)), "H": ("i4", ()),
          "I": ("f8", (0,)), "J": ("O", (3,)), "K": ("U3", (3,))}  # fmt: skip
SCALARS: dict[str, Any] = {"i": 3, "k": -2, "x": 2.5, "z": 1j, "s": "abc", "b": True, "n": None,
                           "t": (1, 2.0, "a"), "l": [1, 2, 3], "d": {"a": 1}, "r": range(4),
                           "big": 2**70}  # fmt: skip
_OPERATORS = "+ - * / // % ** @ << & | ^ < >= == in is".split()
_EXPONENTS = ("0", "2", "-1", "k", "x", "z", "s", "b", "n", "A", "C", "H", "u")  # cheap ones
_CONSTANTS = ("0", "1", "2", "-1", "1.5", "'ab'", "True", "None", "(1, 2)", "[1, 2]", "()")
_INDICES = (
    "0",
    "1",
    "-1",
    "5",
    ":",
    "1:",
    "::-1",
    "1, 2",
    ":, 0",
    "None, 0",
    "..., 0",
    "C",
    "E",
    "1.5",
)
_METHODS = ("sum()", "T", "shape", "reshape(-1)", "reshape(4, 3)", "sum(axis=1)", "mean(axis=0)",
            "astype(int)", "upper()", "pop()", "copy()", "foo")  # fmt: skip
_FUNCTIONS = ("len", "abs", "sum", "int", "str", "list", "max", "np.exp", "np.sum", "np.sqrt", "np.ravel",
              "f", "g")  # fmt: skip
_NAMES = ("p", "q")


def namespace() -> dict[str, Any]:
    """Fresh variables, NumPy's scalars among them."""
    arrays = {name: np.ones(shape, dtype) for name, (dtype, shape) in ARRAYS.items()}
    numpy = {"u": np.float64(1.5), "v": np.float32(2), "w": np.int32(2)}
    return {
        "np": np,
        "opaque": lambda x: x,
        **SCALARS,
        "l": [1, 2, 3],
        "d": {"a": 1},
        **arrays,
        **numpy,
    }


def random_cell(rng: Random) -> str:
    maker = _Maker(rng)
    functions = ["def f(x): return x", "def g(x, y=2):\n    return x * y"]
    start = [f"{name} = {maker.leaf()}" for name in _NAMES]
    count = rng.choice([1, 1, 2, 3])
    return "\n".join(
        [*functions, *start, *(line for _ in range(count) for line in maker.statement(2))]
    )


@final
class _Maker:
    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def leaf(self) -> str:
        kind = self.rng.random()
        if kind < 0.35:
            return self.rng.choice(list(ARRAYS))
        if kind < 0.75:
            return self.rng.choice([*SCALARS, "u", "v", "w"])
        return self.rng.choice(_CONSTANTS)

    def expression(self, depth: int) -> str:
        kind, rng = self.rng.random(), self.rng
        if depth == 0 or kind < 0.15:
            return rng.choice(_NAMES) if rng.random() < 0.4 else self.leaf()
        if kind < 0.45:
            left, operator = self.expression(depth - 1), rng.choice(_OPERATORS)
            right = rng.choice(_EXPONENTS) if operator == "**" else self.expression(depth - 1)
            return f"({left} {operator} {right})"
        if kind < 0.6:
            return f"({self.expression(depth - 1)})[{rng.choice(_INDICES)}]"
        if kind < 0.75:
            return f"({self.expression(depth - 1)}).{rng.choice(_METHODS)}"
        if kind < 0.9:
            return f"{rng.choice(_FUNCTIONS)}({self.expression(depth - 1)})"
        if kind < 0.95:
            return f"opaque({self.expression(depth - 1)})"
        first, second = self.expression(depth - 1), self.expression(depth - 1)
        return f"({first} if {self.expression(0)} else {second})"

    def statement(self, depth: int) -> list[str]:
        kind, rng = self.rng.random(), self.rng
        name = rng.choice(_NAMES)
        if depth == 0 or kind < 0.5:
            return [f"{name} = {self.expression(2)}"]
        if kind < 0.6:
            return [f"{name} {rng.choice(['+', '*', '-', '@'])}= {self.expression(1)}"]
        if kind < 0.65:
            return [f"p, q = {self.expression(1)}"]
        if kind < 0.7:
            return [f"del {name}"]
        if kind < 0.8:
            return [f"if {self.expression(1)}:", *self.block(depth), "else:", *self.block(depth)]
        if kind < 0.9:
            leave = rng.choice(["pass", "break", "continue", "if opaque(p is None): break"])
            loop = f"for {name} in {rng.choice(['range(2)', self.expression(1)])}:"
            return [loop, f"    {leave}", *self.block(depth)]
        caught = rng.choice(["TypeError", "ValueError", "Exception", "(KeyError, NameError)"])
        return ["try:", *self.block(depth), f"except {caught}:", *self.block(depth)]

    def block(self, depth: int) -> list[str]:
        count = self.rng.choice([1, 2])
        return [f"    {line}" for _ in range(count) for line in self.statement(depth - 1)]
