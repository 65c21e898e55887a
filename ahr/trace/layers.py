"""Layers: calls in a model function that make parameters and apply an op to them.

Each is named after its op and numbered (`linear`, `linear_2`); `name=` says otherwise. The shapes
of parameters are torch's, and so is the distribution of their initial values. Images are
channels-first: [N, channels, height, width].
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any, Final

from ahr import names
from ahr.graph import Initial
from ahr.trace import activations, sequences, shaping
from ahr.trace.making import ONES, ZEROS, Making, known_length, want, want_axes
from ahr.trace.tensor import Tensor

Size = int | tuple[int, ...]


def linear(x: Tensor, out_features: int, *, bias: bool = True, name: str | None = None) -> Tensor:
    """x @ weight.T + bias over the last axis; weight: [out_features, features of x]."""
    making = Making(x, name or "linear", fan_in=known_length(x, -1, "features"))
    features = known_length(x, -1, "features")
    want(out_features > 0, x, f"linear() wants a number of outputs above 0, got {out_features}")
    inputs = [x.name, making.weight("weight", out_features, features)]
    if bias:
        inputs.append(making.weight("bias", out_features))
    return making.apply("linear", inputs)


def conv1d(
    x: Tensor, out_channels: int, kernel_size: Size, *, stride: Size = 1, padding: Size | str = 0,
    dilation: Size = 1, groups: int = 1, bias: bool = True, name: str | None = None,
) -> Tensor:  # fmt: skip
    """`out_channels` filters of `kernel_size` slid over [N, channels, length].

    padding: how many zeros are put around it, or "same" to keep the length (as far as the stride
    does): `conv1d(x, 16, 3, padding=1)` keeps it too.
    """
    return _conv("conv1d", x, 1, out_channels, kernel_size, groups, bias, name,
                 stride=stride, padding=padding, dilation=dilation)  # fmt: skip


def conv2d(
    x: Tensor, out_channels: int, kernel_size: Size, *, stride: Size = 1, padding: Size | str = 0,
    dilation: Size = 1, groups: int = 1, bias: bool = True, name: str | None = None,
) -> Tensor:  # fmt: skip
    """`out_channels` filters of `kernel_size` slid over [N, channels, height, width].

    padding: how many zeros are put around it (a number, or one an axis), or "same" to keep the size
    (as far as the stride does): `conv2d(x, 16, 3, padding=1)` keeps it too.
    """
    return _conv("conv2d", x, 2, out_channels, kernel_size, groups, bias, name,
                 stride=stride, padding=padding, dilation=dilation)  # fmt: skip


def conv_transpose1d(
    x: Tensor, out_channels: int, kernel_size: Size, *, stride: Size = 1, padding: Size = 0,
    output_padding: Size = 0, dilation: Size = 1, groups: int = 1, bias: bool = True,
    name: str | None = None,
) -> Tensor:  # fmt: skip
    """The opposite of conv1d: each element of [N, channels, length] spread by filters."""
    return _conv_transpose("conv_transpose1d", x, 1, out_channels, kernel_size, groups, bias, name,
                           stride=stride, padding=padding, output_padding=output_padding,
                           dilation=dilation)  # fmt: skip


def conv_transpose2d(
    x: Tensor, out_channels: int, kernel_size: Size, *, stride: Size = 1, padding: Size = 0,
    output_padding: Size = 0, dilation: Size = 1, groups: int = 1, bias: bool = True,
    name: str | None = None,
) -> Tensor:  # fmt: skip
    """The opposite of conv2d: each element of [N, channels, height, width] spread by filters."""
    return _conv_transpose("conv_transpose2d", x, 2, out_channels, kernel_size, groups, bias, name,
                           stride=stride, padding=padding, output_padding=output_padding,
                           dilation=dilation)  # fmt: skip


def batch_norm(
    x: Tensor, *, epsilon: float = 1e-5, momentum: float = 0.1, name: str | None = None
) -> Tensor:
    """Each channel made even over the batch, scaled and shifted; running statistics are kept with
    the model and used once it is trained. momentum: torch's, the part that a batch adds."""
    channels = known_length(x, 1, "channels")
    making = Making(x, name or "batch_norm")
    inputs = [
        x.name, making.parameter("weight", ONES, channels),
        making.parameter("bias", ZEROS, channels),
        making.parameter("running_mean", ZEROS, channels, trainable=False),
        making.parameter("running_var", ONES, channels, trainable=False),
    ]  # fmt: skip
    return making.apply("batch_norm", inputs, epsilon=epsilon, momentum=1.0 - momentum)


