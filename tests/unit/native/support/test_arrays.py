"""Arrays in and out: what matches, what they look like to native code, who owns what comes back."""

from __future__ import annotations

import gc
import sys
from typing import Any

import numpy as np
import pytest

from nbc.native.reps import INT, ArrayRep, Rep, TupleRep, slots
from nbc.native.signature import rep_of
from tests.unit.native.support.units import MISSED, copies, entry, unit

FLOATS = ArrayRep("f64", 1, "C")


def through(array: Any) -> Any:
    rep = rep_of(array)
    assert rep is not None
    return entry(unit(copies(slots(rep)), [rep], rep))(array)


def fits(rep: Rep, value: Any) -> bool:
    return entry(unit("  ret i32 0", [rep]))(value) is None


def slots_of(rep: ArrayRep, array: Any) -> list[int]:
    """Dims and strides that native code sees."""
    ints = TupleRep((INT,) * slots(rep))
    return list(entry(unit(copies(slots(rep)), [rep], ints))(array))[2:]


ARRAYS = [
    np.arange(5.0), np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(2, 3).T, np.arange(9.0)[::-2],
    np.zeros((2, 4, 3))[:, ::2, ::-1], np.array(3.5), np.zeros((0, 3)), np.zeros((3, 0))[:, ::-1],
    np.arange(12.0).reshape(3, 4)[:, 1:3], np.broadcast_to(np.float64(1), (3, 2)),
]  # fmt: skip


@pytest.mark.parametrize("array", ARRAYS, ids=lambda a: f"{a.shape}{a.strides}")
def test_an_argument_comes_back_as_itself(array: Any) -> None:
    before = sys.getrefcount(array)
    back = through(array)
    assert back is array
    del back
    assert sys.getrefcount(array) == before


@pytest.mark.parametrize("code", "? b B h H i I l L f d F D q Q".split())
def test_every_dtype_fits(code: str) -> None:
    array = np.ones(3, code)
    assert through(array) is array


@pytest.mark.parametrize(
    "array",
    [
        np.arange(3.0, dtype=">f8"),
        np.arange(3, dtype="f4"),
        np.arange(3),
        np.arange(6.0).reshape(2, 3),
        np.arange(6.0)[::2],
        np.frombuffer(bytearray(25), "u1")[1:].view("f8"),
        np.arange(3.0, dtype="g"),
        np.ma.array([1.0, 2.0]),
        np.arange(3.0).view(np.recarray),
        np.zeros(3, "M8[s]"),
        np.array(["a"]),
        np.array([1.0], object),
        [1.0],
        np.float64(1),
        None,
    ],
    ids=lambda value: f"{type(value).__name__}-{getattr(value, 'dtype', '')}",
)
def test_what_is_not_exactly_it_is_a_miss(array: Any) -> None:
    assert not fits(FLOATS, array)


def test_read_only_arrays_are_kept_apart() -> None:
    array = np.arange(3.0)
    array.flags.writeable = False
    assert not fits(FLOATS, array)
    assert fits(ArrayRep("f64", 1, "C", writable=False), array)
    assert not fits(ArrayRep("f64", 1, "C", writable=False), np.arange(3.0))


def test_writable_arrays_whose_items_are_one_are_misses() -> None:
    array = np.lib.stride_tricks.as_strided(np.zeros(3), (5,), (0,))
    assert not fits(ArrayRep("f64", 1, "A"), array)
    array.flags.writeable = False
    assert fits(ArrayRep("f64", 1, "A", False), array)
    assert fits(ArrayRep("f64", 2, "A"), np.zeros((2, 6))[:, None, ::2][:, 0])


