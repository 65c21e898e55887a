"""Static int8: activations get their scales from calibration data, in ONNX's QDQ form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.data import Feed
from ahr.optimise.steps.dynamic import kept_in_words
from ahr.optimise.steps.exchange import names_in_onnx
from ahr.optimise.steps.quantising import quantised, without_products
from ahr.optimise.steps.row import Materials, Settings, Technique

CALIBRATION: Final = ("minmax", "entropy", "percentile")
SAMPLES: Final = 128
"""To calibrate with, unless the settings say otherwise."""


def make(model: Model, settings: Settings, materials: Materials) -> Model:
    """`activations`: "u8" (what x86's VNNI multiplies fast) or "s8"; `calibration`: one of
    `CALIBRATION`; `ops`: "all", or "matmul" for matrix products alone; `keep`: nodes that stay in
    float; `samples`: how many to calibrate with. Weights are int8, a scale for each channel."""
    import onnxruntime.quantization as tools  # lazy: heavy

    feeds = materials.data.train.first(int(settings.get("samples", SAMPLES)))
    kind = tools.QuantType.QInt8 if settings.get("activations") == "s8" else tools.QuantType.QUInt8
    calibration = {"minmax": "MinMax", "entropy": "Entropy", "percentile": "Percentile"}
    method = tools.CalibrationMethod[calibration[settings.get("calibration", "minmax")]]

    def quantise(proto: Any, place: str) -> None:
        tools.quantize_static(
            proto, place, _reader(tools.CalibrationDataReader, feeds, materials),
            quant_format=tools.QuantFormat.QDQ, per_channel=True, activation_type=kind,
            weight_type=tools.QuantType.QInt8, calibrate_method=method,
            op_types_to_quantize=["MatMul", "Gemm"] if settings.get("ops") == "matmul" else None,
            nodes_to_exclude=names_in_onnx(proto, settings.get("keep", ())),
            reduce_range=not materials.cpu.has_fast_int8,
        )  # fmt: skip

    return quantised(model, quantise)


def _reader(base: Any, feeds: tuple[Feed, ...], materials: Materials) -> Any:
    """Feeds as the quantiser reads them."""

    class Reader(base):  # type: ignore[misc]  # its base is known only once it is imported
        def __init__(self) -> None:
            self.rewind()

        def rewind(self) -> None:
            self.left: Iterator[Feed] = iter(feeds)

        def get_next(self) -> Any:
            if materials.stop():
                raise KeyboardInterrupt
            found = next(self.left, None)
            return None if found is None else dict(found)

    return Reader()


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
    return "" if cpu.has_fast_int8 else "this CPU has no VNNI: int8 products are no faster"


def _why_worse(model: Model, settings: Settings, cpu: Cpu) -> str:
    if settings.get("ops", "all") == "all" and not settings.get("keep"):
        return "every op is quantised, those that react to it most too"
    return ""


ROWS: Final = (Technique("static", _says, make, _refuses, _why_slow, _why_worse),)
