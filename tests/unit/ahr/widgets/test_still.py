"""The still picture: what a saved notebook shows."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

import nbformat
import pytest
from nbconvert import HTMLExporter

from ahr.drawing.display import SVG
from ahr.widgets.showing import WIDGET, line_while_measuring
from ahr.widgets.still import picture
from tests.unit.ahr.widgets.studies import candidate, study, usual


def texts(svg: str) -> list[str]:
    return [
        each.text or "" for each in tree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_it_has_points_the_front_and_all_figures() -> None:
    found = usual()
    svg = picture(found)
    shown = texts(svg)
    assert {"latency (ms)", "size (kB)", "number 1", "2.50×", "400 µs", "1.2 kB", "kept"} <= set(
        shown
    )
    assert any(text.startswith("slower than the original") for text in shown)
    names = "{http://www.w3.org/2000/svg}"
    root = tree.fromstring(svg)
    assert len([each for each in root.iter(f"{names}circle") if each.get("cx") != "14"]) == 2
    (front,) = root.iter(f"{names}polyline")
    assert front.get("points", "").count(",") == 1


def test_names_are_text() -> None:
    hostile = "<script>alert(1)</script> & \x00\ud800"
    svg = picture(study([candidate(0), candidate(1, hostile, verdict="rejected", reason=hostile)]))
    assert "<script" not in svg
    assert any("script" in text and "alert" in text for text in texts(svg))


@pytest.mark.parametrize("count", [0, 1, 200])
def test_any_number_of_candidates_is_drawn(count: int) -> None:
    made = [candidate(place, f"{place} of " + "a long name " * 20, latency_s=1e-4 * (place + 1),
                      verdict="rejected" if place else "kept") for place in range(count)]  # fmt: skip
    svg = picture(study(made))
    assert tree.fromstring(svg) is not None and len(svg) < 120_000
    assert ("and 180 more that were rejected" in svg) == (count == 200)
    assert ("nothing measured yet" in svg) == (count == 0)


def test_a_saved_notebook_shows_it() -> None:
    shown = usual()._repr_mimebundle_()
    shown[WIDGET] = {"version_major": 2, "version_minor": 0, "model_id": "gone"}
    cell = nbformat.v4.new_code_cell("study", outputs=[
        nbformat.v4.new_output("execute_result", data=shown, execution_count=1)
    ])  # fmt: skip
    page, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    (found,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert base64.b64decode(found).decode() == shown[SVG] and "widget-view" not in page


PROGRAM = """
import sys, warnings
warnings.simplefilter("ignore")
import importlib.util
from ipykernel.inprocess.manager import InProcessKernelManager
manager = InProcessKernelManager()
manager.start_kernel()
find = importlib.util.find_spec
if not {has_anywidget}:
    importlib.util.find_spec = lambda name, *rest: None if name == "anywidget" else find(name, *rest)
import IPython.core.display_functions as functions
published = []
functions.publish_display_data = lambda data, *rest, **more: published.append((sorted(data), more.get("update", False), data["text/plain"]))
from tests.unit.ahr.widgets.studies import usual, candidate
study = usual()
study.state = "running"
from ahr.widgets.showing import shown_while_running
shown = shown_while_running(study, is_on=True)
for step in range(50):
    study.now = ("step", step / 50)
    shown.update()
study.state = "done"
shown.update(at_once=True)
study.report("measured later", 0.5)
shown.update(at_once=True)
for each in published:
    print(each)
print(sorted(study._repr_mimebundle_()))
manager.kernel.shell.execution_count += 1
print(sorted(study._repr_mimebundle_()))
"""


@pytest.mark.parametrize("has_anywidget", [True, False])
def test_an_output_is_written_at_the_beginning_and_at_the_end(has_anywidget: bool) -> None:
    """In a process of its own, where IPython has a kernel that nobody listens to."""
    program = PROGRAM.format(has_anywidget=has_anywidget)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr[-2000:]
    live = sorted({"text/plain", SVG, WIDGET})
    if has_anywidget:
        assert [line.split("]")[0] + "]" for line in lines[:3]] == [
            f"({live}", f"({sorted({'text/plain', SVG})}", f"({live}"
        ]  # fmt: skip
        assert "True" in lines[2] and "done: 4 tried" in lines[2] and len(lines) == 5
    else:
        assert lines[0].startswith("(['text/plain'], False") and "4 tried; step 0%" in lines[0]
        assert len(lines) <= 5 and f"({sorted({'text/plain', SVG})}, True" in lines[-3]
    assert lines[-2] == "['text/plain']"  # the same cell shows it already
    assert lines[-1] == str(live if has_anywidget else sorted({"text/plain", SVG}))


def test_what_is_measured_apart_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    found = usual()
    found.now = ("sensitivity: linear", 0.25)
    shown = line_while_measuring(found, is_on=True)
    assert repr(shown.shown) == "sensitivity: linear 25%"
    shown.update(at_once=True)
