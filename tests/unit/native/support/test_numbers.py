"""Arithmetic, sorting and text of the library against Python and NumPy, on random and odd values.

The functions are called by address here, as native code calls them.
"""

from __future__ import annotations

import ctypes
import hashlib
import math
import random
import re
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nbc.native.llvm import support_address
from nbc.native.support import SUPPORT_IR
from nbc.native.support.binding import DECLARATIONS, DTYPES, library
from nbc.native.traps import TRAPS

I64, F64, F32, I32, PTR = (
    ctypes.c_int64, ctypes.c_double, ctypes.c_float, ctypes.c_int32, ctypes.c_void_p,
)  # fmt: skip
ODD_FLOATS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 0.15, 2.675, 1e16, 1e22, 1e23, 1.7e308, 5e-324,
    2.0**52, 2.0**53 + 2, 2.0**63, -(2.0**63), 1e300, 1e-300, math.inf, -math.inf, math.nan, 3.0, -3.0, 7.0,
]  # fmt: skip
ODD_INTS = [
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    -7,
    2**31,
    2**32 - 1,
    2**53,
    2**53 + 1,
    2**62,
    2**63 - 1,
    -(2**63),
]


def function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    library()
    return ctypes.CFUNCTYPE(result, *arguments)(support_address(name))


def floats(count: int) -> list[float]:
    """Any bits, and numbers of everyday size."""
    picked = random.Random(7)
    bits = [struct.unpack("d", picked.randbytes(8))[0] for _ in range(count)]
    return [*ODD_FLOATS, *bits, *(picked.uniform(-1000, 1000) for _ in range(count))]


def same(a: float, b: float) -> bool:
    return (a != a and b != b) or (a == b and math.copysign(1, a) == math.copysign(1, b))


def raised(operation: Callable[[], Any]) -> Any:
    """What Python gives, or the class of what it raises."""
    try:
        return operation()
    except (ArithmeticError, ValueError) as error:
        return type(error)


def test_declarations_are_what_is_defined() -> None:
    text = SUPPORT_IR.read_text()
    for name, line in DECLARATIONS.items():
        found = re.search(rf"^define (.*?)@{name}\((.*)\) [^()]*$", text, re.MULTILINE)
        assert found, name
        declared = re.search(rf"^declare (.*?)@{name}\((.*?)\) ", line)
        assert declared, line
        assert shape(found[2]) == shape(declared[2]), name
        assert shape(found[1])[-1:] == shape(declared[1]), name


def shape(parameters: str) -> list[str]:
    return re.findall(r"\b(?:ptr|i64|i32|double|float|void)\b", parameters)


