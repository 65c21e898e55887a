"""NumPy's functions that make arrays, its scalar classes and its constants: rows."""

from __future__ import annotations

import math

from nbc.builtins import creation_rules as rules
from nbc.builtins.entry import IMPURE, Entry, fixed, unknown
from nbc.types.model import NONE, Array, Scalar

_MAKE = "(shape, dtype=None, order='C', *, device=None, like=None)"
_AS = "(a, dtype=None, order=None, *, device=None, copy=None, like=None)"

FUNCTIONS = (
    Entry("zeros" + _MAKE, rules.filled, "an array of zeros"),
    Entry("ones" + _MAKE, rules.filled, "an array of ones"),
    Entry("empty" + _MAKE, rules.filled, "an array whose elements are not set"),
    Entry("full(shape, fill_value, dtype=None, order='C', *, device=None, like=None)", rules.full,
          "an array of one value"),
    Entry("zeros_like(a, dtype=None, order='K', subok=True, shape=None, *, device=None)",
          rules.filled_like, "zeros in the shape of another array"),
    Entry("ones_like(a, dtype=None, order='K', subok=True, shape=None, *, device=None)",
          rules.filled_like, "ones in the shape of another array"),
    Entry("empty_like(prototype, dtype=None, order='K', subok=True, shape=None, *, device=None)",
          rules.filled_like, "an array in the shape of another, elements not set"),
    Entry("full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None)",
          rules.filled_like, "one value in the shape of another array"),
    Entry("arange(start=..., stop=None, step=None, dtype=None, *, device=None, like=None)",
          rules.arange, "evenly spaced numbers from start up to stop, by step"),
    Entry("linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, "
          "device=None)", rules.linspace, "num evenly spaced numbers from start to stop"),
    Entry("logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)",
          rules.logspace, "num numbers whose logarithms are evenly spaced"),
    Entry("geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0)", rules.geomspace,
          "num numbers in geometric progression"),
    Entry("eye(N, M=None, k=0, dtype=float, order='C', *, device=None, like=None)", rules.square,
          "ones on a diagonal, zeros elsewhere"),
    Entry("identity(n, dtype=None, *, like=None)", rules.square, "the square identity matrix"),
    Entry("tri(N, M=None, k=0, dtype=float, *, like=None)", rules.square,
          "ones on and below a diagonal"),
    Entry("diag(v, k=0)", rules.diag, "the diagonal of a matrix, or a matrix with a diagonal"),
    Entry("diagflat(v, k=0)", rules.diagflat, "a matrix with the elements as its diagonal"),
    Entry("tril(m, k=0)", rules.triangle, "the lower triangle, zeros above"),
    Entry("triu(m, k=0)", rules.triangle, "the upper triangle, zeros below"),
    Entry("vander(x, N=None, increasing=False)", rules.vander, "the matrix of powers of x"),
    Entry("array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, ndmax=0, "
          "like=None)", rules.array, "an array of a value, copied"),
    Entry("asarray" + _AS, rules.array, "an array of a value, copied only if needed"),
    Entry("asanyarray" + _AS, rules.any_array, "as asarray; subclasses pass through"),
    Entry("ascontiguousarray(a, dtype=None, *, like=None)", rules.contiguous,
          "an array whose rows lie one behind the other in memory"),
    Entry("asfortranarray(a, dtype=None, *, like=None)", rules.contiguous,
          "an array whose columns lie one behind the other in memory"),
    Entry("asarray_chkfinite(a, dtype=None, order=None)", rules.any_array,
          "as asarray; refuses infinities and NaN"),
    Entry("require(a, dtype=None, requirements=None, *, like=None)", rules.any_array,
          "an array that meets requirements"),
    Entry("copy(a, order='K', subok=False)", rules.any_array, "a copy of an array"),
    Entry("frombuffer(buffer, dtype=None, count=-1, offset=0, *, like=None)", rules.flat_of("f64"),
          "a view of bytes as numbers", IMPURE),
    Entry("fromfile(file, dtype=None, count=-1, sep='', offset=0, *, like=None)",
          rules.flat_of("f64"), "numbers out of a binary file", IMPURE),
    Entry("fromiter(iter, dtype, count=-1, *, like=None)", rules.flat_of(None),
          "the items of an iterable", IMPURE),
    Entry("fromstring(string, dtype=None, count=-1, *, sep=..., like=None)", rules.flat_of("f64"),
          "numbers out of text"),
    Entry("fromfunction(function, shape, *, dtype=float, like=None, **kwargs)", unknown,
          "a function of the indices", IMPURE),
    Entry("fromregex(file, regexp, dtype, encoding=None)", unknown,
          "fields of a text file", IMPURE),
    Entry("from_dlpack(x, /, *, device=None, copy=None)", fixed(Array(None, None)),
          "a view of another library's tensor"),
    Entry("loadtxt(fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, "
          "usecols=None, unpack=False, ndmin=0, encoding=None, max_rows=None, *, quotechar=None, "
          "like=None)", unknown, "numbers out of a text file", IMPURE),
    Entry("genfromtxt(fname, dtype=float, *args, **kwargs)", unknown,
          "numbers out of a text file, with gaps", IMPURE),
    Entry("meshgrid(*xi, copy=True, sparse=False, indexing='xy')", rules.meshgrid,
          "coordinate matrices of coordinate vectors"),
    Entry("indices(dimensions, dtype=int, sparse=False)", rules.indices, "the indices of a grid"),
    Entry("ix_(*args)", rules.open_mesh, "an open mesh that indexes a block"),
    Entry("bartlett(M)", rules.window, "the Bartlett window"),
    Entry("blackman(M)", rules.window, "the Blackman window"),
    Entry("hamming(M)", rules.window, "the Hamming window"),
    Entry("hanning(M)", rules.window, "the Hanning window"),
    Entry("kaiser(M, beta)", rules.window, "the Kaiser window"),
)  # fmt: skip

