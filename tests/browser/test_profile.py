"""A cell is profiled in the real JupyterLab: numbers change while a native loop runs, then stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SETUP = """import threading
import numpy as np
a = np.random.default_rng(1).random(20_000)
done = threading.Event()
"""
CELL = """def work(a, rounds):
    total = 0.0
    for _ in range(rounds):
        for i in range(a.shape[0]):
            total += (a[i] * i) % 3.0
    return total
text = '<img src=x onerror=alert(1)>'
total = work(a, 1) + work(a, 1)
while not done.is_set():
    total += work(a, 200)
"""
_LOOK = "document.querySelector('.np-state')?.textContent ?? ''"


def run_cell(page: Any, index: int, command: str) -> None:
    """Chooses a cell and gives a command, without waiting for its end."""
    page.evaluate(
        "([index, command]) => { const app = window.jupyterapp;"
        " app.shell.currentWidget.content.activeCellIndex = index;"
        " void app.commands.execute(command); }",
        [index, command],
    )


def open_and_profile(place: Place, page: Any) -> Any:
    write_notebook(place.folder / "p.ipynb", [SETUP, CELL, "done.set()"])
    open_notebook(page, place.address, place.path("p.ipynb"))
    run_cell(page, 0, "notebook:run-cell")
    page.locator(".jp-InputPrompt", has_text="[1]:").wait_for()
    page.wait_for_function("window.jupyterapp.commands.isEnabled('noodle:profile-cell')")
    run_cell(page, 1, "noodle:profile-cell")
    picture = page.locator(".jp-Cell").nth(1).locator(".np-root")
    picture.wait_for()
    return picture


def saved_file(page: Any, button: Any, folder: Path) -> str:
    with page.expect_download() as download:
        button.click()
    path = Path(folder, str(download.value.suggested_filename))
    download.value.save_as(path)
    return path.read_text()


def test_a_native_loop_is_profiled_while_it_runs(place: Place, page: Any) -> None:
    picture = open_and_profile(place, page)
    # While it runs: the line is hot, and the numbers go on changing.
    hot = picture.locator(".np-lines tr[data-line='5']")
    page.wait_for_function(
        "parseFloat(document.querySelector(\".np-lines tr[data-line='5']\")"
        "?.cells[2].textContent || '0') > 20"
    )
    assert picture.locator(".np-running").count() == 1
    before = page.evaluate(_LOOK)
    page.wait_for_function(f"{_LOOK} !== {json.dumps(before)}")
    page.wait_for_function(
        "parseFloat((document.querySelector('.np-legend')?.textContent || '').split('native ')[1])"
        " > 20"
    )
    assert "total += (a[i] * i) % 3.0" in hot.inner_text()
    assert "<img src=x" in picture.locator("tr[data-line='7'] .np-source").inner_text()
    for button in picture.locator(".np-file").all():
        assert button.is_disabled()
    page.screenshot(path=place.folder / "live.png")
    page.evaluate("window.jupyterapp.commands.execute('kernelmenu:interrupt')")
    check_the_end(place, page, picture)


def check_the_end(place: Place, page: Any, picture: Any) -> None:
    picture.locator(".np-file:enabled").first.wait_for()
    assert "interrupted" in picture.locator(".np-state").inner_text()
    flame_of(page, picture)
    picture.get_by_role("tab", name="Functions").click()
    names = picture.locator(".np-functions td:first-child").all_inner_texts()
    assert {"the cell", "work"} <= set(names)
    picture.get_by_role("tab", name="Memory").click()
    assert picture.locator(".np-course canvas").count() == 2
    assert "MiB" in picture.locator(".np-course p").inner_text()
    found = json.loads(saved_file(page, picture.locator(".np-file").nth(0), place.folder))
    assert {frame["name"] for frame in found["shared"]["frames"]} >= {"work (native)"}
    table = saved_file(page, picture.locator(".np-file").nth(1), place.folder).splitlines()
    assert table[0].startswith("line,source,share") and any(r.startswith("5,") for r in table)
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    cells = json.loads((place.folder / "p.ipynb").read_text())["cells"]
    outputs = [each["data"] for each in cells[1]["outputs"] if "data" in each]
    assert "total += (a[i] * i) % 3.0" in "".join(outputs[0]["text/html"])
    assert page.problems == []


def flame_of(page: Any, picture: Any) -> None:
    """The graph is there, found in, walked and zoomed with the keyboard."""
    picture.get_by_role("tab", name="Flame graph").click()
    picture.locator("input[type=search]").fill("work")
    assert picture.locator(".np-box.np-found").count() >= 1
    assert "% of the time" in picture.inner_text().replace("\xa0", " ")
    boxes = picture.locator(".np-box").count()
    picture.locator(".np-flame").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.getAttribute('class')").startswith("np-box")
    assert ":" in picture.locator(".np-tip").inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert picture.locator(".np-box").count() == boxes
