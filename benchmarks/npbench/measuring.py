"""Measures one program in this process: the first result, agreement, and steady times by turns.

The first result is from the text to the end of the first call, packages imported beforehand.
Arguments are new copies for each call, made outside the timed part.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy

from benchmarks import sides
from benchmarks.measure import in_rounds, settle
from benchmarks.npbench.catalogue import BY_NAME, Benchmark, copied
from benchmarks.results_agree import difference
from benchmarks.sources import Source

MAKERS: dict[str, Callable[[Source], Callable[..., Any]]] = {
    "numpy": sides.cpython,
    "noodle": sides.noodle,
    "numba": sides.numba,
}
BUDGET_S = 3.0


def measure(name: str, names: list[str], rounds: int, tiny: bool) -> dict[str, Any]:
    """Steady and first times by side, and why there are none."""
    warnings.simplefilter("ignore")
    benchmark = BY_NAME[name]
    source = benchmark.source()
    arguments = benchmark.arguments(tiny=tiny)
    imported(names)
    first_s: dict[str, float] = {}
    reasons: dict[str, str] = {}
    calls = {}
    expected: Any = None
    for side in names:
        try:
            function, result, first_s[side] = first_call(MAKERS[side], source, arguments)
        except Exception as error:  # noqa: BLE001  # a side may fail in any way
            reasons[side] = reason(error)
            continue
        expected = result if expected is None else expected
        wrong = difference(expected, result, benchmark.rtol)
        if wrong:
            reasons[side] = f"differs: {wrong}"
        else:
            calls[side] = ((lambda: copied(arguments)), function)
            settle(*calls[side])
    times_s = in_rounds(calls, rounds, budget_s=BUDGET_S)
    return {"first_s": first_s, "times_s": times_s, "reasons": reasons}


def first_call(
    make: Callable[[Source], Callable[..., Any]], source: Source, arguments: tuple[Any, ...]
) -> tuple[Callable[..., Any], Any, float]:
    """The function, what its first call left, and the time from the text to there."""
    passed = copied(arguments)
    start_s = time.perf_counter()
    function = make(source)
    returned = function(*passed)
    elapsed_s = time.perf_counter() - start_s
    return function, outcome(returned, passed), elapsed_s


def outcome(returned: Any, passed: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is compared. Scalars by value: numba gives Python's where NumPy gives its own."""
    arrays = [value for value in passed if isinstance(value, numpy.ndarray)]
    return (plain(returned), *arrays)


def plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(plain(item) for item in value)
    return value.item() if isinstance(value, numpy.generic) else value


def imported(names: list[str]) -> None:
    """Imports and small first things of each side, which are not part of a first call."""
    if "noodle" in names:
        sides.warm_up()
        sides.noodle(Source("f", "def f(x):\n    return x + 1\n", ("f",)))(1)
    if "numba" in names:
        sides.numba(Source("f", "def f(x):\n    return x + 1\n", ("f",)))(1)


def reason(error: Exception) -> str:
    """The part of a message that says what is wrong; numba's begin with where it was."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if type(error).__module__.startswith("numba") and len(lines) > 1:
        lines = lines[1:]
    return f"{type(error).__name__}: {lines[0] if lines else ''}"[:160]


def compare(benchmark: Benchmark) -> str | None:
    """What Noodle's result differs in from CPython's at the sizes of the tests, or None."""
    source = benchmark.source()
    expected, found = (
        first_call(make, source, benchmark.arguments(tiny=True))[1]
        for make in (sides.cpython, sides.noodle)
    )
    return difference(expected, found, benchmark.rtol)
