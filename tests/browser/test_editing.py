"""Writing Noodle in the real JupyterLab: what is seen before a cell runs, and while one runs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CELLS = [
    "import numpy as np\ngrid = np.zeros((3, 4))\n",
    'name = "Ada"\ntotal = name + 1\n',
    "%matplotlib inline\n@model\ndef net(x: f32[BATCH, 64]) -> f32[BATCH, 10]:\n"
    "    return relu(linear(x, 10))\nfiles = !ls\n",
    "print(later, grid)\n",
    "later = '<b>𝒳</b>' if len('a') else 1\n",
    '%%bash\nls | grep "x\n',
    "while True:\n    pass\n",
    "grid.me",
]
_RUN = """index => {
  const { shell, commands } = window.jupyterapp;
  shell.currentWidget.content.activeCellIndex = index;
  void commands.execute('notebook:run-cell');
}"""


def _cell(page: Any, index: int) -> Any:
    return page.locator(".jp-Notebook .jp-CodeCell").nth(index)


def _marked(page: Any, index: int, kind: str) -> list[str]:
    texts: list[str] = _cell(page, index).locator(f".noodle-{kind}").all_inner_texts()
    return texts


def _squiggles(page: Any, index: int, severity: str) -> Any:
    return _cell(page, index).locator(f".cm-lintRange-{severity}")


def test_cells_are_read_checked_and_completed(place: Place, page: Any) -> None:
    write_notebook(place.folder / "a.ipynb", CELLS)
    open_notebook(page, place.address, place.path("a.ipynb"))
    _highlights(page)
    _problems(page)
    _hovers(page)
    _while_a_cell_runs(page)
    assert page.problems == []


def _highlights(page: Any) -> None:
    _cell(page, 2).locator(".noodle-type").first.wait_for()
    assert _marked(page, 2, "type") == ["f32", "f32"]
    assert _marked(page, 2, "dimension") == ["BATCH", "BATCH"]
    assert _marked(page, 2, "decorator") == ["model"]
    assert _marked(page, 2, "builtin") == ["relu", "linear"]
    assert _marked(page, 2, "magic") == ["%matplotlib inline", "!ls"]
    assert _marked(page, 5, "magic") == ["%%bash"]
    assert _cell(page, 5).locator(".cm-line").nth(1).locator("span").count() == 0


def _problems(page: Any) -> None:
    """A mistake before it runs, a name of another cell, the way to them, and a fix."""
    error = _squiggles(page, 1, "error")
    error.first.wait_for()
    assert error.first.inner_text() == "name + 1"
    note = _squiggles(page, 3, "info")
    note.nth(1).wait_for()
    assert note.all_inner_texts() == ["later", "grid"]
    note.first.hover()
    tip = page.locator(".cm-tooltip-lint")
    tip.get_by_text("'later' is defined in cell 5 of this notebook, which has not run").wait_for()
    count = page.locator(".noodle-problems-button")
    page.locator(".noodle-problems-button", has_text="1 error, 3 notes").wait_for()
    _cell(page, 0).locator(".cm-content").click()
    page.keyboard.press("F8")
    card = page.locator(".noodle-problem-card")
    card.wait_for()
    assert (
        card.inner_text()
        == "cannot add str and int\nhint: convert with str(...), or use an f-string"
    )
    assert "Problem 1 of 4" in page.locator(".noodle-problems-said").inner_text()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    page.keyboard.press("Control+.")
    error.first.wait_for(state="detached")
    assert "total = name + str(1)" in _cell(page, 1).locator(".cm-content").inner_text()
    page.locator(".noodle-problems-button", has_text=re.compile("^3 notes$")).wait_for()
    assert count.get_attribute("aria-label") == "Problems: 3 notes. Go to the next."


def _hovers(page: Any) -> None:
    _cell(page, 0).locator(".cm-line").nth(1).get_by_text("zeros").hover()
    hover = page.locator(".noodle-hover")
    hover.get_by_text("numpy.zeros(shape, ").wait_for()
    page.evaluate(_RUN, 0)
    _squiggles(page, 3, "info").nth(1).wait_for(state="detached")  # grid is there now
    page.evaluate(_RUN, 4)
    _squiggles(page, 3, "info").first.wait_for(state="detached")
    content = _cell(page, 3).locator(".cm-content")
    content.click()
    page.keyboard.press("Home")
    for _ in range(len("print(l")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+Alt+i")
    hover.get_by_text("later: str").wait_for()
    assert "'<b>𝒳</b>'" in hover.inner_text()
    assert page.locator(".noodle-hover b").count() == 0
    page.keyboard.press("Escape")
    hover.wait_for(state="detached")


def _while_a_cell_runs(page: Any) -> None:
    page.evaluate(_RUN, 6)
    _cell(page, 6).locator(".jp-InputPrompt", has_text="[*]").wait_for()
    content = _cell(page, 7).locator(".cm-content")
    content.click()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.locator(
        ".jp-Completer:not(.lm-mod-hidden) .jp-Completer-match", has_text="mean"
    ).wait_for()
    page.keyboard.press("Escape")
    content.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("own = grid @ grid.T\now")
    page.keyboard.press("Tab")
    found = page.locator(".jp-Completer:not(.lm-mod-hidden) .jp-Completer-item", has_text="own")
    found.get_by_text("f64[3, 3]").wait_for()
    page.keyboard.press("Enter")
    _cell(page, 7).locator(".cm-line", has_text=re.compile("^own$")).wait_for()
    page.keyboard.type(" + 'a'")
    _squiggles(page, 7, "error").first.wait_for()
    page.keyboard.press("Home")
    page.keyboard.press("Control+Alt+i")
    page.locator(".noodle-hover").get_by_text("own: f64[3, 3]").wait_for()
    assert page.locator(".jp-Notebook-ExecutionIndicator").get_attribute("data-status") == "busy"
    page.evaluate("void window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
    _cell(page, 6).locator(".jp-OutputArea-output", has_text="KeyboardInterrupt").wait_for()


def test_noodle_files_are_made_and_highlighted(place: Place, page: Any) -> None:
    page.goto(f"{place.address}/lab?reset")
    tile = page.locator(".jp-LauncherCard", has_text="Noodle File")
    tile.wait_for()
    assert page.locator(".jp-LauncherCard-icon img[src*='/kernelspecs/noodle/']").count() > 0
    tile.click()
    content = page.locator(".jp-FileEditor .cm-content")
    content.click()
    page.keyboard.type("def area(w: f64[n]):\nreturn exp(w)")
    page.locator(".jp-FileEditor .noodle-dimension", has_text="n").wait_for()
    assert content.inner_text() == "def area(w: f64[n]):\n    return exp(w)", "it is indented"
    page.keyboard.press("Control+/")
    assert content.inner_text() == "def area(w: f64[n]):\n    # return exp(w)"
    assert page.locator(".lm-TabBar-tabLabel", has_text="untitled.noodle").count() == 1
    page.locator(".lm-MenuBar-itemLabel", has_text="Noodle").click()
    page.locator(".lm-Menu-itemLabel", has_text="New Noodle File").wait_for()
    page.keyboard.press("Escape")
    assert page.problems == []


def test_a_thousand_cells_and_ten_thousand_lines_can_be_typed_in(place: Place, page: Any) -> None:
    long = "".join(f"x{number} = {number} * 2\n" for number in range(10_000))
    cells = [long, *(f"y{number} = undefined_{number}" for number in range(1000))]
    write_notebook(place.folder / "b.ipynb", cells)
    open_notebook(page, place.address, place.path("b.ipynb"))
    content = _cell(page, 0).locator(".cm-content")
    content.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("1 + 'a'\n")
    _squiggles(page, 0, "error").first.wait_for()
    page.keyboard.type("spaghetti = 'al dente'")
    _cell(page, 0).locator(".cm-line", has_text="spaghetti = 'al dente'").wait_for()
    assert page.problems == []
