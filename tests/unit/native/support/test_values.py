"""Every representation into slots and back out of them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from nbc.native.reps import (
    BOOL,
    COMPLEX128,
    FLOAT,
    INT,
    NONE,
    ListRep,
    OpaqueRep,
    Rep,
    ScalarRep,
    StringRep,
    TupleRep,
    slots,
)
from nbc.native.signature import rep_of
from tests.unit.native.support.units import MISSED, copies, entry, unit

SCALARS: list[Any] = [
    0.0, -0.0, 1.5, math.inf, -math.inf, 5e-324, 0, 1, -1, 2**30 - 1, 2**30, -(2**30), 2**60,
    2**63 - 1, -(2**63), True, False, 1 - 2j, complex(-0.0, math.inf), None,
]  # fmt: skip
NUMPY = [
    np.bool_(True), np.bool_(False), np.int8(-3), np.uint8(200), np.int16(-300), np.uint16(60000),
    np.int32(-70000), np.uint32(4_000_000_000), np.int64(-(2**62)), np.uint64(2**64 - 1),
    np.float32(1.1), np.float64(-0.1), np.complex64(1 - 2.5j), np.complex128(3 + 4j),
]  # fmt: skip
TEXTS = ["", "abc", "é", "žluť", "漢字", "🐍 snake", "a\0b"]


def through(value: Any, rep: Rep) -> Any:
    """What comes back of a value from code that copies its slots."""
    return entry(unit(copies(slots(rep)), [rep], rep))(value)


@pytest.mark.parametrize("value", SCALARS, ids=repr)
def test_python_scalars_come_back(value: Any) -> None:
    rep = rep_of(value)
    assert rep is not None
    back = through(value, rep)
    assert type(back) is type(value)
    assert repr(back) == repr(value)


@pytest.mark.parametrize("value", NUMPY, ids=repr)
def test_numpy_scalars_come_back(value: Any) -> None:
    rep = rep_of(value)
    assert isinstance(rep, ScalarRep) and not rep.weak
    back = through(value, rep)
    assert type(back) is type(value)
    assert back == value and back.tobytes() == value.tobytes()


@pytest.mark.parametrize("text", TEXTS)
def test_texts_come_back(text: str) -> None:
    assert through(text, StringRep(0)) == text


def test_nan_comes_back() -> None:
    assert math.isnan(through(math.nan, FLOAT))


def test_small_slots_are_extended() -> None:
    widened = unit(copies(1), [ScalarRep("i8", weak=False)], INT)
    assert entry(widened)(np.int8(-1)) == -1
    widened = unit(copies(1), [ScalarRep("u8", weak=False)], INT)
    assert entry(widened)(np.uint8(255)) == 255


def test_tuples_are_laid_out_flat() -> None:
    rep = TupleRep((INT, TupleRep((FLOAT, NONE, COMPLEX128)), TupleRep(()), BOOL))
    value = (7, (1.5, None, 2j), (), True)
    assert slots(rep) == 5
    assert through(value, rep) == value
    assert entry(unit(copies(5), [rep], rep))((7, (1.5, None, 2), (), True))[0] == MISSED
    assert entry(unit(copies(5), [rep], rep))((7, (1.5, None, 2j), ()))[0] == MISSED


@pytest.mark.parametrize(
    ("item", "values"),
    [(INT, [1, -2, 3]), (FLOAT, [1.5, -0.0]), (BOOL, [True, False, True]), (COMPLEX128, [1j, 2])],
    ids=repr,
)
def test_lists_are_copied(item: ScalarRep, values: list[Any]) -> None:
    values = [complex(value) if item == COMPLEX128 else value for value in values]
    back = through(values, ListRep(item, argument=True))
    assert back is values, "an argument comes back as itself"
    made = entry(unit(copies(4), [ListRep(item, argument=True)], ListRep(item)))(values)
    assert made == values and made is not values
    assert list(map(type, made)) == list(map(type, values))


def test_empty_lists_fit_any_item() -> None:
    assert entry(unit(copies(4), [ListRep(FLOAT, argument=True)], ListRep(FLOAT)))([]) == []


@pytest.mark.parametrize(
    ("rep", "value"),
    [
        (FLOAT, 1), (FLOAT, np.float64(1)), (FLOAT, True), (FLOAT, "1"), (FLOAT, None),
        (INT, True), (INT, 1.0), (INT, 2**63), (INT, -(2**63) - 1), (INT, 10**40), (INT, np.int64(1)),
        (BOOL, 1), (BOOL, np.True_), (COMPLEX128, 1.0), (NONE, 0),
        (ScalarRep("f64", weak=False), 1.0), (ScalarRep("f64", weak=False), np.float32(1)),
        (ScalarRep("i64", weak=False), np.uint64(1)), (ScalarRep("bool", weak=False), True),
        (StringRep(1), "漢"), (StringRep(2), "abc"), (StringRep(0), b"abc"), (StringRep(0), np.str_("a")),
        (ListRep(FLOAT, argument=True), [1.0, 2]), (ListRep(INT, argument=True), [1, 2**70]),
        (ListRep(INT, argument=True), (1, 2)), (TupleRep((INT,)), [1]), (TupleRep((INT,)), ()),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_miss(rep: Rep, value: Any) -> None:
    found = entry(unit("  ret i32 0", [rep]))(value)
    assert found[0] == MISSED and found[1] is value


def test_subclasses_are_misses() -> None:
    class Int(int):
        pass

    class Float(float):
        pass

    class Text(str):
        pass

    class Pair(tuple[int, ...]):
        pass

    for rep, value in (INT, Int(1)), (FLOAT, Float(1)), (StringRep(), Text("a")):
        assert entry(unit("  ret i32 0", [rep]))(value)[0] == MISSED
    assert entry(unit("  ret i32 0", [TupleRep((INT,))]))(Pair((1,)))[0] == MISSED


def test_opaque_inputs_take_no_slot_and_fit_anything() -> None:
    copying = entry(unit(copies(1), [OpaqueRep("set"), FLOAT], FLOAT))
    assert copying({1}, 2.5) == 2.5
    assert copying(None, 2.5) == 2.5


@pytest.mark.parametrize(
    ("rep", "value"),
    [
        (ScalarRep("f64", mixed="int"), 3), (ScalarRep("f64", mixed="int"), 3.5),
        (ScalarRep("f64", weak=False, mixed="int"), 3),
        (ScalarRep("f64", weak=False, mixed="int"), np.float64(3)),
        (ScalarRep("f64", weak=False, mixed="float"), 3.0),
        (ScalarRep("i64", weak=False, mixed="int"), 2**62 + 1),
        (ScalarRep("i64", weak=False, mixed="bool"), True),
    ],
)  # fmt: skip
def test_mixed_values_keep_their_class(rep: ScalarRep, value: Any) -> None:
    back = through(value, rep)
    assert type(back) is type(value) and back == value


def test_mixed_values_of_other_dtypes_come_out() -> None:
    def made(rep: ScalarRep, bits: int) -> Any:
        flag = slots(rep) - 1
        return entry(unit(
            f"  store i64 {bits}, ptr %out\n  %f = getelementptr i64, ptr %out, i64 {flag}\n"
            "  store i64 1, ptr %f\n  ret i32 0", [], rep,
        ))()  # fmt: skip

    two = int(np.float32(2).view(np.uint32))
    assert repr(made(ScalarRep("f32", weak=False, mixed="int"), two)) == "2"
    assert repr(made(ScalarRep("c64", weak=False, mixed="float"), two)) == "2.0"
    assert repr(made(ScalarRep("u8", weak=False, mixed="int"), 255)) == "255"


def test_wrong_counts_of_arguments_are_misses() -> None:
    one = entry(unit(copies(1), [FLOAT], FLOAT))
    assert one() == (MISSED,)
    assert one(1.0, 2.0) == (MISSED, 1.0, 2.0)
    with pytest.raises(TypeError, match="keyword"):
        one(x=1.0)
