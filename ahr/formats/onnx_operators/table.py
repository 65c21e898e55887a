"""Every ONNX operator that can be read: its name and its adapter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ahr.formats.onnx_operators import control, images, older, quantised, recurrent
from ahr.formats.onnx_operators.node import Adapter, same

_SAME_NAMES: Final = (
    "Add Sub Mul Div Pow Max Min Where Neg Abs Sign Sqrt Exp Log Erf Reciprocal Floor Ceil Round "
    "Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Not Equal Greater Less And Or Xor "
    "Relu Sigmoid Tanh Mish Softplus Softsign Identity Size Expand Tile Range Shape"
)
"""Operators without attributes that have our name."""

_SIMPLE: Final[Mapping[str, Adapter]] = {
    **{name: same(name.lower()) for name in _SAME_NAMES.split()},
    "GreaterOrEqual": same("greater_or_equal"),
    "LessOrEqual": same("less_or_equal"),
    "BitwiseAnd": same("bitwise_and"),
    "BitwiseOr": same("bitwise_or"),
    "BitwiseXor": same("bitwise_xor"),
    "BitwiseNot": same("bitwise_not"),
    "IsNaN": same("is_nan"),
    "IsInf": same("is_inf", detect_positive="detect_positive", detect_negative="detect_negative"),
    "Mod": same("mod", fmod="fmod"),
    "LeakyRelu": same("leaky_relu", alpha="alpha"),
    "Elu": same("elu", alpha="alpha"),
    "Celu": same("celu", alpha="alpha"),
    "Selu": same("selu", alpha="alpha", gamma="gamma"),
    "Gelu": same("gelu", approximate="approximate"),
    "HardSigmoid": same("hard_sigmoid", alpha="alpha", beta="beta"),
    "HardSwish": same("hard_swish"),
    "ThresholdedRelu": same("thresholded_relu", alpha="alpha"),
    "PRelu": same("prelu"),
    "MatMul": same("matmul"),
    "Gemm": same("gemm", alpha="alpha", beta="beta", trans_a="transA", trans_b="transB"),
    "Concat": same("concat", axis="axis"),
    "Flatten": same("flatten", axis="axis"),
    "Transpose": same("transpose", perm="perm"),
    "Gather": same("gather", axis="axis"),
    "GatherElements": same("gather_elements", axis="axis"),
    "GatherND": same("gather_nd", batch_dims="batch_dims"),
    "OneHot": same("one_hot", axis="axis"),
    "Shape": same("shape", start="start", end="end"),
    "Reshape": same("reshape", allow_zero="allowzero"),
    "GlobalAveragePool": same("global_average_pool"),
    "GlobalMaxPool": same("global_max_pool"),
    "InstanceNormalization": same("instance_norm", epsilon="epsilon"),
    "RMSNormalization": same("rms_norm", axis="axis", epsilon="epsilon"),
    "LRN": same("lrn", size="size", alpha="alpha", beta="beta", bias="bias"),
    "CumSum": same("cumsum", exclusive="exclusive", reverse="reverse"),
}

ADAPTERS: Final[Mapping[str, Adapter]] = {
    **_SIMPLE, **control.ADAPTERS, **images.ADAPTERS, **older.ADAPTERS, **quantised.ADAPTERS,
    **recurrent.ADAPTERS,
}  # fmt: skip
"""By the operator's name; all are ONNX's own."""
