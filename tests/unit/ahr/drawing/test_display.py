"""What notebooks are given, and what the live picture is answered."""

from __future__ import annotations

import base64
import gc
import json
import re
import subprocess
import sys
from typing import Any

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from nbconvert import HTMLExporter

from ahr.drawing import graph
from ahr.drawing.display import SVG, WIDGET
from ahr.drawing.weights import BINS, distribution
from ahr.drawing.widget import GraphWidget
from ahr.models import Model
from tests.unit.ahr.drawing.networks import digits

DIGITS = digits()


def test_without_a_kernel_the_still_picture_is_shown() -> None:
    made = Model(DIGITS)._repr_mimebundle_(include=None, exclude=None)
    assert set(made) == {"text/plain", SVG}
    assert made["text/plain"].startswith("<model digits(") and made[SVG].startswith("<svg")


@pytest.mark.parametrize("has_anywidget", [True, False])
def test_in_a_kernel_the_live_picture_comes_with_the_still_one(has_anywidget: bool) -> None:
    """In a process of its own, where IPython has a kernel that nobody listens to."""
    program = f"""
import sys, warnings
warnings.simplefilter("ignore")
import importlib.util
from ipykernel.inprocess.manager import InProcessKernelManager
manager = InProcessKernelManager()
manager.start_kernel()
found = importlib.util.find_spec
if not {has_anywidget}:
    importlib.util.find_spec = lambda name, *rest: None if name == "anywidget" else found(name, *rest)
from tests.unit.ahr.drawing.networks import digits
from ahr.models import Model
print(sorted(Model(digits())._repr_mimebundle_()))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    wanted = sorted({"text/plain", SVG} | ({WIDGET} if has_anywidget else set()))
    assert done.stdout.splitlines()[-1:] == [str(wanted)], done.stderr[-2000:]


def test_a_saved_notebook_shows_the_still_picture() -> None:
    """The live one has no kernel there: nbconvert takes what comes next."""
    shown = Model(DIGITS)._repr_mimebundle_()
    shown[WIDGET] = {"version_major": 2, "version_minor": 0, "model_id": "gone"}
    cell = nbformat.v4.new_code_cell("net", outputs=[
        nbformat.v4.new_output("execute_result", data=shown, execution_count=1)
    ])  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=[cell])
    page, _ = HTMLExporter().from_notebook_node(notebook)
    (picture,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert base64.b64decode(picture).decode() == shown[SVG] and "widget-view" not in page


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr(GraphWidget, "send", lambda self, content: found.append(content))
    return found


def test_weights_are_told_when_asked_for(sent: list[Any]) -> None:
    model = Model(DIGITS).init(0)
    shown = GraphWidget(graph(model), model)
    shown._answer(shown, {"kind": "weights", "names": ["conv2d.weight", "nothing"]}, [])
    (answer,) = sent
    first, second = answer["weights"]
    array = model.parameters["conv2d.weight"]
    assert first["min"] == array.min() and first["max"] == array.max()
    assert sum(first["counts"]) == first["size"] == array.size
    assert second == {"name": "nothing", "error": "the model has no such weight"}
    json.dumps(answer, allow_nan=False)


def test_weights_that_are_not_there_are_said_so(sent: list[Any]) -> None:
    model = Model(DIGITS)
    shown = GraphWidget(graph(model), model)
    question = {"kind": "weights", "names": ["conv2d.weight"]}
    shown._answer(shown, question, [])
    del model
    gc.collect()
    shown._answer(shown, question, [])
    errors = [answer["weights"][0]["error"] for answer in sent]
    assert errors == ["no weights yet: digits.init(seed=0) makes them", "the model is gone"]


@pytest.mark.parametrize("question", [None, [], "weights", {}, {"kind": "other"}])
def test_other_messages_are_not_answered(question: Any, sent: list[Any]) -> None:
    shown = GraphWidget(graph(DIGITS))
    shown._answer(shown, question, [])
    assert not sent


@given(arrays(np.float64, st.integers(0, 60), elements=st.floats(width=64)))
def test_distributions_are_json_and_count_all(array: np.ndarray[Any, Any]) -> None:
    made = distribution("w", array)
    json.dumps(made, allow_nan=False)
    finite = array[np.isfinite(array)]
    if not finite.size:
        assert made["error"]
        return
    assert len(made["counts"]) == BINS and sum(made["counts"]) == finite.size
    assert made["min"] <= made["mean"] <= made["max"] and made["zeros"] == (finite == 0).sum()
