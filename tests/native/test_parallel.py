"""Parallel loops give what the VM gives, one after the other, whatever the number of threads and chunks.

Of a loop that raises, the first exception counts; what the rounds behind it have written is not known.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.engines import native_session
from tests.native.parallel_programs import EXACT, FLOATS, FUSED, TRAPS, source_of
from tests.property.agreement import FILENAME, Loaded, differs, load, same, shown, tier_of

ROOT = Path(__file__).parents[2]
LENGTHS = (0, 1, 2, 3, 7, 63, 64, 65, 128, 1000, 4097, 30_000)
DTYPES = ("float64", "int64", "float32")


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize("name", EXACT)
def test_exact(name: str, level: int) -> None:
    vm, native = engines(source_of(EXACT[name]), level)
    for dtype in DTYPES:
        for n in LENGTHS:
            if n * n > 10**8 and name == "own row":
                continue
            wanted, found = (one.call("f", arguments(dtype, n)) for one in (vm, native))
            assert not differs(found, wanted), (dtype, n)


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize("name", FLOATS)
def test_sums_of_floats(name: str, level: int) -> None:
    """The elements are small multiples of an eighth, so most sums are exact in every order."""
    vm, native = engines(source_of(FLOATS[name]), level)
    for n in LENGTHS:
        wanted, found = (one.call("f", arguments("float64", n)).value for one in (vm, native))
        assert same(found, wanted, ulps=32), (n, shown(found), shown(wanted))


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize("name", TRAPS)
def test_the_first_exception_counts(name: str, level: int) -> None:
    vm, native = engines(source_of(TRAPS[name]), level)
    for n in LENGTHS:
        wanted, found = (one.call("f", arguments("float64", n)) for one in (vm, native))
        assert (found.error or ())[:4] == (wanted.error or ())[:4], n
        if wanted.error is None:
            assert not differs(found, wanted), n


THREADS = """
import json
import numpy as np
from tests.native.test_parallel import engines, arguments
from tests.native.parallel_programs import EXACT, FLOATS, source_of
found = {}
for name in ("sum of indices", "inner loop", "greatest"):
    found[name] = np.asarray(engines(source_of(EXACT[name]), 3)[1].call("f", arguments("float64", 30000)).value).tolist()
for name in ("sum of products", "array expression"):
    value = engines(source_of(FLOATS[name]), 3)[1].call("f", arguments("float64", 30000)).value
    found[name] = float(value).hex()
print(json.dumps(found))
"""


def test_the_number_of_threads_does_not_matter() -> None:
    one, two, five = (in_process(THREADS, count) for count in (1, 2, 5))
    assert one == two == five


@pytest.mark.parametrize("name", FUSED)
def test_fused_expressions(name: str) -> None:
    """Small ones run whole, large ones in chunks."""
    vm, native = engines(source_of(FUSED[name]), 3)
    for n in (101, 5_000, 600_007):
        wanted, found = (one.call("f", arguments("float64", n)) for one in (vm, native))
        assert (found.error or ())[:4] == (wanted.error or ())[:4], n
        if wanted.error is not None:
            continue
        parts = zip(*(one if isinstance(one, tuple) else (one,)
                      for one in (found.value, wanted.value)), strict=True)  # fmt: skip
        for made, right in parts:
            assert type(made) is type(right) and made.dtype == right.dtype
            tolerance = 1e-4 if made.dtype == np.float32 else 1e-11
            np.testing.assert_allclose(made, right, rtol=tolerance, atol=tolerance)


FUSED_THREADS = """
import hashlib, json
import numpy as np
from tests.native.test_parallel import engines, arguments
from tests.native.parallel_programs import FUSED, source_of
found = {}
for name, source in FUSED.items():
    native = engines(source_of(source), 3)[1]
    for n in (101, 600_007):
        happened = native.call("f", arguments("float64", n))
        made = happened.value if isinstance(happened.value, tuple) else [happened.value]
        text = repr(happened.error).encode()
        if happened.error is None:
            text += b"".join(np.asarray(x).tobytes() for x in made)
        found[f"{name} {n}"] = hashlib.sha256(text).hexdigest()
print(json.dumps(found))
"""


def test_the_number_of_threads_does_not_matter_to_expressions() -> None:
    first, *others = (in_process(FUSED_THREADS, count) for count in (1, 2, 3, 7))
    for other in others:
        assert [name for name in first if first[name] != other[name]] == []


SPLIT = ("new array", "out", "part", "in place", "own neighbour", "columns", "mask", "chosen",
         "whole numbers", "complex", "halves", "statements", "rounds", "sum", "sum of complex",
         "product", "extremes", "rows")  # fmt: skip


@pytest.mark.parametrize("name", SPLIT)
def test_explain_says_that_an_expression_is_parallel(name: str) -> None:
    assert any("over threads from" in text for text in notes_of(FUSED[name], "parallelised"))


def test_cheap_expressions_are_not_split() -> None:
    assert notes_of("b += a * 2.0 + 1.0\nreturn (a * b).sum(), a + b", "parallelised") == []


SEQUENTIAL = {
    "for k in parallel(n):\n    if a[k] > 1e9:\n        break\n    b[k] = 1\nreturn b": "break and return",
    "for k in parallel(n):\n    b[int(a[k]) % n] = k\nreturn b": "",
}


@pytest.mark.parametrize("body", SEQUENTIAL)
def test_explain_says_why_a_loop_is_not_parallel(body: str) -> None:
    found = notes_of(body, "sequential")
    assert found and SEQUENTIAL[body] in found[0] and not notes_of(body, "parallelised")


GATHERED = ("greatest", "least", "greatest element", "greatest of two types", "bits",
            "common bits", "any", "any of NumPy's", "all")  # fmt: skip


@pytest.mark.parametrize("name", GATHERED)
def test_what_is_gathered_is_parallel(name: str) -> None:
    assert "gathering" in notes_of(EXACT[name], "parallelised")[0]


def test_explain_says_that_level_2_has_no_threads() -> None:
    body = EXACT["elements"]
    assert "level 3" in notes_of(body, "sequential", 2)[0]
    assert not notes_of(body, "sequential")


def notes_of(body: str, kind: str, level: int = 3) -> list[str]:
    native = engines(source_of(body), level)[1]
    native.call("f", arguments("float64", 101))
    return [note.text for note in tier_of(native, "f").notes if note.kind == kind]


def in_process(program: str, threads: int) -> Any:
    environment = {**os.environ, "NOODLE_NUM_THREADS": str(threads), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment,
                          capture_output=True, text=True, check=True)  # fmt: skip
    return json.loads(done.stdout)


def engines(source: str, level: int) -> tuple[Loaded, Loaded]:
    namespace: dict[str, Any] = {"np": np}
    session = native_session(namespace, optimize=level)
    session.run(source, filename=FILENAME)
    return load(source, "vm"), Loaded("native", namespace, session)


def arguments(dtype: str, n: int) -> tuple[Any, ...]:
    scale = 1 if dtype == "int64" else 8
    make = partial(np.arange, n)
    return ((make() * 37 % 101 - 50) / scale).astype(dtype), (make() % 5).astype(dtype), n
