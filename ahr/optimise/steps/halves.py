"""Numbers of 16 bits: calculations in f16 (half the size), or in bf16 where the processor has it.

f16 is what a network is changed to, its inputs and outputs stay as they are. bf16 is what an engine
calculates in: the network and its file stay the same. Weights alone in f16 are in `weights.py`.
"""

from __future__ import annotations

import warnings
from typing import Any, Final

from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.steps.quantising import is_quantised, quantised
from ahr.optimise.steps.row import Materials, Settings, Technique


def make(model: Model, settings: Settings, materials: Materials) -> Model:
    """`numbers`: "f16", or "bf16", which a step's `engine` calculates in."""
    if settings.get("numbers") == "bf16":
        return Model(model.graph, model.parameters, metadata=model.metadata)

    def halve(proto: Any, place: str) -> None:
        import onnx  # lazy: heavy
        from onnxruntime.transformers.float16 import convert_float_to_float16  # lazy: heavy

        with warnings.catch_warnings():  # of each number that is too small or too large
            warnings.simplefilter("ignore")
            onnx.save(convert_float_to_float16(proto, keep_io_types=True), place)

    return quantised(model, halve)


def _refuses(model: Model, settings: Settings, materials: Materials) -> str:
    if is_quantised(model):
        return "it is quantised already"
    if settings.get("numbers") == "bf16" and not materials.cpu.has_fast_bf16:
        return "this CPU does not multiply bf16"
    if not any(each.dtype.kind == "f" for each in model.parameters.values()):
        return "it has no weights in float"
    return ""


def _says(settings: Settings) -> str:
    if settings.get("numbers") == "bf16":
        return f"bf16 ({str(settings.get('engine', '')).partition(':')[0]})"
    return "f16"


def _why_slow(model: Model, settings: Settings, cpu: Cpu) -> str:
    if settings.get("numbers") == "bf16":
        return "torch calls each layer by itself, which takes longer than bf16 saves"
    if cpu.architecture in ("x86_64", "AMD64"):
        return "ONNX Runtime has no f16 products on x86-64: it converts to f32 and back around them"
    if cpu.is_known and "asimdhp" not in cpu.flags:
        return "this CPU does not calculate in f16: ONNX Runtime converts to f32 and back"
    return "converting to f16 and back takes longer than it saves"


def _why_worse(model: Model, settings: Settings, cpu: Cpu) -> str:
    if settings.get("numbers") == "bf16":
        return "bf16 has 8 bits of precision"
    return "f16 ends at 65504 and has 11 bits of precision"


ROWS: Final = (
    Technique("half", _says, make, _refuses, _why_slow, _why_worse, choices={"numbers": ("f16",)}),
)
