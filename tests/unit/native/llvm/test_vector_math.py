"""Mathematical functions: vectorised where libmvec is, right everywhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nbc.native import llvm
from nbc.native.llvm import vector_math
from tests.unit.native.llvm.kernels import over_array, run_over_arrays

SPECIAL = [
    0.0, -0.0, 1.0, -1.0, 0.5, 2.0, np.inf, -np.inf, np.nan, 5e-324, -1e-310, 1e-300, 709.7, 709.8,
    -745.2, 1e22, -1e22, 1.7e308, -1.7e308, 10.0, 3.0, -2.5,
]  # fmt: skip
NAMES_IN_NUMPY = {
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asinh": "arcsinh", "acosh": "arccosh",
    "atanh": "arctanh", "pow": "power", "atan2": "arctan2",
}  # fmt: skip
WITHOUT_NUMPY = {"erf", "erfc", "exp10"}


def loaded(name: str, dtype: str) -> llvm.Loaded:
    item = "double" if dtype == "f64" else "float"
    declaration, attributes = vector_math.call(name, dtype)
    arguments = f"{item} %x" + (f", {item} %y" if name in vector_math.BINARY else "")
    call = f"%r = call {item} @{vector_math.symbol_of(name, dtype)}({arguments}) {attributes}"
    return llvm.machine_code(over_array(call, declaration, item), ["kernel"])


def arguments(dtype: str) -> tuple[Any, Any]:
    generator = np.random.default_rng(1)
    numpy_type = np.float64 if dtype == "f64" else np.float32
    with np.errstate(over="ignore"):
        special = np.array(np.meshgrid(SPECIAL, SPECIAL)).astype(numpy_type).reshape(2, -1)
    spread = (10.0 ** generator.uniform(-12, 12, (2, 2000))).astype(numpy_type)
    near = generator.uniform(-20, 20, (2, 2000)).astype(numpy_type)
    return tuple(np.concatenate([special, spread, near], axis=1))


@pytest.mark.parametrize("dtype", ["f64", "f32"])
@pytest.mark.parametrize("name", sorted((vector_math.UNARY | vector_math.BINARY) - WITHOUT_NUMPY))
def test_results_are_numpys(name: str, dtype: str) -> None:
    a, b = arguments(dtype)
    code = loaded(name, dtype)
    if widest := max(vector_math.vectors(name, dtype), default=None):
        assert widest[1] in code.assembly(), "not vectorised"
    result = run_over_arrays(code, a, b)
    with np.errstate(all="ignore"):
        operands = (a, b) if name in vector_math.BINARY else (a,)
        wider = np.longdouble if dtype == "f64" else np.float64
        function = getattr(np, NAMES_IN_NUMPY.get(name, name))
        exact = function(*(operand.astype(wider) for operand in operands))
        rounded = exact.astype(a.dtype)
        finite = np.isfinite(rounded)
        assert np.array_equal(result[~finite], rounded[~finite], equal_nan=True)
        assert np.array_equal(np.signbit(result[rounded == 0]), np.signbit(rounded[rounded == 0]))
        error = np.abs(result[finite].astype(wider) - exact[finite])
        assert np.max(error / np.spacing(np.abs(rounded[finite])).astype(wider)) <= 4


@pytest.mark.parametrize("name", sorted(WITHOUT_NUMPY))
def test_functions_that_numpy_lacks_run(name: str) -> None:
    result = run_over_arrays(loaded(name, "f64"), np.zeros(40), np.zeros(40))
    assert np.array_equal(result, np.full(40, {"erf": 0.0, "erfc": 1.0, "exp10": 1.0}[name]))


@pytest.mark.parametrize(
    ("name", "x", "exact"),
    [("exp10", 3.0, 1000.0), ("log10", 1000.0, 3.0), ("log2", 8.0, 3.0),
     ("exp2", 10.0, 1024.0), ("exp", 0.0, 1.0)],
)  # fmt: skip
def test_exact_results_are_exact(name: str, x: float, exact: float) -> None:
    values = np.full(64, x)
    result = run_over_arrays(loaded(name, "f64"), values, values)
    assert set(result.tolist()) == {exact}


def test_powers_of_ten_in_f32_are_exact() -> None:
    values = np.full(64, 2.0, np.float32)
    assert set(run_over_arrays(loaded("exp10", "f32"), values, values).tolist()) == {100.0}


def test_without_libmvec_calls_are_scalar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_math, "_libmvec", lambda: None)
    vector_math.vectors.cache_clear()
    declaration, attributes = vector_math.call("exp", "f64")
    assert declaration == "declare double @exp(double) memory(none) nounwind willreturn"
    assert "_ZGV" not in attributes
    values = np.linspace(-1, 1, 50)
    result = run_over_arrays(loaded("exp", "f64"), values, values)
    assert np.allclose(result, np.exp(values), rtol=1e-15)
    vector_math.vectors.cache_clear()


def test_text_without_vector_calls_stays_as_it_is() -> None:
    assert vector_math.complete("define void @f() {}") == "define void @f() {}"
