"""Adapters of sums, means, extremes, and where they are."""

from __future__ import annotations

from typing import Any, Final

from ahr.formats.aten.call import Call
from ahr.formats.aten.elementwise import Adapter


def _reduce(op: str) -> Adapter:
    def read(call: Call) -> str:
        given = call.get("dim")
        axes = [given] if isinstance(given, int) else list(given or [])
        return call.add(op, call.tensor("self", call.dtype),
                        call.ints(axes) if axes else "", keepdims=_kept(call, axes))  # fmt: skip

    return read


def _kept(call: Call, axes: list[int]) -> bool:
    return bool(call.get("keepdim", False))


def _extreme(best: str, place: str) -> Adapter:
    """max.dim: the values and where they are; max(): the value alone."""

    def read(call: Call) -> list[str]:
        if not call.has("dim"):
            return [call.add(f"reduce_{best}", call.tensor("self"), keepdims=False)]
        axis, kept = call.get("dim"), bool(call.get("keepdim", False))
        return [
            call.add(f"reduce_{best}", call.tensor("self"), call.ints([axis]), keepdims=kept),
            call.add(place, call.tensor("self"), axis=axis, keepdims=kept),
        ]

    return read


def _place(op: str) -> Adapter:
    def read(call: Call) -> str:
        if call.has("dim"):
            return call.add(op, call.tensor("self"), axis=call.get("dim"),
                            keepdims=bool(call.get("keepdim", False)))  # fmt: skip
        flat = call.add("reshape", call.tensor("self"), call.ints([-1]))
        return call.add(op, flat, axis=0, keepdims=False)

    return read


def _any(call: Call) -> str:
    axes = [call.get("dim")] if call.has("dim") else []
    return call.add("reduce_any", call.tensor("self", "bool"), call.ints(axes) if axes else "",
                    keepdims=_kept(call, axes))  # fmt: skip


def _norm(call: Call) -> str:
    order = call.get("ord", call.get("p", 2))
    if order not in (1, 2):
        raise call.reading.unsupported(f"a norm of order {order}")
    return _reduced(call, f"reduce_l{int(order)}")


def _reduced(call: Call, op: str) -> str:
    made = _reduce(op)(call)
    assert isinstance(made, str)
    return made


def _variance(call: Call) -> str:
    """The mean of squares around the mean, times n / (n - correction)."""
    x, dims = call.tensor("self"), call.spec("self").dims or ()
    given: Any = call.get("dim")
    axes = [given] if isinstance(given, int) else list(given or range(len(dims)))
    correction = call.get("correction", 1 if call.get("unbiased", True) else 0)
    count = 1
    for axis in axes:
        length = dims[axis]
        if not isinstance(length, int) and correction:
            raise call.reading.unsupported("a variance over an axis whose length is not known")
        count *= length if isinstance(length, int) else 1
    mean = call.add("reduce_mean", x, call.ints(axes), keepdims=True)
    apart = call.add("sub", x, mean)
    made = call.add("reduce_mean", call.add("mul", apart, apart), call.ints(axes),
                    keepdims=bool(call.get("keepdim", False)))  # fmt: skip
    if not correction:
        return made
    return call.add("mul", made, call.constant(count / (count - correction), str(call.dtype)))


def _cumsum(call: Call) -> str:
    return call.add(
        "cumsum", call.tensor("self", call.dtype), call.constant(call.get("dim"), "i64")
    )


def _topk(call: Call) -> list[str]:
    return call.many("top_k", call.tensor("self"), call.ints([call.get("k")]),
                     axis=call.get("dim", -1), largest=call.get("largest", True),
                     sorted=call.get("sorted", True))  # fmt: skip


ADAPTERS: Final[dict[str, Adapter]] = {
    "aten.mean": _reduce("reduce_mean"),
    "aten.sum": _reduce("reduce_sum"),
    "aten.amax": _reduce("reduce_max"),
    "aten.amin": _reduce("reduce_min"),
    "aten.prod": _reduce("reduce_prod"),
    "aten.logsumexp": _reduce("reduce_log_sum_exp"),
    "aten.max": _extreme("max", "argmax"),
    "aten.min": _extreme("min", "argmin"),
    "aten.argmax": _place("argmax"),
    "aten.argmin": _place("argmin"),
    "aten.any": _any,
    "aten.linalg_vector_norm": _norm,
    "aten.norm": _norm,
    "aten.var": _variance,
    "aten.std": lambda call: call.add("sqrt", _variance(call)),
    "aten.cumsum": _cumsum,
    "aten.topk": _topk,
}
