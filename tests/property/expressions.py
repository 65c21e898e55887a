"""Random expressions of known types, over scalars, text, containers and arrays, as source text."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np

VALUES: dict[str, Any] = {
    "i": 7, "j": -3, "x": 2.5, "y": -0.0, "s": "noodle", "t": "x", "flag": True,
    "items": [3, 1, 2], "pair": (4, 5.0), "table": {"x": 1, "noodle": 2},
    "a": np.arange(6.0).reshape(2, 3), "b": np.array([1, 2, 3]), "c": np.ones((3, 2), np.float32),
    "m": np.array([True, False, True]),
}  # fmt: skip
"""What the expressions read."""

Make = Callable[[Random, int], str]


def integer(rng: Random, size: int) -> str:
    return _pick(rng, size, ("i", "j", "3", "0", "-1"), [
        lambda: f"({integer(rng, size - 1)} {_op(rng, '+ - * // % & | ^')} {integer(rng, size - 1)})",
        lambda: f"-{integer(rng, size - 1)}", lambda: f"~{integer(rng, size - 1)}",
        lambda: f"abs({integer(rng, size - 1)})", lambda: f"len({text(rng, size - 1)})",
        lambda: f"len({listed(rng, size - 1)})", lambda: f"{listed(rng, size - 1)}[{integer(rng, 0)}]",
        lambda: f"table[{text(rng, size - 1)}]", lambda: f"int({number(rng, size - 1)})",
        lambda: f"({integer(rng, size - 1)} if {truth(rng, size - 1)} else {integer(rng, size - 1)})",
        lambda: f"sum({listed(rng, size - 1)})", lambda: f"(lambda k: k + i)({integer(rng, size - 1)})",
        lambda: f"max({integer(rng, size - 1)}, {integer(rng, size - 1)})",
        lambda: f"[w := {integer(rng, size - 1)}, w + 1][1]",
    ])  # fmt: skip


def number(rng: Random, size: int) -> str:
    return _pick(rng, size, ("x", "y", "0.5", "1e300", "i"), [
        lambda: f"({number(rng, size - 1)} {_op(rng, '+ - * /')} {number(rng, size - 1)})",
        lambda: f"({number(rng, size - 1)} // {integer(rng, size - 1)})",
        lambda: f"float({integer(rng, size - 1)})", lambda: f"-{number(rng, size - 1)}",
        lambda: f"round({number(rng, size - 1)}, 2)", lambda: f"min({number(rng, size - 1)}, x)",
        lambda: f"float({array(rng, size - 1)}.sum())", lambda: f"math.sqrt({number(rng, size - 1)})",
        lambda: f"pair[{integer(rng, 0)}]",
    ])  # fmt: skip


def text(rng: Random, size: int) -> str:
    return _pick(rng, size, ("s", "t", "''", "'ab'"), [
        lambda: f"({text(rng, size - 1)} + {text(rng, size - 1)})",
        lambda: f"{text(rng, size - 1)}.upper()", lambda: f"{text(rng, size - 1)}[{_cut(rng)}]",
        lambda: f"f'{{{number(rng, 0)}:.2f}}|{{{integer(rng, 0)}!r:>5}}'",
        lambda: f"str({integer(rng, size - 1)})", lambda: f"repr({listed(rng, size - 1)})",
        lambda: f"({text(rng, size - 1)} or {text(rng, size - 1)})",
        lambda: f"''.join(sorted({text(rng, size - 1)}))",
    ])  # fmt: skip


def truth(rng: Random, size: int) -> str:
    return _pick(rng, size, ("flag", "True", "i", "s"), [
        lambda: f"({integer(rng, size - 1)} {_op(rng, '< <= == != > >=')} {number(rng, size - 1)})",
        lambda: f"({integer(rng, size - 1)} < {number(rng, size - 1)} <= {integer(rng, size - 1)})",
        lambda: f"(not {truth(rng, size - 1)})", lambda: f"({truth(rng, size - 1)} and {truth(rng, 0)})",
        lambda: f"({text(rng, size - 1)} in {text(rng, size - 1)})",
        lambda: f"bool({array(rng, size - 1)}.any())", lambda: f"isinstance({number(rng, 0)}, float)",
    ])  # fmt: skip


def listed(rng: Random, size: int) -> str:
    return _pick(rng, size, ("items", "[1, 2]", "[]"), [
        lambda: f"[{integer(rng, size - 1)}, {integer(rng, size - 1)}]",
        lambda: f"[*{listed(rng, size - 1)}, {integer(rng, size - 1)}]",
        lambda: f"[k * 2 for k in {listed(rng, size - 1)} if k > {integer(rng, 0)}]",
        lambda: f"sorted({listed(rng, size - 1)}, key=lambda k: -k)",
        lambda: f"{listed(rng, size - 1)}[{_cut(rng)}]",
        lambda: f"list({{k: k for k in {listed(rng, size - 1)}}})",
        lambda: f"({listed(rng, size - 1)} + {listed(rng, size - 1)})",
    ])  # fmt: skip


def array(rng: Random, size: int) -> str:
    return _pick(rng, size, ("a", "b", "c", "m"), [
        lambda: f"({array(rng, size - 1)} {_op(rng, '+ - * @ <')} {array(rng, size - 1)})",
        lambda: f"({array(rng, size - 1)} * {integer(rng, size - 1)})",
        lambda: f"np.{_op(rng, 'abs sqrt exp cumsum')}({array(rng, size - 1)})",
        lambda: f"{array(rng, size - 1)}.T", lambda: f"{array(rng, size - 1)}[{integer(rng, 0)}]",
        lambda: f"{array(rng, size - 1)}[..., {_cut(rng)}]", lambda: f"a[:, {integer(rng, 0)}]",
        lambda: f"{array(rng, size - 1)}.sum(axis={integer(rng, 0)})",
        lambda: f"np.where({array(rng, size - 1)} > 0, {array(rng, size - 1)}, {number(rng, 0)})",
        lambda: f"np.stack([{array(rng, size - 1)}, {array(rng, size - 1)}])",
        lambda: f"{array(rng, size - 1)}.reshape({integer(rng, 0)}, {integer(rng, 0)})",
    ])  # fmt: skip


KINDS: tuple[Make, ...] = (integer, number, text, truth, listed, array)


def _pick(rng: Random, size: int, leaves: tuple[str, ...], makers: list[Callable[[], str]]) -> str:
    if size <= 0 or rng.random() < 0.2:
        return rng.choice(leaves)
    return rng.choice(makers)()


def _op(rng: Random, words: str) -> str:
    return rng.choice(words.split())


def _cut(rng: Random) -> str:
    return rng.choice(("1:", ":-1", "::2", "::-1", ":0", "-2:"))
