"""Real models of Python packages, drawn: small enough to be read, in no time to speak of.

They run where `make real-models` has fetched the packages; the light models come with onnx.
"""

from __future__ import annotations

import json
import time
from xml.etree import ElementTree

import pytest

from ahr.drawing import graph
from ahr.drawing.levels import levels
from ahr.drawing.scene import scene
from ahr.drawing.svg import svg
from ahr.formats.onnx_reading import read_onnx
from benchmarks.real_models import MODELS, Real, found

FILES = list({(real.package, real.file): real for real in MODELS}.values())


@pytest.mark.parametrize("real", FILES, ids=lambda real: real.name)
def test_real_models_are_drawn(real: Real) -> None:
    path = found(real)
    if path is None:
        pytest.skip("its package is not there: make real-models")
    model = read_onnx(path)
    started = time.process_time()
    data = graph(model)
    made = scene(data)
    picture = svg(made, model.name)
    assert time.process_time() - started < 8
    json.dumps(data, allow_nan=False)
    assert len(ElementTree.fromstring(picture)) > 3
    assert len(made.boxes) < 450 and len(picture) < 600_000
    assert all(wire.points[-1][1] > wire.points[0][1] for wire in made.wires)


@pytest.mark.parametrize("real", FILES, ids=lambda real: real.name)
def test_every_node_is_seen_when_all_is_open(real: Real) -> None:
    path = found(real)
    if path is None:
        pytest.skip("its package is not there: make real-models")
    data = graph(read_onnx(path))
    seen = {member for level in levels(data, {each["id"] for each in data["groups"]}).values()
            for member in level.members}  # fmt: skip
    blocks = [each for each in data["groups"] if each["kind"] == "repeat"]
    for at, node in enumerate(data["nodes"]):
        copied = any(
            each["first"] + each["size"] // each["count"] <= at < each["first"] + each["size"]
            for each in blocks
        )
        assert (node["id"] in seen) == (not node["minor"] and not copied)
