"""OpenVINO as the engine, and NNCF's static int8, which moves outliers of activations into weights
first (SmoothQuant): what keeps transformers whole in int8.

Both are planned only where they are installed. Nothing is sent to anybody.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import os
from collections.abc import Iterator
from typing import Any, Final

from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.steps.dynamic import kept_in_words
from ahr.optimise.steps.exchange import names_in_onnx
from ahr.optimise.steps.quantising import is_quantised, quantised, without_products
from ahr.optimise.steps.row import Materials, Settings, Technique
from ahr.optimise.steps.static import SAMPLES

SMALL: Final = 1_000_000
"""Parameters of a network whose run takes less than the call."""


def run(model: Model, settings: Settings, materials: Materials) -> Model:
    """The same model; the step's `engine` is "openvino", or "openvino:bf16"."""
    return Model(model.graph, model.parameters, metadata=model.metadata)


def _refuses_to_run(model: Model, settings: Settings, materials: Materials) -> str:
    if not _is_bf16(settings):
        return ""
    if is_quantised(model):
        return "it is quantised already"
    return "" if materials.cpu.has_fast_bf16 else "this CPU does not multiply bf16"


def _says_engine(settings: Settings) -> str:
    return "OpenVINO" + (" in bf16" if _is_bf16(settings) else "")


def _is_bf16(settings: Settings) -> bool:
    return str(settings.get("engine", "")).endswith(":bf16")


def _why_slow_on_it(model: Model, settings: Settings, cpu: Cpu) -> str:
    if sum(each.size for each in model.parameters.values()) < SMALL:
        return "a call of OpenVINO costs more than one of ONNX Runtime, which small networks feel"
    return "" if _is_bf16(settings) else "its products of floats are no faster on this CPU"


def _why_worse_on_it(model: Model, settings: Settings, cpu: Cpu) -> str:
    return "bf16 has 8 bits of precision" if _is_bf16(settings) else ""


def quantise(model: Model, settings: Settings, materials: Materials) -> Model:
    """`transformer`: NNCF's way for these, with SmoothQuant; `keep`: nodes that stay in float;
    `samples`: how many to calibrate with."""
    feeds = materials.data.train.first(int(settings.get("samples", SAMPLES)))

    def nncf_quantise(proto: Any, place: str) -> None:
        import onnx  # lazy: heavy

        with _quiet_nncf() as nncf:
            kept = nncf.IgnoredScope(names=names_in_onnx(proto, settings.get("keep", ())))
            made = nncf.quantize(
                proto, nncf.Dataset([dict(each) for each in feeds], _stopping(materials)),
                subset_size=len(feeds), ignored_scope=kept,
                model_type=nncf.ModelType.TRANSFORMER if settings.get("transformer") else None,
            )  # fmt: skip
        onnx.save(made, place)

    return quantised(model, nncf_quantise)


def _stopping(materials: Materials) -> Any:
    def give(feed: Any) -> Any:
        if materials.stop():
            raise KeyboardInterrupt
        return feed

    return give


@contextlib.contextmanager
def _quiet_nncf() -> Iterator[Any]:
    """NNCF without its bars and advice; this variable turns off what it tells its makers."""
    os.environ.setdefault("NNCF_CI", "1")
    nncf = importlib.import_module("nncf")
    logger = logging.getLogger("nncf")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield nncf
    finally:
        logger.setLevel(level)


def _refuses_to_quantise(model: Model, settings: Settings, materials: Materials) -> str:
    return without_products(model)


def _says_nncf(settings: Settings) -> str:
    made = "NNCF int8" + (" (SmoothQuant)" if settings.get("transformer") else "")
    return made + kept_in_words(settings)


def _why_slow_nncf(model: Model, settings: Settings, cpu: Cpu) -> str:
    if not cpu.has_fast_int8:
        return "this CPU has no VNNI: int8 products are no faster"
    return "NNCF's activations are signed, for which ONNX Runtime has no fast kernel on x86-64"


ROWS: Final = (
    Technique("openvino", _says_engine, run, _refuses_to_run, _why_slow_on_it, _why_worse_on_it,
              engine="openvino", packages=("openvino",)),
    Technique("nncf", _says_nncf, quantise, _refuses_to_quantise, _why_slow_nncf,
              packages=("nncf",)),
)  # fmt: skip
