"""The panel of variables in the real JupyterLab."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

FIRST = """import numpy as np
grid = np.zeros((300, 40), dtype=np.float32)
page = '<img src=x onerror="window.evil = 1"><b id="evil">bold</b>'
class Loud:
    def __repr__(self): raise ValueError
    def __getattr__(self, name): raise ValueError
loud = Loud()
"""
MANY = "for number in range(1500):\n    globals()[f'many{number}'] = number"


def run(page: Any, command: str) -> None:
    page.evaluate(f"void window.jupyterapp.commands.execute('{command}')")


def fields(row: Any) -> list[str]:
    return [str(each.text_content()) for each in row.locator("th, td").all()]


def test_variables_follow_the_notebook(place: Place, page: Any) -> None:
    write_notebook(place.folder / "a.ipynb", [FIRST, "grid = grid[:3] + 1\nadded = 7", MANY])
    open_notebook(page, place.address, place.path("a.ipynb"))
    run(page, "noodle:show-variables")
    panel = page.get_by_role("region", name="Noodle Variables")
    panel.get_by_text("No variables yet").wait_for()
    run(page, "notebook:run-cell-and-select-next")
    row = panel.locator("tbody tr", has_text="grid")
    row.wait_for()
    name, kind, shape, size, preview = fields(row)
    assert (name, kind, shape, size) == ("grid", "f32[300, 40]", "300 × 40", "48.0 kB")
    assert preview.startswith("[[0. 0.")
    assert fields(panel.locator("tbody tr", has_text="loud"))[1] == "Loud"

    # HTML in a value is text, in the row and from near.
    panel.locator("tbody tr", has_text="page").click()
    panel.locator("pre", has_text="<b id=").wait_for()
    assert page.evaluate("[window.evil, document.getElementById('evil')]") == [None, None]

    # A cell changes what is shown; what is chosen stays chosen.
    row.click()
    panel.locator("section td", has_text="0").first.wait_for()
    run(page, "notebook:run-cell-and-select-next")
    panel.locator("tbody tr", has_text="added").wait_for()
    assert fields(row)[2:4] == ["3 × 40", "480 B"]
    panel.locator("section td", has_text=re.compile("^1$")).first.wait_for()

    # Sorting and the keyboard.
    panel.get_by_role("button", name="Size").click()
    first = panel.locator(".noodle-variables-scroll tbody tr").first
    assert fields(first)[0] == "grid"
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    panel.locator("tr[aria-selected=true]:focus").wait_for()
    panel.get_by_role("button", name="Insert Name").click()
    chosen = fields(panel.locator("tr[aria-selected=true]"))[0]
    page.locator(".jp-Notebook .jp-CodeCell").nth(2).get_by_text(chosen).first.wait_for()
    page.evaluate(
        "window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.setSource("
        + repr(MANY).replace("\\\\n", "\\n") + ")"
    )  # fmt: skip

    # Many names come a part at a time; the filter finds any of them.
    run(page, "notebook:run-cell")
    panel.get_by_text(re.compile(r"15\d\d variables in")).wait_for()
    rows = panel.locator(".noodle-variables-scroll tbody tr")
    assert rows.count() == 200
    panel.get_by_role("button", name="Show more").click()
    rows.nth(399).wait_for()
    panel.get_by_role("searchbox").fill("MANY1499")
    rows.nth(1).wait_for(state="detached")
    assert fields(rows.first)[0] == "many1499"

    # Without a kernel the panel says what to do.
    page.evaluate("window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")
    panel.get_by_text("has no Noodle kernel").wait_for()
    assert page.problems == []
