"""The functions of the run-time library that IR may call, by name: what support.h says, in IR.

The attributes are promises that LLVM builds on: `memory(none)` for pure arithmetic, `argmem: ...`
for what touches only the memory behind its pointers, `willreturn nounwind` for all but polling and
loops. A function with a Ctx may allocate and store traps.
"""

from __future__ import annotations

from typing import Final

_PURE: Final = "memory(none) nounwind willreturn"
_READS: Final = "memory(argmem: read) nounwind willreturn"
_WRITES: Final = "memory(argmem: readwrite) nounwind willreturn"
_ALLOCATES: Final = "nounwind willreturn"
_TEXTS: Final = "i64, ptr readonly, i64, i64, ptr readonly, i64"
_STRIDED: Final = "ptr readnone, ptr readonly, ptr readonly, i64, i64"

_ROWS: Final = (
    # result, name, parameters, attributes
    ("i32", "poll", "ptr", "cold nounwind"),
    ("noalias ptr", "alloc", "ptr, i64, i64", _ALLOCATES),
    ("void", "release", "ptr, ptr", _ALLOCATES),
    ("i32", "parallel", "ptr, ptr, ptr, i64, i64", "nounwind"),
    ("i32", "split", "ptr, ptr, ptr, i64, i64, i64, ptr", "nounwind"),
    ("i32", "power_i64", "i64, i64, ptr writeonly", _WRITES),
    ("i64", "power_wrapping", "i64, i64", _PURE),
    ("i64", "power_modulo", "i64, i64, i64", _PURE),
    ("i64", "gcd", "i64, i64", _PURE),
    ("double", "true_divide", "i64, i64", f"cold {_PURE}"),
    ("i32", "compare_i64_f64", "i64, double", _PURE),
    ("double", "modulo_f64", "double, double", _PURE),
    ("double", "floor_divide_f64", "double, double", _PURE),
    ("float", "modulo_f32", "float, float", _PURE),
    ("float", "floor_divide_f32", "float, float", _PURE),
    ("i32", "power_f64", "double, double, ptr writeonly", _WRITES),
    ("i32", "round_f64", "double, i64, ptr writeonly", _WRITES),
    ("double", "round_scaled", "double, i64", _PURE),
    ("i32", "divide_c128", "ptr readonly, ptr readonly, ptr", _WRITES),
    ("i32", "power_c128", "ptr readonly, ptr readonly, ptr", _WRITES),
    ("i32", "sort", "ptr, i64, ptr, i64, i64", _ALLOCATES),
    ("i32", "argsort", "ptr, i64, ptr, ptr, i64, i64", _ALLOCATES),
    ("i64", "search_f64", "ptr readonly, i64, double, i64", _READS),
    ("i64", "search_i64", "ptr readonly, i64, i64, i64", _READS),
    ("i32", "select_f64", "ptr, ptr, i64, i64, ptr", _ALLOCATES),
    ("i64", "text_equal", _TEXTS, _READS),
    ("i64", "text_compare", _TEXTS, _READS),
    ("i64", "text_find", f"{_TEXTS}, i64", _READS),
    ("i64", "text_count", _TEXTS, _READS),
    ("i64", "text_hash", "i64, ptr readonly, i64", _READS),
    ("i32", "vector_reserve", "ptr, ptr, i64, i64", _ALLOCATES),
    ("i32", "vector_open", "ptr, ptr, i64, i64, i64", _ALLOCATES),
    ("void", "vector_close", "ptr, i64, i64, i64", _ALLOCATES),
    ("i32", "vector_extend", "ptr, ptr, ptr, i64, i64", _ALLOCATES),
    ("void", "vector_reverse", "ptr, i64", _ALLOCATES),
    ("ptr", "map_new", "ptr", _ALLOCATES),
    ("ptr", "map_find", "ptr, i64", "memory(read) nounwind willreturn"),
    ("ptr", "map_put", "ptr, ptr, i64", _ALLOCATES),
    ("i32", "map_delete", "ptr, i64", _ALLOCATES),
    ("i64", "map_next", "ptr, i64, ptr, ptr", _ALLOCATES),
    ("void", "map_clear", "ptr", _ALLOCATES),
    ("void", "map_free", "ptr, ptr", _ALLOCATES),
    ("i32", "overlap", f"{_STRIDED}, {_STRIDED}", _READS),
)

DECLARATIONS: Final[dict[str, str]] = {
    f"noodle_{name}": f"declare {result} @noodle_{name}({parameters}) {attributes}"
    for result, name, parameters, attributes in _ROWS
}
"""A `declare` line for each function that native code may call."""
