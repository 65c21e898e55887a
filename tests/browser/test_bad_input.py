"""What is broken, hostile or huge: the page stays usable, says what happened, and runs nothing of it.

Whether a page is usable is asked of the page: a menu opens, and no task held it longer than a
bound that is generous, but finite.
"""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import lab, open_and_run, open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

LONGEST_TASK_MS: Final = 10_000
_NOTE_TASKS: Final = """
window.longest = 0;
new PerformanceObserver(list => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: 'longtask', buffered: true });
"""
_TYPE: Final = """([at, text]) => {
  const { content } = window.jupyterapp.shell.currentWidget;
  content.widgets[at].model.sharedModel.setSource(text);
}"""
_RUN: Final = """at => {
  const { commands, shell } = window.jupyterapp;
  shell.currentWidget.content.activeCellIndex = at;
  void commands.execute('notebook:run-cell');
}"""
SHOW_MODELS: Final = "void window.jupyterapp.commands.execute('noodle:show-models')"
SHOW_JOBS: Final = "void window.jupyterapp.commands.execute('noodle:show-jobs')"
EVIL: Final = (
    "<img src=nowhere onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
)
MISTAKE: Final = 'name = "Ada"\ntotal = name + 1\n'


@pytest.fixture
def page(page: Any) -> Any:
    page.add_init_script(_NOTE_TASKS)
    return page


def check_usable(page: Any) -> None:
    """A click is answered, nothing took the page, and nothing held it for long."""
    page.locator(".lm-MenuBar-item", has_text="Edit").click()
    page.locator(".lm-Menu-item", has_text="Undo").first.wait_for()
    page.keyboard.press("Escape")
    assert page.title() != "taken"
    assert page.evaluate("window.longest") < LONGEST_TASK_MS


def check_mistakes_are_marked(page: Any, at: int) -> None:
    """The kernel answers while one types: in cell `at`."""
    page.evaluate(_TYPE, [at, MISTAKE])
    page.locator(".jp-Cell").nth(at).locator(".cm-lintRange-error").first.wait_for()


def test_a_corrupt_notebook_is_shown_and_runs_nothing(place: Place, page: Any) -> None:
    name = "<img src=nowhere onerror=\"document.title='taken'\">.ipynb"
    (place.folder / name).write_text(json.dumps(_corrupt()))
    open_notebook(page, place.address, place.path(name).replace("%", "%25").replace('"', "%22"))
    page.locator(".jp-Cell").nth(5).wait_for()
    page.locator(".jp-OutputArea-output", has_text="plain and well").wait_for()
    page.locator(".jp-OutputArea-output", has_text="<img src=nowhere").first.wait_for()
    assert page.locator("img[src=nowhere]").count() == 0
    check_mistakes_are_marked(page, 0)
    tip = page.locator(".cm-tooltip-lint")
    page.evaluate(_TYPE, [1, f"text = {EVIL!r} + 1"])
    page.locator(".jp-Cell").nth(1).locator(".cm-lintRange-error").first.hover()
    tip.wait_for()
    page.evaluate(_TYPE, [2, f"raise ValueError({EVIL!r})"])
    page.evaluate(_RUN, 2)
    page.locator(".jp-Cell").nth(2).locator("[data-mime-type*=stderr]").wait_for()
    check_usable(page)
    assert [said for said in page.problems if not _is_of_others(said)] == []


def _corrupt() -> dict[str, Any]:
    bundles: list[Any] = [
        {"text/plain": "plain and well", "application/x-unknown": {"a": [1]}},
        {"application/x-unknown": 7, "text/plain": EVIL},
        {"application/vnd.jupyter.widget-view+json": {"model_id": 7}, "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title='taken'\"><text>{EVIL}</text></svg>", "text/plain": "a widget"},
        {"application/vnd.jupyter.widget-view+json": "garbage", "text/plain": "no widget"},
        {"text/html": "<p onclick=\"document.title='taken'\">html<script>document.title='taken'</script>"},
        {"application/javascript": "document.title='taken'", "text/plain": "a script"},
    ]  # fmt: skip
    noodle: list[Any] = [7, "text", None, [1, {"a": []}], {"version": {}, "tiers": "x"}, EVIL]
    cells = [
        {
            "cell_type": "code", "id": f"cell{at}", "execution_count": None, "source": ["1"],
            "metadata": {"noodle": garbage, "tags": ["x"]},
            "outputs": [{"output_type": "display_data", "data": bundle, "metadata": {}}],
        }
        for at, (bundle, garbage) in enumerate(zip(bundles, noodle, strict=True))
    ]  # fmt: skip
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a": 5, "b": {"state": EVIL}}}}
    metadata = {
        "kernelspec": {"name": "noodle", "display_name": EVIL},
        "noodle": [EVIL], "widgets": state, "language_info": {"name": "noodle", "version": [EVIL]},
    }  # fmt: skip
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _is_of_others(said: str) -> bool:
    """What JupyterLab and the widget manager say themselves of such a notebook."""
    return any(part in said for part in ("widget", "Cannot read properties", "is not iterable"))


