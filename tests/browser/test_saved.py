"""What a saved notebook shows before its cells run again: the picture that is in the file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from tests.browser.conftest import Place
from tests.browser.lab import end_work, open_and_run, open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

NET = """
@model
def net(x: f32[N, 16]):
    return linear(relu(linear(x, 32)), 4)

net
"""
SLIDER = """%%python
import ipywidgets
ipywidgets.IntSlider(3)
"""
SAVE = "window.jupyterapp.commands.execute('docmanager:save')"
RUN_FIRST = """void (async () => {
  const { commands, shell } = window.jupyterapp;
  shell.currentWidget.content.activeCellIndex = 0;
  await commands.execute('notebook:run-cell');
})()"""
SLIDER_WITHOUT_KERNEL = re.compile("Loading widget|Error displaying widget: model not found")
OF_IPYWIDGETS = "widget model not found"
OF_IPYWIDGETS_ALONE = "Cannot read properties of null (reading 'kernel')"
"""What the widget manager says of its own sliders, with a new kernel and without any."""


def test_a_saved_picture_is_seen_until_the_widget_is_live(place: Place, page: Any) -> None:
    path = place.folder / "net.ipynb"
    write_notebook(path, [NET, SLIDER])
    open_and_run(page, place.address, place.path("net.ipynb"))
    live, saved = page.locator(".ng-root"), page.locator(".noodle-saved")
    live.locator(".ng-box").first.wait_for()
    page.locator(".widget-slider").wait_for()
    page.evaluate(SAVE)
    _check_file(path)
    _copy_without_kernel(path)
    assert page.problems == [] and saved.count() == 0
    open_notebook(page, place.address, place.path("net.ipynb"))  # its kernel still has the model
    live.locator(".ng-box").first.wait_for()
    saved.wait_for(state="detached")

    end_work(place.address)
    open_notebook(page, place.address, place.path("net.ipynb"))
    _check_picture(page)
    page.evaluate(RUN_FIRST)
    live.locator(".ng-box").first.wait_for()
    saved.wait_for(state="detached")
    assert [said for said in page.problems if OF_IPYWIDGETS not in said] == []

    page.problems.clear()
    page.goto(f"{place.address}/lab/tree/{place.path('nobody.ipynb')}?reset")
    _check_picture(page)
    assert [said for said in page.problems if OF_IPYWIDGETS_ALONE not in said] == []


def _check_picture(page: Any) -> None:
    """The network is seen in its place; a slider, which has no picture, is as it always was."""
    saved = page.locator(".noodle-saved")
    picture = saved.locator("img, svg").first
    picture.wait_for()
    assert saved.count() == 1 and page.locator(".ng-root").count() == 0
    assert "run the cell" in saved.inner_text()
    box = picture.bounding_box()
    assert box["width"] > 100 and box["height"] > 100
    outputs = page.locator(".jp-OutputArea-output:not(.noodle-saved)")
    assert [output.is_visible() for output in outputs.all()] == [False, True]
    page.locator(".jp-Cell").nth(1).get_by_text(SLIDER_WITHOUT_KERNEL).wait_for()


def _check_file(path: Path) -> None:
    (output,) = json.loads(path.read_text())["cells"][0]["outputs"]
    assert {"image/svg+xml", "application/vnd.jupyter.widget-view+json"} <= set(output["data"])


def _copy_without_kernel(path: Path) -> None:
    notebook = nbformat.read(path, 4)
    notebook.metadata["kernelspec"] = {"name": "nobody", "display_name": "Nobody's"}
    notary = NotebookNotary(data_dir=str(path.parents[1] / ".own/data"))
    notary.sign(notebook)
    nbformat.write(notebook, path.with_name("nobody.ipynb"))