def layer_norm(
    x: Tensor, *, axes: int = 1, epsilon: float = 1e-5, name: str | None = None
) -> Tensor:
    """The last `axes` axes of each sample made even, scaled and shifted."""
    want(1 <= axes <= max(1, x.ndim), x, f"layer_norm() cannot take {axes} axes of {x.spec}")
    shape = [known_length(x, axis, "features") for axis in range(-axes, 0)]
    making = Making(x, name or "layer_norm")
    inputs = [x.name, making.parameter("weight", ONES, *shape),
              making.parameter("bias", ZEROS, *shape)]  # fmt: skip
    return making.apply("layer_norm", inputs, axis=-axes, epsilon=epsilon)


def rms_norm(x: Tensor, *, epsilon: float = 1e-5, name: str | None = None) -> Tensor:
    """The last axis divided by its root mean square, and scaled."""
    making = Making(x, name or "rms_norm")
    scale = making.parameter("weight", ONES, known_length(x, -1, "features"))
    return making.apply("rms_norm", [x.name, scale], epsilon=epsilon)


def group_norm(x: Tensor, groups: int, *, epsilon: float = 1e-5, name: str | None = None) -> Tensor:
    """Groups of channels of each sample made even, scaled and shifted."""
    channels = known_length(x, 1, "channels")
    want(groups > 0 and channels % groups == 0, x,
         f"group_norm() cannot divide {channels} channels into {groups} groups")  # fmt: skip
    making = Making(x, name or "group_norm")
    inputs = [x.name, making.parameter("weight", ONES, channels),
              making.parameter("bias", ZEROS, channels)]  # fmt: skip
    return making.apply("group_norm", inputs, groups=groups, epsilon=epsilon)


def embedding(positions: Tensor, entries: int, features: int, *, name: str | None = None) -> Tensor:
    """A row of a table for each whole number: [...] to [..., features]; weight: [entries,
    features], which starts as normal numbers."""
    making = Making(positions, name or "embedding", kinds="iu")
    weight = making.parameter("weight", Initial("normal", 1.0), entries, features, dtype="f32")
    return making.apply("embedding", [positions.name, weight])


def dropout(x: Tensor, ratio: float = 0.5) -> Tensor:
    """x; while training, zeros at random with probability `ratio`, the rest scaled up."""
    want(0 <= ratio < 1, x, f"dropout() wants a ratio from 0 to below 1, got {ratio}")
    return x.apply("dropout", ratio=ratio)


def flatten(x: Tensor, start: int = 1) -> Tensor:
    """The axes from `start` on as one: [N, 8, 4, 4] to [N, 128]."""
    lengths = x.shape
    return shaping.reshape(x, *lengths[:start], -1)


def max_pool2d(
    x: Tensor, kernel_size: Size, *, stride: Size | None = None, padding: Size = 0
) -> Tensor:
    """The largest of each window of [N, channels, height, width]; windows stand side by side unless
    `stride` says otherwise."""
    return _pool("max_pool", x, 2, kernel_size, stride, padding)


def avg_pool2d(
    x: Tensor, kernel_size: Size, *, stride: Size | None = None, padding: Size = 0
) -> Tensor:
    """The average of each window of [N, channels, height, width]."""
    return _pool("average_pool", x, 2, kernel_size, stride, padding)


