"""The methods and attributes of `ndarray`, and of NumPy's scalars (`generic`).

Most are the functions of the same name: they share their rules.
"""

from __future__ import annotations

from nbc.builtins import array_rules as rules
from nbc.builtins import (
    indexing_rules,
    linalg_rules,
    product_rules,
    reduction_rules,
    shape_rules,
    sorting_rules,
)
from nbc.builtins.entry import IMPURE, Entry, fixed, unknown
from nbc.types.model import I64, NONE, OBJECT, Container

_total = reduction_rules.reduction(reduction_rules.summed)
_extreme = reduction_rules.reduction(reduction_rules.same, empty=False)
_mean = reduction_rules.reduction(reduction_rules.averaged)
_spread = reduction_rules.reduction(reduction_rules.spread)
_place = reduction_rules.reduction(reduction_rules.position, empty=False, single_axis=True)
_truth = reduction_rules.reduction(reduction_rules.truth)
_running = reduction_rules.running(reduction_rules.summed)
_LAST = "keepdims=False, initial=..., where=True)"

METHODS = (
    Entry("all(a, /, axis=None, out=None, keepdims=False, *, where=True)", _truth,
          "whether all elements are true"),
    Entry("any(a, /, axis=None, out=None, keepdims=False, *, where=True)", _truth,
          "whether some element is true"),
    Entry("argmax(a, /, axis=None, out=None, *, keepdims=False)", _place,
          "where the largest element is"),
    Entry("argmin(a, /, axis=None, out=None, *, keepdims=False)", _place,
          "where the smallest element is"),
    Entry("argpartition(a, /, kth, axis=-1, kind='introselect', order=None)",
          sorting_rules.along("i64"), "the indices that partition"),
    Entry("argsort(a, /, axis=-1, kind=None, order=None, *, stable=None)",
          sorting_rules.along("i64"), "the indices that sort"),
    Entry("astype(a, /, dtype, order='K', casting='unsafe', subok=True, copy=True)", rules.astype,
          "elements of another dtype"),
    Entry("byteswap(a, /, inplace=False)", unknown, "each element's bytes reversed", IMPURE),
    Entry("choose(a, /, *choices, **kwargs)", unknown, "elements of several arrays"),
    Entry("clip(a, /, min=None, max=None, out=None, **kwargs)", reduction_rules.clipped,
          "elements brought between two bounds"),
    Entry("compress(a, /, condition, axis=None, out=None)", indexing_rules.compress,
          "the slices where a condition holds"),
    Entry("conj(a, /, *args)", rules.itself, "the complex conjugate"),
    Entry("conjugate(a, /, *args)", rules.itself, "the complex conjugate"),
    Entry("copy(a, /, order='C')", rules.copied, "a copy"),
    Entry("cumprod(a, /, axis=None, dtype=None, out=None)", _running, "the running product"),
    Entry("cumsum(a, /, axis=None, dtype=None, out=None)", _running, "the running sum"),
    Entry("diagonal(a, /, offset=0, axis1=0, axis2=1)", indexing_rules.diagonal, "the diagonals"),
    Entry("dot(a, /, b, out=None)", product_rules.dot, "the matrix product"),
    Entry("dump(a, /, file)", fixed(NONE), "write to a file, pickled", IMPURE),
    Entry("dumps(a, /)", fixed(Container("bytes")), "as bytes, pickled"),
    Entry("fill(a, /, value)", fixed(NONE), "set every element", IMPURE),
    Entry("flatten(a, /, order='C')", shape_rules.flattened, "a copy along one axis"),
    Entry("getfield(a, /, dtype, offset=0)", unknown, "part of each element's bytes"),
    Entry("item(a, /, *args)", rules.item, "an element as a Python value"),
    Entry("max(a, /, axis=None, out=None, " + _LAST, _extreme, "the largest element"),
    Entry("mean(a, /, axis=None, dtype=None, out=None, keepdims=False, *, where=True)", _mean,
          "the arithmetic mean"),
    Entry("min(a, /, axis=None, out=None, " + _LAST, _extreme, "the smallest element"),
    Entry("nonzero(a, /)", sorting_rules.nonzero, "the indices of elements that are not zero"),
    Entry("partition(a, /, kth, axis=-1, kind='introselect', order=None)", sorting_rules.in_place,
          "partition in place", IMPURE),
    Entry("prod(a, /, axis=None, dtype=None, out=None, " + _LAST, _total, "the product"),
    Entry("put(a, /, indices, values, mode='raise')", fixed(NONE), "set elements by flat indices",
          IMPURE),
    Entry("ravel(a, /, order='C')", shape_rules.flattened, "all elements along one axis"),
    Entry("repeat(a, /, repeats, axis=None)", rules.repeat, "each element several times"),
    Entry("reshape(a, /, *shape, order='C', copy=None)", shape_rules.reshape,
          "the same elements in another shape"),
    Entry("resize(a, /, *new_shape, refcheck=True)", fixed(NONE),
          "change the shape in place", IMPURE),
    Entry("round(a, /, decimals=0, out=None)", indexing_rules.rounded, "elements rounded"),
    Entry("searchsorted(a, /, v, side='left', sorter=None)", sorting_rules.searchsorted,
          "where values belong"),
    Entry("setfield(a, /, val, dtype, offset=0)", fixed(NONE), "set part of each element", IMPURE),
    Entry("setflags(a, /, write=None, align=None, uic=None)", fixed(NONE), "set how it may be used",
          IMPURE),
    Entry("sort(a, /, axis=-1, kind=None, order=None, *, stable=None)", sorting_rules.in_place,
          "sort in place", IMPURE),
    Entry("squeeze(a, /, axis=None)", shape_rules.squeeze, "without axes of length 1"),
    Entry("std(a, /, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, "
          "mean=..., correction=...)", _spread, "the standard deviation"),
    Entry("sum(a, /, axis=None, dtype=None, out=None, " + _LAST, _total, "the sum"),
    Entry("swapaxes(a, /, axis1, axis2)", shape_rules.swapaxes, "two axes swapped"),
    Entry("take(a, /, indices, axis=None, out=None, mode='raise')", indexing_rules.take,
          "elements by index"),
    Entry("to_device(a, /, device, *, stream=None)", rules.itself, "the array itself"),
    Entry("tobytes(a, /, order='C')", fixed(Container("bytes")), "the elements as bytes"),
    Entry("tofile(a, /, fid, sep='', format='%s')", fixed(NONE), "write the elements", IMPURE),
    Entry("tolist(a, /)", rules.tolist, "nested lists of Python values"),
    Entry("trace(a, /, offset=0, axis1=0, axis2=1, dtype=None, out=None)", indexing_rules.trace,
          "the sums of diagonals"),
    Entry("transpose(a, /, *axes)", shape_rules.transpose, "the axes in another order"),
    Entry("var(a, /, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, "
          "mean=..., correction=...)", _spread, "the variance"),
    Entry("view(a, /, *args, **kwargs)", unknown, "the same bytes seen differently"),
)  # fmt: skip

