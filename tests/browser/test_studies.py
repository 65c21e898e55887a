"""A study in the real JupyterLab, in a real browser: followed, cancelled, explored, taken from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import choose_theme, open_and_run, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

NET = """
import ahr
import numpy as np

@model
def net(x: f32[N, 16]):
    return linear(relu(linear(x, 32)), 4)

net.init(seed=0)
x = np.random.default_rng(0).normal(size=(64, 16)).astype(np.float32)
"""
PYTHON_NET = """
import ahr
import numpy as np
from ahr import TensorSpec
from ahr.trace import activations as act
from ahr.trace import layers as nn

@ahr.model(inputs={"x": TensorSpec("f32", ("N", 16))})
def net(x):
    return nn.linear(act.relu(nn.linear(x, 32)), 4)

net.init(seed=0)
x = np.random.default_rng(0).normal(size=(64, 16)).astype(np.float32)
"""
STUDY = """study = ahr.optimize(net, (x, None, x, None), metric="agreement", max_drop=0.5,
                     techniques=["static", "dynamic"], rounds={rounds})"""
SUMMARY = """import time
for _ in range(400):  # pages say a little later that they have drawn it
    if study.explorer._views == 1:
        break
    time.sleep(0.05)
print("views:", study.explorer._views, study.state, early.name)"""
HOSTILE = """%%python
study.candidates[-1].name = "<img src=nowhere onerror=document.title='taken'>" * 3
study.candidates[-1].reason = "<script>document.title = 'taken'</script> & so <b>on</b>"
ahr.widgets.explore(study).refresh()
"""
INSERT = """async code => {
  const app = window.jupyterapp;
  await app.commands.execute('notebook:insert-cell-below');
  app.shell.currentWidget.content.activeCell.model.sharedModel.setSource(code);
  await app.commands.execute('notebook:run-cell');
}"""


def test_a_study_is_explored_and_a_model_taken(place: Place, page: Any) -> None:
    path = place.folder / "study.ipynb"
    write_notebook(path, [NET, STUDY.format(rounds=1), HOSTILE])
    open_and_run(page, place.address, place.path("study.ipynb"))
    shown = page.locator(".nx-root")
    shown.locator(".nx-row", has_text="<script>").wait_for()
    assert shown.count() == 1 and shown.locator(".nx-state").inner_text().startswith("done: ")
    _point_and_read(page, shown)
    _sort(shown)
    _walk_by_keys(page, shown)
    _take(page, shown)
    _compare(shown)
    _heat(page)
    assert page.title() != "taken"
    _check_saved(page, path)
    page.screenshot(path=place.folder / "page.png")
    for theme in ("Dark", "Light"):
        choose_theme(page, theme)
        _check_colours(shown, is_dark=theme == "Dark")
    assert page.problems == []


@pytest.mark.parametrize("kernel", ["noodle", "python3"])
def test_a_study_that_runs_is_seen_and_cancelled(kernel: str, place: Place, page: Any) -> None:
    cells = [NET if kernel == "noodle" else PYTHON_NET, STUDY.format(rounds=10_000_000)]
    write_notebook(place.folder / "long.ipynb", cells, kernel=kernel)
    open_and_run(page, place.address, place.path("long.ipynb"))
    shown = page.locator(".nx-root")
    shown.locator(".nx-state", has_text="comparing the best in turns").wait_for()
    assert shown.locator(".nx-point").count() >= 4 and shown.locator(".nx-progress").is_visible()
    _choose(shown, "static int8 (u8s8)")
    shown.locator(".nx-variable").fill("early")
    shown.locator(".nx-put").click()
    shown.locator(".nx-done").wait_for()  # while the cell runs
    shown.locator(".nx-cancel").click()
    page.locator('.nx-state[data-state="cancelled"]').wait_for()
    page.locator(".nx-root .nx-cancel").wait_for(state="hidden")
    _run(page, SUMMARY)
    output = page.locator(".jp-OutputArea-output pre", has_text="views:")
    output.wait_for()
    assert output.inner_text().strip() == "views: 1 cancelled net"
    assert page.locator(".nx-root").count() == 1
    assert page.problems == []


@pytest.fixture
def without_subshells(place: Place) -> Iterator[None]:
    chosen = place.root / ".own/settings/@jupyterlab/apputils-extension"
    setting = chosen / "kernels-settings.jupyterlab-settings"
    setting.write_text('{"commsOverSubshells": "disabled"}')
    yield
    setting.unlink()


@pytest.mark.usefixtures("without_subshells")
def test_where_no_message_comes_through_the_interrupt_does(place: Place, page: Any) -> None:
    """The picture says so, and what was found stays."""
    write_notebook(place.folder / "long.ipynb", [NET, STUDY.format(rounds=10_000_000)])
    open_and_run(page, place.address, place.path("long.ipynb"))
    shown = page.locator(".nx-root")
    shown.locator(".nx-state", has_text="comparing the best in turns").wait_for()
    shown.locator(".nx-cancel").click()
    shown.locator(".nx-note", has_text="Use the Interrupt button").wait_for()
    page.evaluate("window.jupyterapp.commands.execute('notebook:interrupt-kernel')")
    page.locator(
        '.nx-state[data-state="cancelled"], .nx-state[data-state="interrupted"]'
    ).wait_for()
    assert page.locator(".nx-point").count() >= 4
    page.locator(".jp-OutputArea-output", has_text="candidates are kept in the study").wait_for()
    assert page.problems == []


def _run(page: Any, code: str) -> None:
    page.evaluate(INSERT, code)


def _check_colours(shown: Any, *, is_dark: bool) -> None:
    """The ground is the theme's, the words on it stand out."""
    style = "element => { const found = getComputedStyle(element); return [found.backgroundColor, found.color] }"
    ground, words = (
        sum(float(part) for part in colour.partition("(")[2].rstrip(")").split(",")[:3])
        for colour in shown.evaluate(style)
    )
    assert (ground < words) == is_dark and abs(ground - words) > 350


