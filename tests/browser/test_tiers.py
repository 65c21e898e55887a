"""Where lines ran, and what they cost, is seen beside them in the real JupyterLab."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

HOT = "total = 0\nfor k in range(200_000):\n    total += k * k\nprint(total)"
LATER = "def twice(n):\n    t = 0\n    for i in range(n):\n        t += i * 2\n    return t"
SLOW = "%%profile\nwords = {}\nfor k in range(600_000):\n    words[str(k % 100)] = k"
CALL = "twice(200_000)"

_RUN = "void window.jupyterapp.commands.execute('{}')"


def run(page: Any, command: str) -> None:
    page.evaluate(_RUN.format(command))


def tiers(cell: Any) -> list[str]:
    return [str(mark.get_attribute("data-tier")) for mark in cell.locator(".noodle-tier").all()]


def opened(place: Place, page: Any, *cells: str) -> list[Any]:
    """The cells of a notebook whose page knows its kernel."""
    write_notebook(place.folder / "a.ipynb", cells)
    open_notebook(page, place.address, place.path("a.ipynb"))
    page.locator(".jp-Notebook .noodle-tiers").first.wait_for(state="attached")
    return [page.locator(".jp-Notebook .jp-CodeCell").nth(at) for at in range(len(cells))]


def test_lines_show_where_they_ran_and_why(place: Place, page: Any) -> None:
    hot, later, slow, _call = opened(place, page, HOT, LATER, SLOW, CALL)
    run(page, "notebook:run-all-cells")
    hot.locator(".noodle-tier[data-tier=native]").first.wait_for()
    assert tiers(hot) == ["vm", "native", "native", "vm"]
    bars = slow.locator(".noodle-bar")
    bars.first.wait_for()
    assert "of the time" in bars.first.get_attribute("aria-label")
    # What a later cell calls becomes native in the cell that defines it.
    later.locator(".noodle-tier[data-tier=native]").first.wait_for()

    hot.locator(".noodle-tier[data-tier=native]").last.click()
    box = page.get_by_role("dialog")
    box.locator("pre", has_text="INPLACE_ADD").wait_for()
    assert "Line 3: native" in box.inner_text() and "the loop is native" in box.inner_text()
    assert "lines 2 to 3" in box.inner_text()
    assert hot.locator(".noodle-region").count() == 2
    page.keyboard.press("Tab")  # to the button that closes, then to the tabs
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    box.locator("pre", has_text="define ").wait_for()
    page.keyboard.press("ArrowRight")
    box.locator("pre", has_text="unit:").wait_for()
    page.keyboard.press("Escape")
    box.wait_for(state="detached")
    assert hot.locator(".noodle-region").count() == 0

    # The keyboard does the same from the text, and an edited cell says that it is.
    hot.locator(".cm-line", has_text="print(total)").click()
    page.keyboard.type("# ")
    hot.locator(".noodle-mod-stale").first.wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+Alt+e")
    page.get_by_role("dialog").get_by_text("has been edited since it ran").wait_for()
    page.keyboard.press("Escape")
    run(page, "noodle:toggle-tiers")
    page.locator(".noodle-tiers").first.wait_for(state="detached")
    run(page, "noodle:toggle-tiers")
    hot.locator(".noodle-tier").first.wait_for()
    # A page that comes later is told the same.
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    open_notebook(page, place.address, place.path("a.ipynb"))
    slow.locator(".noodle-bar").first.wait_for()
    assert "of the time" in slow.locator(".noodle-bar").first.get_attribute("aria-label")
    assert page.problems == []


def test_other_kernels_and_new_ones_have_no_marks(place: Place, page: Any) -> None:
    cells = [HOT, *(f"x{number} = {number}" for number in range(60)), "\n".join(["y = 1"] * 3000)]
    hot, *_, _long = opened(place, page, *cells)
    run(page, "notebook:run-all-cells")
    hot.locator(".noodle-tier[data-tier=native]").first.wait_for()
    page.evaluate("window.jupyterapp.commands.execute('notebook:move-cursor-down')")
    page.evaluate("""() => {
      const notebook = window.jupyterapp.shell.currentWidget.content;
      notebook.activeCellIndex = notebook.widgets.length - 1;
      return notebook.scrollToItem(notebook.activeCellIndex);
    }""")
    page.locator(".jp-CodeCell", has_text="y = 1").locator(".noodle-tier").first.wait_for()
    assert 0 < page.locator(".noodle-tier").count() < 1000
    # A kernel that has restarted knows nothing of what ran before.
    page.evaluate(
        "window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.restart()"
    )
    page.locator(".noodle-tier").first.wait_for(state="detached")
    assert page.problems == []