ATTRIBUTES = (
    Entry("T", shape_rules.transposed, "the transposed array"),
    Entry("base", unknown, "the array that this one is a view of"),
    Entry("ctypes", unknown, "for calls to C"),
    Entry("data", unknown, "the memory"),
    Entry("device", unknown, "'cpu'"),
    Entry("dtype", fixed(OBJECT), "what the elements are"),
    Entry("flags", unknown, "how it lies in memory"),
    Entry("flat", unknown, "an iterator over the elements"),
    Entry("imag", indexing_rules.real_part, "the imaginary parts"),
    Entry("itemsize", fixed(I64), "the bytes of an element"),
    Entry("mT", linalg_rules.swapped_matrix, "the last two axes swapped"),
    Entry("nbytes", fixed(I64), "the bytes of all elements"),
    Entry("ndim", shape_rules.rank_of, "the number of axes"),
    Entry("real", indexing_rules.real_part, "the real parts"),
    Entry("shape", shape_rules.shape_of, "the lengths of the axes"),
    Entry("size", shape_rules.element_count, "the number of elements"),
    Entry("strides", rules.strides, "the bytes from one element to the next, by axis"),
)

SCALARS = (
    *(Entry(f"{name}(a, /, *args, **kwargs)", unknown,
            f"as the array's method {name}") for name in (
        "all", "any", "argmax", "argmin", "argsort", "astype", "byteswap", "choose", "clip",
        "compress", "conj", "conjugate", "copy", "cumprod", "cumsum", "diagonal", "dump",
        "dumps", "fill",
        "flatten", "getfield", "max", "mean", "min", "nonzero", "prod", "put", "ravel", "repeat",
        "reshape", "resize", "round", "searchsorted", "setfield", "setflags", "sort", "squeeze",
        "std", "sum", "swapaxes", "take", "to_device", "tofile", "trace", "transpose", "var",
        "view", "as_integer_ratio", "bit_count", "is_integer")),
    Entry("item(a, /, *args)", rules.item, "the Python value"),
    Entry("tolist(a, /)", rules.tolist, "the Python value"),
    Entry("tobytes(a, /, order='C')", fixed(Container("bytes")), "the value as bytes"),
    Entry("T", rules.scalar_itself, "the scalar itself"),
    Entry("base", unknown, "None"),
    Entry("data", unknown, "the memory"),
    Entry("device", unknown, "'cpu'"),
    Entry("dtype", unknown, "what the scalar is"),
    Entry("flags", unknown, "how it lies in memory"),
    Entry("flat", unknown, "an iterator over the one element"),
    Entry("imag", rules.scalar_part, "the imaginary part"),
    Entry("itemsize", fixed(I64), "the bytes of the value"),
    Entry("nbytes", fixed(I64), "the bytes of the value"),
    Entry("ndim", shape_rules.rank_of, "0"),
    Entry("real", rules.scalar_part, "the real part"),
    Entry("shape", shape_rules.shape_of, "()"),
    Entry("size", shape_rules.element_count, "1"),
    Entry("strides", rules.strides, "()"),
)  # fmt: skip
