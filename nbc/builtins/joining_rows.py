"""NumPy's functions that join, split and repeat arrays: rows."""

from __future__ import annotations

from nbc.builtins import joining_rules as rules
from nbc.builtins.entry import Entry, unknown

_JOIN = "(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')"
_STACK = "(tup, *, dtype=None, casting='same_kind')"

FUNCTIONS = (
    Entry("append(arr, values, axis=None)", rules.append, "values joined behind an array"),
    Entry("array_split(ary, indices_or_sections, axis=0)", rules.any_split,
          "a list of parts, of nearly equal length"),
    Entry("block(arrays)", unknown, "an array of nested lists of blocks"),
    Entry("column_stack(tup)", rules.column_stack, "one-dimensional arrays as columns"),
    Entry("concat" + _JOIN, rules.concatenate, "arrays joined along an axis"),
    Entry("concatenate" + _JOIN, rules.concatenate, "arrays joined along an axis"),
    Entry("delete(arr, obj, axis=None)", rules.edited, "an array without some elements"),
    Entry("dsplit(ary, indices_or_sections)", rules.any_split, "parts along the third axis"),
    Entry("dstack(tup)", rules.dstack, "arrays joined along a third axis"),
    Entry("hsplit(ary, indices_or_sections)", rules.any_split, "parts along the second axis"),
    Entry("hstack" + _STACK, rules.hstack, "arrays joined side by side"),
    Entry("insert(arr, obj, values, axis=None)", rules.edited, "an array with values put in"),
    Entry("repeat(a, repeats, axis=None)", rules.repeat, "each element several times"),
    Entry("row_stack" + _STACK, rules.vstack, "arrays joined below each other"),
    Entry("split(ary, indices_or_sections, axis=0)", rules.split, "a list of equal parts"),
    Entry("stack(arrays, axis=0, out=None, *, dtype=None, casting='same_kind')", rules.stack,
          "arrays of one shape joined along a new axis"),
    Entry("tile(A, reps)", rules.tile, "an array laid out several times"),
    Entry("unstack(x, /, *, axis=0)", rules.unstack, "the parts along an axis, as a tuple"),
    Entry("vsplit(ary, indices_or_sections)", rules.any_split, "parts along the first axis"),
    Entry("vstack" + _STACK, rules.vstack, "arrays joined below each other"),
)  # fmt: skip