def test_layouts() -> None:
    c = np.zeros((3, 4))
    f, inner, anyhow = c.T, np.zeros((3, 8))[:, :4], np.zeros((3, 8))[:, ::2]
    kinds = {"C": [c], "F": [f], "I": [c, inner], "A": [c, f, inner, anyhow]}
    for layout, fitting in kinds.items():
        rep = ArrayRep("f64", 2, layout)
        for array in (c, f, inner, anyhow):
            assert fits(rep, array) == any(array is one for one in fitting), layout


def test_strides_of_a_layout_are_canonical() -> None:
    odd = np.lib.stride_tricks.as_strided(np.zeros(3), (1, 3), (1000, 8))
    assert odd.flags.c_contiguous
    assert slots_of(ArrayRep("f64", 2, "C"), odd) == [1, 3, 24, 8]
    odd = np.lib.stride_tricks.as_strided(np.zeros(3), (3, 1), (8, 1000))
    assert odd.flags.f_contiguous
    assert slots_of(ArrayRep("f64", 2, "F"), odd) == [3, 1, 8, 24]
    assert slots_of(ArrayRep("f64", 2, "I"), odd) == [3, 1, 8, 8]
    assert slots_of(ArrayRep("f64", 2, "A"), odd) == [3, 1, 8, 1000]


# A view of the argument from its second item on.
TAIL = """
  %d = load ptr, ptr %in
  %e = getelementptr double, ptr %d, i64 1
  %oo = getelementptr i64, ptr %in, i64 1
  %o = load ptr, ptr %oo
  %nn = getelementptr i64, ptr %in, i64 2
  %n = load i64, ptr %nn
  %m = sub i64 %n, 1
  store ptr %e, ptr %out
  %s1 = getelementptr i64, ptr %out, i64 1
  store ptr %o, ptr %s1
  %s2 = getelementptr i64, ptr %out, i64 2
  store i64 %m, ptr %s2
  %s3 = getelementptr i64, ptr %out, i64 3
  store i64 8, ptr %s3
  ret i32 0"""


def test_a_view_of_an_argument_has_it_as_base() -> None:
    tail = entry(unit(TAIL, [FLOATS], FLOATS))
    array = np.arange(4.0)
    view = tail(array)
    assert view.base is array and view.tolist() == [1, 2, 3] and view.flags.writeable
    view[0] = 9
    assert array[1] == 9
    assert tail(view).base is array, "bases are the owners, as NumPy's"


def test_a_view_of_a_read_only_array_is_read_only() -> None:
    array = np.arange(4.0)
    array.flags.writeable = False
    tail = entry(unit(TAIL, [ArrayRep("f64", 1, "C", False)], FLOATS))
    assert not tail(array).flags.writeable


def new_array(size: int, zeroed: bool = True) -> str:
    return f"""
  %b = call ptr @noodle_alloc(ptr %ctx, i64 {8 * size}, i64 {int(zeroed)})
  %dp = getelementptr i64, ptr %b, i64 1
  %d = load ptr, ptr %dp
"""


def store_array(first: int, data: str, size: int, stride: int = 8) -> str:
    values = [("ptr", data), ("ptr", "%b"), ("i64", size), ("i64", stride)]
    return "\n".join(
        f"  %p{first + n} = getelementptr i64, ptr %out, i64 {first + n}\n"
        f"  store {kind} {value}, ptr %p{first + n}" for n, (kind, value) in enumerate(values)
    )  # fmt: skip


@pytest.mark.parametrize("size", [0, 1, 7, 1000, 1_000_000])
def test_new_arrays_own_their_data(size: int) -> None:
    made = entry(unit(new_array(size) + store_array(0, "%d", size) + "\n  ret i32 0", [], FLOATS))
    array = made()
    assert array.base is None and array.flags.owndata and array.flags.writeable
    assert array.shape == (size,) and not array.any()
    assert array.__array_interface__["data"][0] % 64 == 0
    assert sys.getrefcount(array) == 2
    if size:
        array.resize(size * 2, refcheck=False)
        assert array.shape == (size * 2,) and not array.any()