def _point_and_read(page: Any, shown: Any) -> None:
    """A pointer on a rejected one tells the reason and how it was made."""
    point = shown.locator(".nx-point.nx-rejected:not(.nx-original)").last
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = shown.locator(".nx-card")
    card.locator(".nx-reason").wait_for()
    name = shown.locator(".nx-point.nx-met").get_attribute("aria-label")
    assert name is not None and card.locator(".nx-reason").inner_text() in name
    assert card.locator(".nx-lineage li").first.inner_text() == "the original model"
    assert card.locator(".nx-lineage li").count() >= 2


def _sort(shown: Any) -> None:
    """By size, the smallest first, then the largest."""
    for order in ("ascending", "descending"):
        shown.locator('[data-column="size"]').click()
        assert (
            shown.locator('th[aria-sort]:not([aria-sort="none"])').get_attribute("aria-sort")
            == order
        )
        sizes = [_bytes(each) for each in shown.locator("tbody td:nth-child(4)").all_inner_texts()]
        assert sizes == sorted(sizes, reverse=order == "descending")
    shown.locator('[data-column="size"]').click()


def _bytes(text: str) -> float:
    number, unit = text.split()
    return float(number) * {"B": 1, "kB": 1e3, "MB": 1e6}[unit]


def _walk_by_keys(page: Any, shown: Any) -> None:
    """Arrows lead from point to point, Enter chooses, and that is told."""
    shown.locator(".nx-plot").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    shown.locator(".nx-point.nx-chosen").wait_for()
    assert shown.locator("[aria-live]").inner_text() == f"chosen: {label}"
    assert label.startswith(shown.locator(".nx-taken").inner_text())
    page.keyboard.press("Escape")
    shown.locator(".nx-taken").wait_for(state="detached")


def _choose(shown: Any, name: str) -> None:
    shown.locator(".nx-name", has_text=name).click()
    shown.locator(".nx-taken", has_text=name).wait_for()


def _take(page: Any, shown: Any) -> None:
    """A name that is taken is not replaced unasked; what was put is used by the next cell."""
    _choose(shown, "static int8 (u8s8)")
    shown.locator(".nx-variable").fill("x")
    shown.locator(".nx-put").click()
    shown.locator(".nx-wrong", has_text="There is a variable x already (ndarray)").wait_for()
    shown.locator(".nx-variable").fill("2nd")
    shown.locator(".nx-put").click()
    shown.locator(".nx-wrong", has_text="begins with a letter").wait_for()
    shown.locator(".nx-variable").fill("small")
    shown.locator(".nx-put").click()
    shown.locator(".nx-done").wait_for()
    assert shown.locator(".nx-code").inner_text() == 'small = study["static int8 (u8s8)"].model'
    _run(page, "print(small(x).shape, study.selected.name)")
    page.locator(".jp-OutputArea-output pre", has_text="(64, 4) static int8 (u8s8)").wait_for()


def _compare(shown: Any) -> None:
    shown.locator(".nx-compare").click()
    shown.locator(".nx-layers").wait_for()
    rows = shown.locator(".nx-layers tbody tr").all_inner_texts()
    assert len(rows) == 3 and "dB" in rows[-1] and "linear_2" in rows[-1]
    shown.locator(".nx-close").click()


def _heat(page: Any) -> None:
    """The graph of the model, coloured by time, says what the colours mean."""
    _run(page, 'study.graph(heat="time")')
    graph = page.locator(".ng-root")
    graph.locator(".ng-box").first.wait_for()
    assert graph.locator(".ng-colour").input_value() == "overlay:time"
    assert graph.locator(".ng-legend").inner_text().split("\n")[-1].endswith("µs")
    details = graph.locator(".ng-op .ng-detail").all_text_contents()
    assert len(details) == 3 and all(text.endswith("µs") for text in details)
    graph.locator(".ng-colour").select_option("kind")
    assert graph.locator(".ng-legend").is_hidden()


def _check_saved(page: Any, path: Path) -> None:
    """The file has the still picture of the end, beside the live one."""
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    cells = json.loads(path.read_text())["cells"]
    (output,) = cells[1]["outputs"]
    picture = "".join(output["data"]["image/svg+xml"])
    assert "done: 5 tried" in picture and "static int8 (u8s8)" in picture
    assert "application/vnd.jupyter.widget-view+json" in output["data"]
