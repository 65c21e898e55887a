"""Static int8: activations get their scales from calibration data, in ONNX's QDQ form."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.steps.calibrating import METHODS, quantisable, ranges
from ahr.optimise.steps.dynamic import kept_in_words
from ahr.optimise.steps.exchange import names_in_onnx
from ahr.optimise.steps.quantising import (
    WEIGHT_PRODUCTS,
    convolutions,
    quantised,
    weight_products,
    without_products,
)
from ahr.optimise.steps.row import Materials, Settings, Technique

CALIBRATION: Final = tuple(METHODS)
SAMPLES: Final = 128
"""To calibrate with, unless the settings say otherwise."""


def make(model: Model, settings: Settings, materials: Materials) -> Model:
    """`activations`: "u8" (what x86's VNNI multiplies fast) or "s8"; `calibration`: one of
    `CALIBRATION`; `ops`: "all", or "matmul" for products with weights and tables alone, whose
    results stay in float; `keep`: nodes that stay in float; `samples`: how many to calibrate with.
    Weights are int8, a scale for each channel."""
    import onnx  # lazy: heavy

    def quantise(proto: Any, place: str) -> None:
        onnx.save(in_qdq(model, proto, settings, materials), place)

    return quantised(model, quantise)


def in_qdq(
    model: Model, proto: Any, settings: Settings, materials: Materials, *,
    only: Collection[str] = (),
) -> Any:  # fmt: skip
    """An ONNX model quantised; `only` these of its nodes, if some are named."""
    import onnxruntime.quantization as tools  # lazy: heavy

    found = ranges(model, proto, settings.get("calibration", "minmax"),
                   int(settings.get("samples", SAMPLES)), materials)  # fmt: skip
    keep = settings.get("keep", ())
    products = settings.get("ops") == "matmul"
    chosen = list(only) or (weight_products(proto, keep) if products else [])
    signed = settings.get("activations") == "s8"
    quantiser = tools.QDQQuantizer(
        _with_shapes(proto), True, not materials.cpu.has_fast_int8, tools.QuantType.QInt8,
        tools.QuantType.QInt8 if signed else tools.QuantType.QUInt8, found, chosen,
        names_in_onnx(proto, keep), list(WEIGHT_PRODUCTS) if products else quantisable(),
        {"OpTypesToExcludeOutputQuantization": list(WEIGHT_PRODUCTS)} if products else {},
    )  # fmt: skip
    if not products or chosen:  # no names would mean all nodes
        quantiser.quantize_model()
    return quantiser.model.model


def _with_shapes(proto: Any) -> Any:
    """A copy that the quantiser takes as it is: with the shapes of all values."""
    import onnx  # lazy: heavy
    from onnxruntime.quantization.quant_utils import add_infer_metadata  # lazy: heavy

    made = onnx.shape_inference.infer_shapes(proto)
    add_infer_metadata(made)
    _flatten_biases(made)
    return made


def _flatten_biases(proto: Any) -> None:
    """Biases of Gemm of shape [1, n] become [n], which is the only one that the quantiser knows."""
    biases = {node.input[2] for node in proto.graph.node
              if node.op_type == "Gemm" and len(node.input) > 2}  # fmt: skip
    others = {name for node in proto.graph.node for at, name in enumerate(node.input)
              if node.op_type != "Gemm" or at != 2}  # fmt: skip
    for each in proto.graph.initializer:
        if each.name in biases - others and len(each.dims) == 2 and each.dims[0] == 1:
            del each.dims[0]


def _refuses(model: Model, settings: Settings, materials: Materials) -> str:
    return without_products(model)


def _says(settings: Settings) -> str:
    made = f"static int8 ({settings.get('activations', 'u8')}s8"
    calibration = settings.get("calibration", "minmax")
    made += "" if calibration == "minmax" else f", {calibration}"
    made += ", matrix products)" if settings.get("ops") == "matmul" else ")"
    return made + kept_in_words(settings)


def _why_slow(model: Model, settings: Settings, cpu: Cpu) -> str:
    if settings.get("activations") == "s8":
        return "signed activations have no fast kernel on x86-64, where VNNI takes unsigned ones"
    if not cpu.has_fast_int8:
        return "this CPU has no VNNI: int8 products are no faster"
    count = len(settings.get("keep", ()))
    return f"the {count} layers in float take what the others save" if count > 1 else ""


def _why_worse(model: Model, settings: Settings, cpu: Cpu) -> str:
    if settings.get("ops", "all") == "all" and not settings.get("keep"):
        others = "" if convolutions(model) else ", also sums, products of activations and softmax"
        return f"every op is quantised{others}, those that react to it most too"
    return ""


ROWS: Final = (
    Technique("static", _says, make, _refuses, _why_slow, _why_worse, choices={
        "activations": ("u8", "s8"), "calibration": CALIBRATION, "ops": ("all", "matmul"),
    }),
)  # fmt: skip
