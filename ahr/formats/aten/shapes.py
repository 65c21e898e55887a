"""Adapters of operators that move numbers: shapes, axes, parts, joining, padding."""

from __future__ import annotations

from typing import Any, Final

from ahr.formats.aten.call import Call, Length
from ahr.formats.aten.elementwise import Adapter

_END: Final = 2**63 - 1


def _size(call: Call) -> Length:
    name = call.tensor("self")
    axis = call.get("dim") % call.rank("self")
    known = (call.builder.specs[name].dims or ())[axis]
    return Length(known, call.add("shape", name, start=axis, end=axis + 1))


def _reshape(call: Call) -> str:
    name = call.tensor("self")
    wanted = call.given["size" if "size" in call.given else "shape"]
    return call.add("reshape", name, call.shape(wanted, name))


def _flatten(call: Call) -> str:
    name, rank = call.tensor("self"), call.rank("self")
    first, last = call.get("start_dim", 0) % max(rank, 1), call.get("end_dim", -1) % max(rank, 1)
    if rank and first == 1 and last == rank - 1:
        return call.add("flatten", name)
    dims = call.builder.specs[name].dims or ()
    behind = [each for each in dims[last + 1 :] if isinstance(each, int)]
    if len(behind) != len(dims[last + 1 :]):
        raise call.reading.unsupported("a flatten before axes whose lengths are not known")
    return call.add("reshape", name, call.ints([*(0,) * first, -1, *behind]))


def _unflatten(call: Call) -> str:
    name, rank = call.tensor("self"), call.rank("self")
    axis = call.get("dim") % rank
    sizes = [each.dim if isinstance(each, Length) else each for each in call.given["sizes"]]
    wanted = [*sizes, *(call.builder.specs[name].dims or ())[axis + 1 :]]
    known = [each for each in wanted if isinstance(each, int)]
    if known != wanted:
        raise call.reading.unsupported("an unflatten with lengths that are not known")
    return call.add("reshape", name, call.ints([*(0,) * axis, *known]))


def _transpose(call: Call) -> str:
    rank = call.rank("self")
    order = list(range(rank))
    first, second = call.get("dim0", 0) % rank, call.get("dim1", 1) % rank
    order[first], order[second] = order[second], order[first]
    return call.add("transpose", call.tensor("self"), perm=tuple(order))


def _permute(call: Call) -> str:
    rank = call.rank("self")
    return call.add("transpose", call.tensor("self"),
                    perm=tuple(axis % rank for axis in call.get("dims")))  # fmt: skip


def _turned(call: Call) -> str:
    return call.add("transpose", call.tensor("self"), perm=tuple(range(call.rank("self")))[::-1])


def _squeeze(call: Call) -> str:
    """Axes of another length stay as they are."""
    dims = call.spec("self").dims or ()
    given = call.get("dim", list(range(len(dims))))
    axes = [axis % len(dims) for axis in ([given] if isinstance(given, int) else given)]
    gone = [axis for axis in axes if dims[axis] == 1]
    return call.add("squeeze", call.tensor("self"), call.ints(gone)) if gone else call.add(
        "identity", call.tensor("self"))  # fmt: skip


def _unsqueeze(call: Call) -> str:
    return call.add("unsqueeze", call.tensor("self"), call.ints([call.get("dim")]))


def _expand(call: Call) -> str:
    """-1, and the length that an axis has already, leave it."""
    name = call.tensor("self")
    dims = call.builder.specs[name].dims or ()
    wanted = list(call.given["size"])
    for back in range(1, len(wanted) + 1):
        own = dims[-back] if back <= len(dims) else 1
        each = wanted[-back]
        dim = each.dim if isinstance(each, Length) else each
        if dim == -1 or (dim == own and back <= len(dims)):
            wanted[-back] = 1
    return call.add("expand", name, call.shape(wanted))


def _slice(call: Call) -> str:
    axis = call.get("dim", 0)
    start, end = call.given.get("start"), call.given.get("end")
    ends = [_at(call, 0 if start is None else start), _at(call, _END if end is None else end)]
    return call.add("slice", call.tensor("self"), *ends, call.ints([axis]),
                    call.ints([call.get("step", 1)]))  # fmt: skip


def _at(call: Call, value: Any) -> str:
    return value.tensor if isinstance(value, Length) else call.ints([value])


def _select(call: Call) -> str:
    index = call.given["index"]
    where = call.as_tensor(index) if isinstance(index, Length) else call.constant(index, "i64")
    return call.add("gather", call.tensor("self"), where, axis=call.get("dim", 0))


def _index_select(call: Call) -> str:
    return call.add("gather", call.tensor("self"), call.tensor("index"), axis=call.get("dim", 0))


def _gather(call: Call) -> str:
    return call.add("gather_elements", call.tensor("self"), call.tensor("index"),
                    axis=call.get("dim", 0))  # fmt: skip


def _index(call: Call) -> str:
    """x[:, positions], or x[rows, columns, ...] with tensors of one shape."""
    given = call.given["indices"]
    used = [axis for axis, each in enumerate(given) if each is not None]
    names = [call.as_tensor(given[axis]) for axis in used]
    specs = [call.builder.specs[name] for name in names]
    if any(each.dtype == "bool" for each in specs):
        raise call.reading.unsupported("indexing with a mask")
    if len(used) == 1:
        return call.add("gather", call.tensor("self"), names[0], axis=used[0])
    if used != list(range(len(used))) or any(each.dims != specs[0].dims for each in specs):
        raise call.reading.unsupported("indexing with tensors of several shapes")
    last = [call.add("unsqueeze", name, call.ints([-1])) for name in names]
    return call.add("gather_nd", call.tensor("self"), call.add("concat", *last, axis=-1))