_SCALARS = {
    "bool bool_": "bool", "int8 byte": "i8", "int16 short": "i16", "int32 intc": "i32",
    "int64 int_ intp": "i64", "uint8 ubyte": "u8", "uint16 ushort": "u16",
    "uint32 uintc": "u32", "uint64 uint uintp": "u64", "float32 single": "f32",
    "float64 double": "f64",
}  # fmt: skip
_COMPLEX = {"complex64 csingle": "c64", "complex128 cdouble": "c128"}

CLASSES = (
    *(Entry(f"{name}(value=0, /)", rules.scalar_class(dtype), f"NumPy's scalar class {dtype}")
      for names, dtype in _SCALARS.items() for name in names.split()),
    *(Entry(f"{name}(real=0, imag=0, /)", unknown, f"NumPy's scalar class {dtype}")
      for names, dtype in _COMPLEX.items() for name in names.split()),
    Entry("float16(value=0, /)", unknown, "NumPy's scalar class of half precision"),
    Entry("ndarray(shape, dtype=None, buffer=None, offset=0, strides=None, order=None)",
          fixed(Array(None, None)), "an array, made by hand"),
    Entry("dtype(dtype, align=False, copy=False, **kwargs)", unknown, "what the elements are"),
)  # fmt: skip

CONSTANTS = (
    Entry(
        "pi", fixed(Scalar("f64", value=math.pi)), "the circumference of a circle by its diameter"
    ),
    Entry("e", fixed(Scalar("f64", value=math.e)), "the base of natural logarithms"),
    Entry("euler_gamma", fixed(Scalar("f64", value=0.5772156649015329)), "Euler's constant"),
    Entry("inf", fixed(Scalar("f64", value=math.inf)), "positive infinity"),
    Entry("nan", fixed(Scalar("f64", value=math.nan)), "not a number"),
    Entry("newaxis", fixed(NONE), "in an index: a new axis"),
    Entry("little_endian", fixed(Scalar("bool")), "whether this machine stores low bytes first"),
)
