"""Functions that NumPy does not have: their source is written into the files that need them.

Each needs NumPy and other functions of this file alone, so that it can stand in a file by itself.
Element types are kept. They are also what NumPy source is tested with.
"""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ahr.source.functions import function


def sigmoid(x: Any) -> Any:
    """1 / (1 + exp(-x)), without overflow."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def relu(x: Any) -> Any:
    """max(x, 0)."""
    return np.maximum(x, 0)


def leaky_relu(x: Any, alpha: Any = 0.01) -> Any:
    """x, or alpha * x below 0."""
    return np.where(x < 0, alpha * x, x)


def silu(x: Any) -> Any:
    """x * sigmoid(x)."""
    return x * sigmoid(x)


def mish(x: Any) -> Any:
    """x * tanh(softplus(x))."""
    return x * np.tanh(softplus(x))


def hard_sigmoid(x: Any) -> Any:
    """x / 6 + 0.5, held between 0 and 1."""
    return np.clip(x / 6 + 0.5, 0, 1)


def hard_swish(x: Any) -> Any:
    """x * hard_sigmoid(x)."""
    return x * hard_sigmoid(x)


def floor(x: Any) -> Any:
    """The whole number at or below: of an array as NumPy has it, of a number as Python has it."""
    return np.floor(x) if isinstance(x, np.ndarray) else math.floor(x)


def ceil(x: Any) -> Any:
    """The whole number at or above: of an array as NumPy has it, of a number as Python has it."""
    return np.ceil(x) if isinstance(x, np.ndarray) else math.ceil(x)


def trunc(x: Any) -> Any:
    """Without the fraction: of an array as NumPy has it, of a number as Python has it."""
    return np.trunc(x) if isinstance(x, np.ndarray) else math.trunc(x)


def softplus(x: Any) -> Any:
    """log(1 + exp(x)), without overflow."""
    return np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0)


def elu(x: Any, alpha: Any = 1.0) -> Any:
    """x, or alpha * (exp(x) - 1) below 0."""
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def selu(x: Any, alpha: Any = 1.6732632423543772, gamma: Any = 1.0507009873554805) -> Any:
    """elu, scaled so that layers keep mean and variance."""
    return gamma * elu(x, alpha)


def celu(x: Any, alpha: Any = 1.0) -> Any:
    """x, or alpha * (exp(x / alpha) - 1) below 0."""
    return np.maximum(x, 0) + np.minimum(0, alpha * np.expm1(np.minimum(x, 0) / alpha))


def erf(x: Any) -> Any:
    """The error function."""
    return np.vectorize(math.erf, otypes=[float])(x).astype(x.dtype)


def gelu(x: Any, approximate: Any = "none") -> Any:
    """x times the chance that a normal number is below x."""
    if approximate == "tanh":
        return x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return x / 2 * (1 + erf(x / math.sqrt(2)))


def softmax(x: Any, axis: Any = -1) -> Any:
    """exp(x), made to sum to 1 along the axis."""
    e = np.exp(x - x.max(axis=axis, keepdims=True)) if x.size else x
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(x: Any, axis: Any = -1) -> Any:
    """The logarithm of softmax."""
    if not x.size:
        return x
    shifted = x - x.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def divide_towards_zero(x: Any, y: Any) -> Any:
    """Whole numbers, the rest cut off."""
    return ((x - np.fmod(x, y)) // y).astype(x.dtype)


def normalise(x: Any, axes: Any, epsilon: Any) -> Any:
    """Mean 0 and variance 1 over the axes."""
    wide = x.astype(np.float32) if x.dtype.itemsize < 4 else x
    spread = np.sqrt(wide.var(axis=axes, keepdims=True) + epsilon)
    return ((wide - wide.mean(axis=axes, keepdims=True)) / spread).astype(x.dtype)


def per_channel(values: Any, x: Any) -> Any:
    """One number for each channel, to stand beside [N, channels, ...]."""
    return values.reshape(-1, *(1,) * (x.ndim - 2))


def batch_norm(x: Any, scale: Any, bias: Any, mean: Any, variance: Any, epsilon: Any = 1e-5) -> Any:
    """Each channel of [N, channels, ...] by its running mean and variance."""
    factor = scale / np.sqrt(variance + epsilon)
    y = (x - per_channel(mean, x)) * per_channel(factor, x) + per_channel(bias, x)
    return y.astype(x.dtype)


def group_norm(x: Any, scale: Any, bias: Any, groups: Any, epsilon: Any = 1e-5) -> Any:
    """Groups of channels of each sample made even, scaled and shifted."""
    parts = x.reshape(x.shape[0], groups, -1)
    even = normalise(parts, -1, epsilon).reshape(x.shape)
    return (even * per_channel(scale, x) + per_channel(bias, x)).astype(x.dtype)


def windows(x: Any, kernel: Any, stride: Any, dilation: Any) -> Any:
    """All windows over the last axes, as a view: [..., places..., kernel...]."""
    extent = [dilation[i] * (kernel[i] - 1) + 1 for i in range(len(kernel))]
    view = sliding_window_view(x, extent, tuple(range(x.ndim - len(kernel), x.ndim)))
    steps: Any = [slice(None, None, each) for each in (*stride, *dilation)]
    return view[(..., *steps)]


def pad_ends(x: Any, pads: Any, value: Any = 0) -> Any:
    """Cells of one value around the last axes; pads: (begin, end) of each."""
    return np.pad(
        x, ((0, 0),) * (x.ndim - len(pads)) + tuple(map(tuple, pads)), constant_values=value
    )


def conv(
    x: Any, weight: Any, bias: Any = None, *, stride: Any, pads: Any, dilation: Any, groups: Any = 1
) -> Any:
    """Filters slid over [N, channels, lengths...]; one entry an axis."""
    count = len(stride)
    narrow = x.dtype.itemsize < 4 and x.dtype.kind == "f"
    cells = windows(pad_ends(x.astype(np.float32) if narrow else x, pads), weight.shape[2:],
                    stride, dilation)  # fmt: skip
    over = [1, *range(2 + count, 2 + 2 * count)], range(1, 2 + count)
    parts = []
    pairs = zip(np.split(cells, groups, axis=1), np.split(weight, groups), strict=True)
    for part, filters in pairs:
        y = np.tensordot(part, filters.astype(cells.dtype), over)
        parts.append(np.moveaxis(y, -1, 1))
    y = np.concatenate(parts, axis=1)
    return (y if bias is None else y + per_channel(bias, y)).astype(x.dtype)


def conv_transpose(
    x: Any,
    weight: Any,
    bias: Any = None,
    *,
    stride: Any,
    pads: Any,
    dilation: Any,
    groups: Any = 1,
    extra: Any,
) -> Any:
    """Each element of [N, channels, lengths...] spread by filters; pads are cut off, `extra` cells
    are added at the ends. One entry an axis."""
    axes = range(len(stride))
    sizes = weight.shape[2:]
    full = []
    for i in axes:
        reach = dilation[i] * (sizes[i] - 1) + 1
        full.append((x.shape[2 + i] - 1) * stride[i] + reach + max(extra[i], 0))
    filters = weight.shape[1]
    y = np.zeros((x.shape[0], filters * groups, *full), x.dtype)
    for group, part in enumerate(np.split(x, groups, axis=1)):
        kernel = np.split(weight, groups)[group]
        for place in np.ndindex(*sizes):
            cells = [slice(None), slice(group * filters, (group + 1) * filters)]
            for i in axes:
                first = place[i] * dilation[i]
                last = first + (x.shape[2 + i] - 1) * stride[i] + 1
                cells.append(slice(first, last, stride[i]))
            spread = np.tensordot(part, kernel[(..., *place)], ([1], [0]))
            y[tuple(cells)] += np.moveaxis(spread, -1, 1)
    cut = [slice(pads[i][0], full[i] - pads[i][1]) for i in axes]
    y = y[(slice(None), slice(None), *cut)]
    return y if bias is None else y + per_channel(bias, y)


def max_pool(x: Any, kernel: Any, *, stride: Any, pads: Any, dilation: Any) -> Any:
    """The largest of each window of [N, channels, lengths...]."""
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    cells = windows(pad_ends(x, pads, lowest), kernel, stride, dilation)
    return cells.max(axis=tuple(range(-len(kernel), 0)))


def average_pool(
    x: Any, kernel: Any, *, stride: Any, pads: Any, dilation: Any, counted: Any
) -> Any:
    """The average of each window; of the padding only `counted` cells count."""
    axes = tuple(range(-len(kernel), 0))
    inside = pad_ends(np.ones_like(x[:1, :1]), counted, 1)
    rest = (np.array(pads) - np.array(counted)).tolist()
    number = windows(pad_ends(inside, rest), kernel, stride, dilation).sum(axis=axes)
    total = windows(pad_ends(x, pads), kernel, stride, dilation).sum(axis=axes)
    return (total / number).astype(x.dtype)


def reshaped(x: Any, shape: Any) -> Any:
    """A length of 0 is taken from the same axis."""
    return x.reshape([int(each) or x.shape[axis] for axis, each in enumerate(shape)])


def top_k(x: Any, k: Any, axis: Any = -1, largest: Any = True) -> Any:
    """The k first of the order, and where they stand."""
    places = np.argsort(np.negative(x) if largest else x, axis=axis, kind="stable")
    places = np.take(places, np.arange(int(k)), axis=axis)
    return np.take_along_axis(x, places, axis), places


HELPERS: Final[dict[str, Callable[..., Any]]] = {
    each.__name__: each
    for each in (
        relu, leaky_relu, silu, mish, hard_sigmoid, hard_swish, floor, ceil, trunc,
        sigmoid, softplus, elu, selu, celu, erf, gelu, softmax, log_softmax, divide_towards_zero,
        normalise, per_channel, batch_norm, group_norm, windows, pad_ends, conv, conv_transpose,
        max_pool, average_pool, reshaped, top_k,
    )
}  # fmt: skip


def helper_source(texts: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The source of the helpers that source texts call, with those that these call; and the
    imports that all of them need."""
    texts = list(texts)
    wanted: list[str] = []
    waiting = list(texts)
    while waiting:
        text = waiting.pop()
        for name in re.findall(r"(?<![.\w])(\w+)\(", text):
            if name in HELPERS and name not in wanted:
                wanted.append(name)
                waiting.append(_source(name))
    sources = [_source(name) for name in HELPERS if name in wanted]
    joined = "\n\n\n".join(sources)
    everything = "\n".join([joined, *texts])
    imports = ["import math", ""] if "math." in joined else []
    imports += ["import numpy as np"] if "np." in everything else []
    if "sliding_window_view(" in joined:
        imports.append("from numpy.lib.stride_tricks import sliding_window_view")
    return joined, tuple(imports)


def _source(name: str) -> str:
    """Without what only our own tools need."""
    return "\n".join(function(inspect.getsource(HELPERS[name])))