def max_pool1d(
    x: Tensor, kernel_size: Size, *, stride: Size | None = None, padding: Size = 0
) -> Tensor:
    """The largest of each window of [N, channels, length]."""
    return _pool("max_pool", x, 1, kernel_size, stride, padding)


def avg_pool1d(
    x: Tensor, kernel_size: Size, *, stride: Size | None = None, padding: Size = 0
) -> Tensor:
    """The average of each window of [N, channels, length]."""
    return _pool("average_pool", x, 1, kernel_size, stride, padding)


def global_avg_pool(x: Tensor) -> Tensor:
    """The average of each channel: [N, channels, ...] to [N, channels, 1, ...]."""
    return x.apply("global_average_pool")


def global_max_pool(x: Tensor) -> Tensor:
    """The largest of each channel: [N, channels, ...] to [N, channels, 1, ...]."""
    return x.apply("global_max_pool")


def _conv(
    layer: str, x: Tensor, rank: int, filters: int, kernel: Size, groups: int, bias: bool,
    name: str | None, **attributes: Any,
) -> Tensor:  # fmt: skip
    size = _per_axis(kernel, rank, x, layer)
    channels = _channels(layer, x, rank, filters, groups)
    making = Making(x, name or layer, fan_in=channels // groups * prod(size))
    inputs = [x.name, making.weight("weight", filters, channels // groups, *size)]
    if bias:
        inputs.append(making.weight("bias", filters))
    return making.apply("conv", inputs, groups=groups, **attributes)


def _conv_transpose(
    layer: str, x: Tensor, rank: int, filters: int, kernel: Size, groups: int, bias: bool,
    name: str | None, **attributes: Any,
) -> Tensor:  # fmt: skip
    size = _per_axis(kernel, rank, x, layer)
    channels = _channels(layer, x, rank, filters, groups)
    making = Making(x, name or layer, fan_in=filters // groups * prod(size))
    inputs = [x.name, making.weight("weight", channels, filters // groups, *size)]
    if bias:
        inputs.append(making.weight("bias", filters))
    return making.apply("conv_transpose", inputs, groups=groups, **attributes)


def _channels(layer: str, x: Tensor, rank: int, filters: int, groups: int) -> int:
    """How many channels the input has, which the groups must divide."""
    axes = ("length",) if rank == 1 else ("height", "width")
    want_axes(x, rank + 2, layer, f"[N, channels, {', '.join(axes)}]")
    channels = known_length(x, 1, "channels")
    want(filters > 0, x, f"{layer}() wants a number of channels above 0, got {filters}")
    divides = groups > 0 and channels % groups == 0 and filters % groups == 0
    counts = f"{channels} channels and {filters} filters by {groups} groups"
    want(divides, x, f"{layer}() cannot divide {counts}")
    return channels


def _pool(
    op: str, x: Tensor, rank: int, kernel: Size, stride: Size | None, padding: Size
) -> Tensor:
    want_axes(x, rank + 2, op, "[N, channels, length]" if rank == 1 else
              "[N, channels, height, width]")  # fmt: skip
    size = _per_axis(kernel, rank, x, op)
    return x.apply(op, kernel=size, stride=size if stride is None else stride, padding=padding)


def _per_axis(size: Size, rank: int, x: Tensor, layer: str) -> tuple[int, ...]:
    made = (size,) * rank if isinstance(size, int) else tuple(size)
    want(len(made) == rank and all(each > 0 for each in made), x,
         f"{layer}() wants {rank} sizes above 0, got {size}")  # fmt: skip
    return made


LAYERS: Final[dict[str, Callable[..., Any]]] = {
    name: getattr(activations, name, None) or getattr(sequences, name, None) or globals()[name]
    for name in names.LAYERS
}
"""What cells can call by name."""
