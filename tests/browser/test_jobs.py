"""Jobs in the real JupyterLab: a notebook submitted, watched, left and found again; a long log; what
is cancelled and tried again; what is said where there is no server part."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

HOSTILE = "<img src=nowhere onerror=document.title='taken'>.ipynb"
WAITS = """
import os, time
print('<b>first</b>', n)
while not os.path.exists('go.txt'):
    time.sleep(0.05)
print('second', os.path.basename(os.getcwd()))
"""
SUBMIT = "void window.jupyterapp.commands.execute('noodle:run-notebook-as-job')"
NOISE = """
for n in range(12000):
    print("line", n, "x" * 80)
print("waiting")
while True:
    pass
"""
POST = """async body => {
  const [, token] = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie) ?? [];
  const headers = { 'Content-Type': 'application/json', 'X-XSRFToken': token };
  const asked = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch('/noodle/api/v1/jobs', asked);
  if (!answer.ok) throw new Error(await answer.text());
}"""
TO_THE_START = """() => {
  const part = document.querySelector('.noodle-jobs-log');
  if (part.querySelector('pre').textContent.startsWith('line 0 ')) return true;
  [...part.querySelectorAll('button')].find(each => each.textContent === 'Earlier')?.click();
  return false;
}"""
"""As many pages as the log has: how much each holds depends on the machine."""
SHOW = "void window.jupyterapp.commands.execute('noodle:show-jobs')"


def submit(page: Any, source: str, name: str) -> None:
    """As a page of somebody's does it."""
    page.evaluate(POST, {"kind": "noodle", "name": name, "request": {"source_code": source}})


def show(page: Any, place: Place) -> Any:
    """The panel, in a page with nothing else."""
    page.goto(f"{place.address}/lab?reset")
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('noodle:show-jobs')")
    page.evaluate("window.jupyterapp.restored.then(() => undefined)")
    page.evaluate(SHOW)
    return page.locator(".noodle-jobs")


def test_a_notebook_runs_as_a_job_while_its_tab_is_closed(place: Place, page: Any) -> None:
    _write(place, HOSTILE)
    open_notebook(page, place.address, place.path(HOSTILE))
    page.evaluate(SUBMIT)
    _answer_the_form(page)
    panel = page.locator(".noodle-jobs")
    panel.locator(".noodle-jobs-title", has_text="<img src").wait_for()
    panel.get_by_role("button", name="Watch").click()
    view = page.locator(".noodle-jobnotebook")
    view.locator(".jp-OutputArea-output", has_text="<b>first</b> 21").wait_for()
    view.locator(".noodle-mod-running").wait_for()
    assert page.title() != "taken"

    page.goto("about:blank")  # the tab is closed
    (place.folder / "go.txt").touch()
    page.goto(f"{place.address}/lab")  # and opened again: the view is where it was
    view.locator(".jp-OutputArea-output", has_text=f"second {place.folder.name}").wait_for()
    view.locator(".noodle-jobs-state", has_text="done").wait_for()
    assert view.locator(".jp-OutputArea-output", has_text="<b>first</b> 21").count() == 1
    assert view.locator("b, img[src=nowhere]").count() == 0
    view.get_by_role("button", name="Save as Notebook").click()
    kept = HOSTILE.replace(".ipynb", "-job.ipynb")
    page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").wait_for()
    cells = json.loads((place.folder / kept).read_text())["cells"]
    assert cells[1]["metadata"]["tags"] == ["injected-parameters"]
    printed = "".join("".join(output["text"]) for output in cells[2]["outputs"])
    assert printed == f"<b>first</b> 21\nsecond {place.folder.name}\n"
    assert not any("trusted" in cell["metadata"] for cell in cells)
    assert page.problems == []


def _write(place: Place, name: str) -> None:
    write_notebook(
        place.folder / name, ["n = 20  # how many\nlabel = 'a'", WAITS], kernel="python3"
    )
    path = place.folder / name
    content = json.loads(path.read_text())
    content["cells"][0]["metadata"]["tags"] = ["parameters"]
    path.write_text(json.dumps(content))


def _answer_the_form(page: Any) -> None:
    """What is no value is said, and asked for again."""
    form = page.locator(".noodle-jobs-form")
    form.get_by_label("n", exact=True).fill("twenty")
    run = page.locator(".jp-Dialog").get_by_role("button", name="Run")
    run.click()
    form.locator(".noodle-jobs-problem", has_text="put text in quotes").wait_for()
    assert form.get_by_label("label", exact=True).input_value() == "'a'"
    form.get_by_label("n", exact=True).fill("21")
    run.click()


def test_a_log_is_followed_and_a_job_cancelled(place: Place, page: Any) -> None:
    panel = show(page, place)
    submit(page, NOISE, "noise <b>")
    panel.locator(".noodle-jobs-row", has_text="noise <b>").click()
    log = panel.locator(".noodle-jobs-log pre")
    log.get_by_text("waiting").wait_for()
    assert len(log.inner_text()) < 500_000, "no more of a long log than a page bears"
    page.wait_for_function(TO_THE_START, polling=300)
    panel.get_by_role("button", name="To the end").click()
    log.get_by_text("waiting").wait_for()

    panel.get_by_role("button", name="Cancel").click()
    panel.locator(".noodle-jobs-state", has_text="cancelled").wait_for()
    panel.get_by_role("button", name="Try again").click()
    panel.locator(".noodle-jobs-state", has_text="running").wait_for()
    panel.get_by_role("button", name="Cancel").click()
    panel.get_by_role("button", name="All jobs").click()
    row = panel.locator(".noodle-jobs-row", has_text="noise <b>")
    row.locator(".noodle-jobs-state", has_text="cancelled").wait_for()
    panel.get_by_label("Which jobs").select_option("failed")
    row.wait_for(state="hidden")
    panel.get_by_label("Which jobs").select_option("cancelled")
    _delete(page, panel, row)
    panel.get_by_label("Which jobs").select_option("failed")
    _fail(page, panel)
    assert page.problems == []


def _delete(page: Any, panel: Any, row: Any) -> None:
    row.click()
    panel.get_by_role("button", name="Delete…").click()
    page.locator(".jp-Dialog").get_by_role("button", name="Delete", exact=True).click()
    panel.get_by_label("Which jobs").wait_for()
    row.wait_for(state="detached")


def _fail(page: Any, panel: Any) -> None:
    """A job that fails comes by itself, with its code and what to do."""
    submit(page, "x = 'a' + 1", "wrong")
    panel.locator(".noodle-jobs-row", has_text="wrong").first.click()
    failure = panel.locator(".noodle-server-wrong", has_text="N2")
    failure.wait_for()
    assert "cannot add str and int" in failure.inner_text()


def test_without_the_server_part_the_panel_says_what_to_do(place: Place, page: Any) -> None:
    page.route("**/noodle/api/**", lambda route: route.fulfill(status=404, body="no such page"))
    panel = show(page, place)
    panel.get_by_text("pip install 'noodle-notebook[server]'").wait_for()
    page.unroute("**/noodle/api/**")
    page.route("**/noodle/api/v1/system/status", lambda route: route.fulfill(
        status=403, json={"error_code": "N7002", "error_message": "<i>no</i>", "details": {},
                          "request_id": "abc"}))  # fmt: skip
    panel.get_by_role("button", name="Try again").click()
    panel.get_by_text("N7002: <i>no</i>").wait_for()
    page.unroute("**/noodle/api/v1/system/status")
    panel.get_by_role("button", name="Try again").click()
    panel.get_by_label("Which jobs").wait_for()
    assert all("404" in each or "403" in each for each in page.problems)
