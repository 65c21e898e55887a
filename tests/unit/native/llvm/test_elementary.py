"""Our own exp, log, sin, ...: exact ends, small errors, and the same bits wherever they run."""

from __future__ import annotations

import ctypes
import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbc import Session
from nbc.native import llvm
from nbc.native.llvm import elementary, inline_math, machine
from tests.unit.native.llvm.kernels import over_array, run_over_arrays

CASES = [(name, dtype) for name in sorted(inline_math.NAMES) for dtype in ("f64", "f32")]
ULPS = 2.6
SPECIAL = [
    0.0, -0.0, 1.0, -1.0, 0.5, 2.0, math.inf, -math.inf, math.nan, 5e-324, -5e-324, -1e-310, 1e-300,
    2.2250738585072014e-308, 709.782712893384, 709.7827128933841, -708.4, -745.1332191019411,
    -745.1332191019412, 1e22, -1e22, 1.7e308, -1.7e308, math.pi, math.pi / 2, 2.0**16, 2.0**30,
    -(2.0**30), 1e15, 1e-45, 1e-40, -1e-40, 88.72283, 88.72284, -87.4, -103.97, -104.0, 3.4e38,
    1.1754944e-38, 127.0, 128.0, -149.0, -150.0, 1023.0, 1024.0, -1074.0, -1075.0, 0.75, 1.5,
    math.nextafter(1, 0), math.nextafter(1, 2), math.nextafter(-1, 0), -2.0,
]  # fmt: skip

needs_fused = pytest.mark.skipif(not inline_math.offered("exp"), reason="no fused operations")
pytestmark = needs_fused


def in_loop(name: str, dtype: str) -> llvm.Loaded:
    symbol, declaration, attributes = inline_math.call(name, dtype)
    item = item_of(dtype)
    call = f"%r = call {item} @{symbol}({item} %x) {attributes}"
    return llvm.machine_code(over_array(call, declaration, item), ["kernel"])


def by_vectors(name: str, dtype: str, lanes: int) -> llvm.Loaded:
    """Without AVX-512's own instructions, whatever the machine has."""
    bits = 64 if dtype == "f64" else 32
    text, needs = elementary.definition(name, bits, lanes, "form", avx512=False)
    vector = item_of(dtype) if lanes == 1 else f"<{lanes} x {item_of(dtype)}>"
    call = f"%r = call {vector} @form({vector} %x)"
    return llvm.machine_code(over_array(call, "\n".join([*needs, text]), vector), ["kernel"])


