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
from tests.native.parallel_programs import EXACT, FLOATS, TRAPS, source_of
from tests.property.agreement import FILENAME, Loaded, differs, load, same, shown

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
        parts = 2 if "sum" in name else 4  # sums of chunks are added up behind the loop
        assert (found.error or ())[:parts] == (wanted.error or ())[:parts], n
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
    found = []
    for count in ("1", "2", "5"):
        environment = {**os.environ, "NOODLE_NUM_THREADS": count, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", THREADS], cwd=ROOT, env=environment,
                              capture_output=True, text=True, check=True)  # fmt: skip
        found.append(json.loads(done.stdout))
    assert found[0] == found[1] == found[2]


def engines(source: str, level: int) -> tuple[Loaded, Loaded]:
    namespace: dict[str, Any] = {"np": np}
    session = native_session(namespace, optimize=level)
    session.run(source, filename=FILENAME)
    return load(source, "vm"), Loaded("native", namespace, session)


def arguments(dtype: str, n: int) -> tuple[Any, ...]:
    scale = 1 if dtype == "int64" else 8
    make = partial(np.arange, n)
    return ((make() * 37 % 101 - 50) / scale).astype(dtype), (make() % 5).astype(dtype), n
