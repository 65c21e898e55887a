"""Strings, tuples, lists, NumPy scalars, and variables that change their type, in native code: random
choices of small typed fragments, since what they share is little."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.property.agreement import compare, mostly_native
from tests.property.typed_scalars import FLOATS, INTEGERS
from tests.thorough import examples

SEEDS = st.integers(0, 2**32)
CALLS = 8


@mostly_native(0.8)
@given(SEEDS)
@examples(30)
def test_strings(seed: int) -> None:
    rng = Random(seed)
    source = several("s, t, i, j", [text_fragment(rng) for _ in range(5)])
    agree(source, lambda at: texts(Random(at)), seed, 5)


@mostly_native(0.5)
@given(SEEDS)
@examples(40)
def test_lists_and_tuples(seed: int) -> None:
    rng = Random(seed)
    source = several("l, r, p, i, j", [container_fragment(rng) for _ in range(4)])
    agree(source, lambda at: containers(Random(at), seed % 3), seed, 4)


@mostly_native(0.3)
@given(SEEDS)
@examples(60)
def test_variables_that_change_type(seed: int) -> None:
    rng = Random(seed)
    source = several("i, n, x, w", [changing_fragment(rng) for _ in range(4)])
    agree(source, lambda at: numbers(Random(at)), seed, 4)


@mostly_native(0.2)
@given(SEEDS)
@examples(100)
def test_numpy_scalars(seed: int) -> None:
    rng = Random(seed)
    kinds = [rng.choice(SCALARS) for _ in range(3)]
    body = [f"return {scalar_expression(rng, rng.randrange(1, 4))}" for _ in range(2)]
    source = several("a, b, c", [[line] for line in body])
    agree(source, lambda at: scalars(Random(at), kinds), seed, 2)


SCALARS = ("bool", "int", "float", "complex", "np.bool_", "np.int8", "np.uint8", "np.int16", "np.uint32",
           "np.int64", "np.uint64", "np.float32", "np.float64", "np.complex64", "np.complex128")  # fmt: skip


def several(parameters: str, fragments: list[list[str]]) -> str:
    """Functions f0, f1, ... of the same parameters."""
    return "\n".join(
        line
        for number, body in enumerate(fragments)
        for line in (f"def f{number}({parameters}):", *(f"    {line}" for line in body))
    )


def agree(source: str, make: Any, seed: int, functions: int) -> None:
    calls = [(f"f{number}", partial(make, seed + turn))
             for number in range(functions) for turn in range(CALLS)]  # fmt: skip
    found = compare(source, calls)
    assert not found, found[0]


def text_fragment(rng: Random) -> list[str]:
    compare_ = rng.choice(("<", "<=", "==", "!=", ">", ">="))
    one = rng.choice(("s[i]", "t[j]", "s[-1]", "t[i - 1]", "s[0]", "s", "t", "'b'", "''"))
    other = rng.choice(("s[j]", "t[i]", "'a'", "'\\xe9'", "'\\U0001f600'", "t", "s", "t[-j]"))
    return rng.choice((
        [f"return {one} {compare_} {other}"],
        [f"return len({rng.choice(('s', 't', one))}) {rng.choice('+-*')} i"],
        ["n = 0", "for k in range(len(s)):", f"    if s[k] {compare_} {other}:", "        n += 1",
         "return n"],
        ["n = 0", "for q in s:", f"    if q {compare_} {other}:", "        n += 1", "return n"],
        [f"return {one}"],
        ["n = 0", "for k in range(min(len(s), len(t))):", f"    if s[k] {compare_} t[k]:",
         f"        {rng.choice(('break', 'continue', 'n += 10'))}", "    n += k", "return n"],
        [f"return {rng.choice(('ord(s[i])', 'ord(t[j]) + i', 'chr(i * 40)', 'chr(j)'))}"],
        [f"return s {compare_} t if i < j else t {compare_} {other}"],
        [f"return {one} {rng.choice(('in', 'not in'))} {rng.choice(('s', 't', repr('abc')))}"],
        ["return 1 if s and t else 2 if s or t else 3"],
        ["total = 0", "for k in range(i, j):", "    total += ord(s[k])", "return total"],
    ))  # fmt: skip


def texts(rng: Random) -> tuple[Any, ...]:
    letters = rng.choice(("ab", "abc\xe9", "a\u20acb", "a\U0001f600\xff", "A\x00b"))
    s, t = ("".join(rng.choice(letters) for _ in range(rng.randrange(6))) for _ in range(2))
    return s, t, rng.randrange(-3, 6), rng.randrange(-3, 6)


def container_fragment(rng: Random) -> list[str]:
    index = rng.choice(("i", "j", "0", "-1", "-i", "i + j", "len(l) - 1"))
    value = rng.choice(("i", "l[i]", "p[0]", "3", "i * j", "r[j]", "p[1]"))
    return rng.choice((
        [f"return l[{index}]"],
        [f"return p[{rng.choice(('0', '1', '-1', '2', 'i'))}]"],
        ["total = 0", "for v in l:", f"    total += v {rng.choice('*+')} {value}", "return total"],
        ["new = []", "for k in range(j):", f"    new.append({value})", f"return new[{index}]"],
        ["new = []", "for k in range(j):", "    new.append(k * i)", "return new, len(new)"],
        ["a, b = p", f"return a {rng.choice('+-*')} b, len(l)"],
        ["a, (b, c) = i, p", "return c, b, a"],
        [f"l[{index}] = {value}", "return l[0]"],
        ["l.append(i)", "return len(l)"],
        [f"new = [0] * {rng.choice(('4', 'j', 'len(l)'))}", f"new[{index}] += {value}", "return new"],
        ["new = [k * k for k in range(j)]", f"return new[{index}], sum(new)"],
        [f"return {rng.choice(('sum', 'min', 'max', 'len', 'sorted'))}({rng.choice('lr')})"],
        ["for k, v in enumerate(l):", f"    if v == {value}:", "        return k", "return -1"],
        ["total = 0", "for v, u in zip(l, r):", "    total += v * u", "return total"],
        ["new = [i, j, 3]", "new.pop()", f"return new.pop() {rng.choice('+-')} new[{index}]"],
        ["new = []", "while len(new) < j:", "    new.append(i)", f"    new[{index}] -= 1", "return new"],
        ["t = (i, j)", f"return (t {rng.choice(('<', '==', '>='))} p, t[{rng.choice('01')}])"],
        [f"return i {rng.choice(('in', 'not in'))} {rng.choice('lrp')}"],
        ["x, y = 0, 1", "for _ in range(j):", "    x, y = y, x + y", "return x"],
        [f"return [{value}, i][{index}]"],
        ["return l", "l[0] = 1"],
        ["u = l", "v = r if i > j else l", f"return v[{index}], u is v"],
    ))  # fmt: skip


def containers(rng: Random, kind: int) -> tuple[Any, ...]:
    def item() -> Any:
        if kind == 0:
            return rng.choice(INTEGERS) if rng.random() < 0.1 else rng.randrange(-5, 6)
        if kind == 1:
            return rng.choice(FLOATS)
        return rng.random() < 0.5 if rng.random() < 0.3 else rng.randrange(9)

    lists = [[item() for _ in range(rng.randrange(5))] for _ in range(2)]
    pair = (rng.randrange(9), rng.randrange(9)) if kind else (item(), 2.5)
    return (*lists, pair, rng.randrange(-2, 5), rng.randrange(-2, 6))


def changing_fragment(rng: Random) -> list[str]:
    start = rng.choice(("0", "0", "1", "True", "0.0", "-0.0", "w[0]", "i", "None"))
    step = rng.choice(("s += x", "s = s + w[k]", "s = x", "s *= 0.5", "s = s + k", "s = w[k] * 2",
                       "s = s or x", "s = i", "s = k > 2", "s -= True", "s = 1j"))  # fmt: skip
    condition = rng.choice(("True", "k > 1", "i > 0", "x < 0.0", "k % 2", "False"))
    last = rng.choice(("return s", "return s, n", "return s / 2", "return s + 1", "return s if n else i",
                       "s = s * 1.0\nreturn s", "return w[s]", "return -s"))  # fmt: skip
    return rng.choice((
        [f"s = {start}", "for k in range(n):", f"    if {condition}:", f"        {step}",
         *last.split("\n")],
        [f"s = {start}", "k = 0", "while k < n:", f"    {step}", "    k += 1", *last.split("\n")],
        ["k = n", f"if {condition}:", f"    s = {start}", *last.split("\n")],
        [f"for k in range(n):\n        s = {start}", f"return s, {rng.choice(('k', 'i'))}"],
        [f"s = {start} if i > 0 else x", *last.split("\n")],
        [f"return {start} if n > 2 else {rng.choice(('x', 'i', 'None', 'w[0]', 'w'))}"],
        ["i = i + 0.5" if rng.random() < 0.5 else "i = w[0]", "n = n * i", "return i, n"],
        ["for x in range(n):", "    x = x / 2", "return x"],
        ["m = max(i, x)", "return m, min(x, i, n), abs(i)"],
        ["for k in range(n):", "    if k == 3:", "        del w", f"    x += {rng.choice(('w[k]', '1'))}",
         "return x"],
    ))  # fmt: skip


def numbers(rng: Random) -> tuple[Any, ...]:
    array = np.array([rng.randrange(-8, 8) / 4 for _ in range(4)])
    return rng.randrange(-3, 4), rng.randrange(6), rng.randrange(-9, 9) / 4, array


def scalar_expression(rng: Random, size: int) -> str:
    n = size - 1
    if size <= 0:
        return rng.choice(("a", "b", "c", "a", "b", "2", "0.5", "300", "-1", "True", "1j"))
    operator = rng.choice(
        ("+", "-", "*", "/", "//", "%", "<", "==", ">=", "&", "|", "^", "<<", ">>", "+")
    )
    return rng.choice((
        lambda: f"({scalar_expression(rng, n)} {operator} {scalar_expression(rng, n)})",
        lambda: f"({scalar_expression(rng, n)} {operator} {scalar_expression(rng, n)})",
        lambda: f"({rng.choice(('-', '~', 'abs', 'not ', '+'))}({scalar_expression(rng, n)}))",
        lambda: f"{rng.choice(('int', 'float', 'bool', 'complex'))}({scalar_expression(rng, n)})",
        lambda: f"np.{rng.choice(SCALARS[5:])[3:]}({scalar_expression(rng, n)})",
        lambda: f"{rng.choice(('min', 'max', 'np.maximum', 'np.hypot'))}({scalar_expression(rng, n)}, b)",
        lambda: f"({scalar_expression(rng, n)} ** {rng.choice(('0', '1', '2', '3'))})",
        lambda: f"np.{rng.choice(('sqrt', 'floor', 'sign', 'square', 'isnan'))}({scalar_expression(rng, n)})",
        lambda: f"({scalar_expression(rng, n)} if {scalar_expression(rng, n)} else a)",
        lambda: f"round({scalar_expression(rng, n)})",
    ))()  # fmt: skip


def scalars(rng: Random, kinds: list[str]) -> tuple[Any, ...]:
    return tuple(scalar(rng, kind) for kind in kinds)


def scalar(rng: Random, kind: str) -> Any:
    make = getattr(np, kind[3:]) if kind.startswith("np.") else _PYTHON[kind]
    if "float" in kind or "complex" in kind:
        if "32" in kind or "64" in kind and "complex" in kind:
            return make(rng.randrange(-20, 20) / 4)
        return make(rng.choice(FLOATS) if rng.random() < 0.3 else rng.randrange(-20, 20) / 4)
    if "int" not in kind:
        return make(rng.random() < 0.5)
    edges = (0, 2**63 - 1) if kind == "int" else (np.iinfo(make).min, np.iinfo(make).max)
    low = 0 if "uint" in kind else -6
    return make(rng.choice(edges) if rng.random() < 0.2 else rng.randrange(low, 9))


_PYTHON: dict[str, Any] = {"bool": bool, "int": int, "float": float, "complex": complex}
