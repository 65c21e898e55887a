"""The ranges of a network's tensors on calibration data, which static int8 gets its scales from.

A network is calibrated once for each method and each set of samples: what is then quantised, and
what stays in float, needs no other ranges.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from ahr.models import Model
from ahr.optimise.data import Feed
from ahr.optimise.steps.row import Materials

METHODS: Final = {"minmax": "MinMax", "entropy": "Entropy", "percentile": "Percentile"}
"""Our names of the ways to calibrate, and ONNX Runtime's."""

_Known = tuple[tuple[Feed, ...], Any]
_KNOWN: Final[WeakKeyDictionary[Model, dict[str, _Known]]] = WeakKeyDictionary()
"""For each network and method: the feeds, and the ranges that they gave."""


def ranges(model: Model, proto: Any, method: str, samples: int, materials: Materials) -> Any:
    """The `TensorsData` of a network, which `proto` says in ONNX: of every tensor that ONNX
    Runtime's quantiser knows what to do with. An interrupt passes through."""
    feeds = materials.data.train.first(samples)
    known = _KNOWN.setdefault(model, {})
    held = known.get(method)
    if held is None or len(held[0]) != len(feeds) or any(map(_differ, held[0], feeds)):
        held = known[method] = feeds, _calibrated(proto, METHODS[method], feeds, materials)
    return held[1]


def _differ(a: Feed, b: Feed) -> bool:
    return a is not b


def _calibrated(proto: Any, method: str, feeds: tuple[Feed, ...], materials: Materials) -> Any:
    import onnx  # lazy: heavy
    import onnxruntime.quantization as tools  # lazy: heavy
    from onnxruntime.quantization import calibrate  # lazy: heavy

    calibrate.print = lambda *_: None  # it has a lot to say
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "model.onnx"
        onnx.save(proto, str(place))
        calibrator = tools.create_calibrator(
            place, quantisable(), augmented_model_path=str(Path(folder) / "augmented.onnx"),
            calibrate_method=tools.CalibrationMethod[method],
        )  # fmt: skip
        calibrator.collect_data(_reader(tools.CalibrationDataReader, feeds, materials))
        return calibrator.compute_data()


def quantisable() -> list[str]:
    """ONNX's operators that ONNX Runtime's quantiser knows what to do with."""
    from onnxruntime.quantization import registry  # lazy: heavy

    return sorted({*registry.QLinearOpsRegistry, *registry.QDQRegistry})


def _reader(base: Any, feeds: tuple[Feed, ...], materials: Materials) -> Any:
    """Feeds as the calibrator reads them."""

    class Reader(base):  # type: ignore[misc]  # its base is known only once it is imported
        def __init__(self) -> None:
            self.left: Iterator[tuple[int, Feed]] = iter(enumerate(feeds))

        def get_next(self) -> Any:
            if materials.stop():
                raise KeyboardInterrupt
            index, found = next(self.left, (len(feeds), None))
            materials.report("calibrating", index / len(feeds))
            return None if found is None else dict(found)

    return Reader()
