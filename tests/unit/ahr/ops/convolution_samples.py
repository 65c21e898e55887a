"""Samples of convolutions: strides, padding, dilation and groups over one to three axes."""

from __future__ import annotations

from typing import Any

from tests.unit.ahr.ops.samples import Sample, floats

BIAS = floats(6, seed=2)


def conv(x: tuple[int, ...], weight: tuple[int, ...], label: str, **attributes: Any) -> Sample:
    return Sample("conv", (floats(*x), floats(*weight, seed=1), floats(weight[0], seed=2)),
                  attributes, label=label)  # fmt: skip


def transposed(
    x: tuple[int, ...], weight: tuple[int, ...], label: str,
    cannot: dict[str, str] | None = None, **attributes: Any,
) -> Sample:  # fmt: skip
    filters = weight[1] * attributes.get("groups", 1)
    return Sample("conv_transpose", (floats(*x), floats(*weight, seed=1), floats(filters, seed=2)),
                  attributes, cannot=cannot or {}, label=label)  # fmt: skip


X, W = (2, 4, 7, 9), (6, 4, 3, 3)
SAMPLES = [
    conv(X, W, "plain"),
    Sample("conv", (floats(*X), floats(*W, seed=1), None), label="no-bias"),
    conv(X, W, "stride", stride=2),
    conv(X, W, "padding", padding=1),
    conv(X, W, "padding-by-axis", padding=(1, 2), stride=(2, 1)),
    conv(X, W, "uneven", padding=(0, 1, 2, 1)),
    conv(X, W, "dilation", dilation=(2, 3)),
    conv(X, W, "dilation-stride", dilation=2, stride=2, padding=2),
    conv(X, (6, 2, 3, 3), "groups", groups=2),
    conv(X, (4, 1, 3, 3), "depthwise", groups=4, padding=1),
    conv(X, (8, 1, 3, 3), "depthwise-twice", groups=4, padding=1, stride=2),
    conv(X, (6, 4, 1, 1), "1x1"),
    conv(X, (6, 4, 2, 4), "same", padding="same"),
    conv(X, (6, 4, 2, 4), "same-lower", padding="same_lower"),
    conv(X, W, "same-stride", padding="same", stride=2),
    conv(X, W, "valid", padding="valid"),
    conv((2, 3, 11), (5, 3, 4), "1-d", stride=2, padding=1),
    conv((1, 3, 11), (3, 1, 4), "1-d-causal", padding=(6, 0), groups=3, dilation=2),
    conv((1, 2, 4, 5, 6), (3, 2, 2, 3, 3), "3-d", padding=(0, 1, 1), stride=(1, 2, 1)),
    conv((0, 4, 7, 9), W, "no-samples"),
    transposed(X, (4, 6, 3, 3), "plain"),
    Sample("conv_transpose", (floats(*X), floats(4, 6, 3, 3, seed=1), None), label="no-bias"),
    transposed(X, (4, 6, 3, 3), "stride", stride=2),
    transposed(X, (4, 6, 2, 2), "stride-padding", stride=2, padding=1, output_padding=1),
    transposed(X, (4, 6, 4, 4), "uneven", stride=(3, 2), padding=(1, 0, 2, 1)),
    transposed(X, (4, 6, 2, 2), "gaps", stride=3),
    transposed(X, (4, 6, 3, 3), "dilation", dilation=2, padding=1),
    transposed(X, (4, 3, 3, 3), "groups", cannot={"keras": "no groups"}, groups=2, stride=2),
    transposed(X, (4, 6, 3, 3), "same", padding="same", stride=2),
    transposed(X, (4, 6, 3, 3), "shape", output_shape=(14, 18), stride=2),
    transposed((2, 3, 5), (3, 4, 4), "1-d", stride=2, padding=1),
    transposed((1, 2, 3, 4, 3), (2, 3, 2, 2, 2), "3-d", stride=2),
]
