"""Random groups of functions that call each other in native code: recursion, mutual recursion,
defaults, keywords, several results, and globals and functions that are rebound between calls."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.property.agreement import compare, differs, load, mostly_native
from tests.thorough import examples

SEEDS = st.integers(0, 2**32)
FUNCTIONS = 4
CALLS = 8


@mostly_native(0.4)
@given(SEEDS)
@examples(40)
def test_functions_that_call_each_other(seed: int) -> None:
    rng = Random(seed)
    source = "\n".join(function(rng, number) for number in range(FUNCTIONS))
    calls = [(f"f{number}", partial(arguments, seed + turn))
             for number in range(FUNCTIONS) for turn in range(CALLS)]  # fmt: skip
    found = compare(source, calls)
    assert not found, found[0]


@given(SEEDS)
@examples(40)
def test_what_is_rebound_between_calls(seed: int) -> None:
    """The namespace changes between calls: values and types of globals, arrays in place, functions."""
    rng = Random(seed)
    source = "\n".join([
        "def g(x):", f"    return x {rng.choice('+-*')} K",
        "def f(n):", "    s = 0", "    for k in range(n):", "        s = s + g(k)", "    return s",
        "def h(n):", "    t = 0.0", "    for k in range(len(A)):", "        t += A[k] * n", "    return t + K",
    ])  # fmt: skip
    changes: list[dict[str, Any]] = [{}, *(change(rng) for _ in range(6))]
    engines = [load(source, engine, {"K": 2, "A": np.arange(4.0)}) for engine in ("vm", "native")]
    for changed in changes:
        for loaded in engines:
            if "g" in changed:
                assert loaded.session is not None
                loaded.session.run(changed["g"])
            loaded.namespace.update({name: v for name, v in changed.items() if name != "g"})
        for name in ("f", "h"):
            wanted, found = (loaded.call(name, (3,)) for loaded in engines)
            assert not differs(found, wanted), (source, changes, changed, name, found, wanted)


def change(rng: Random) -> dict[str, Any]:
    return rng.choice((
        {"K": rng.randrange(9)}, {"K": 2.5}, {"K": np.float32(1.5)}, {"K": True}, {"K": 2**62},
        {"K": "text"}, {"A": np.arange(rng.randrange(6))}, {"A": np.ones((2, 2))[0]},
        {"A": np.arange(9.0)[::-2]}, {"A": [1.0, 2.0]}, {"A": np.ones(3, np.complex64)},
        {"g": f"def g(x):\n    return {rng.choice(('x', 'x * 2.0', 'x - K', '1 // x', 'x, K'))}\n"},
        {"K": np.arange(2)}, {"K": None}, {"K": 1j}, {"K": 0},
    ))  # fmt: skip


def function(rng: Random, number: int) -> str:
    """Of (n, x), with n falling at each call, so that recursion ends."""
    other = f"f{rng.randrange(FUNCTIONS)}"
    call = rng.choice((f"{other}(n - 1, x)", f"{other}(n - 2, x + 1)", f"{other}(n - 1)",
                       f"{other}(n=n - 1, x={rng.choice(('x', '2', '0.5'))})", f"{other}(n - 3, x=-x)",
                       f"{other}(n // 2, n % 3)"))  # fmt: skip
    second = rng.choice((call, "n", "x", "1", f"f{number}(n - 2, x)"))
    head = f"def f{number}(n, x={rng.choice(('1', '2', '0', '1.5', '-1'))}):"
    base = rng.choice(("x", "n", "1", "x * n", "0", "x + 1", "x // n"))
    bodies = (
        [f"if n <= 0:\n        return {base}", f"return {call} {rng.choice('+-*')} {second}"],
        [f"if n <= 0:\n        return {base}", f"a = {call}", f"b = {second}",
         "return a if a > b else b - 1"],
        [f"if n < 1:\n        return {base}", "s = 0", f"for k in range({rng.choice(('n', '2', '3'))}):",
         f"    s += {other}(k % n - 1, x)", "return s"],
        [f"return {base} if n <= 0 else {call}"],
        [f"if n <= 0:\n        return {base}", f"return {call} // {rng.choice(('n', 'x', '(n - 3)'))}"],
        [f"if n <= 0:\n        return {base}", f"while n > 2:\n        n -= {other}(0, 1) * 0 + 1",
         f"return {call}"],
    )  # fmt: skip
    return "\n".join([head, *(f"    {line}" for line in rng.choice(bodies))])


def arguments(seed: int) -> tuple[Any, ...]:
    rng = Random(seed)
    n = rng.randrange(-1, 7)
    return (n,) if rng.random() < 0.3 else (n, rng.choice((0, 1, 2, -3, 0.5, 2.0, True, 2**61)))
