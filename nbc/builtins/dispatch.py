"""Which calls of NumPy another class may take over (`__array_function__`, `__array_ufunc__`).

An argument of unknown class may be of such a class; then nothing is certain of the call, not even
that it fails. `nbc.builtins.table` asks this before a rule.
"""

from __future__ import annotations

from nbc.builtins.signature import Arguments
from nbc.types.model import Object

_HARMLESS = frozenset({
    "axis", "axes", "axis1", "axis2", "axisa", "axisb", "axisc", "source", "destination", "shape",
    "newshape", "new_shape", "dimensions", "reps", "keepdims", "dtype", "order", "device", "subok",
    "casting", "decimals", "ddof", "offset", "k", "n", "N", "M", "num", "endpoint", "retstep",
    "size", "copy", "ndmin", "kind", "mode", "method", "bins", "density", "kth", "sparse",
    "indexing", "indices_or_sections", "pad_width", "correction", "object", "fill_value",
    "return_index", "return_inverse", "return_counts", "equal_nan", "full_matrices",
    "compute_uv", "hermitian", "returned", "include_initial", "rtol", "atol", "d", "shift",
    "base", "value", "function",
})  # fmt: skip
"""Parameters that no class can take a call over by: an unknown value there leaves the rest certain.
(`array` and `full` do not ask their arguments.)"""


ALWAYS_NUMPY = frozenset({
    "numpy.array", "numpy.asarray", "numpy.ascontiguousarray", "numpy.asfortranarray",
    "numpy.fromiter", "numpy.frombuffer", "numpy.isscalar", "numpy.iterable", "numpy.issubdtype",
})  # fmt: skip
"""Functions that ask no argument's class."""


def taken_over(a: Arguments) -> bool:
    """Whether an argument of unknown class may decide what this call of NumPy does."""
    asked = [kind for name, kind in a.types.items() if name not in _HARMLESS]
    return any(isinstance(kind, Object) for kind in (*asked, *a.rest, *a.extra.values()))
