"""Dynamic int8: weights are int8 in the file, activations are quantised anew in each run."""

from __future__ import annotations

from typing import Any, Final

from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.steps.exchange import names_in_onnx
from ahr.optimise.steps.quantising import (
    WEIGHT_PRODUCTS,
    convolutions,
    has_convolutions,
    quantised,
    weight_products,
    without_products,
)
from ahr.optimise.steps.row import Materials, Settings, Technique


def make(model: Model, settings: Settings, materials: Materials) -> Model:
    """`ops`: "all", or "matmul" for matrix products and tables alone; `keep`: nodes that stay in
    float. Weights are signed, a scale for each channel, which is more accurate and faster; but
    there is no convolution of signed weights, so "all" means unsigned ones where one is."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # lazy: heavy

    unsigned = has_convolutions(model) and settings.get("ops") != "matmul"

    def quantise(proto: Any, place: str) -> None:
        chosen = None if unsigned else _split(weight_products(proto, settings.get("keep", ())))
        quantize_dynamic(
            proto, place, op_types_to_quantize=None if unsigned else list(WEIGHT_PRODUCTS),
            nodes_to_quantize=chosen, per_channel=not unsigned,
            weight_type=QuantType.QUInt8 if unsigned else QuantType.QInt8,
            nodes_to_exclude=_split(names_in_onnx(proto, settings.get("keep", ()))),
        )  # fmt: skip

    return quantised(model, quantise)


def _split(names: list[str]) -> list[str]:
    """With the names of the products that the quantiser makes of each Gemm before it looks."""
    return [*names, *(f"{each}_MatMul" for each in names)]


def _refuses(model: Model, settings: Settings, materials: Materials) -> str:
    return without_products(model)


def _says(settings: Settings) -> str:
    made = "dynamic int8" + (" (matrix products)" if settings.get("ops") == "matmul" else "")
    return made + kept_in_words(settings)


def kept_in_words(settings: Settings) -> str:
    count = len(settings.get("keep", ()))
    return f", {count} layer{'s' * (count != 1)} in float" if count else ""


def _why_slow(model: Model, settings: Settings, cpu: Cpu) -> str:
    if has_convolutions(model) and settings.get("ops") != "matmul":
        count = convolutions(model)
        return (f"dynamic int8 on Conv has no fast kernel on this CPU, and it has {count} "
                f"convolution{'s' * (count != 1)}")  # fmt: skip
    return "quantising the activations in each run takes longer than the smaller products save"


ROWS: Final = (
    Technique("dynamic", _says, make, _refuses, _why_slow, choices={"ops": ("all", "matmul")}),
)