def run_by_vectors(code: llvm.Loaded, values: Any, lanes: int) -> Any:
    padded, out = aligned(values, lanes), aligned(values, lanes)
    call_kernel(code, out, padded, len(padded) // lanes)
    return out[: len(values)]


def aligned(values: Any, lanes: int) -> Any:
    """A copy for loads of whole vectors."""
    room = np.empty(len(values) + 64 // values.itemsize + lanes, values.dtype)
    start = -room.ctypes.data % 64 // values.itemsize
    padded = np.resize(values, -(-len(values) // lanes) * lanes)
    room[start : start + len(padded)] = padded
    return room[start : start + len(padded)]


def call_kernel(code: llvm.Loaded, out: Any, values: Any, rounds: int) -> None:
    prototype = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 3, ctypes.c_int64)
    kernel = prototype(code.addresses["kernel"])
    kernel(out.ctypes.data, values.ctypes.data, values.ctypes.data, rounds)


def item_of(dtype: str) -> str:
    return "double" if dtype == "f64" else "float"


def spread(dtype: str, count: int = 20000) -> Any:
    generator = np.random.default_rng(3)
    single = dtype == "f32"
    sign = generator.choice([-1.0, 1.0], count)
    turns = generator.integers(-42000, 42000, count)
    parts = [
        generator.uniform(-1, 1, count), generator.uniform(-20, 20, count),
        generator.uniform(-760, 760, count), generator.uniform(0.5, 2, count),
        1 + generator.uniform(-1e-3, 1e-3, count), turns * (math.pi / 2),
        sign * 10.0 ** generator.uniform(-45 if single else -320, 38 if single else 308, count),
        generator.uniform(-1e9, 1e9, count), np.array(SPECIAL),
    ]  # fmt: skip
    with np.errstate(over="ignore"):
        return np.concatenate(parts).astype(np.float32 if single else np.float64)


def assert_close(name: str, values: Any, result: Any, ulps: float = ULPS) -> None:
    wider = np.longdouble if values.dtype == np.float64 else np.float64
    with np.errstate(all="ignore"):
        exact = getattr(np, name)(values.astype(wider))
        rounded = exact.astype(values.dtype)
    finite = np.isfinite(rounded)
    assert np.array_equal(result[~finite], rounded[~finite], equal_nan=True)
    zero = rounded == 0
    assert np.array_equal(np.signbit(result[zero]), np.signbit(rounded[zero]))
    error = np.abs(result[finite].astype(wider) - exact[finite])
    error /= np.spacing(np.abs(rounded[finite])).astype(wider)
    wrong = error > ulps
    assert not wrong.any(), (values[finite][wrong][:5], error[wrong][:5])


@pytest.mark.parametrize(("name", "dtype"), CASES)
def test_results_are_close_in_loops(name: str, dtype: str) -> None:
    values = spread(dtype)
    code = in_loop(name, dtype)
    vectors = f"v{machine.host().vector_bits // (64 if dtype == 'f64' else 32)}"
    assert f"@noodle.{name}.{dtype}.{vectors}" not in code.optimised_ir(), "not in line"
    assert f"llvm.fma.{vectors}" in code.optimised_ir(), "not vectorised"
    assert_close(name, values, run_over_arrays(code, values, values))


@pytest.mark.parametrize(("name", "dtype"), CASES)
def test_what_is_left_of_a_loop_gets_the_same_bits(name: str, dtype: str) -> None:
    values = spread(dtype, 60)
    code = in_loop(name, dtype)
    whole = run_over_arrays(code, values, values)
    for length in (1, 2, 3, 5, 7, 9, 13, 15, 17, 31):
        parts = [values[start : start + length] for start in range(0, len(values), length)]
        pieces = [run_over_arrays(code, part, part) for part in parts]
        assert np.array_equal(np.concatenate(pieces), whole, equal_nan=True)


@pytest.mark.parametrize(("name", "dtype"), CASES)
def test_machines_without_avx512_do_as_well(name: str, dtype: str) -> None:
    values = spread(dtype, 4000)
    results = []
    for lanes in (1, 4, 8):
        results.append(run_by_vectors(by_vectors(name, dtype, lanes), values, lanes))
        assert_close(name, values, results[-1])
    for one, other in itertools.pairwise(results):
        assert np.array_equal(one, other, equal_nan=True)


@pytest.mark.parametrize(
    ("name", "x", "exact"),
    [("exp", 0.0, 1.0), ("exp2", 10.0, 1024.0), ("exp2", -1074.0, 5e-324), ("log", 1.0, 0.0),
     ("cos", 0.0, 1.0), ("sin", math.pi / 2, 1.0), ("tanh", 30.0, 1.0), ("expm1", -50.0, -1.0),
     ("log1p", 0.0, 0.0), ("cos", math.pi, -1.0)],
)  # fmt: skip
def test_exact_results_are_exact(name: str, x: float, exact: float) -> None:
    values = np.full(67, x)
    assert set(run_over_arrays(in_loop(name, "f64"), values, values).tolist()) == {exact}


def test_powers_have_whole_logarithms() -> None:
    for name, base, whole in (("log10", 10, range(-307, 309)), ("log2", 2, range(-1022, 1024))):
        powers = np.array([float(f"1e{n}") if base == 10 else 2.0**n for n in whole])
        result = run_over_arrays(in_loop(name, "f64"), powers, powers)
        assert result.tolist() == [float(n) for n in whole]


@settings(deadline=None, max_examples=200)
@given(
    name=st.sampled_from(sorted(inline_math.NAMES)),
    values=st.lists(st.floats(width=64), min_size=1, max_size=40),
)
def test_any_float_will_do(name: str, values: list[float]) -> None:
    array = np.array(values)
    assert_close(name, array, run_over_arrays(in_loop(name, "f64"), array, array))


@settings(deadline=None, max_examples=200)
@given(
    name=st.sampled_from(sorted(inline_math.NAMES)),
    values=st.lists(st.floats(width=32), min_size=1, max_size=40),
)
def test_any_single_float_will_do(name: str, values: list[float]) -> None:
    array = np.array(values, np.float32)
    assert_close(name, array, run_over_arrays(in_loop(name, "f32"), array, array))


# -- in programs -----------------------------------------------------------------------------------

PROGRAM = """
import math
import numpy as np
def of_array(x):
    return np.exp(x)
def in_loop(x, out):
    for i in range(len(x)):
        out[i] = math.exp(x[i])
def one(x):
    return math.exp(x) + math.sin(x)
def again_and_again(x, n):
    for i in range(n):
        x = math.exp(-x)
    return x
def over_threads(x, out):
    for i in parallel(len(x)):
        out[i] = math.exp(x[i])
def logarithms(x, out):
    for i in range(len(x)):
        out[i] = math.log(x[i])
"""


@pytest.fixture(scope="module")
def functions() -> Session:
    session = Session(optimize=3, native="always")
    session.run(PROGRAM)
    return session


def test_loops_and_array_expressions_agree(functions: Session) -> None:
    values = np.random.default_rng(1).uniform(-30, 30, 1003)
    out = np.empty_like(values)
    functions["in_loop"](values, out)
    assert np.array_equal(functions["of_array"](values), out)


def test_threads_change_no_bits(functions: Session) -> None:
    values = np.random.default_rng(4).uniform(-30, 30, 10_007)
    alone, together = np.empty_like(values), np.empty_like(values)
    functions["in_loop"](values, alone)
    functions["over_threads"](values, together)
    assert np.array_equal(alone, together)
    large = np.resize(values, 1_000_003)
    assert np.array_equal(functions["of_array"](large)[-5000:], np.resize(alone, 1_000_003)[-5000:])


def test_what_is_no_loop_of_vectors_is_libms(functions: Session) -> None:
    for x in np.random.default_rng(2).uniform(-3, 3, 300).tolist():
        assert functions["one"](x) == math.exp(x) + math.sin(x)
        expected = x
        for _ in range(5):
            expected = math.exp(-expected)
        assert functions["again_and_again"](x, 5) == expected


def test_what_a_failing_loop_wrote_is_what_it_would_have_written(functions: Session) -> None:
    values = np.random.default_rng(3).uniform(0.1, 30, 1000)
    whole, part = np.empty_like(values), np.zeros_like(values)
    functions["logarithms"](values, whole)
    values[700] = -1.0
    with pytest.raises(ValueError, match="math domain error"):
        functions["logarithms"](values, part)
    assert np.array_equal(part[:700], whole[:700])
    assert not part[700:].any()
