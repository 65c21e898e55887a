"""EfficientNet-Lite0 as it is here, beside the file that torch's exporter makes of another one."""

from __future__ import annotations

import numpy as np
import pytest

from ahr import dims
from ahr.examples.efficientnet import (
    DISTRIBUTION,
    FILE,
    PACKAGE,
    efficientnet_lite0,
    image_inputs,
    network,
)
from ahr.examples.shipped import find_shipped, shipped
from benchmarks.real_models import MODELS, found, session
from nbc.errors import ModelError


def test_it_has_the_size_that_is_said() -> None:
    graph = network().graph
    learnt = [each.spec.dims for each in graph.parameters.values() if each.trainable]
    assert dims.add(*(dims.size(each or ()) for each in learnt)) == 4_652_008
    assert str(graph.specs[graph.outputs[0]]) == "f32[N, 1000]"


def test_it_gives_what_the_exported_file_gives() -> None:
    path = found(next(each for each in MODELS if each.name == "EfficientNet-Lite0"))
    if path is None or find_shipped(PACKAGE, FILE) is None:
        pytest.skip(f"{DISTRIBUTION} is not there: make real-models")
    pictures = np.random.default_rng(0).integers(0, 256, (2, 224, 224, 3), np.uint8)
    x = image_inputs(pictures)
    np.testing.assert_allclose(efficientnet_lite0()(x), session(path).run(None, {"x": x})[0],
                               atol=1e-3)  # fmt: skip


def test_pictures_are_made_even() -> None:
    even = image_inputs(np.full((1, 224, 224, 3), 124, np.uint8))
    assert even.shape == (1, 3, 224, 224) and even.dtype == np.float32
    assert abs(float(even[0, 0].mean())) < 0.01


def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(ModelError, match="N6013"):
        shipped("no_such_package", "model.onnx", "no-such-package")
