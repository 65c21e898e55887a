"""Stale cells in the real JupyterLab: marks, running them again, reactive mode, the view of them."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CELLS = ["x = 1", "y = x + 1", "print('y is', y)", "z = '<b>5</b>'"]
_MARKS = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(
  cell => cell.node.querySelector('.noodle-stale-mark')?.textContent ?? '')"""
_WAIT_MARKS = f"wanted => JSON.stringify(({_MARKS})()) === JSON.stringify(wanted)"
_EDIT = """([at, text]) =>
  window.jupyterapp.shell.currentWidget.content.widgets[at].model.sharedModel.setSource(text)"""
_RUN = """([command, at]) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  if (at !== null) { notebook.activeCellIndex = at; notebook.deselectAll(); }
  void window.jupyterapp.commands.execute(command);
}"""
_REACTIVE = """value =>
  window.jupyterapp.shell.currentWidget.content.model.setMetadata('noodle', value)"""


def marks(page: Any, *wanted: str) -> None:
    page.wait_for_function(_WAIT_MARKS, arg=list(wanted))


def run(page: Any, command: str, at: int | None = None) -> None:
    page.evaluate(_RUN, [command, at])


def output(page: Any, at: int, text: str) -> None:
    page.locator(".jp-Notebook .jp-CodeCell").nth(at).get_by_text(text, exact=True).wait_for()


def picture(page: Any, name: str) -> None:
    folder = os.environ.get("NOODLE_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png")


def test_stale_cells_are_marked_and_run_again(place: Place, page: Any) -> None:
    write_notebook(place.folder / "a.ipynb", CELLS)
    open_notebook(page, place.address, place.path("a.ipynb"))
    run(page, "notebook:run-all-cells")
    output(page, 2, "y is 2")
    button = page.locator(".noodle-stale-button")
    assert not button.is_visible()
    page.evaluate(_EDIT, [0, "x = 2"])
    marks(page, "edited", "stale", "stale", "")
    run(page, "notebook:run-cell", 0)
    marks(page, "", "stale", "stale", "")
    mark = page.locator(".noodle-stale-mark").first
    assert mark.get_attribute("title") == "stale: x changed in [5]"
    assert mark.get_attribute("aria-label") == mark.get_attribute("title")
    assert button.inner_text() == "Run 2 stale cells"
    picture(page, "stale-marks")
    button.get_by_role("button").click()
    output(page, 2, "y is 3")
    marks(page, "", "", "", "")
    button.wait_for(state="hidden")
    page.evaluate(_EDIT, [1, "y = 1 / 0"])
    marks(page, "", "edited", "stale", "")
    run(page, "noodle:run-stale")
    page.get_by_text("ZeroDivisionError").first.wait_for()
    marks(page, "", "", "stale", "")
    output(page, 2, "y is 3")
    page.evaluate(_EDIT, [1, "y = x + 5"])
    run(page, "noodle:run-cell-and-dependents", 1)
    output(page, 2, "y is 7")
    marks(page, "", "", "", "")
    assert page.problems == []


def test_a_reactive_notebook_and_the_view(place: Place, page: Any) -> None:
    write_notebook(place.folder / "b.ipynb", [*CELLS, "w = z"])
    path = place.folder / "b.ipynb"
    notebook = json.loads(path.read_text())
    notebook["metadata"]["noodle"] = {"reactive": "perhaps", "kept": [1]}
    path.write_text(json.dumps(notebook))
    open_notebook(page, place.address, place.path("b.ipynb"))
    run(page, "notebook:run-all-cells")
    output(page, 2, "y is 2")
    page.evaluate(_EDIT, [0, "x = 10"])
    run(page, "notebook:run-cell", 0)
    marks(page, "", "stale", "stale", "", "")
    run(page, "noodle:toggle-reactive")
    page.wait_for_function("""() => JSON.stringify(window.jupyterapp.shell.currentWidget.content
        .model.getMetadata('noodle')) === '{"reactive":true,"kept":[1]}'""")
    page.evaluate(_EDIT, [0, "x = 20"])
    run(page, "notebook:run-cell", 0)
    output(page, 2, "y is 21")
    marks(page, "", "", "", "", "")
    page.evaluate(_REACTIVE, 5)
    page.evaluate(_EDIT, [0, "x = 30"])
    run(page, "notebook:run-cell", 0)
    marks(page, "", "stale", "stale", "", "")
    view_shows_cells(page)
    assert page.problems == []


def view_shows_cells(page: Any) -> None:
    run(page, "noodle:show-dependencies")
    view = page.locator("#noodle-dependencies")
    boxes = view.locator(".noodle-dependencies-cell")
    boxes.first.wait_for()
    assert [box.get_attribute("data-state") for box in boxes.all()] == [
        "fresh", "stale", "stale", "fresh", "fresh"
    ]  # fmt: skip
    assert view.locator(".noodle-dependencies-line > text").all_text_contents() == ["x", "y", "z"]
    assert "<b>" in boxes.nth(3).text_content()
    picture(page, "stale-view")
    boxes.nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex === 2"
    )
    view.get_by_role("button", name="As a list").click()
    view.get_by_role("button", name="y = x + 1").click()
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex === 1"
    )
    assert "reads x from [" in view.inner_text()
    picture(page, "stale-list")
    view.get_by_role("button", name="Run stale cells").click()
    output(page, 2, "y is 31")
    marks(page, "", "", "", "", "")