def test_memory_of_results_is_given_back() -> None:
    size = 1_000_000
    made = entry(unit(new_array(size) + store_array(0, "%d", size) + "\n  ret i32 0", [], FLOATS))
    before = resident_bytes()
    for _ in range(50):
        made()[:] = 1
    gc.collect()
    assert resident_bytes() - before < 10 * 8 * size


def test_memory_that_is_not_returned_is_given_back() -> None:
    leaking = entry(unit(new_array(1_000_000) + FILL + "\n  ret i32 0", []))
    trapping = entry(unit(new_array(1_000_000) + FILL + "\n  ret i32 1", []))
    before = resident_bytes()
    for _ in range(50):
        leaking()
        with pytest.raises(KeyboardInterrupt):
            trapping()
    assert resident_bytes() - before < 10 * 8_000_000


FILL = "  call void @llvm.memset.p0.i64(ptr %d, i8 1, i64 8000000, i1 false)"


def resident_bytes() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def test_a_part_of_a_new_block_is_a_view_of_it() -> None:
    part = new_array(8) + "  %q = getelementptr double, ptr %d, i64 2\n"
    array = entry(unit(part + store_array(0, "%q", 3) + "\n  ret i32 0", [], FLOATS))()
    assert array.tolist() == [0, 0, 0] and array.base.nbytes == 64 and array.base.flags.owndata
    reverse = new_array(8) + "  %q = getelementptr double, ptr %d, i64 7\n"
    rep = ArrayRep("f64", 1, "A")
    array = entry(unit(reverse + store_array(0, "%q", 8, -8) + "\n  ret i32 0", [], rep))()
    assert array.strides == (-8,) and array.tolist() == [0] * 8


def test_results_that_share_a_block_share_it_after() -> None:
    body = new_array(8) + "  %q = getelementptr double, ptr %d, i64 2\n"
    body += store_array(0, "%q", 3) + "\n" + store_array(4, "%d", 8) + "\n"
    body += store_array(8, "%d", 8) + "\n  ret i32 0"
    part, whole, again = entry(unit(body, [], TupleRep((FLOATS,) * 3)))()
    assert whole is again and part.base is whole and whole.base is None
    whole[3] = 5
    assert part.tolist() == [0, 5, 0]


def test_memory_of_nobody_is_copied() -> None:
    body = "  %q = getelementptr [3 x double], ptr @table, i64 0\n" + store_array(0, "%q", 3)
    more = "@table = private constant [3 x double] [double 1.0, double 2.0, double 3.0]"
    made = entry(unit(body.replace("ptr %b", "ptr null") + "\n  ret i32 0", [], FLOATS, more=more))
    array = made()
    array[0] = 7
    assert array.flags.owndata and made().tolist() == [1, 2, 3]


def test_huge_blocks_are_refused() -> None:
    body = """
  %b = call ptr @noodle_alloc(ptr %ctx, i64 SIZE, i64 1)
  %n = icmp eq ptr %b, null
  %r = zext i1 %n to i64
  store i64 %r, ptr %out
  ret i32 0"""
    for size in (-1, 2**62, 2**63 - 1):
        assert entry(unit(body.replace("SIZE", str(size)), [], INT))() == 1


def test_a_released_block_is_gone_and_a_missed_list_leaves_nothing() -> None:
    body = new_array(4) + "  call void @noodle_release(ptr %ctx, ptr %b)\n"
    body += "  call void @noodle_release(ptr %ctx, ptr null)\n"
    left = "  %h = getelementptr i64, ptr %ctx, i64 14\n  %x = load i64, ptr %h\n"
    left += "  store i64 %x, ptr %out\n  ret i32 0"
    assert entry(unit(body + left, [], INT))() == 0
    assert entry(unit(new_array(4) + left, [], INT))() != 0


def test_missed_is_said_once() -> None:
    assert entry(unit("  ret i32 0", [FLOATS]))(1) == (MISSED, 1)