def test_the_ir_is_as_new_as_its_sources() -> None:
    digest = hashlib.blake2b(digest_size=16)
    folder = SUPPORT_IR.parent
    for path in sorted([*folder.glob("*.c"), *folder.glob("*.h")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    assert f"; sources: {digest.hexdigest()}\n" in SUPPORT_IR.read_text(), (
        "run scripts/build_support.py"
    )


def test_the_ir_names_no_machine() -> None:
    text = SUPPORT_IR.read_text()
    for word in (
        "target triple",
        "target datalayout",
        "target-cpu",
        "clang version",
        "/root",
        "/tmp",
    ):
        assert word not in text
    assert not re.search(r"^@\S+ = external", text, re.MULTILINE)


def test_floor_division_and_modulo_of_floats() -> None:
    divide = function("noodle_floor_divide_f64", F64, F64, F64)
    modulo = function("noodle_modulo_f64", F64, F64, F64)
    values = floats(40)
    for x in values:
        for y in values:
            if y != 0:
                assert same(divide(x, y), x // y), (x, y)
                assert same(modulo(x, y), x % y), (x, y)


def test_floor_division_and_modulo_of_f32() -> None:
    divide = function("noodle_floor_divide_f32", F32, F32, F32)
    modulo = function("noodle_modulo_f32", F32, F32, F32)
    with np.errstate(all="ignore"):
        values = np.array(floats(30)).astype("f4")
        for x in values:
            for y in values:
                assert same(divide(x, y), float(x // y)), (x, y)
                assert same(modulo(x, y), float(x % y)), (x, y)


def test_powers_of_floats() -> None:
    power = function("noodle_power_f64", I32, F64, F64, PTR)
    result = F64()
    for x in floats(25):
        for y in floats(25):
            expected: Any = raised(lambda x=x, y=y: x**y)  # type: ignore[misc]
            trap = power(x, y, ctypes.byref(result))
            if expected is ZeroDivisionError:
                assert trap == TRAPS["ZERO_POWER"].number
            elif x < 0 and math.isfinite(x) and math.isfinite(y) and not y.is_integer():
                assert trap == TRAPS["COMPLEX_POWER"].number
            elif expected is OverflowError:
                assert trap == TRAPS["POWER_RANGE"].number
            else:
                assert trap == 0 and same(result.value, expected), (x, y)


def test_powers_of_ints() -> None:
    power = function("noodle_power_i64", I32, I64, I64, PTR)
    wrapping = function("noodle_power_wrapping", I64, I64, I64)
    result = I64()
    for base in [*ODD_INTS, 10, -10, 3037000499, -3037000500]:
        for exponent in [*range(66), 1000]:
            expected = base**exponent
            overflow = power(base, exponent, ctypes.byref(result))
            assert bool(overflow) == (not -(2**63) <= expected < 2**63), (base, exponent)
            assert overflow or result.value == expected
            assert wrapping(base, exponent) % 2**64 == expected % 2**64


def test_powers_modulo() -> None:
    power = function("noodle_power_modulo", I64, I64, I64, I64)
    for base in ODD_INTS:
        for exponent in (0, 1, 2, 5, 65, 2**40 + 1, 2**63 - 1):
            for modulus in ODD_INTS[1:]:
                assert power(base, exponent, modulus) == pow(base, exponent, modulus)


def test_gcd_true_division_and_comparison() -> None:
    gcd = function("noodle_gcd", I64, I64, I64)
    divide = function("noodle_true_divide", F64, I64, I64)
    compare = function("noodle_compare_i64_f64", I32, I64, F64)
    picked = random.Random(3)
    ints = [
        *ODD_INTS,
        *(picked.randint(-(2**63), 2**63 - 1) >> picked.randint(0, 62) for _ in range(60)),
    ]
    for a in ints:
        for b in ints:
            assert gcd(a, b) % 2**64 == math.gcd(a, b)
            if b:
                assert divide(a, b) == a / b, (a, b)
        for x in [*floats(20), float(a), math.nextafter(a, 0), math.nextafter(a, math.inf)]:
            expected = 2 if x != x else (a > x) - (a < x)
            assert compare(a, x) == expected, (a, x)


def test_rounding_is_python_s() -> None:
    rounded = function("noodle_round_f64", I32, F64, I64, PTR)
    result = F64()
    values = floats(150) + [n / 1000 + 0.0005 for n in range(100)] + [n + 0.5 for n in range(20)]
    values += [n * 10.0**p + 5 * 10.0 ** (p - 1) for n in range(12) for p in (1, 2, 3, 17, 22)]
    values += [0.125, 0.375, 9.995, 99.5, 999999.5, 4503599627370495.5, 5e15, 5e16, 4.9999999e15]
    for x in values:
        for digits in (
            0,
            1,
            2,
            3,
            5,
            10,
            15,
            16,
            22,
            23,
            100,
            323,
            324,
            -1,
            -2,
            -3,
            -16,
            -17,
            -300,
            -309,
        ):
            expected: Any = raised(lambda x=x, digits=digits: round(x, digits))  # type: ignore[misc]
            trap = rounded(x, digits, ctypes.byref(result))
            if expected is OverflowError:
                assert trap == TRAPS["ROUND_RANGE"].number, (x, digits)
            else:
                assert trap == 0 and same(result.value, expected), (x, digits)


def test_scaled_rounding_is_numpy_s() -> None:
    rounded = function("noodle_round_scaled", F64, F64, I64)
    with np.errstate(all="ignore"):
        for x in floats(100):
            for digits in (0, 1, 2, 5, 9, 12, 22, -1, -3, -10):
                assert same(rounded(x, digits), float(np.round(np.float64(x), digits))), (x, digits)


@pytest.mark.parametrize("name", ["noodle_divide_c128", "noodle_power_c128"])
def test_complex_numbers(name: str) -> None:
    operate = function(name, I32, PTR, PTR, PTR)
    is_power = "power" in name
    pair = ctypes.c_double * 2
    picked = random.Random(1)
    parts = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        2.0,
        -3.0,
        0.5,
        1e200,
        1e-200,
        math.inf,
        math.nan,
        picked.random(),
    ]
    values = [complex(a, b) for a in parts for b in parts] + [complex(n, 0) for n in (100, 101, -7)]
    for x in values:
        for y in values:
            expected: Any = raised(lambda x=x, y=y: x**y if is_power else x / y)  # type: ignore[misc]
            result = pair()
            trap = operate(pair(x.real, x.imag), pair(y.real, y.imag), result)
            if isinstance(expected, complex):
                assert trap == 0, (x, y, expected)
                assert same(result[0], expected.real) and same(result[1], expected.imag), (x, y)
            elif is_power:
                assert trap == TRAPS[POWER_TRAPS[expected]].number, (x, y, expected)
            else:
                assert trap == 1


POWER_TRAPS = {ZeroDivisionError: "COMPLEX_ZERO_POWER", OverflowError: "COMPLEX_POWER_RANGE"}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("stable", [0, 1])
def test_sorting_is_numpy_s(dtype: str, stable: int) -> None:
    sort = function("noodle_sort", I32, PTR, I64, PTR, I64, I64)
    argsort = function("noodle_argsort", I32, PTR, I64, PTR, PTR, I64, I64)
    code = {"bool": "?", "c64": "F", "c128": "D"}.get(dtype, dtype.replace("u", "u"))
    code = code if code in "?FD" else f"{code[0]}{int(code[1:]) // 8}"
    picked = np.random.default_rng(5)
    ctx = (I64 * 100)()
    for count in (0, 1, 2, 17, 1000):
        array = picked.integers(0, 50, count).astype(code)
        if code[0] in "fFD" and count > 5:
            array[::5] = np.nan
        order = np.zeros(count, np.int64)
        kind: Any = "stable" if stable else None
        data = array.copy()
        assert argsort(ctx, DTYPES[dtype], data.ctypes.data, order.ctypes.data, count, stable) == 0
        assert order.tolist() == np.argsort(array, kind=kind).tolist()
        assert sort(ctx, DTYPES[dtype], data.ctypes.data, count, stable) == 0
        assert data.tobytes() == np.sort(array, kind=kind).tobytes()


def test_searching_is_numpy_s() -> None:
    search_f64 = function("noodle_search_f64", I64, PTR, I64, F64, I64)
    search_i64 = function("noodle_search_i64", I64, PTR, I64, I64, I64)
    for items in [], [1.0], [1.0, 2.0, 2.0, 2.0, 5.0, math.inf], [0.0, math.nan, math.nan]:
        array = np.array(items)
        for value in [*items, 0.0, 1.5, 9.0, -math.inf, math.nan]:
            for right, side in enumerate(("left", "right")):
                expected = np.searchsorted(array, value, side=side)  # type: ignore[call-overload]
                assert search_f64(array.ctypes.data, len(items), value, right) == expected
    ints = np.array([1, 3, 3, 9])
    for value in range(11):
        assert search_i64(ints.ctypes.data, 4, value, 0) == np.searchsorted(ints, value)
        assert search_i64(ints.ctypes.data, 4, value, 1) == np.searchsorted(ints, value, "right")


SHAPES: dict[str, Callable[[np.random.Generator, int], Any]] = {
    "random": lambda picked, count: picked.random(count),
    "few": lambda picked, count: picked.integers(0, 3, count).astype(float),
    "equal": lambda picked, count: np.full(count, 2.5),
    "falling": lambda picked, count: np.arange(count)[::-1].astype(float),
    "waves": lambda picked, count: np.sin(np.arange(count) * 0.01),
    "steep": lambda picked, count: picked.standard_cauchy(count) ** 5,
    "infinite": lambda picked, count: np.where(picked.random(count) < 0.5, math.inf, -math.inf),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_selecting_is_what_sorting_finds(shape: str) -> None:
    select = function("noodle_select_f64", I32, PTR, PTR, I64, I64, PTR)
    picked = np.random.default_rng(5)
    ctx = (I64 * 100)()
    found = (F64 * 2)()
    for count in (1, 2, 17, 2048, 2049, 30_000, 300_001):
        array = np.ascontiguousarray(SHAPES[shape](picked, count))
        before, ranked = array.copy(), np.sort(array)
        for k in {0, 1 % count, count // 3, (count - 1) // 2, count // 2, count - 1}:
            assert select(ctx, array.ctypes.data, count, k, found) == 0
            assert list(found) == [ranked[k], ranked[min(k + 1, count - 1)]], (count, k)
        assert array.tobytes() == before.tobytes()
        array[picked.integers(count)] = math.nan
        assert select(ctx, array.ctypes.data, count, count // 2, found) == 0
        assert math.isnan(found[0]) and math.isnan(found[1])


def points(text: str, kind: int) -> tuple[int, Any, int]:
    code = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}[kind]
    return kind, ctypes.create_string_buffer(text.encode(code)), len(text)


def test_text() -> None:
    several = [I64, PTR, I64] * 2
    equal = function("noodle_text_equal", I64, *several)
    compare = function("noodle_text_compare", I64, *several)
    find = function("noodle_text_find", I64, *several, I64)
    count = function("noodle_text_count", I64, *several)
    hashed = function("noodle_text_hash", I64, I64, PTR, I64)
    texts = ["", "a", "b", "ab", "aab", "aaab", "é", "aé", "banana", "ana", "na"]
    for one in texts:
        assert len({hashed(*points(one, kind)) for kind in (1, 2, 4)}) == 1
        for other in texts:
            for kinds in (1, 1), (1, 2), (4, 1), (2, 2):
                pair = (*points(one, kinds[0]), *points(other, kinds[1]))
                assert equal(*pair) == (one == other)
                assert compare(*pair) == (one > other) - (one < other)
                assert count(*pair) == one.count(other)
                for start in (0, 1, 2, 9):
                    assert find(*pair, start) == one.find(other, start)
    assert len({hashed(*points(text, 1)) for text in texts}) == len(texts)