def _flip(call: Call) -> str:
    axes = list(call.get("dims"))
    ends = [[-1] * len(axes), [-_END - 1] * len(axes), axes, [-1] * len(axes)]
    return call.add("slice", call.tensor("self"), *map(call.ints, ends))


def _cat(call: Call) -> str:
    parts = [call.as_tensor(each, call.dtype) for each in call.given["tensors"]]
    return call.add("concat", *parts, axis=call.get("dim", 0))


def _stack(call: Call) -> str:
    axis = call.get("dim", 0)
    parts = [call.add("unsqueeze", each, call.ints([axis])) for each in call.tensors("tensors")]
    return call.add("concat", *parts, axis=axis)


def _split(call: Call) -> list[str]:
    """Parts of one size, the last smaller; of these sizes; or so many."""
    axis = call.get("dim", 0)
    whole = (call.spec("self").dims or ())[axis]
    sizes = call.get("split_sizes") or call.get("split_size") or call.get("chunks")
    if isinstance(sizes, int):
        if not isinstance(whole, int):
            raise call.reading.unsupported("splitting an axis whose length is not known")
        step = -(-whole // sizes) if call.has("chunks") else sizes
        sizes = [min(step, whole - at) for at in range(0, whole, step)]
    return call.many("split", call.tensor("self"), call.ints(sizes), axis=axis,
                     num_outputs=len(sizes))  # fmt: skip


def _unbind(call: Call) -> list[str]:
    axis = call.get("dim", 0)
    whole = (call.spec("self").dims or ())[axis]
    if not isinstance(whole, int):
        raise call.reading.unsupported("unbinding an axis whose length is not known")
    return [call.add("gather", call.tensor("self"), call.constant(index, "i64"), axis=axis)
            for index in range(whole)]  # fmt: skip


def _repeat(call: Call) -> str:
    name, counts = call.tensor("self"), list(call.given.get("repeats") or call.given["dims"])
    missing = len(counts) - call.rank("self")
    counts = [1] * -missing + counts
    if missing > 0:
        name = call.add("unsqueeze", name, call.ints(list(range(missing))))
    return call.add("tile", name, call.add("concat", *(_at(call, each) for each in counts), axis=0))


def _pad(call: Call) -> str:
    """torch begins with the last axis: (begin, end) each."""
    modes = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
    given, rank = call.get("pad"), call.rank("self")
    pairs = [(0, 0)] * (rank - len(given) // 2)
    pairs += [tuple(given[at : at + 2]) for at in range(0, len(given), 2)][::-1]
    numbers = [pair[side] for side in (0, 1) for pair in pairs]
    value = call.constant(call.get("value", 0) or 0, str(call.dtype))
    return call.add("pad", call.tensor("self"), call.ints(numbers), value,
                    mode=modes[call.get("mode", "constant")])  # fmt: skip


def _upsample(mode: str) -> Adapter:
    def read(call: Call) -> str:
        name = "input" if call.has("input") else "self"
        size, rank = call.get("output_size"), call.rank(name) - 2
        corners = "align_corners" if call.get("align_corners") else "half_pixel"
        nearest = {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        settings = nearest if mode == "nearest" else {"coordinate_transformation_mode": corners}
        if size is None:
            scales = call.constant([1.0, 1.0, *call.get("scale_factors")], "f32")
            return call.add("resize", call.tensor(name), "", scales, mode=mode, **settings)
        dims = call.spec(name).dims or ()
        own = call.add("shape", call.tensor(name), start=0, end=len(dims) - rank)
        wanted = call.add("concat", own, *(_at(call, each) for each in size), axis=0)
        return call.add("resize", call.tensor(name), "", "", wanted, mode=mode, **settings)

    return read


ADAPTERS: Final[dict[str, Adapter]] = {
    "aten.sym_size": _size,
    "aten.view": _reshape,
    "aten._unsafe_view": _reshape,
    "aten.reshape": _reshape,
    "aten.flatten": _flatten,
    "aten.unflatten": _unflatten,
    "aten.transpose": _transpose,
    "aten.t": _turned,
    "aten.numpy_T": _turned,
    "aten.mT": lambda call: call.add(
        "transpose", call.tensor("self"),
        perm=(*range(call.rank("self") - 2), call.rank("self") - 1, call.rank("self") - 2)),
    "aten.permute": _permute,
    "aten.squeeze": _squeeze,
    "aten.unsqueeze": _unsqueeze,
    "aten.expand": _expand,
    "aten.slice": _slice,
    "aten.select": _select,
    "aten.index_select": _index_select,
    "aten.gather": _gather,
    "aten.index": _index,
    "aten.cat": _cat,
    "aten.concat": _cat,
    "aten.stack": _stack,
    "aten.split": _split,
    "aten.split_with_sizes": _split,
    "aten.chunk": _split,
    "aten.unbind": _unbind,
    "aten.repeat": _repeat,
    "aten.tile": _repeat,
    "aten.flip": _flip,
    "aten.pad": _pad,
    "aten.constant_pad_nd": _pad,
    "aten.upsample_nearest1d": _upsample("nearest"),
    "aten.upsample_nearest2d": _upsample("nearest"),
    "aten.upsample_bilinear2d": _upsample("linear"),
    "aten.upsample_bicubic2d": _upsample("cubic"),
    "aten.tril": lambda call: call.add("tril", call.tensor("self"), call.constant(
        call.get("diagonal", 0), "i64")),
    "aten.triu": lambda call: call.add("triu", call.tensor("self"), call.constant(
        call.get("diagonal", 0), "i64")),
}  # fmt: skip
