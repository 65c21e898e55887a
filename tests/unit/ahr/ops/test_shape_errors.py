"""What does not fit is refused with a sentence that names both sides, and says which operands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ahr.building import GraphBuilder
from ahr.dims import canonical
from ahr.graph import TensorSpec
from ahr.ops.row import ShapeError

ERRORS: list[tuple[str, list[Any], dict[str, Any], str, tuple[int, ...]]] = [
    ("add", ["f32[2, 3]", "f32[2, 4]"], {}, r"3 and 4 on axis -1 are neither equal nor 1", (0, 1)),
    ("add", ["f32[N, T]", "f32[N, T - 2]"], {}, r"f32\[N, T - 2\].*T and T - 2", (0, 1)),
    ("add", ["f32[2]", "i64[2]"], {}, r"one element type, got f32\[2\] and i64\[2\]", (0, 1)),
    ("sqrt", ["i64[2]"], {}, r"wants a tensor of floats, got i64\[2\]", (0,)),
    ("and", ["f32[2]", "f32[2]"], {}, r"wants a tensor of bools", (0,)),
    ("softmax", ["f32[2, 3]"], {"axis": 2}, r"has no axis 2: the input is f32\[2, 3\]", (0,)),
    ("linear", ["f32[N, 5]", "f32[3, 4]"], {}, r"5 features .* made for 4", (0, 1)),
    ("linear", ["f32[N, 4]", "f32[3, 4]", "f32[4]"], {}, r"makes 3 features, but the bias", (1, 2)),
    ("matmul", ["f32[2, 3]", "f32[4, 2]"], {}, r"have 3 numbers, the columns of the second 4", (0, 1)),
    ("gemm", ["f32[2, 3, 4]", "f32[4, 2]"], {}, r"two matrices", (0, 1)),
    ("conv", ["f32[N, 3, 8, 8]", "f32[6, 4, 3, 3]"], {}, r"3 channels .* kernel for 4", (0, 1)),
    ("conv", ["f32[N, 4, 8, 8]", "f32[6, 4, 3, 3]"], {"groups": 2}, r"each of 2 groups", (0, 1)),
    ("conv", ["f32[N, 4, 2, 8]", "f32[6, 4, 3, 3]"], {}, r"windows of 3 .* is only 2", (0,)),
    ("conv", ["f32[N, 4, 8]", "f32[6, 4, 3, 3]"], {}, r"kernel of as many axes", (0, 1)),
    ("conv", ["f32[N, 4, 8, 8]", "f32[6, 4, 3, 3]", "f32[4]"], {}, r"6 filters, but a bias of \[4\]",
     (1, 2)),
    ("conv", ["f32[N, 4, 8, 8]", "f32[6, 4, 3, 3]"], {"stride": (1, 2, 3)}, r"2 axes .* stride", ()),
    ("conv_transpose", ["f32[N, 4, 8]", "f32[3, 6, 2]"], {}, r"4 channels .* kernel for 3", (0, 1)),
    ("max_pool", ["f32[N, 4, 1, 8]"], {"kernel": 3, "stride": 1}, r"length is only 1", (0,)),
    ("batch_norm", ["f32[N, 4, 8]", *["f32[3]"] * 4], {}, r"4 channels .* scale of \[3\]", (0, 1)),
    ("group_norm", ["f32[N, 4, 8]", "f32[4]", "f32[4]"], {"groups": 3}, r"4 channels into 3", (0,)),
    ("layer_norm", ["f32[N, 4]", "f32[5]", "f32[5]"], {}, r"a parameter is f32\[5\]", (0, 1)),
    ("reshape", ["f32[2, 3]", np.array([4, -1])], {}, r"cannot make \[4, -1\] of f32\[2, 3\]", (0,)),
    ("reshape", ["f32[N, 6]", np.array([2, 0, 0])], {}, r"no such axis", (0, 1)),
    ("squeeze", ["f32[2, 3]", np.array([1])], {}, r"its length is 3, not 1", (0,)),
    ("transpose", ["f32[2, 3]"], {"perm": (0, 0)}, r"each of the 2 axes", (0,)),
    ("expand", ["f32[2, 3]", np.array([4])], {}, r"3 and 4", (0, 1)),
    ("concat", ["f32[N, 3]", "f32[N, 4]"], {"axis": 0}, r"lengths of axis 1 differ: 3 in .* 4 in",
     (0, 1)),
    ("split", ["f32[5]", np.array([2, 2])], {}, r"length of 5 into \[2, 2\]", (0,)),
    ("gather", ["f32[5]", np.array([2, 7])], {}, r"position 7 of axis 0", (0, 1)),
    ("pad", ["f32[5]", np.array([2])], {}, r"wants 2 numbers for 1 axes", (0, 1)),
    ("top_k", ["f32[5]", np.array([7])], {}, r"picks 7 of the 5", (0, 1)),
    ("reduce_sum", ["f32[5]", np.array([1])], {}, r"has no axis 1", (0,)),
    ("attention", ["f32[2, 5]", "f32[3, 4]", "f32[3, 4]"], {}, r"differ in their features: 5", (0, 1)),
    ("multi_head_attention", [*["f32[B, T, 6]"] * 3, "f32[18, 6]", "f32[6, 6]"], {"heads": 4},
     r"6 features into 4 heads", (0,)),
    ("lstm", ["f32[T, B, 5]", "f32[8, 4]", "f32[8, 2]"], {}, r"differ in their features: 5", (0, 1)),
    ("lstm", ["f32[T, B, 4]", "f32[6, 4]", "f32[8, 2]"], {}, r"wants \[8, \?\] as input 2", (0, 1)),
    ("resize", ["f32[1, 1, 4, 4]"], {"mode": "best"}, r"no mode 'best'", ()),
    ("quantize_linear", ["f32[2, 3]", "f32[4]"], {}, r"scale for each part of axis 1", (0, 1)),
    ("embedding", ["f32[3]", "f32[4, 5]"], {}, r"wants a tensor of integers", (0,)),
]  # fmt: skip


@pytest.mark.parametrize(("op", "inputs", "attributes", "message", "operands"), ERRORS)
def test_what_does_not_fit_is_named(
    op: str, inputs: list[Any], attributes: dict[str, Any], message: str, operands: tuple[int, ...]
) -> None:
    builder = GraphBuilder("wrong")
    names = [builder.input(f"x{index}", _spec(each)) if isinstance(each, str)
             else builder.constant(each) for index, each in enumerate(inputs)]  # fmt: skip
    with pytest.raises(ShapeError, match=message) as caught:
        builder.apply(op, names, attributes)
    assert caught.value.operands == operands


def _spec(text: str) -> TensorSpec:
    dtype, _, lengths = text.rstrip("]").partition("[")
    return TensorSpec(dtype, tuple(canonical(each.strip()) for each in lengths.split(",")))
