"""What was read from ONNX is saved as `.trm`: golden inputs are as long as the network needs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from ahr.formats import trm
from ahr.formats.onnx_reading import read_onnx
from ahr.running.onnx_backend import NoodleRep
from nbc.errors import ModelError

SOUND = """<ir_version: 9, opset_import: ["": 17]>
    g (float[N, 1, L] x) => (float[N, 2, M] y) <float[2, 1, 20] w = {KERNEL}>
    { y = Conv <kernel_shape = [20]> (x, w) }""".replace(
    "KERNEL", ", ".join(f"{n}.0" for n in range(40))
)


def test_networks_that_need_long_inputs_are_saved(tmp_path: Path) -> None:
    model = read_onnx(onnx.parser.parse_model(SOUND))
    trm.save(model, tmp_path / "net.trm")
    again = trm.load(tmp_path / "net.trm")
    x = np.random.default_rng(0).standard_normal((2, 1, 50)).astype(np.float32)
    np.testing.assert_array_equal(NoodleRep(again).run([x])[0], NoodleRep(model).run([x])[0])


def test_networks_that_run_for_no_length_are_refused(tmp_path: Path) -> None:
    text = SOUND.replace("y = Conv <kernel_shape = [20]> (x, w)",
                         "a = Conv <kernel_shape = [20]> (x, w) s = Constant <value = int64[1] {7}>"
                         " () y = Reshape (a, s)")  # fmt: skip
    model = read_onnx(onnx.parser.parse_model(text.replace("[N, 2, M]", "[7]")))
    with pytest.raises(ModelError, match="no length") as caught:
        trm.save(model, tmp_path / "net.trm")
    assert caught.value.code == "N6012"
    assert not (tmp_path / "net.trm").exists()
