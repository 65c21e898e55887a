"""The shape of a value and the bytes that it holds, without running a person's code.

Sizes are those of the memory that belongs to the value: of an array its elements (those that share
memory count once), of a container also its items, of a network its parameters. What is only a part
(items beyond the first thousand, objects of unknown classes) is said to be one; what nobody can say
without calling the object is None.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final, NamedTuple

_LIBRARIES: Final = frozenset(
    {"ahr", "h5py", "jax", "jaxlib", "numpy", "pandas", "polars", "pyarrow", "scipy", "torch",
     "xarray", "zarr"}
)  # fmt: skip
"""Whose classes may be asked for their `shape`."""
_PLAIN: Final = frozenset(
    {bool, int, float, complex, str, bytes, bytearray, range, slice, type(None), type(...)}
)
_CONTAINERS: Final = frozenset({list, tuple, set, frozenset, dict})
_MOST_ITEMS: Final = 1000
_MOST_COLUMNS: Final = 500


class Size(NamedTuple):
    """`is_whole`: nothing else belongs to it."""

    bytes: int | None
    is_whole: bool = True


_UNKNOWN: Final = Size(None, False)


def shape_of(value: Any) -> tuple[Any, ...] | None:
    """The shape of an array or a table of a library."""
    if library_of(type(value)) not in _LIBRARIES or isinstance(value, type):
        return None
    shape = getattr(value, "shape", None)
    return tuple(shape) if isinstance(shape, tuple) else None


def shape_text(value: Any) -> str:
    shape = shape_of(value)
    return "" if shape is None else " × ".join(map(str, shape))


def size_of(value: Any) -> Size:
    cls = type(value)
    if cls in _PLAIN:
        return Size(sys.getsizeof(value))
    if cls in _CONTAINERS:
        return _of_container(value)
    numpy: Any = sys.modules.get("numpy")
    if hasattr(numpy, "ndarray") and issubclass(cls, numpy.ndarray):
        return _of_array(value, numpy.ndarray)
    if hasattr(numpy, "generic") and issubclass(cls, numpy.generic) and library_of(cls) == "numpy":
        return Size(sys.getsizeof(value))
    known = _KNOWN.get(f"{library_of(cls)}.{cls.__name__}")
    if known is not None:
        return known(value)
    torch: Any = sys.modules.get("torch")
    if hasattr(torch, "nn") and issubclass(cls, torch.nn.Module):
        return Size(sum(_of_tensor(each).bytes or 0 for _, each in torch_parameters(value)))
    return _UNKNOWN


def library_of(cls: type) -> str:
    """The package of a class, without asking its metaclass."""
    module = type.__dict__["__module__"].__get__(cls)
    return module.partition(".")[0] if isinstance(module, str) else ""


def torch_parameters(module: Any) -> Iterator[tuple[str, Any]]:
    """The parameters and buffers of a torch module with their names, each once."""
    waiting, seen = [("", module)], {id(module)}
    while waiting:
        path, each = waiting.pop()
        own = object.__getattribute__(each, "__dict__")
        for name, inner in (*own["_parameters"].copy().items(), *own["_buffers"].copy().items()):
            if inner is not None and id(inner) not in seen:
                seen.add(id(inner))
                yield f"{path}{name}", inner
        for name, inner in reversed(own["_modules"].copy().items()):
            if inner is not None and id(inner) not in seen:
                seen.add(id(inner))
                waiting.append((f"{path}{name}.", inner))


def _of_container(value: Any) -> Size:
    """Of nested containers too; each object counts once."""
    total, is_whole, seen, budget = 0, True, {id(value)}, _MOST_ITEMS
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if type(each) not in _CONTAINERS:
            size = size_of(each)
            total, is_whole = total + (size.bytes or 0), is_whole and size.is_whole
            continue
        total += sys.getsizeof(each)
        items = _items(each, budget)
        budget -= len(items)
        is_whole = is_whole and len(items) == len(each) * (2 if type(each) is dict else 1)
        for item in items:
            if id(item) not in seen:
                seen.add(id(item))
                waiting.append(item)
    return Size(total, is_whole)


def _items(container: Any, most: int) -> list[Any]:
    """The first of them, keys and values of a dict; fewer where a cell changes it meanwhile."""
    found: list[Any] = []
    try:
        if type(container) is dict:
            for pair in islice(container.items(), most // 2):
                found.extend(pair)
        else:
            found.extend(islice(container, most))
    except RuntimeError:  # it has changed
        return found
    return found


def _of_array(value: Any, base: Any) -> Size:
    """Elements that are the same memory (after broadcasting) are counted once."""
    shape, strides = base.shape.__get__(value), base.strides.__get__(value)
    dtype = base.dtype.__get__(value)
    return Size(_span(shape, strides, dtype.itemsize), not dtype.hasobject)


def _span(shape: tuple[int, ...], strides: tuple[int, ...], item_bytes: int) -> int:
    count, span = 1, item_bytes
    for length, stride in zip(shape, strides, strict=True):
        count *= length
        span += max(length - 1, 0) * abs(stride)
    return min(count * item_bytes, span) if count else 0


def _of_tensor(value: Any) -> Size:
    if value.layout is not sys.modules["torch"].strided:
        return _UNKNOWN
    item_bytes = value.element_size()
    strides = tuple(stride * item_bytes for stride in value.stride())
    return Size(_span(tuple(value.shape), strides, item_bytes))


def _of_frame(value: Any) -> Size:
    """The texts and objects that columns point to are not counted, as pandas does not."""
    if value.shape[1] > _MOST_COLUMNS:
        return _UNKNOWN
    has_objects = any(dtype.kind == "O" for dtype in value.dtypes)
    return Size(int(value.memory_usage(deep=False).sum()), not has_objects)


def _of_series(value: Any) -> Size:
    return Size(int(value.memory_usage(deep=False)), value.dtype.kind != "O")


def _of_compressed(value: Any) -> Size:
    return Size(sum(each.nbytes for each in (value.data, value.indices, value.indptr)))


def _of_model(value: Any) -> Size:
    """Those of its parameters; it has none before `init`."""
    arrays = value.parameters.values() if value.is_initialised else ()
    return Size(sum(array.nbytes for array in arrays))


_KNOWN: Final[dict[str, Callable[[Any], Size]]] = {
    "ahr.Model": _of_model, "pandas.DataFrame": _of_frame, "pandas.Series": _of_series,
    "torch.Tensor": _of_tensor, "torch.Parameter": _of_tensor,
    **dict.fromkeys(("scipy.csr_array", "scipy.csr_matrix", "scipy.csc_array",
                     "scipy.csc_matrix"), _of_compressed),
}  # fmt: skip