def test_a_kernel_that_dies_in_a_cell_comes_back(place: Place, page: Any) -> None:
    cells = ["%%python\nimport os\nos._exit(3)", "1", "print(6 * 7)"]
    write_notebook(place.folder / "dies.ipynb", cells)
    open_notebook(page, place.address, place.path("dies.ipynb"))
    check_mistakes_are_marked(page, 1)
    page.evaluate(_RUN, 0)
    dialog = page.locator(".jp-Dialog", has_text="died")
    dialog.wait_for()
    dialog.locator("button").last.click()
    page.evaluate(_TYPE, [1, "1"])
    page.locator(".cm-lintRange-error").first.wait_for(state="detached")
    check_mistakes_are_marked(page, 1)  # over a comm to the new kernel
    page.evaluate(_RUN, 2)
    page.locator(".jp-OutputArea-output", has_text="42").wait_for()
    check_usable(page)
    assert page.problems == []


def test_what_is_huge_does_not_hold_the_page(place: Place, page: Any) -> None:
    lines = MISTAKE + "\n".join(f"x{at} = {at} * 2" for at in range(10_000))
    many = ["1 + 1"] * 999
    write_notebook(place.folder / "huge.ipynb", [lines, *many])
    open_notebook(page, place.address, place.path("huge.ipynb"))
    page.locator(".cm-lintRange-error").first.wait_for()
    check_mistakes_are_marked(page, 1)
    check_usable(page)
    assert page.problems == []


def test_outputs_of_100_mb_do_not_hold_the_page(place: Place, page: Any) -> None:
    cells = [
        'print("x" * 100_000_000)',
        'line = "y" * 1000\nfor _ in range(100_000):\n    print(line)',
        "%%python\nfrom IPython.display import Image, display\nimport os\n"
        "for _ in range(20):\n    display(Image(data=os.urandom(1_000_000), format='png'))",
        'print("after", 6 * 7)',
    ]
    write_notebook(place.folder / "much.ipynb", cells)
    open_and_run(page, place.address, place.path("much.ipynb"))
    page.locator(".jp-OutputArea-output", has_text="after 42").wait_for()
    page.get_by_text("IOPub data rate exceeded").first.wait_for()  # said, not dropped in silence
    check_usable(page)
    assert page.problems == []


def test_without_the_server_part_the_rest_works(tmp_path: Path, page: Any) -> None:
    write_notebook(tmp_path / "a.ipynb", ["print(6 * 7)", "1"])
    off = "--ServerApp.jpserver_extensions=noodle_server=False"
    with lab(tmp_path, off) as address:
        open_and_run(page, address, "a.ipynb")
        page.locator(".jp-OutputArea-output", has_text="42").wait_for()
        check_mistakes_are_marked(page, 1)
        page.evaluate(SHOW_JOBS)
        page.locator(".noodle-jobs", has_text="The Noodle server extension is off").wait_for()
        check_usable(page)
    assert [said for said in page.problems if "404" not in said] == []


def test_answers_of_another_server_break_nothing(place: Place, page: Any) -> None:
    for answer in ("{}", "[]", '{"items": [7, {}, null], "version": 7}', "<html>"):
        page.route("**/noodle/api/**", partial(_answer, answer))
        page.goto(f"{place.address}/lab?reset")
        page.wait_for_function("window.jupyterapp?.commands.hasCommand('noodle:show-models')")
        page.evaluate("window.jupyterapp.restored.then(() => undefined)")
        for command, panel in ((SHOW_JOBS, ".noodle-jobs"), (SHOW_MODELS, ".noodle-registry")):
            page.evaluate(command)
            page.locator(panel, has_text=re.compile(r"\w")).wait_for()
        check_usable(page)
        page.unroute("**/noodle/api/**")
        assert page.problems == [], answer


def _answer(body: str, route: Any) -> None:
    route.fulfill(status=200, content_type="application/json", body=body)
